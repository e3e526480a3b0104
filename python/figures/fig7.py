# SPDX-License-Identifier: Apache-2.0
"""Fig. 7: what charging loses when the chargers are not full or the cells are not empty at the start."""

import curves
import style

COLUMNS = (*curves.COLUMNS, "start")
LOOKS = {"ideal": (style.BLACK, "-"), "charger mixture": (style.BLUE, style.DOTTED),
         "battery mixture": (style.ORANGE, style.DASH_DOTTED)}


def caption(table):
    starts = "; ".join(f"{series.name}: {weights(series)}" for series in table.series if weights(series))
    return (
        f"(a) Stored energy and (b) average power of M = {table.values('cells')[0]:g} cells charged by "
        f"N = {table.values('chargers')[0]:g} spins, isotropic charging, from the ideal start (solid), from a mixture "
        "with partly filled chargers (dotted) and from a mixture with a cell already excited (dot-dashed). "
        + (f"Weights, the ideal start first: {starts}. " if starts else "")
        + "The energy held at t = 0 is subtracted.")


def weights(series):
    """The weights of a mixed start, from `kind:w0,w1,…`."""
    return series.rows[0]["start"].partition(":")[2].replace(",", ", ")


def draw(table):
    return curves.pair(table, lambda name: (*LOOKS.get(name, (style.GREY, style.DASHED)), 1.2))
