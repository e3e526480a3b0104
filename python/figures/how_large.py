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
        "Numbers are slopes over the last factor of ten in M.")


def look(name):
    """Colour, line and marker of 'METHOD, γ = …'."""
    method, gamma = name.rsplit(", ", 1)
    if method not in METHODS or gamma not in GAMMAS:
        raise InputError(f"series '{name}': a method ({', '.join(METHODS)}), a comma, and γ are needed")
    line, marker = METHODS[method]
    ours = method == "Leyden"
    return dict(color=GAMMAS[gamma], linestyle=line, marker=marker, linewidth=1.4 if ours else 0.8, markersize=3.2,
                markerfacecolor=GAMMAS[gamma] if ours else "white", markeredgewidth=0.7)


def slope(x, y):
    """Of the least-squares line through the logarithms, over the last factor of ten in x."""
    last = x * 10.5 > x[-1]
    return numpy.polyfit(numpy.log(x[last]), numpy.log(y[last]), 1)[0]


def draw(table):
    figure, (time, memory) = pyplot.subplots(1, 2, figsize=(style.PAGE, 3.2))
    ends = {time: [], memory: []}
    for series in table.series:
        known = series["seconds"] > FIRST_MEASURABLE
        for axes, column, kept, unit in ((time, "seconds", known, 1.0), (memory, "bytes", known | True, 2.0 ** 20)):
            x, y = series["cells"][kept], series[column][kept] / unit
            if len(x) == 0:
                continue
            axes.plot(x, y, **look(series.name))
            if len(x) > 2:
                ends[axes].append((x[-1], y[-1], slope(x, y), look(series.name)["color"]))
    time.set(ylabel="processor time [s]", title="time of one $P_{\\max}$")
    memory.set(ylabel="memory [MiB]", title="memory")
    for axes in (time, memory):
        axes.set(xscale="log", yscale="log", xlabel="$M = N$")
        axes.title.set_size(9)
        write_slopes(axes, ends[axes])
    legends(time, memory, table)
    return figure


def write_slopes(axes, ends, gap=0.085):
    """Each slope beside the end of its curve; where several ends stand close they are kept apart vertically."""
    low, high = axes.get_xlim()
    axes.set_xlim(low, high * 2.5)
    bottom, top = numpy.log10(axes.get_ylim())
    placed = []
    for x, y, value, colour in sorted(ends, key=lambda end: end[1]):
        height = numpy.log10(y)
        for near_x, near_height in placed:
            if abs(numpy.log10(x / near_x)) < 0.5 and height - near_height < gap * (top - bottom) / 1.6:
                height = near_height + gap * (top - bottom) / 1.6
        placed.append((x, height))
        axes.annotate(f"{value:.1f}", (x, 10 ** height), xytext=(5, 0), textcoords="offset points", color=colour,
                      fontsize=7.5, va="center")


def legends(time, memory, table):
    """Colours are γ, in one legend; lines are methods, in the other."""
    present = [series.name.rsplit(", ", 1) for series in table.series]
    gammas = [gamma for gamma in GAMMAS if gamma in (g for _, g in present)]
    methods = [method for method in METHODS if method in (m for m, _ in present)]
    memory.legend([Line2D([], [], color=GAMMAS[gamma]) for gamma in gammas], [style.label(g) for g in gammas],
                  loc="upper left")
    time.legend([Line2D([], [], **(look(f"{method}, γ = 1") | dict(color="#444444"))) for method in methods], methods,
                loc="upper left")
