# SPDX-License-Identifier: Apache-2.0
"""Fig. 3: the landscape under anisotropic coupling, one panel for each ratio of charger spins to cells."""

import numpy
from matplotlib import pyplot

import style
from table import InputError

COLUMNS = ("series", "charger", "cells", "chargers", "window", "E_max", "P_max_normalized")
ISOTROPIC = "γ = 0"


def ratio(row):
    return round(row["chargers"] / row["cells"], 9)


def ratios(table):
    return sorted({ratio(row) for series in table.series for row in series.rows})


def caption(table):
    cells = table.values("cells")
    return (
        "Largest average power against largest stored energy for four anisotropies of the coupling, with "
        + ", ".join(f"({letter}) N/M = {value:g}" for letter, value in zip("abcdefgh", ratios(table)))
        + f"; one point for each M = {cells[0]:g} to {cells[-1]:g}. The thin line is a least-squares fit with "
        f"intercept to the isotropic points, its slope is printed. E_max is the maximum in the window gt ≤ "
        f"{table.window()}; the slopes, and E_max itself, depend on that window. P_max is over all t > 0.")


def draw(table):
    values = ratios(table)
    if not 1 <= len(values) <= 8:
        raise InputError(f"{table.source}: {len(values)} ratios chargers/cells; from 1 to 8 fit on the page")
    rows = (len(values) + 1) // 2
    figure, grid = pyplot.subplots(rows, 2, figsize=(style.PAGE * 0.8, 2.25 * rows), sharex=True, sharey=True,
                                   squeeze=False)
    for letter, value, axes in zip("abcdefgh", values, grid.flat):
        for series in table.series:
            points = series.where(lambda row: ratio(row) == value)
            colour, _, marker = style.shape(series.name)
            axes.plot(points["E_max"], points["P_max_normalized"], marker, color=colour, markerfacecolor="none",
                      label=style.label(series.name))
        style.panel(axes, letter, f"$N/M={value:g}$")
        fit(axes, table[ISOTROPIC].where(lambda row: ratio(row) == value))
    grid.flat[0].legend(loc="lower right")
    style.from_zero(grid.flat[0])
    figure.supxlabel(style.ENERGY_MAX, fontsize=9.5)
    figure.supylabel(style.POWER_MAX, fontsize=9.5)
    for axes in grid.flat[len(values):]:
        axes.remove()
    return figure


def fit(axes, series):
    """Draw the least-squares line through the isotropic points and print its slope."""
    if len(series.rows) < 2:
        return
    energies = series["E_max"]
    slope, intercept = numpy.polyfit(energies, series["P_max_normalized"], 1)
    ends = numpy.array([energies.min(), energies.max()])
    axes.plot(ends, slope * ends + intercept, color=style.ORANGE, linewidth=0.6, zorder=1)
    axes.text(0.03, 0.85, f"slope {slope:.3f}", transform=axes.transAxes, va="top")
