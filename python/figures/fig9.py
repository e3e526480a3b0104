# SPDX-License-Identifier: Apache-2.0
"""Fig. 9: the average charging power of two cells in time, for spin chargers of growing size and for a cavity."""

import curves

COLUMNS = curves.COLUMNS
POWER = r"$P/(\sqrt{N}\,g\omega_0)$"


def caption(table):
    return (
        "Average power of the runs of Fig. 8, over √N for the spin chargers: (a) 2, (b) 20, (c) 200 spins, and (d) a "
        "cavity, in units of g̃ω0. The power of 200 spins meets the limit N → ∞ (purple, dashed); a cavity with two "
        "photons at the start (red, dot-dashed) reaches another maximum.")


def draw(table):
    return curves.chargers(table, curves.normalized_power, POWER)
