# SPDX-License-Identifier: Apache-2.0
"""The peers: each takes a task and returns E at its times and how many states it used."""

import numpy

from model import product_space, sector

ATOL, RTOL = 1e-10, 1e-8
KRYLOV_DIMENSION = 40  # the best of 10 to 45 for M = N = 50


def sesolve(task, hamiltonian, start, level, **options):
    import qutip
    options = qutip.Options(atol=ATOL, rtol=RTOL, nsteps=10**8, **options)
    result = qutip.sesolve(hamiltonian, start, task.times(), e_ops=[level], options=options)
    return numpy.real(result.expect[0]), start.shape[0]


def qutip_sesolve_product(task):
    """QuTiP's Schrödinger solver in the product space, which is what scripts do."""
    return sesolve(task, *product_space(task))


def as_qutip(task):
    import qutip
    hamiltonian, start, level = sector(task)
    return qutip.Qobj(hamiltonian), qutip.Qobj(start), qutip.qdiags(level, 0)


def qutip_sesolve_sector(task):
    """The same solver at its best: on the hand-made sector, and without its default of normalising the state at
    every output, which restarts the integrator there."""
    return sesolve(task, *as_qutip(task), normalize_output=False)


def qutip_krylovsolve(task):
    """QuTiP's Krylov solver on the sector."""
    import qutip
    hamiltonian, start, level = as_qutip(task)
    dimension = min(KRYLOV_DIMENSION, start.shape[0] - 1)
    result = qutip.krylovsolve(hamiltonian, start, task.times(), krylov_dim=dimension, e_ops=[level])
    return numpy.real(result.expect[0]), start.shape[0]


def scipy_expm_multiply(task):
    """scipy.sparse.linalg.expm_multiply over all times at once, on the sector."""
    from scipy.sparse.linalg import expm_multiply
    hamiltonian, start, level = sector(task)
    states = expm_multiply(-1j * hamiltonian, start.astype(complex), start=0.0, stop=task.window,
                           num=task.points, endpoint=True, traceA=-1j * hamiltonian.diagonal().sum())
    return (numpy.abs(states) ** 2) @ level, len(start)


def scipy_eigh(task):
    """Dense diagonalisation of the sector; of the tridiagonal matrix for γ = 0."""
    from scipy.linalg import eigh, eigh_tridiagonal
    hamiltonian, start, level = sector(task)
    if task.anisotropy == 0:
        values, vectors = eigh_tridiagonal(hamiltonian.diagonal(), hamiltonian.diagonal(1))
    else:
        values, vectors = eigh(hamiltonian.toarray(), driver="evd", overwrite_a=True, check_finite=False)
    weights = vectors.T @ start
    energies = []
    for times in numpy.array_split(task.times(), max(1, task.points // 250)):
        amplitudes = weights[:, None] * numpy.exp(-1j * numpy.outer(values, times))
        states = (vectors @ amplitudes.real) ** 2 + (vectors @ amplitudes.imag) ** 2
        energies.append(level @ states)
    return numpy.concatenate(energies), len(start)


METHODS = {
    "qutip-sesolve-product": qutip_sesolve_product, "qutip-sesolve-sector": qutip_sesolve_sector,
    "qutip-krylovsolve": qutip_krylovsolve, "scipy-expm-multiply": scipy_expm_multiply, "scipy-eigh": scipy_eigh,
}
