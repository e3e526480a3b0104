# SPDX-License-Identifier: Apache-2.0
"""Time and memory of one P_max against the number of cells, ours and theirs, with slopes (docs/guide)."""

import numpy
from matplotlib import pyplot
from matplotlib.lines import Line2D

import style
from table import InputError

COLUMNS = ("series", "cells", "seconds", "bytes")
GAMMAS = {"γ = 0": style.ORANGE, "γ = 0.2": style.GREEN, "γ = 0.6": style.BLACK, "γ = 1": style.BLUE}
METHODS = {"Leyden": ("-", "o"), "plain Chebyshev": (style.DASHED, "s"), "QuTiP, sector": (style.DASH_DOTTED, "^"),
           "QuTiP, product space": (style.DOTTED, "v")}
FIRST_MEASURABLE = 2e-3  # seconds; below, the clock and the start of a computation are what is seen


def caption(table):
    largest = max(series["cells"][-1] for series in table.series)
    return (
        "How large, how fast: processor time of one largest average power P_max (left) and most memory of the process "
        f"(right) against the number of cells, N = M, up to M = {largest:g}. Leyden's value is certified, over all "
        "times; the plain Chebyshev propagation samples and refines; QuTiP's sesolve samples E(t) at 501 times. "
        "Powers of M are the slopes of Leyden's time over the last factor of ten in M.")


def look(name):
    """Colour, line and marker of 'METHOD, γ = …'."""
    method, gamma = name.rsplit(", ", 1)
    if method not in METHODS or gamma not in GAMMAS:
        raise InputError(f"series '{name}': a method ({', '.join(METHODS)}), a comma, and γ are needed")
    line, marker = METHODS[method]
    ours = method == "Leyden"
    return dict(color=GAMMAS[gamma], linestyle=line, marker=marker, linewidth=1.4 if ours else 0.8, markersize=3.2,
                markerfacecolor=GAMMAS[gamma] if ours else "white", markeredgewidth=0.7)


def slope(x, y, floor=0.0):
    """Of the least-squares line through the logarithms, over the last factor of ten in x and where y > floor.

    NaN where fewer than three points are left.
    """
    kept = (x * 10.5 > x[-1]) & (y > floor)
    return numpy.polyfit(numpy.log(x[kept]), numpy.log(y[kept]), 1)[0] if kept.sum() > 2 else numpy.nan


def memory_slope(x, size):
    """The same for memory, where it is more than twice what the program itself needs."""
    return slope(x, size, 2 * size.min())


def draw(table):
    figure, (time, memory, key) = pyplot.subplots(1, 3, figsize=(style.PAGE, 2.9), width_ratios=(1, 1, 0.42))
    for axes, column, unit in ((time, "seconds", 1.0), (memory, "bytes", 2.0 ** 20)):
        for series in table.series:
            x, y = series["cells"], series[column] / unit
            if column == "seconds":
                x, y = x[y > FIRST_MEASURABLE], y[y > FIRST_MEASURABLE]
            axes.plot(x, y, **look(series.name))
        axes.set(xscale="log", yscale="log", xlabel="$M = N$")
    time.set_ylabel(r"processor time of one $P_{\max}$ [s]")
    memory.set_ylabel("memory of the process [MiB]")
    style.panel(time, "a", at=(0.9, 0.11))
    style.panel(memory, "b", at=(0.9, 0.11))
    legends(key, table)
    return figure


def legends(key, table):
    """Colours are γ, lines are methods; both explained in an empty panel of their own."""
    key.set_axis_off()
    present = [series.name.rsplit(", ", 1) for series in table.series]
    gammas = [gamma for gamma in GAMMAS if gamma in (g for _, g in present)]
    methods = [method for method in METHODS if method in (m for m, _ in present)]
    lines = [Line2D([], [], **(look(f"{method}, γ = 1") | dict(color="#444444"))) for method in methods]
    lines[0].set_markerfacecolor("#444444" if methods[0] == "Leyden" else "white")
    names = [method.replace(", ", ",\n") for method in methods]
    key.add_artist(key.legend(lines, names, loc="upper left", bbox_to_anchor=(-0.35, 1.0)))
    slopes = {gamma: slope(ours["cells"], ours["seconds"], FIRST_MEASURABLE) for gamma in gammas
              for ours in table.series if ours.name == f"Leyden, {gamma}"}
    texts = [style.label(gamma) + (f":  $M^{{{slopes[gamma]:.1f}}}$" if slopes.get(gamma, numpy.nan) > 0 else "")
             for gamma in gammas]
    key.legend([Line2D([], [], color=GAMMAS[gamma], linewidth=1.4) for gamma in gammas], texts, loc="upper left",
               bbox_to_anchor=(-0.35, 0.5), title="and Leyden's time", title_fontsize=8, alignment="left")
