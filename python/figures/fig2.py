# SPDX-License-Identifier: Apache-2.0
"""Fig. 2: largest stored energy and largest average power as the charger grows, against the cavity."""

from matplotlib import pyplot

import style

COLUMNS = ("series", "charger", "cells", "window", "E_max", "P_max_normalized")


def caption(table):
    cells = table.values("cells")
    return (
        "The landscape of isotropic charging: largest average power against largest stored energy, one point for each "
        f"battery of M = {cells[0]:g} to {cells[-1]:g} cells, at four ratios of charger spins to cells. E_max is the "
        f"maximum in the window gt ≤ {table.window()}, P_max the maximum over all t > 0. Lines are two readings of the "
        "cavity benchmark: a cavity that starts with N = M photons (red, dot-dashed), which is what the text "
        "describes, and the limit N → ∞ of the spin charger itself (purple, dashed), which the large chargers "
        "approach. Time and power of a cavity are in units of its own coupling g̃, so that the window of a charger "
        "of N spins is √N times longer than that of its limit.")


def draw(table):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 3.0))
    for series in table.series:
        colour, line, marker = style.shape(series.name)
        look = dict(color=colour, linestyle=line, marker=".", markersize=3) if series.charger != "spins" else dict(
            color=colour, linestyle="none", marker=marker, markerfacecolor="none")
        axes.plot(series["E_max"], series["P_max_normalized"], label=style.label(series.name), **look)
    axes.set_xlabel(style.ENERGY_MAX)
    axes.set_ylabel(style.POWER_MAX)
    style.from_zero(axes)
    axes.legend(loc="upper left")
    return figure
