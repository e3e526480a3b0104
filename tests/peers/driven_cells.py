#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Does Leyden agree with QuTiP about cells in a classical field?

    driven_cells.py LEYDEN

Runs `leyden charge --charger drive` and computes E, dE/dt and the work of the field anew: M spins 1/2 in the laboratory,
all 2^M states, H(t) as its users write it, sesolve. Prints the largest deviations, exit 1 when one is beyond 1e-8.
"""
import csv
import io
import itertools
import math
import subprocess
import sys

import numpy
import qutip

TOLERANCE = 1e-8  # sesolve with these options stays within 1e-9
OPTIONS = {"atol": 1e-14, "rtol": 1e-12, "nsteps": 10**8, "normalize_output": False}
PROTOCOLS = [  # cells, gamma, g/omega0, detuning, g2/g
    (1, 0.0, 0.1, 0.0, 0.0), (1, 1.0, 0.1, 0.0, 0.0), (2, 1.0, 0.5, 0.1, 0.0), (3, 0.4, 0.3, -0.2, 0.5),
    (4, 1.0, 0.1, 0.0, -0.3), (4, 0.7, 2.0, 0.3, 1.0)]
WINDOW, POINTS = 3.0, 31


def leyden(program, cells, gamma, g, detuning, g2):
    done = subprocess.run(
        [program, "charge", "--charger", "drive", "--cells", str(cells), "--anisotropy", str(gamma), "--coupling", str(g),
         "--detuning", str(detuning), "--battery-crosstalk", str(g2), "--window", str(WINDOW), "--points", str(POINTS),
         "--observe", "drive_work", "--format", "csv"], check=True, capture_output=True, text=True)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    return {name: numpy.array([float(row[name]) for row in rows]) for name in ("gt", "E", "dE", "drive_work")}


def peer(times, cells, gamma, g, detuning, g2):
    """All energies in omega0, time in units of 1/g."""
    def on(k, operator):
        return qutip.tensor([operator if j == k else qutip.qeye(2) for j in range(cells)])

    up = qutip.basis(2, 0) * qutip.basis(2, 1).dag()
    number = sum(on(k, up * up.dag()) for k in range(cells))
    raising = sum(on(k, up) for k in range(cells))
    crosstalk = 0 * number
    for k, l in itertools.combinations(range(cells), 2):
        for sigma in (qutip.sigmax(), qutip.sigmay()):
            crosstalk += g * g2 * on(k, sigma) * on(l, sigma)
    frequency = (1 + detuning) / g

    def coupling(t):
        return g * (numpy.exp(-1j * frequency * t) + gamma * numpy.exp(1j * frequency * t))

    static = number + crosstalk
    hamiltonian = [static / g, [raising, lambda t, args: coupling(t) / g],
                   [raising.dag(), lambda t, args: numpy.conj(coupling(t)) / g]]
    start = qutip.tensor([qutip.basis(2, 1)] * cells)
    states = qutip.sesolve(hamiltonian, start, times, options=qutip.Options(**OPTIONS)).states

    def at(t, state):
        h1 = coupling(t) * raising + numpy.conj(coupling(t)) * raising.dag()
        slope = qutip.expect(1j * (h1 * number - number * h1), state) / g
        return qutip.expect(number, state), slope, qutip.expect(static + h1, state)

    energy, slope, total = (numpy.array(c) for c in zip(*[at(t, s) for t, s in zip(times, states)]))
    return {"E": energy - energy[0], "dE": slope, "drive_work": total - total[0]}


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print(f"QuTiP {qutip.__version__}, largest deviations over gt <= {WINDOW}")
    print(f"{'M':>3} {'gamma':>6} {'g':>5} {'detuning':>9} {'g2/g':>6} {'E':>9} {'dE':>9} {'work':>9}")
    worst = 0.0
    for protocol in PROTOCOLS:
        ours = leyden(sys.argv[1], *protocol)
        theirs = peer(ours["gt"], *protocol)
        off = [float(numpy.max(abs(ours[name] - theirs[name]))) for name in ("E", "dE", "drive_work")]
        worst = max(worst, *(x if math.isfinite(x) else math.inf for x in off))
        print("{:3} {:6} {:5} {:9} {:6}".format(*protocol), *(f"{x:9.1e}" for x in off))
    raise SystemExit(f"a deviation of {worst:.1e} is beyond {TOLERANCE}" if worst > TOLERANCE else 0)


if __name__ == "__main__":
    main()
