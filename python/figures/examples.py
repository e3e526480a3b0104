# SPDX-License-Identifier: Apache-2.0
"""One figure for each numbered example: examples.py TABLES FIGURES reads the CSV files that they write."""

import csv
import sys
from pathlib import Path

import numpy
from matplotlib import pyplot

import style

TIME = "$gt$"


def columns(folder, name):
    with open(Path(folder) / f"{name}.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: numpy.array([float(row[key]) for row in rows]) for key in rows[0]}


def lines(axes, table, looks, x="gt"):
    for name, (label, colour, line) in looks.items():
        axes.plot(table[x], table[name], color=colour, linestyle=line, label=label)
    axes.margins(x=0)
    axes.legend()


def ergotropy(t):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 2.6))
    lines(axes, t, {"energy": ("stored energy", style.BLACK, "-"),
                    "ergotropy": ("ergotropy, all unitaries", style.BLUE, "-"),
                    "incoherent": ("of it incoherent", style.BLUE, style.DOTTED),
                    "collective": ("ergotropy, collective", style.ORANGE, style.DASHED)})
    axes.plot(t["gt"], 2 * t["of_five"], color=style.GREEN, linestyle=style.DASH_DOTTED, label="two halves of 5")
    axes.plot(t["gt"], 10 * t["of_one"], color=style.RED, linestyle=style.DOTTED, label="ten single cells")
    axes.legend(fontsize=6.5, ncols=2, loc="upper center", bbox_to_anchor=(0.5, 1.34))
    axes.set(xlabel=TIME, ylabel=r"energy $[\omega_0]$")
    return figure


def fluctuations(t):
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(style.PAGE, 2.5))
    lines(left, t, {"battery": ("battery", style.BLUE, "-"), "charger": ("charger", style.ORANGE, style.DASHED),
                    "interaction": ("coupling", style.GREY, style.DOTTED),
                    "switching_work": ("switching work", style.RED, style.DASH_DOTTED)})
    left.set(xlabel=TIME, ylabel=r"energy $[\omega_0]$")
    lines(right, t, {"signal_to_noise": (r"battery: $E/\Delta E$", style.BLACK, "-")})
    right.set(xlabel=TIME, ylabel="signal to noise")
    return figure


def bounds(t):
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(style.PAGE, 2.5))
    left.plot(t["gt"], abs(t["power"]), color=style.BLACK, label="$|dE/dt|$")
    lines(left, t, {"fisher_bound": (r"$\Delta H_B\sqrt{I_E}$", style.BLUE, style.DASHED),
                    "variance_bound": (r"$2\Delta H_B\Delta H_1$", style.ORANGE, style.DASH_DOTTED)})
    left.set(xlabel=TIME, ylabel=r"power $[g\omega_0]$", yscale="log", ylim=(1, 300))
    right.plot(t["gt"], t["gt"], color=style.GREY, linestyle=style.DOTTED, label="time passed")
    lines(right, t, {"mandelstam_tamm": ("Mandelstam and Tamm", style.BLACK, "-")})
    right.set(xlabel=TIME, ylabel=r"least time $[1/g]$", xlim=(0, 0.5), ylim=(0, 0.3))
    return figure


def entanglement(t):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 2.4))
    axes.plot(t["gt"], t["energy"] / 6, color=style.GREY, label="energy / 6")
    lines(axes, t, {"entropy": ("entropy [nat]", style.BLUE, "-"), "negativity": ("negativity", style.ORANGE, style.DASHED),
                    "linear_entropy": ("linear entropy", style.GREEN, style.DASH_DOTTED),
                    "concurrence": ("concurrence of two cells", style.RED, style.DOTTED)})
    axes.legend(fontsize=7, ncols=2, loc="upper center", bbox_to_anchor=(0.5, 1.32))
    axes.set(xlabel=TIME)
    return figure


def light(t):
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(style.PAGE, 2.5))
    looks = {"fock": ("Fock", style.BLACK, "-"), "coherent": ("coherent", style.BLUE, style.DASHED),
             "thermal": ("thermal", style.RED, style.DASH_DOTTED), "squeezed": ("squeezed", style.GREEN, style.DOTTED)}
    for name, (label, colour, line) in looks.items():
        left.plot(t["gt"], t[f"{name}_E"], color=colour, linestyle=line, label=label)
        # At the start both vanish and the quotient is rounding.
        stored = t[f"{name}_E"] > 1e-6
        right.plot(t["gt"][stored], (t[f"{name}_W"] / t[f"{name}_E"])[stored], color=colour, linestyle=line)
    left.set(xlabel=r"$\tilde gt$", ylabel=r"stored energy $[\omega_0]$", xlim=(0, 1.2), ylim=(0, 8))
    right.set(xlabel=r"$\tilde gt$", ylabel="ergotropy / energy", xlim=(0, 1.2), ylim=(0, 1.02))
    left.legend(ncols=2)
    return figure


def fair_comparison(t):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 2.6))
    lines(axes, t, {"equal_coupling": ("spins, equal coupling", style.BLACK, "-"),
                    "equal_spread": ("spins, equal spread of $H_1$", style.BLUE, style.DASHED),
                    "equal_norm": ("spins, equal $\\|H_1\\|$", style.ORANGE, style.DASH_DOTTED),
                    "cavity": (r"cavity, $\tilde g$", style.RED, "-"),
                    "cavity_sqrt_cells": (r"cavity, $\tilde g/\sqrt{M}$", style.PURPLE, style.DOTTED)}, "cells")
    axes.set(xlabel="$M = N$", ylabel=r"collective advantage $\eta$", xscale="log", yscale="log")
    axes.legend(fontsize=7)
    return figure


