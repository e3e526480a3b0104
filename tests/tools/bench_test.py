#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of what the programs in bench/ compute themselves. Measures nothing, needs no peers.

    tests/tools/bench_test.py
"""
import importlib.machinery
import importlib.util
import pathlib
import sys
import tomllib
import unittest

sys.dont_write_bytecode = True
BENCH = pathlib.Path(__file__).resolve().parents[2] / "bench"


def load(name):
    loader = importlib.machinery.SourceFileLoader(name, str(BENCH / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    sys.modules[name] = module
    loader.exec_module(module)
    return module


class TheSlopeOfASeries(unittest.TestCase):
    scaling = load("scaling")

    def test_is_the_power_of_the_last_factor_of_ten(self):
        rows = [{"cells": m, "seconds": 7e-9 * m ** 3 if m > 90 else 1.0} for m in self.scaling.sizes(10, 1000)]
        self.assertAlmostEqual(self.scaling.slope(rows, "seconds"), 3.0, delta=1e-9)

    def test_sizes_hold_both_ends(self):
        sizes = self.scaling.sizes(10, 10**6)
        self.assertEqual((sizes[0], sizes[-1], len(sizes)), (10, 10**6, 21))


class TheNotedInstructions(unittest.TestCase):
    def test_are_there_for_every_job(self):
        noted = tomllib.loads((BENCH / "instructions.toml").read_text(encoding="utf-8"))
        self.assertEqual(len(noted["job"]), 3)
        for job in noted["job"]:
            self.assertGreater(job["instructions"], 10**6, job["name"])


if __name__ == "__main__":
    unittest.main()
