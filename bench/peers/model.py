# SPDX-License-Identifier: Apache-2.0
"""M battery cells and N charger spins, written as users of QuTiP and SciPy write them. H is in units of g."""

import numpy
import scipy.sparse


def product_space(task):
    """QuTiP's H, start and battery level <k> on the product of the two collective spins, (M+1)(N+1) states."""
    import qutip
    cells, chargers, gamma = task.cells, task.chargers, task.anisotropy
    here, there = qutip.qeye(cells + 1), qutip.qeye(chargers + 1)
    s = [qutip.tensor(op, there) for op in qutip.jmat(cells / 2)]
    j = [qutip.tensor(here, op) for op in qutip.jmat(chargers / 2)]
    hamiltonian = (s[2] + j[2]) / task.coupling + 2 * ((1 + gamma) * s[0] * j[0] + (1 - gamma) * s[1] * j[1])
    start = qutip.tensor(qutip.basis(cells + 1, cells), qutip.basis(chargers + 1, 0))
    return hamiltonian, start, s[2] + cells / 2


def sector(task):
    """The smallest hand-made sector: (k, n) with the start's k + n, or for γ != 0 with its parity.

    Returns H as a sparse matrix, the start, and k of every state.
    """
    cells, chargers, gamma = task.cells, task.chargers, task.anisotropy
    k, n = numpy.meshgrid(numpy.arange(cells + 1), numpy.arange(chargers + 1), indexing="ij")
    keep = (k + n == chargers) if gamma == 0 else ((k + n - chargers) % 2 == 0)
    number = numpy.where(keep, numpy.cumsum(keep).reshape(keep.shape) - 1, -1)
    k, n = k[keep], n[keep]
    a = numpy.sqrt((k + 1.0) * (cells - k))  # of k -> k + 1
    parts = []
    for step, strength, b in ((-1, 1.0, numpy.sqrt(n * (chargers - n + 1.0))),
                              (+1, gamma, numpy.sqrt((n + 1.0) * (chargers - n)))):
        inside = (k < cells) & (n + step >= 0) & (n + step <= chargers) & (strength != 0)
        parts.append((number[k[inside] + 1, n[inside] + step], number[k[inside], n[inside]],
                      strength * a[inside] * b[inside]))
    rows, columns, elements = (numpy.concatenate(part) for part in zip(*parts))
    size = len(k)
    upwards = scipy.sparse.coo_matrix((elements, (rows, columns)), shape=(size, size))
    diagonal = scipy.sparse.diags((k + n - chargers) / task.coupling)
    start = numpy.zeros(size)
    start[number[0, chargers]] = 1.0
    return (upwards + upwards.T + diagonal).tocsr(), start, k.astype(float)
