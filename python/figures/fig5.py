# SPDX-License-Identifier: Apache-2.0
"""Fig. 5: the collective advantage in charging power over charging cell by cell, and its local exponents."""

import numpy
from matplotlib import pyplot
from matplotlib.ticker import ScalarFormatter

import style
from table import InputError

COLUMNS = ("series", "charger", "cells", "eta")


def caption(table):
    *_, before, last = table.values("cells")
    return (
        "Collective advantage η: largest average power of M cells charged together by N = M spins, over that of M "
        "cells charged one by one. Numbers at the right are local exponents β = d ln η / d ln M, between "
        f"M = {before:g} and {last:g}; grey lines show the slopes M and √M. Circles: a cavity with N = M photons, "
        "which grows as √M. Triangles: the limit of a large charger, which grows more slowly. For both, η uses their "
        "own coupling g̃.")


def draw(table):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 3.1))
    sizes = table.values("cells")
    last = sizes[-1]
    if len(sizes) < 2:
        raise InputError(f"{table.source}: one size of battery, M = {last:g}; exponents need two")
    if min(series["eta"].min() for series in table.series) <= 0:
        raise InputError(f"{table.source}: η must be positive for logarithmic axes")
    for series in table.series:
        colour, line, marker = style.shape(series.name)
        look = dict(linestyle=line) if series.charger == "spins" else dict(
            linestyle="none", marker=marker, markerfacecolor="none", markersize=3.6,
            markevery=style.spread(series["cells"], 18, logarithmic=True))
        axes.plot(series["cells"], series["eta"], color=colour, label=style.label(series.name), **look)
    guides(axes, table, last)
    axes.set(xscale="log", yscale="log", xlabel="$M$", ylabel=r"$\eta$", xlim=(0.9, 1.9 * last))
    exponents(axes, table, last)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(ScalarFormatter())
    axes.legend(loc="upper left")
    return figure


def guides(axes, table, last):
    """Two grey lines to compare slopes with: M above the data and the square root of M below."""
    middle = numpy.sqrt(last)
    curves = [numpy.interp(middle, series["cells"], series["eta"]) for series in table.series]
    for power, start, text, below in ((1.0, 1.5 * max(curves), "$M$", False),
                                      (0.5, 0.6 * min(curves), r"$\sqrt{M}$", True)):
        ends = numpy.array([middle, last * 0.6])
        heights = start * (ends / middle) ** power
        axes.plot(ends, heights, color=style.GREY, linewidth=0.8, zorder=1)
        axes.annotate(text, (numpy.sqrt(ends.prod()), numpy.sqrt(heights.prod())), color="#555555",
                      xytext=(3, -3) if below else (-3, 3), textcoords="offset points",
                      ha="left" if below else "right", va="top" if below else "bottom")


def exponents(axes, table, last, gap=0.10):
    """Write each local exponent beside the end of its curve, kept apart by `gap` decades."""
    height = -numpy.inf
    for series in sorted((s for s in table.series if len(s.rows) > 1), key=lambda s: s["eta"][-1]):
        height = max(numpy.log10(series["eta"][-1]), height + gap)
        slope = numpy.diff(numpy.log(series["eta"][-2:])) / numpy.diff(numpy.log(series["cells"][-2:]))
        axes.annotate(f"{slope[0]:.2f}", (1.12 * last, 10 ** height), color=style.shape(series.name)[0], va="center")
    axes.annotate(r"$\beta$", (1.3 * last, 10 ** (height + gap)), va="center")
    axes.set_ylim(top=max(axes.get_ylim()[1], 10 ** (height + 2 * gap)))
