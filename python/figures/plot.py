# SPDX-License-Identifier: Apache-2.0
"""Draw one figure, of the paper or of the guide, from its table: plot.py FIGURE_NAME CSV OUTDIR.

Writes FIGURE_NAME.pdf, .svg and .png into OUTDIR. Exit status: 0 drawn; 1 a file could not be written; 2 the
figure is unknown, or the table is missing, empty or incomplete (one line on stderr says which).
"""

import importlib
import sys

import style
import table

FIGURES = [f"fig{number}" for number in range(2, 10)] + ["how_large", "exponent"]


def draw(name, path, outdir):
    """Read the table at `path` and write the three files of figure `name`."""
    if name not in FIGURES:
        raise table.InputError(f"unknown figure '{name}'; known are {', '.join(FIGURES)}")
    figure = importlib.import_module(name)
    data = table.read(path, figure.COLUMNS)
    style.begin()
    style.save(figure.draw(data), name, outdir, figure.caption(data))


def main(arguments):
    if len(arguments) != 3:
        print("usage: plot.py FIGURE_NAME CSV OUTDIR", file=sys.stderr)
        return 2
    try:
        draw(*arguments)
    except table.InputError as error:
        print(f"plot.py: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"plot.py: cannot write: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
