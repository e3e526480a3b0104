# SPDX-License-Identifier: Apache-2.0
"""Runs a program and measures the whole process: clock, processors, memory."""

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Measured:
    output: str
    errors: str
    seconds: float  # of the whole process on the clock
    processor_seconds: float
    bytes: int  # most memory resident at once


def environment(threads):
    """The caller's, with the same number of threads for every library that has its own."""
    return os.environ | {name: str(threads) for name in (
        "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}


def run(command, threads):
    """Ends the program with SystemExit, its errors in it, when the command fails.

    Memory comes from /usr/bin/time: what wait4 says of a child includes this process, from before the exec.
    """
    with tempfile.NamedTemporaryFile("r") as usage:
        timed = ["/usr/bin/time", "--quiet", "-o", usage.name, "-f", "%U %S %M", *map(str, command)]
        begin = time.perf_counter()
        done = subprocess.run(timed, capture_output=True, text=True, env=environment(threads))
        seconds = time.perf_counter() - begin
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr}")
        user, system, kib = map(float, usage.read().split())
    return Measured(done.stdout, done.stderr, seconds, user + system, int(kib) * 1024)
