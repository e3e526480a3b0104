# SPDX-License-Identifier: Apache-2.0
"""Fig. 8: the stored energy of two cells in time, for spin chargers of growing size and for a cavity."""

import curves

COLUMNS = curves.COLUMNS


def caption(table):
    return (
        "Stored energy of two cells charged isotropically by (a) 2, (b) 20 and (c) 200 spins and (d) by a cavity; "
        "the time axes differ. The first peak comes sooner and falls from 2 towards 16/9 as the charger grows. (d) holds "
        "both readings of the benchmark, two photons at the start (red, dot-dashed) and the limit N → ∞ of the spin "
        "charger (purple, dashed), with time in units of 1/g̃; their peaks agree, their shapes do not.")


def draw(table):
    return curves.chargers(table, curves.energy, curves.ENERGY)
