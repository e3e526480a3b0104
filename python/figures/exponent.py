# SPDX-License-Identifier: Apache-2.0
"""The local exponent β(M) of the collective advantage, exact and from the law of large batteries (docs/guide)."""

from matplotlib import pyplot
from matplotlib.ticker import NullLocator

import style

COLUMNS = ("series", "cells", "beta")


def caption(table):
    return (
        "The local exponent β = d ln η / d ln M of the collective advantage for γ = 0 and N = M. Circles: exact values, "
        f"from M - 1 and M + 1, up to M = {table['exact']['cells'][-1]:g}; their radii are far smaller than the "
        "circles. Line: the law of large batteries with its first correction, from M = 100 on. Crosses: the "
        "values that the paper prints. The approach to 1 is logarithmic: β = 0.99 is reached near M = 1.4·10⁴⁰.")


def draw(table):
    figure, axes = pyplot.subplots(figsize=(style.COLUMN, 2.9))
    axes.axhline(1.0, color=style.GREY, linewidth=0.7)
    axes.plot(table["law"]["cells"], table["law"]["beta"], color=style.BLUE, label="law of large $M$", zorder=2)
    axes.plot(table["exact"]["cells"], table["exact"]["beta"], linestyle="none", marker="o", markersize=3.4,
              markerfacecolor="white", color=style.BLACK, label="exact", zorder=3)
    paper = table["paper"]
    axes.plot(paper["cells"], paper["beta"], linestyle="none", marker="x", markersize=5.5, color=style.RED,
              markeredgewidth=1.2, label="printed in the paper", zorder=4)
    for cells, beta in zip(paper["cells"], paper["beta"]):
        axes.annotate(f"{beta:.2f}", (cells, beta), xytext=(6, -4), textcoords="offset points", va="center",
                      color=style.RED, fontsize=7.5)
    axes.set(xscale="log", xlabel="$M = N$", ylabel=r"$\beta(M)$", xlim=(1.5, 2e12), ylim=(0.5, 1.03))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.legend(loc="lower right")
    return figure
