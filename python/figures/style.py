# SPDX-License-Identifier: Apache-2.0
"""One look for every figure: journal column widths, fonts, colours, axes in units of pi, and reproducible files.

The same table gives the same bytes: files carry no dates, SVG identifiers come from a fixed salt, and the
user's own matplotlib settings are ignored. Colours and line styles follow the names in the captions of the paper,
in shades that stay apart for colour-blind readers; markers and dashes repeat every distinction.
"""

import os
import re
from fractions import Fraction
from pathlib import Path

import matplotlib
import numpy

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (the backend comes first)
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator  # noqa: E402

COLUMN = 3.375  # width of one journal column [inch]
PAGE = 7.0  # width of two journal columns [inch]

ORANGE, GREEN, BLACK, BLUE, RED, PURPLE, GREY = (
    "#E08A00", "#00875F", "#111111", "#0065B3", "#CC2211", "#9B3F98", "#8A8A8A")

ENERGY_MAX = r"$E_{\max}\ [\omega_0]$"
POWER_MAX = r"$P_{\max}/(\sqrt{N}\,g\omega_0)$"
TIME, CAVITY_TIME = r"$gt\ [\pi]$", r"$\tilde{g}t\ [\pi]$"

SETTINGS = {
    "font.family": "STIXGeneral", "mathtext.fontset": "stix", "font.size": 8.5,
    "axes.labelsize": 9.5, "legend.fontsize": 8, "xtick.labelsize": 8.5, "ytick.labelsize": 8.5,
    "axes.linewidth": 0.6, "lines.linewidth": 1.1, "lines.markersize": 4.2, "lines.markeredgewidth": 0.9,
    "xtick.direction": "in", "ytick.direction": "in", "xtick.top": True, "ytick.right": True,
    "xtick.major.width": 0.6, "ytick.major.width": 0.6, "xtick.minor.width": 0.4, "ytick.minor.width": 0.4,
    "xtick.major.size": 3.2, "ytick.major.size": 3.2, "xtick.minor.size": 1.8, "ytick.minor.size": 1.8,
    "legend.frameon": False, "legend.handlelength": 2.3, "legend.labelspacing": 0.3, "legend.borderaxespad": 0.4,
    "figure.constrained_layout.use": True, "figure.constrained_layout.w_pad": 0.03,
    "figure.constrained_layout.h_pad": 0.03, "figure.constrained_layout.wspace": 0.04, "savefig.dpi": 300,
    "pdf.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": "leyden",
}

DASHED, DOTTED, DASH_DOTTED = (0, (5, 2)), (0, (1.2, 1.4)), (0, (6, 1.8, 1.4, 1.8))
SHAPES = {
    "N/M = 1": (ORANGE, DASHED, "D"), "N/M = 2": (GREEN, DOTTED, "s"),
    "N/M = 10": (BLACK, DASH_DOTTED, "o"), "N/M = 100": (BLUE, "-", "x"),
    "γ = 0": (ORANGE, DASHED, "D"), "γ = 0.2": (GREEN, DOTTED, "s"),
    "γ = 0.6": (BLACK, DASH_DOTTED, "o"), "γ = 1": (BLUE, "-", "x"),
    "cavity, N = M photons": (RED, DASH_DOTTED, "o"), "cavity, large-charger limit": (PURPLE, DASHED, "^"),
}


def begin():
    """Forget the user's settings and take ours."""
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(SETTINGS)


def spread(sizes, count=20, logarithmic=False):
    """Indices of about `count` entries, both ends among them, that stand evenly on a linear or logarithmic axis."""
    sizes = numpy.log(sizes) if logarithmic else sizes
    return sorted({int(numpy.abs(sizes - x).argmin()) for x in numpy.linspace(sizes.min(), sizes.max(), count)})


def shape(name):
    """Colour, line style and marker of a series; grey pentagons for one that has no agreed look."""
    return SHAPES.get(name, (GREY, "-", "p"))


def label(name):
    """The legend text of a series: its symbols become mathematics."""
    symbols = {"γ": r"\gamma", "g1/g": "g_1/g", "g2/g": "g_2/g", "N/M": "N/M", "N": "N"}
    return re.sub(r"(γ|N/M|g[12]/g|N) = ([\w.]+)", lambda m: f"${symbols[m[1]]}={m[2]}$", name.replace("$", r"\$"))


def panel(axes, letter, text="", at=(0.03, 0.96)):
    """Write the panel letter, and a short text after it, into the upper left corner."""
    axes.text(*at, f"({letter})" + (f"  {text}" if text else ""), transform=axes.transAxes, va="top", ha="left")


def from_zero(*all_axes):
    """Start linear axes at zero and tick them at round numbers."""
    for axes in all_axes:
        axes.set(xlim=(0, axes.get_xlim()[1]), ylim=(0, axes.get_ylim()[1]))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))


def pi_axis(axes, longest):
    """Tick the horizontal axis, whose data are gt/pi from 0 to `longest`, at simple fractions."""
    step = min((Fraction(2) ** power for power in range(-12, 12)), key=lambda s: abs(longest / float(s) - 4))
    axes.xaxis.set_major_locator(MultipleLocator(float(step)))
    axes.xaxis.set_minor_locator(MultipleLocator(float(step) / 2))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: str(Fraction(x).limit_denominator(4096))))
    axes.set_xlim(0, longest)


def save(figure, name, outdir, caption):
    """Write NAME.pdf, NAME.svg and NAME.png [300 dpi]; the caption travels inside the SVG and the PDF."""
    outdir = Path(outdir)
    outdir.mkdir(parents=True, exist_ok=True)
    metadata = {"pdf": {"CreationDate": None, "Title": name, "Subject": caption},
                "svg": {"Date": None, "Title": name, "Description": caption},
                "png": {"Title": name}}
    for kind, entries in metadata.items():
        unfinished = outdir / f".{name}.{os.getpid()}.{kind}"
        try:
            figure.savefig(unfinished, format=kind, metadata=entries)
            os.replace(unfinished, outdir / f"{name}.{kind}")
        finally:
            unfinished.unlink(missing_ok=True)
    pyplot.close(figure)
