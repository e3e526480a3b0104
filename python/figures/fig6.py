# SPDX-License-Identifier: Apache-2.0
"""Fig. 6: crosstalk among the charger spins, and among the cells, slows down and stops the charging."""

import curves
import style

COLUMNS = curves.COLUMNS
DASHES = {"0": (0, (3, 1)), "0.1": "-", "1": style.DASH_DOTTED, "10": style.DOTTED}


def caption(table):
    battery = any(series.name.startswith("g2/g") for series in table.series)
    return (
        f"(a) Stored energy and (b) average power of M = {table.values('cells')[0]:g} cells charged by "
        f"N = {table.values('chargers')[0]:g} spins that are coupled among themselves with strength g1"
        + ("; thin green lines: the same coupling g2 among the cells, whose interaction energy is not counted as "
           "stored." if battery else ".")
        + " Isotropic charging. The same dashes stand for the same strength.")


def looks(name):
    """Dashes tell the strength, colour and width tell who is coupled."""
    who, _, strength = name.partition(" = ")
    dashes = DASHES.get(strength, (0, (8, 2)))
    if who == "g2/g":
        return style.GREEN, dashes, 0.7
    return (style.GREY if strength == "0" else style.BLACK), dashes, 1.2


def draw(table):
    return curves.pair(table, looks)
