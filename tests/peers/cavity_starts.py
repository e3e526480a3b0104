#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Does Leyden agree with QuTiP about a cavity that starts with Fock, coherent, thermal or squeezed light?

    cavity_starts.py LEYDEN

Runs `leyden charge` on a handful of protocols and computes every column of its curve anew: M spins 1/2 and a
cut Fock space, all 2^M states of the cells, states, reduced states and expectation values by QuTiP. The states at
t > 0 come from sesolve, and once more from a diagonalisation by NumPy. Prints the largest deviations, exit 1 when
one is beyond its tolerance or a field is empty on one side only.
"""
import csv
import io
import math
import subprocess
import sys
from dataclasses import dataclass

import numpy
import qutip

# sesolve with the options below reaches 2e-9 in the variance of the photon number, 2e-10 elsewhere; the diagonalisation
# 1e-10, the cut, and 1e-11. Both stop at 1e-8 for the concurrence: QuTiP takes square roots of eigenvalues that should
# be zero and are 1e-16.
SESOLVE_TOLERANCE = 1e-7
EXACT_TOLERANCE, EXACT_CONCURRENCE_TOLERANCE = 1e-9, 1e-7
OPTIONS = {"atol": 1e-14, "rtol": 1e-12, "nsteps": 10**8, "normalize_output": False}

OBSERVED = {  # with the heads of the table
    "ergotropy": "ergo", "ergotropy_incoherent": "ergo_i", "battery_variance": "varB", "charger_variance": "varC",
    "entropy": "S", "purity": "purity", "negativity": "neg", "concurrence": "conc", "interaction_energy": "E_int",
    "switching_work": "W_sw", "charger_energy": "E_C", "battery_energy": "E_B"}
COLUMNS = {"gt": "gt", "E": "E", "P": "P", "dE": "dE"} | OBSERVED
UNDEFINED = numpy.nan

qutip.settings.auto_tidyup = False  # it drops elements below 1e-12, which photon number variances would show


@dataclass(frozen=True)
class Protocol:
    light: str
    photons: float  # mean number at the start
    cells: int
    anisotropy: float
    coupling: float  # g/ω0
    detuning: float  # (ω_C - ω0)/ω0
    window: float = 3.0
    points: int = 5

    def flags(self):
        start = ("--chargers", self.photons) if self.light == "fock" else ("--start", f"{self.light}:{self.photons}")
        return [*start, "--cells", self.cells, "--anisotropy", self.anisotropy, "--coupling", self.coupling,
                "--detuning", self.detuning, "--window", self.window, "--points", self.points]

    def __str__(self):
        return (f"{self.light}:{self.photons:g} M={self.cells} γ={self.anisotropy:g} g={self.coupling:g}"
                f" d={self.detuning:g}")

    def times(self):
        return numpy.linspace(0.0, self.window, self.points)

    def is_pure(self):
        return self.light != "thermal"


PROTOCOLS = [
    Protocol("fock", 1, 1, 0.0, 0.1, 0.2),
    Protocol("fock", 2, 3, 0.0, 0.1, 0.0, window=6.0),
    Protocol("fock", 3, 2, 0.5, 0.2, 0.3),
    Protocol("fock", 3, 4, 0.5, 0.1, 0.0),
    Protocol("coherent", 0.5, 1, 0.3, 0.3, -0.2, window=6.0),
    Protocol("coherent", 1.5, 2, 0.5, 0.2, 0.3),
    Protocol("coherent", 3, 4, 0.0, 0.1, 0.0),
    Protocol("coherent", 2, 3, 0.5, 0.1, 0.0),
    Protocol("thermal", 0.5, 4, 0.0, 0.1, 0.0),
    Protocol("thermal", 1, 2, 0.0, 0.1, 0.2, window=6.0),
    Protocol("thermal", 0.7, 3, 0.5, 0.2, 0.0),
    Protocol("thermal", 3, 1, 0.5, 0.3, 0.4),
    Protocol("squeezed", 1, 2, 0.0, 0.1, 0.0, window=6.0),
    Protocol("squeezed", 0.5, 3, 0.5, 0.1, -0.25),
    Protocol("squeezed", 3, 1, 0.5, 0.2, 0.0),
    Protocol("squeezed", 0.3, 4, 0.5, 0.3, 0.1),
]


def leyden(program, protocol):
    """The columns of Leyden's curve; an empty field is UNDEFINED."""
    command = [program, "charge", "--charger", "cavity", *protocol.flags(), "--observe", ",".join(OBSERVED),
               "--format", "csv", "--quiet"]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr}")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    return {name: numpy.array([float(row[name]) if row[name] else UNDEFINED for row in rows]) for name in COLUMNS}


