# SPDX-License-Identifier: Apache-2.0
"""Read the tables that `leyden reproduce` writes: comments, one header line, then series of numbers.

A figure names the columns it needs. Whatever is wrong with a file is said in one line that names the file, the
line and the column.
"""

import csv
import math

import numpy

TEXT = {"series", "charger", "start"}
MAY_BE_EMPTY = {"chargers", "P", "E_first", "E_first_error", "E_first_gt"}


class InputError(Exception):
    """The table cannot be drawn; the message says what came and what is needed."""


class Series:
    """The rows of one name, in file order: `series["E_max"]` is an array, `series.charger` a word."""

    def __init__(self, name, rows):
        self.name, self.rows = name, rows

    def __getitem__(self, column):
        return numpy.array([row[column] for row in self.rows])

    @property
    def charger(self):
        return self.rows[0]["charger"]

    def where(self, keep):
        """The part of the series whose rows satisfy keep(row)."""
        return Series(self.name, [row for row in self.rows if keep(row)])


class Table:
    """All series of a file, in order of appearance."""

    def __init__(self, source, rows):
        self.source = source
        names = dict.fromkeys(row["series"] for row in rows)
        self.series = [Series(name, [row for row in rows if row["series"] == name]) for name in names]

    def __getitem__(self, name):
        for series in self.series:
            if series.name == name:
                return series
        raise InputError(f"{self.source}: no series '{name}'; it has " + ", ".join(f"'{s.name}'" for s in self.series))

    def values(self, column):
        """The distinct values of a column over all series, ascending."""
        return sorted({row[column] for series in self.series for row in series.rows})

    def window(self):
        """The stated window of gt, for captions: 2π where it is one."""
        return ", ".join(in_pi(value) for value in self.values("window"))


def in_pi(value):
    """A number of gt as a multiple of π where it is a simple one."""
    for denominator in (1, 2, 4, 8):
        count = value / math.pi * denominator
        if 0.5 < count < 64 and abs(count - round(count)) < 1e-9:
            above = "" if round(count) == 1 else str(round(count))
            return f"{above}π" + (f"/{denominator}" if denominator > 1 else "")
    return f"{value:.6g}"


def read(path, columns):
    """The series of the CSV file at `path`, with at least the named columns."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            lines = [line for line in file if not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from None
    reader = csv.DictReader(lines)
    missing = [column for column in columns if column not in (reader.fieldnames or [])]
    if not lines:
        raise InputError(f"{path}: empty; a header line and rows are needed")
    if missing:
        raise InputError(f"{path}: no column {', '.join(missing)}; the figure needs {', '.join(columns)}")
    rows = []
    for number, row in enumerate(reader, 1):
        if None in row or None in row.values():
            raise InputError(f"{path}: row {number} has not as many fields as the header; is the file cut off?")
        rows.append({column: cell(path, number, column, row[column]) for column in columns})
    if not rows:
        raise InputError(f"{path}: empty; no rows after the header")
    return Table(path, rows)


def cell(path, number, column, text):
    """One entry: words stay words, numbers must be finite, and only some columns may be empty (NaN)."""
    if column in TEXT:
        return text
    if text == "" and column in MAY_BE_EMPTY:
        return math.nan
    try:
        value = float(text)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise InputError(f"{path}: row {number}, column {column}: '{text}' is not a finite number")
    return value
