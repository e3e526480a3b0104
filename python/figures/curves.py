# SPDX-License-Identifier: Apache-2.0
"""Panels of curves against time: the pair energy/power of Figs. 6 and 7, the four chargers of Figs. 8 and 9."""

import numpy
from matplotlib import pyplot
from matplotlib.ticker import MaxNLocator

import style
from table import InputError

COLUMNS = ("series", "charger", "cells", "chargers", "gt", "E", "P", "radius")
ENERGY, POWER = r"$E\ [\omega_0]$", r"$P\ [g\omega_0]$"
CHARGERS = (("a", "$N=2$", ("N = 2",)), ("b", "$N=20$", ("N = 20",)), ("c", "$N=200$", ("N = 200",)),
            ("d", "cavity", ("cavity, 2 photons", "cavity, large-charger limit")))
CAVITY_LOOKS = {"cavity, 2 photons": (style.RED, style.DASH_DOTTED),
                "cavity, large-charger limit": (style.PURPLE, style.DASHED)}


def energy(series):
    return series["E"], series["radius"]


def power(series):
    """The average power and its radius: the one of the energy over t. P(0) = 0 also where the cell is empty."""
    time, values = series["gt"], series["P"]
    later = time > 0
    radius = numpy.divide(series["radius"], time, out=numpy.zeros(len(time)), where=later)
    return numpy.where(later, values, 0.0), radius


def normalized_power(series):
    """Power over √N for spins; a cavity already counts in units of g̃."""
    values, radius = power(series)
    root = numpy.sqrt(series["chargers"]) if series.charger == "spins" else 1.0
    return values / root, radius / root


def line(axes, series, quantity, **look):
    """One curve, with its error band."""
    time = series["gt"] / numpy.pi
    values, radius = quantity(series)
    axes.plot(time, values, label=style.label(series.name.removeprefix("cavity, ")), **look)
    if radius.max() > 1e-3 * numpy.ptp(values):
        axes.fill_between(time, values - radius, values + radius, color=look["color"], alpha=0.25, linewidth=0)


def pair(table, looks):
    """(a) E(t) and (b) P(t) of every series; looks(name) gives colour, line style and width."""
    figure, panels = pyplot.subplots(1, 2, figsize=(style.PAGE, 2.6))
    for letter, axes, quantity, title in zip("ab", panels, (energy, power), (ENERGY, POWER)):
        for series in table.series:
            colour, dashes, width = looks(series.name)
            line(axes, series, quantity, color=colour, linestyle=dashes, linewidth=width)
        style.pi_axis(axes, max(table.values("gt")) / numpy.pi)
        axes.set_ylim(-0.025 * axes.dataLim.y1, 1.12 * axes.dataLim.y1)
        axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        axes.set(xlabel=style.TIME, ylabel=title)
        style.panel(axes, letter)
    panels[1].legend(loc="upper right")
    return figure


def chargers(table, quantity, title):
    """Two cells charged by 2, 20, 200 spins and by a cavity, each panel with its own range of times."""
    drawn = [name for _, _, names in CHARGERS for name in names]
    strangers = [series.name for series in table.series if series.name not in drawn]
    if strangers:
        raise InputError(f"{table.source}: no panel for series {', '.join(map(repr, strangers))}")
    figure, grid = pyplot.subplots(2, 2, figsize=(style.PAGE * 0.8, 3.7), sharey=True)
    for (letter, text, names), axes in zip(CHARGERS, grid.flat):
        shown = [table[name] for name in names]
        for series in shown:
            colour, dashes = CAVITY_LOOKS.get(series.name, (style.BLACK, "-"))
            line(axes, series, quantity, color=colour, linestyle=dashes, linewidth=1.0)
        style.pi_axis(axes, max(series["gt"].max() for series in shown) / numpy.pi)
        axes.set_xlabel(style.TIME if letter != "d" else style.CAVITY_TIME)
        style.panel(axes, letter, text)
    grid[1, 1].legend(loc="upper right")
    top = max(axes.dataLim.y1 for axes in grid.flat)
    grid[0, 0].set_ylim(0, 1.32 * top)
    grid[0, 0].yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    figure.supylabel(title, fontsize=9.5)
    return figure
