# SPDX-License-Identifier: Apache-2.0
"""Fig. 4: stored energy and power as functions of the size of the battery, with as many charger spins as cells."""

from matplotlib import pyplot

import style

COLUMNS = ("series", "charger", "cells", "window", "E_max", "P_max_normalized")


def caption(table):
    return (
        "(a) Largest stored energy in the window gt ≤ " + table.window() + " and (b) largest average power over all "
        "t > 0 against the number of battery cells, with N = M charger spins, for four anisotropies of the coupling. "
        "Circles: a cavity with N = M photons. Triangles: the limit of a large charger. The two are different "
        "benchmarks, and a statement about the cavity may hold for one only. Times and powers of both are in units "
        "of their own coupling g̃.")


def draw(table):
    figure, panels = pyplot.subplots(1, 2, figsize=(style.PAGE, 2.7))
    for letter, axes, column, title in zip("ab", panels, ("E_max", "P_max_normalized"),
                                           (style.ENERGY_MAX, style.POWER_MAX)):
        for series in table.series:
            sized(axes, series, column)
        style.panel(axes, letter)
        axes.set_xlabel("$M$")
        axes.set_ylabel(title)
        style.from_zero(axes)
    panels[1].legend(loc="upper left", bbox_to_anchor=(0.0, 0.92))
    return figure


def sized(axes, series, column):
    """Draw a quantity against the number of cells: spin chargers as lines, cavities as open markers."""
    colour, line, marker = style.shape(series.name)
    look = dict(linestyle=line) if series.charger == "spins" else dict(
        linestyle="none", marker=marker, markerfacecolor="none", markersize=3.6,
        markevery=style.spread(series["cells"]))
    axes.plot(series["cells"], series[column], color=colour, label=style.label(series.name), **look)
