#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every numeric parameter against the edges of floating point: an exact answer or a typed error, in
time, and never a NaN with exit code 0."""
import concurrent.futures
import json
import math
import os
import subprocess
import sys
import time
import unittest

LEYDEN = sys.argv.pop(1)
SECONDS = 400  # a hang, on any machine; answers take milliseconds, one refusal 6 s, and 25 times that under ThreadSanitizer

SMALLEST, TINIEST, LARGEST = "2.2250738585072014e-308", "5e-324", "1.7976931348623157e308"
NUMBERS = ["nan", "inf", "-inf", "-0", "0", "1", "-1", TINIEST, "1e-310", SMALLEST, LARGEST,
           "-" + LARGEST, "0x1p3"]
BEYOND = ["1e400", "-1e400", "1e-400"]
TEXTS = ["", " ", "1,5", "١", "1 ", " 1", "1e", "+1", "NaN(1)", "--1", "1e400x"]
COUNTS = ["2", "1.5", "1e3", "9007199254740991", "9007199254740992", "1e19", "1e300"]

CHARGE = {"cells": "2", "chargers": "3", "window": "1"}
MODELS = {
    "chain": {},
    "checkerboard": {"anisotropy": "0.6"},
    "tavis-cummings": {"charger": "cavity"},
    "dicke": {"charger": "cavity", "anisotropy": "0.3", "window": "0.3"},
    "limit": {"charger": "limit"},
    "limit with pairs": {"charger": "limit", "anisotropy": "0.3", "window": "0.3"},
}
REALS = ["anisotropy", "coupling", "detuning", "crosstalk", "battery-crosstalk", "window",
         "tolerance"]
# Values that change nothing: far below the smallest parameter that could.
NEGLIGIBLE = {"0", "-0", TINIEST, "1e-310", SMALLEST, "1e-400"}
STARTS = ["dicke:{},1", "dicke:1,{}", "charger-mixture:{},1,0,0", "charger-mixture:0,0,{},0",
          "battery-mixture:0,{},0", "battery-mixture:1,{},{}", "thermal-charger:{}",
          "thermal-charger:0.5,{}", "thermal-charger:{},2", "coherent:{}", "thermal:{}",
          "squeezed:{}"]
# Legal, and awkward inside: quotients that overflow, sums that cancel, windows of nearly no time.
COMBINATIONS = [
    {"coupling": TINIEST, "detuning": "1e308"},
    {"coupling": TINIEST, "anisotropy": "1"},
    {"coupling": TINIEST, "detuning": TINIEST, "window": "1e-3"},
    {"coupling": LARGEST, "detuning": LARGEST},
    {"coupling": LARGEST, "anisotropy": "1", "crosstalk": "0.5"},
    {"coupling": "1e308", "detuning": TINIEST, "anisotropy": TINIEST},
    {"crosstalk": "1e308", "battery-crosstalk": "-1e308"},
    {"crosstalk": "-1e308", "battery-crosstalk": "-1e308", "anisotropy": "0.5"},
    {"detuning": "1e308", "crosstalk": "1e308"},
    {"tolerance": "1e-300"},
    {"tolerance": TINIEST, "window": "1e-3"},
    {"tolerance": LARGEST},
    {"window": "1e30"},
    {"window": "1e-108"},
    {"detuning": "1e30"},
    {"detuning": "-1e16", "anisotropy": "0.5"},
    {"crosstalk": "1e9"},
    {"cells": "1", "chargers": "1", "window": LARGEST},
    {"crosstalk": "1e30", "battery-crosstalk": "-1e30"},
    {"detuning": "1e70"},
    {"cells": "0", "coupling": TINIEST},
    {"cells": "0", "chargers": "0", "anisotropy": "1"},
    {"chargers": "9007199254740991", "window": "1e-8"},
    {"cells": "9007199254740991", "chargers": "1", "window": "1e-8"},
    {"cells": "9007199254740991", "chargers": "9007199254740991"},
    {"cells": "9007199254740991", "chargers": "9007199254740991", "anisotropy": "1"},
    {"charger": "cavity", "chargers": "9007199254740991", "window": "1e-8"},
    {"charger": "cavity", "chargers": "9007199254740991", "anisotropy": "1"},
    {"charger": "limit", "cells": "9007199254740991"},
]


def arguments(command, flags):
    args = [LEYDEN, command, "--format", "json"]
    for name, value in flags.items():
        args += ["--" + name, value]
    return args


def leyden(args):
    began = time.monotonic()
    try:
        done = subprocess.run(args, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None, "", "", SECONDS
    return done.returncode, done.stdout, done.stderr, time.monotonic() - began


def leaves(node, path=""):
    if isinstance(node, dict):
        for key, child in node.items():
            yield from leaves(child, f"{path}/{key}")
    elif isinstance(node, list):
        for i, child in enumerate(node):
            yield from leaves(child, f"{path}/{i}")
    else:
        yield path, node


def no_constants(text):
    raise ValueError(f"{text} is no JSON number")


def complaints_about_json(text):
    """What is wrong with any answer, and the answer."""
    try:
        answer = json.loads(text, parse_constant=no_constants)
    except ValueError as error:
        return [f"no JSON: {error}"], None
    found = []
    for path, leaf in leaves(answer):
        optional = path in ("/E_first", "/protocol/chargers") or path.endswith("/beta")
        if leaf is None and not optional:
            found.append(f"{path} is null")
        if isinstance(leaf, (int, float)) and not math.isfinite(leaf):
            found.append(f"{path} is {leaf}")
        if "error" in path and leaf is not None and leaf < 0:
            found.append(f"{path} = {leaf} is negative")
    return found, answer


def complaints_about_charge(answer):
    found = []
    cells, window = answer["protocol"]["cells"], answer["window"]["gt"]
    for key in ("E_max", "E_first"):
        peak = answer[key]
        if peak is None:
            continue
        if not -peak["error"] <= peak["value"] <= cells * (1 + 1e-9) + peak["error"]:
            found.append(f"{key} = {peak['value']} of {cells} cells")
        if not 0 <= peak["gt"] <= window:
            found.append(f"{key} at gt = {peak['gt']} in a window of {window}")
    for value in (answer["P_max"]["value"], answer["P_max"]["gt"], answer["eta"]["value"]):
        if value < 0:
            found.append(f"{value} is negative")
    return found


def complaints(result, names):
    """What is wrong with a run, and its answer; `names` is what a refusal must name, or nothing."""
    code, out, err, _ = result
    if code is None:
        return [f"no answer within {SECONDS} s"], None
    if code == 0:
        found, answer = complaints_about_json(out)
        if err:
            found.append(f"exit 0 and on stderr: {err!r}")
        if not found and isinstance(answer, dict):
            found = complaints_about_charge(answer)
        return found, answer
    found = []
    if code not in (1, 2):
        found.append(f"exit code {code}")
    if out:
        found.append("a failed run that prints to stdout")
    if len(err.splitlines()) != 1 or not err.startswith("leyden: "):
        found.append(f"not one line on stderr: {err!r}")
    if "internal error" in err:
        found.append(err.strip())
    if code == 2 and names and names not in err:
        found.append(f"does not name {names!r}: {err.strip()}")
    return found, None


class Edges(unittest.TestCase):
    def hold(self, cases):
        """`cases` are (label, arguments, what a refusal names). Returns the answers."""
        with concurrent.futures.ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
            results = list(pool.map(lambda case: leyden(case[1]), cases))
        answers = {}
        bad = []
        for (label, _, names), result in zip(cases, results):
            found, answer = complaints(result, names)
            bad += [f"{label}: {complaint}" for complaint in found]
            answers[label] = answer
        if bad:
            self.fail("\n" + "\n".join(bad))
        return answers

    def charge_cases(self, names_and_values):
        for model, changes in MODELS.items():
            for name, value in names_and_values:
                flags = {**CHARGE, **changes, name: value}
                if flags.get("charger") == "limit":
                    if name == "chargers":
                        continue
                    flags.pop("chargers")
                yield f"{model}, {name} = {value!r}", arguments("charge", flags), name

    def test_every_real_parameter_of_charge(self):
        pairs = [(name, value) for name in REALS for value in NUMBERS + BEYOND]
        answers = self.hold(list(self.charge_cases(pairs)))
        # What is negligible changes nothing; at resonance with γ = 0 neither does the coupling.
        plain = self.hold(list(self.charge_cases([("window", "1")])))["chain, window = '1'"]
        for name in REALS:
            same = set()
            if name in ("anisotropy", "detuning", "crosstalk", "battery-crosstalk"):
                same = NEGLIGIBLE
            if name == "coupling":
                same = {TINIEST, "1e-310", SMALLEST, "1", LARGEST}
            for value in same:
                answer = answers[f"chain, {name} = {value!r}"]
                self.assertIsNotNone(answer, (name, value))
                for key in ("E_max", "E_first", "P_max"):
                    apart = abs(answer[key]["value"] - plain[key]["value"])
                    self.assertLessEqual(apart, answer[key]["error"] + plain[key]["error"],
                                         (name, value, key))

    def test_every_count_of_charge(self):
        pairs = [(name, value) for name in ("cells", "chargers") for value in NUMBERS + BEYOND]
        pairs += [(name, value) for name in ("cells", "chargers")
                  for value in ("2", "1.5", "9007199254740992", "1e19", "1e300")]
        self.hold(list(self.charge_cases(pairs)))

    def test_texts_that_are_no_numbers(self):
        cases = []
        for name in ["cells", "chargers"] + REALS:
            for text in TEXTS:
                cases.append((f"{name} = {text!r}", arguments("charge", {**CHARGE, name: text}),
                              name))
        self.hold(cases)
        for label, args, name in cases:
            if "+1" not in label:
                self.assertEqual(leyden(args)[0], 2, label)

    def test_points_of_a_curve(self):
        bad = []
        for value in NUMBERS + BEYOND + TEXTS + COUNTS:
            args = arguments("charge", {**CHARGE, "points": value})
            args[args.index("json")] = "csv"
            code, out, err, _ = leyden(args)
            if code == 0:
                count = float.fromhex(value) if "x" in value else float(value)
                rows = [[float(number) for number in row.split(",")]
                        for row in out.splitlines()[1:]]
                if len(rows) != count or not all(math.isfinite(n) for row in rows for n in row):
                    bad.append(f"points = {value!r}: {len(rows)} rows")
            elif code != 2 or out or len(err.splitlines()) != 1 or "points" not in err:
                bad.append(f"points = {value!r}: exit {code}, {err!r}")
        self.assertEqual(bad, [])

    def test_numbers_inside_a_start(self):
        cases = []
        for model in ("chain", "checkerboard", "tavis-cummings", "limit"):
            for start in STARTS:
                for value in NUMBERS + BEYOND + ["", " ", "1e", "9007199254740991", "0.5"]:
                    flags = {**CHARGE, **MODELS[model], "start": start.format(value, value)}
                    if model == "limit":
                        flags.pop("chargers")
                    cases.append((f"{model}, start = {flags['start']!r}",
                                  arguments("charge", flags), None))
        self.hold(cases)

    def test_combinations_that_overflow_or_vanish_inside(self):
        cases = []
        for changes in COMBINATIONS:
            flags = {**CHARGE, **changes}
            if flags.get("charger") == "limit":
                flags.pop("chargers")
            cases.append((str(changes), arguments("charge", flags), None))
        self.hold(cases)

    def test_every_number_of_scale(self):
        sane = {"from": "1", "to": "3", "points": "2", "ratio": "1"}
        cases = []
        for name in ("from", "to", "points", "ratio"):
            for value in NUMBERS + BEYOND + TEXTS + COUNTS:
                cases.append((f"scale, {name} = {value!r}",
                              arguments("scale", {**sane, name: value}), name))
        for gamma in ("0", "0.4"):
            for name in ("coupling", "detuning", "crosstalk", "battery-crosstalk", "anisotropy"):
                for value in NUMBERS + BEYOND:
                    cases.append((f"scale, γ = {gamma}, {name} = {value!r}",
                                  arguments("scale", {**sane, "anisotropy": gamma, name: value}),
                                  name))
        for changes in ({"ratio": "1e15"}, {"from": "9007199254740990", "to": "9007199254740991"},
                        {"to": "9007199254740989"}, {"points": "9007199254740991"}):
            cases.append((f"scale, {changes}", arguments("scale", {**sane, **changes}), None))
        self.hold(cases)


if __name__ == "__main__":
    unittest.main(verbosity=1)
