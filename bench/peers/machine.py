# SPDX-License-Identifier: Apache-2.0
"""What a measurement was taken on and with."""

import os
import platform
import re
import subprocess
from pathlib import Path


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0].strip()
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def processor():
    found = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    return found[1] if found else platform.machine()


def describe(build, packages=()):
    """Lines of text: machine, compiler, versions, load."""
    cache = Path(build, "CMakeCache.txt").read_text()
    compiler = re.search(r"CMAKE_CXX_COMPILER:\w+=(.*)", cache)[1]
    build_type = re.search(r"CMAKE_BUILD_TYPE:\w+=(.*)", cache)[1]
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]
    lines = [f"machine   {processor()}, {os.cpu_count()} processors, {int(memory) / 2**20:.0f} GiB",
             f"compiler  {first_line(compiler, '--version')}, {build_type}",
             f"leyden    {first_line(Path(build, 'bin/leyden'), '--version')}"]
    for package in packages:
        lines.append(f"{package:<9} {__import__(package).__version__}")
    lines.append(f"load      {os.getloadavg()[0]:.1f} at the beginning")
    return lines
