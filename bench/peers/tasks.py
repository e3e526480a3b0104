# SPDX-License-Identifier: Apache-2.0
"""What is compared: sizes, windows, and who takes part. g/ω0 = 0.1 everywhere."""

import math
from dataclasses import dataclass, field

PEERS = ("qutip-sesolve-product", "qutip-sesolve-sector", "qutip-krylovsolve", "scipy-expm-multiply", "scipy-eigh")


@dataclass
class Task:
    name: str
    cells: int
    anisotropy: float
    window: float = 1.0
    points: int = 2001
    power: bool = False  # the certified P_max over all times instead of a curve
    against: tuple = PEERS + ("plain-chebyshev",)
    charge: bool = True  # the maxima of the curve are compared too, with `leyden charge`
    title: str = field(init=False)

    def __post_init__(self):
        asked = "P_max" if self.power else f"E and P at {self.points} times, gt <= {self.window:.6g}"
        self.title = f"{self.name}: γ = {self.anisotropy:g}, M = N = {self.cells:g}, {asked}"

    def flags(self):
        flags = f"--cells {self.cells} --chargers {self.cells} --anisotropy {self.anisotropy} --coupling 0.1".split()
        if self.power:
            return [*flags, "--power"]
        return [*flags, *f"--window {self.window!r} --points {self.points}".split()]


TASKS = [
    Task("a", 50, 1.0, 2 * math.pi),
    # A dense diagonalisation of 5101 states was not through after eight minutes.
    Task("b", 100, 1.0, 0.2 * math.pi, against=tuple(p for p in PEERS if p != "scipy-eigh") + ("plain-chebyshev",)),
    Task("c", 50, 0.0, 2 * math.pi),
    Task("d", 1000, 1.0, 0.02, 201, against=("plain-chebyshev",), charge=False),
    Task("e", 100_000, 0.0, power=True, against=("plain-chebyshev",), charge=False),
]
