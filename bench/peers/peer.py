#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs one peer once: peer.py METHOD --cells M … [--out FILE]; E at all times goes to FILE, as text.

Prints one line of JSON: seconds on the clock and of processors, after the imports and with the making of the
operators, and the number of states.
"""
import argparse
import json
import time

import numpy
import scipy.linalg  # noqa: F401  (imports are not timed)
import scipy.sparse.linalg  # noqa: F401

from methods import METHODS


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("method", choices=METHODS)
    parser.add_argument("--cells", type=int, required=True)
    parser.add_argument("--chargers", type=int, required=True)
    parser.add_argument("--anisotropy", type=float, default=0.0)
    parser.add_argument("--coupling", type=float, default=0.1)
    parser.add_argument("--window", type=float, required=True)
    parser.add_argument("--points", type=int, default=2001)
    parser.add_argument("--out")
    task = parser.parse_args()
    task.times = lambda: numpy.linspace(0.0, task.window, task.points)
    if task.method.startswith("qutip"):
        import qutip  # noqa: F401

    begin, processors = time.perf_counter(), time.process_time()
    energies, states = METHODS[task.method](task)
    seconds, processors = time.perf_counter() - begin, time.process_time() - processors
    if task.out:
        numpy.savetxt(task.out, energies, fmt="%.17g")
    print(json.dumps({"seconds": seconds, "processor_seconds": processors, "states": states}))


if __name__ == "__main__":
    main()