def two_photons(t):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 2.4))
    for name, label, colour, line in (("two", "two photons, $2M$ of them", style.BLUE, "-"),
                                      ("one", "one photon, $M$ of them", style.ORANGE, style.DASHED)):
        axes.plot(t["cells"], t[f"{name}_P"], color=colour, linestyle=line, marker="o", label=label)
    axes.plot(t["cells"], t["cells"] ** 2, color=style.GREY, linewidth=0.6, label="$M^2$, $M^{3/2}$")
    axes.plot(t["cells"], 0.583 * t["cells"] ** 1.5, color=style.GREY, linewidth=0.6)
    axes.set(xlabel="$M$", ylabel=r"$P_{\max}\ [\tilde g\omega_0]$", xscale="log", yscale="log")
    axes.legend()
    return figure


def quench(t):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 2.4))
    lines(axes, t, {"weak": ("$gM/\\omega_0=0.3$", style.GREY, style.DOTTED),
                    "medium": ("$gM/\\omega_0=0.6$", style.ORANGE, style.DASHED),
                    "strong": ("$gM/\\omega_0=3$", style.BLUE, "-"),
                    "ergotropy": ("ergotropy of the last", style.BLACK, style.DASH_DOTTED)}, "gt_cells")
    axes.set(xlabel="$Mgt$", ylabel=r"energy $[\omega_0]$", ylim=(0, 27))
    return figure


def field(t):
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(style.PAGE, 2.5), sharey=True)
    lines(left, t, {"circular": ("circular", style.GREY, style.DOTTED),
                    "linear": (r"linear, $g=0.1\,\omega_0$", style.BLUE, "-"),
                    "strong": (r"linear, $g=0.5\,\omega_0$", style.RED, style.DASHED),
                    "work": ("work of the last field", style.BLACK, style.DASH_DOTTED)})
    left.set(xlabel=TIME, ylabel=r"energy of a cell $[\omega_0]$")
    lines(right, t, {"linear": ("one by one", style.BLUE, "-"),
                     "crosstalk_0.1": (r"ten, $g_2=0.1\,g$", style.ORANGE, style.DASHED),
                     "crosstalk_0.3": (r"ten, $g_2=0.3\,g$", style.GREEN, style.DASH_DOTTED)})
    right.set(xlabel=TIME)
    for axes in (left, right):
        axes.legend(fontsize=7, ncols=2, loc="upper center", bbox_to_anchor=(0.5, 1.24))
    return figure


def parallel_and_collective(t):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 2.4))
    axes.plot(t["cells"], t["parallel"] / t["cells"], color=style.GREY, linestyle=style.DASHED, label="one by one")
    axes.plot(t["cells"], t["collective"] / t["cells"], color=style.BLUE, linestyle="none", marker="o", markersize=4,
              label="together")
    axes.plot(t["cells"], t["crosstalk_0.1"] / t["cells"], color=style.ORANGE, marker="s", markersize=3,
              label=r"$g_2=0.1\,g$")
    axes.plot(t["cells"], t["crosstalk_minus_0.1"] / t["cells"], color=style.RED, marker="^", markersize=3,
              label=r"$g_2=-0.1\,g$")
    axes.legend(fontsize=7)
    axes.set(xlabel="$M$", ylabel=r"$P_{\max}/M$ $[g\omega_0]$", xscale="log", ylim=(0, 0.85))
    return figure


def first_passage(t):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 2.4))
    lines(axes, t, {"one": ("$M=N=1$", style.BLACK, "-"), "ten": ("10", style.BLUE, style.DASHED),
                    "hundred": ("100", style.RED, style.DASH_DOTTED)}, "fraction")
    axes.set(xlabel=r"fraction of $E_{\max}$", ylabel="first reached at $gt$", yscale="log")
    return figure


def self_charging(t):
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(style.PAGE, 2.4))
    for g2, colour, line in (("0", style.BLACK, "-"), ("1", style.BLUE, style.DASHED), ("4", style.RED, style.DOTTED)):
        left.plot(t["gt"], t[f"E_{g2}"], color=colour, linestyle=line, label=f"$g_2/g={g2}$")
        right.plot(t["gt"], t[f"x_{g2}"], color=colour, linestyle=line, label=f"$g_2/g={g2}$")
    left.set(xlabel=TIME, ylabel=r"stored energy $[\omega_0]$", xlim=(0, 2), ylim=(0, 4.6))
    right.set(xlabel=TIME, ylabel=r"energy in the crosstalk $[\omega_0]$", xlim=(0, 2))
    left.legend(ncols=3)
    return figure


def discharging(t):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 2.3))
    lines(axes, t, {"same_sign": ("coupled again", style.BLUE, "-"),
                    "other_sign": ("with the other sign", style.ORANGE, style.DASHED)})
    axes.set(xlabel=TIME, ylabel=r"stored energy $[\omega_0]$", ylim=(0, 6.4))
    return figure


FIGURES = {"01_ergotropy": ergotropy, "02_fluctuations": fluctuations, "03_bounds": bounds,
           "04_entanglement": entanglement, "05_light": light, "06_fair_comparison": fair_comparison,
           "07_two_photons": two_photons, "08_quench": quench, "09_field": field,
           "09_parallel_and_collective": parallel_and_collective, "10_self_charging": self_charging,
           "11_discharging": discharging, "13_first_passage": first_passage}


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    tables, target = sys.argv[1:]
    Path(target).mkdir(parents=True, exist_ok=True)
    style.begin()
    for name, draw in FIGURES.items():
        figure = draw(columns(tables, name))
        figure.savefig(Path(target) / f"{name}.png", dpi=160, metadata={"Software": None})
        pyplot.close(figure)


if __name__ == "__main__":
    main()