def light_at_start(protocol, levels):
    """The cavity at t = 0 in its first `levels` Fock states: a ket, or a density matrix of thermal light."""
    mean = protocol.photons
    if protocol.light == "fock":
        return qutip.basis(levels, mean)
    if protocol.light == "coherent":
        return qutip.coherent(levels, math.sqrt(mean), method="analytic")
    if protocol.light == "thermal":
        return qutip.thermal_dm(levels, mean, method="analytic")
    # The exponential of a cut generator is wrong near the cut.
    wide = 2 * levels + 40
    squeezed = qutip.squeeze(wide, math.asinh(math.sqrt(mean))) * qutip.basis(wide, 0)
    return qutip.Qobj(squeezed.full()[:levels])


class System:
    """M cells and a cavity of so many levels: operators on their product in units of ω0, and the start."""

    def __init__(self, protocol, levels):
        self.protocol, self.levels, cells = protocol, levels, protocol.cells
        here, there = qutip.qeye([2] * cells), qutip.qeye(levels)
        self.battery = sum(qutip.tensor(self.on_cell(k, qutip.num(2)), there) for k in range(cells))
        self.charger = (1 + protocol.detuning) * qutip.tensor(here, qutip.num(levels))
        raising = sum(qutip.tensor(self.on_cell(k, qutip.create(2)), there) for k in range(cells))
        annihilate = qutip.tensor(here, qutip.destroy(levels))
        self.exchange, self.pair = annihilate * raising, annihilate * raising.dag()
        one_way = self.exchange + protocol.anisotropy * self.pair
        self.interaction = protocol.coupling * (one_way + one_way.dag())
        self.hamiltonian = (self.battery + self.charger + self.interaction) / protocol.coupling  # time is gt
        self.power = 1j * (self.hamiltonian * self.battery - self.battery * self.hamiltonian)  # of dE/d(gt)
        self.light = light_at_start(protocol, levels)

    def free(self, times):
        """What battery and cavity do without each other, at each time gt."""
        energies = (self.battery + self.charger).diag() / self.protocol.coupling
        return [qutip.qdiags(numpy.exp(-1j * time * energies), 0, dims=self.battery.dims) for time in times]

    def on_cell(self, k, operator):
        return qutip.tensor([operator if i == k else qutip.qeye(2) for i in range(self.protocol.cells)])

    def empty_cells(self):
        return qutip.tensor([qutip.basis(2, 0)] * self.protocol.cells)

    def start(self):
        cells = self.empty_cells()
        return qutip.tensor(cells if self.light.isket else qutip.ket2dm(cells), self.light)


def solved(system):
    """The states at all times by QuTiP's Schrödinger solver."""
    times = system.protocol.times()
    if system.light.isket:
        return [free * state for free, state in zip(system.free(times), in_interaction_picture(system, system.start()))]
    # Thermal light is one half of a pure state of two modes; the other half stands aside.
    twins = sum(math.sqrt(p) * qutip.tensor(*[qutip.basis(system.levels, n)] * 2)
                for n, p in enumerate(system.light.diag()))
    states = in_interaction_picture(system, qutip.tensor(system.empty_cells(), twins), qutip.qeye(system.levels))
    battery_and_cavity = [state.ptrace(range(system.protocol.cells + 1)) for state in states]
    return [free * state * free.dag() for free, state in zip(system.free(times), battery_and_cavity)]


def in_interaction_picture(system, start, *aside):
    """There nothing turns faster than 2 ω0, while the phases of a hundred photons would take the solver a hundred
    times as many steps, each of which loses some norm."""
    d, g, gamma = system.protocol.detuning, system.protocol.coupling, system.protocol.anisotropy
    hamiltonian = []
    for term, frequency in ((system.exchange, d), (gamma * system.pair, 2 + d)):
        term = qutip.tensor(term, *aside)
        hamiltonian += [[term, lambda t, _, w=frequency / g: numpy.exp(-1j * w * t)],
                        [term.dag(), lambda t, _, w=frequency / g: numpy.exp(1j * w * t)]]
    return qutip.sesolve(hamiltonian, start, system.protocol.times(), options=qutip.Options(**OPTIONS)).states


def diagonalised(system):
    """The same from eigenvectors of H, thermal light as a density matrix."""
    start = system.start()
    assert not numpy.iscomplex(system.hamiltonian.full()).any()  # one real matrix is cheaper
    values, vectors = numpy.linalg.eigh(system.hamiltonian.full().real)
    inside = vectors.T @ start.full() if start.isket else vectors.T @ start.full() @ vectors
    for time in system.protocol.times():
        phases = numpy.exp(-1j * time * values)[:, None]
        if start.isket:
            yield qutip.Qobj(vectors @ (phases * inside), dims=start.dims)
        else:
            yield qutip.Qobj(vectors @ (phases * inside * phases.conj().T) @ vectors.T, dims=start.dims)


def variance(operator, state):
    return qutip.expect(operator * operator, state) - qutip.expect(operator, state) ** 2


def large_enough(protocol):
    """The system with so many Fock levels that a quarter more do not change E or the variance of the photon
    number; the latter feels the cut most."""
    def felt(system):
        return numpy.array([(qutip.expect(system.battery, state), variance(system.charger, state))
                            for state in diagonalised(system)])
    system = System(protocol, int(protocol.photons) + 10)
    while True:
        larger = System(protocol, system.levels * 5 // 4)
        if numpy.abs(felt(larger) - felt(system)).max() < 1e-10:
            return system
        system = larger


def ergotropy(populations, levels, energy):
    """Of a battery with these eigenvalues: what is left after the fullest state went to the lowest level, and so on,
    is passive."""
    return energy - numpy.sort(populations)[::-1] @ numpy.sort(levels)


def dephased(battery, levels):
    """Without the coherences between eigenspaces of H_B, those inside kept."""
    return numpy.where(levels[:, None] == levels[None, :], battery, 0)


def negativity(system, state):
    """Of battery and cavity. The trace norm from eigenvalues: Qobj.norm takes roots of squares, good to 1e-8."""
    cells = [1] * system.protocol.cells
    transposed = qutip.partial_transpose(qutip.ket2dm(state), [*cells, 0], method="dense")
    return (numpy.abs(numpy.linalg.eigvalsh(transposed.full())).sum() - 1) / 2


def observables(system, state):
    protocol = system.protocol
    cells = list(range(protocol.cells))
    battery = state.ptrace(cells)
    levels = numpy.array([bin(i).count("1") for i in range(2 ** protocol.cells)])
    energy = qutip.expect(system.battery, state)
    return {
        "dE": qutip.expect(system.power, state),
        "ergotropy": ergotropy(battery.eigenenergies(), levels, energy),
        "ergotropy_incoherent": ergotropy(numpy.linalg.eigvalsh(dephased(battery.full(), levels)), levels, energy),
        "battery_variance": variance(system.battery, state),
        "charger_variance": variance(system.charger, state),
        "entropy": qutip.entropy_vn(battery),
        "purity": (battery * battery).tr().real,
        "negativity": negativity(system, state) if protocol.is_pure() else UNDEFINED,
        "concurrence": qutip.concurrence(state.ptrace([0, 1])) if protocol.cells > 1 else UNDEFINED,
        "interaction_energy": qutip.expect(system.interaction, state),
        "charger_energy": qutip.expect(system.charger, state),
        "battery_energy": energy,
    }


def curve(system, states):
    """The columns that Leyden prints."""
    times = system.protocol.times()
    rows = [observables(system, state) for state in states]
    columns = {name: numpy.array([row[name] for row in rows]) for name in rows[0]}
    stored = columns["battery_energy"] - columns["battery_energy"][0]
    power = numpy.divide(stored, times, out=numpy.zeros_like(times), where=times > 0)
    work = columns["interaction_energy"][0] - columns["interaction_energy"]
    return columns | {"gt": times, "E": stored, "P": power, "switching_work": work}


def deviation(one, other):
    """The largest of a column; infinite where only one side is defined, UNDEFINED where neither is."""
    if one.shape != other.shape or (numpy.isnan(one) != numpy.isnan(other)).any():
        return math.inf
    return UNDEFINED if numpy.isnan(one).all() else numpy.nanmax(numpy.abs(one - other))


def exact_tolerance(name):
    return EXACT_CONCURRENCE_TOLERANCE if name == "concurrence" else EXACT_TOLERANCE


def table_row(first, method, deviations):
    cells = ["-" if math.isnan(value) else f"{value:.0e}" for value in deviations.values()]
    return f"{first:<38} {method:<8}" + "".join(f" {cell:>6}" for cell in cells)


def compare(program, protocol):
    """Prints two rows of the table and returns what is beyond its tolerance."""
    told = leyden(program, protocol)
    system = large_enough(protocol)
    failures = []
    for method, states, tolerance in (("sesolve", solved, lambda name: SESOLVE_TOLERANCE),
                                      ("exact", diagonalised, exact_tolerance)):
        computed = curve(system, states(system))
        deviations = {name: deviation(told[name], computed[name]) for name in COLUMNS}
        print(table_row(str(protocol) if method == "sesolve" else f"  {system.levels} Fock states", method, deviations))
        failures += [f"{protocol}: {name} is off by {value:.1e} from {method}"
                     for name, value in deviations.items() if value > tolerance(name)]
    return failures


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print(f"Largest deviation of Leyden from QuTiP {qutip.__version__}\n"
          f"{'protocol':<38} {'states':<8}" + "".join(f" {head:>6}" for head in COLUMNS.values()), flush=True)
    failures = [failure for protocol in PROTOCOLS for failure in compare(sys.argv[1], protocol)]
    print("\n".join(failures) if failures else f"{len(PROTOCOLS)} protocols agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
