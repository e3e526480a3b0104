#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The command line as others rely on it: flags, JSON keys, exit codes, what is written where."""
import csv
import fractions
import io
import json
import math
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

LEYDEN = sys.argv.pop(1)
HALF_LAPACKE = sys.argv.pop(1)  # the folder of a liblapacke.so.3 that lacks a function
STUCK_LAPACKE = sys.argv.pop(1)  # and of one that never converges


def leyden(*args, **kwargs):
    return subprocess.run([LEYDEN, *args], capture_output=True, text=True, timeout=120, **kwargs)


def charge(*args):
    done = leyden("charge", *args, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Answers(unittest.TestCase):
    def test_json_holds_the_contract_keys_with_values_times_and_radii(self):
        answer = charge("--cells", "10", "--chargers", "10")
        self.assertEqual(answer["schema"], 1)
        self.assertEqual(answer["protocol"]["cells"], 10)
        self.assertEqual(answer["protocol"]["battery-crosstalk"], 0)
        self.assertEqual(answer["window"]["gt"], 2 * math.pi)
        self.assertAlmostEqual(answer["E_max"]["value"], 9.7577110767, delta=1e-10)
        self.assertAlmostEqual(answer["E_first"]["value"], 9.5673829455, delta=1e-10)
        self.assertAlmostEqual(answer["P_max"]["normalized"], 9.24603136, delta=1e-8)
        self.assertAlmostEqual(answer["eta"]["value"], 4.03506214, delta=1e-8)
        self.assertEqual(answer["method"]["space"], "chain")
        self.assertEqual(answer["method"]["dimension"], 11)
        for key in ("E_max", "E_first", "P_max"):
            self.assertLess(answer[key]["error"], 1e-10)
            self.assertGreater(answer[key]["error"], 0)
            self.assertLess(answer[key]["gt_error"], 1e-8)
        for key in ("E_max", "P_max"):
            self.assertGreater(answer["proof"][key]["evaluations"], 0)
            self.assertLess(answer["proof"][key]["gap"], 1e-10)

    def test_observables_are_objects_with_value_and_error_at_both_peaks(self):
        answer = charge("--cells", "2", "--chargers", "2", "--observe", "all")
        seen = answer["observables"]
        self.assertEqual(sorted(seen), ["at_E_max", "at_P_max"])
        for at in seen.values():
            for name in ("ergotropy", "ergotropy_collective", "ergotropy_incoherent",
                         "ergotropy_coherent", "locked_energy", "capacity", "battery_variance",
                         "charger_variance", "entropy", "linear_entropy", "negativity", "purity",
                         "concurrence", "switching_work"):
                self.assertEqual(sorted(at[name]), ["error", "value"], name)
                self.assertGreaterEqual(at[name]["error"], 0)
                self.assertLess(at[name]["error"], 1e-10, name)
        # Two cells and two chargers swap: all the energy, and in a pure state.
        self.assertAlmostEqual(seen["at_E_max"]["ergotropy"]["value"], 2, delta=1e-12)
        self.assertAlmostEqual(seen["at_E_max"]["entropy"]["value"], 0, delta=1e-12)

    def test_what_is_not_defined_is_null(self):
        answer = charge("--cells", "2", "--charger", "cavity", "--start", "thermal:1",
                        "--observe", "negativity,purity,ergotropy_of:1")
        at = answer["observables"]["at_E_max"]
        self.assertIsNone(at["negativity"])
        self.assertIsNotNone(at["purity"])
        self.assertIn("ergotropy_of:1", at)
        self.assertIsNone(answer["protocol"]["chargers"])

    def test_observables_are_columns_along_the_curve(self):
        done = leyden("charge", "--cells", "3", "--chargers", "2", "--anisotropy", "0.5",
                      "--observe", "entropy,ergotropy", "--points", "7", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual(list(rows[0]), ["gt", "E", "P", "dE", "radius", "entropy",
                                         "entropy_radius", "ergotropy", "ergotropy_radius"])
        self.assertEqual(len(rows), 7)
        self.assertAlmostEqual(float(rows[0]["entropy"]), 0, delta=1e-12)
        for row in rows:
            self.assertLessEqual(float(row["ergotropy"]), float(row["E"]) + 1e-12)

    def test_a_coherent_cavity_keeps_the_coherence_between_its_sectors(self):
        answer = charge("--cells", "2", "--charger", "cavity", "--start", "coherent:2",
                        "--observe", "ergotropy,ergotropy_incoherent")
        at = answer["observables"]["at_P_max"]
        self.assertGreater(at["ergotropy"]["value"], at["ergotropy_incoherent"]["value"] + 0.05)

    def test_unknown_observables_are_refused(self):
        for names in ("", "energy", "entropy,", "ergotropy_of", "ergotropy_of:3"):
            done = leyden("charge", "--cells", "2", "--chargers", "2", "--observe", names)
            self.assertEqual(done.returncode, 2, names)
            self.assertEqual(done.stdout, "")
            self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_reach_is_the_first_time_of_a_fraction_and_changes_nothing_else(self):
        one = ("--cells", "1", "--chargers", "1")
        plain = charge(*one)
        self.assertNotIn("reach", plain)
        self.assertNotIn("reach", plain["proof"])
        for fraction in ("1e-6", "0.5", "0.999999", "1"):
            answer = charge(*one, "--reach", fraction)
            seen = answer.pop("reach")
            proof = answer["proof"].pop("reach")
            self.assertEqual(answer, plain)
            self.assertEqual(list(seen), ["fraction", "gt", "gt_error"])
            self.assertEqual(seen["fraction"], float(fraction))
            truth = math.asin(math.sqrt(float(fraction)))
            self.assertLessEqual(abs(seen["gt"] - truth), seen["gt_error"] + 1e-16)
            self.assertLess(seen["gt_error"], 1e-6)
            self.assertGreater(proof["evaluations"], 0)
            self.assertEqual(proof["gap"] == 0, fraction != "1")
            self.assertIs(proof["rising"], fraction != "1")

    def test_reach_is_a_row_of_the_text_and_of_the_table(self):
        one = ("--cells", "1", "--chargers", "1")
        text = leyden("charge", *one, "--reach", "0.9").stdout
        (row,) = [line for line in text.splitlines() if line.startswith("  reach")]
        self.assertIn("0.9 E_max", row)
        self.assertIn("1.2490457723", row)
        self.assertNotIn("within", text)
        self.assertIn("comes within", leyden("charge", *one, "--reach", "1").stdout)
        table = leyden("charge", *one, "--reach", "0.9", "--format", "csv").stdout
        (row,) = [r for r in csv.DictReader(io.StringIO(table)) if r["quantity"] == "reach"]
        self.assertEqual((row["value"], row["error"]), ("0.9", ""))
        self.assertAlmostEqual(float(row["gt"]), math.asin(math.sqrt(0.9)), delta=1e-13)
        self.assertGreater(float(row["gt_error"]), 0)

    def test_what_is_shown_holds_what_is_known(self):
        runs = [("--cells", "1", "--chargers", "1", "--reach", "0.3305670821961778", "--observe", "all"),
                ("--cells", "7", "--chargers", "6", "--coupling", "1.5", "--window", "14.144018027457067",
                 "--reach", "0.97935261416437", "--normalise", "all"),
                ("--cells", "5", "--chargers", "4", "--anisotropy", "0.6", "--observe", "all"),
                ("--cells", "3000", "--chargers", "3000"),
                ("--cells", "2", "--charger", "cavity", "--start", "thermal:0.7", "--observe", "all")]

        def intervals(node):
            """Value and radius of everything in an answer, times included."""
            if not isinstance(node, dict):
                return []
            found = [(node[v], node[e]) for v, e in (("value", "error"), ("gt", "gt_error")) if e in node]
            return found + [pair for child in node.values() for pair in intervals(child)]

        shown_as = re.compile(r"(-?[\d.]+(?:e[+-]\d+)?) +± +([\d.]+e[+-]\d+)")
        for run in runs:
            text = leyden("charge", *run).stdout
            answer = charge(*run)
            shown = [(fractions.Fraction(v), fractions.Fraction(r)) for v, r in shown_as.findall(text)]
            self.assertGreater(len(shown), 6)
            for value, error in intervals(answer):
                exact, radius = fractions.Fraction(value), fractions.Fraction(error)
                self.assertTrue(any(abs(v - exact) + radius <= r * (1 + fractions.Fraction(1, 10**12)) for v, r in shown),
                                f"{run}: {value} ± {error} is nowhere in the text")

    def test_a_field_charges_cells_one_by_one(self):
        one = charge("--cells", "1", "--charger", "drive", "--anisotropy", "1")
        ten = charge("--cells", "10", "--charger", "drive", "--anisotropy", "1", "--normalise", "all",
                     "--observe", "all")
        self.assertIsNone(ten["protocol"]["chargers"])
        self.assertEqual(ten["method"]["propagator"], "taylor")
        for peak in ("E_max", "P_max"):
            radius = 10 * one[peak]["error"] + ten[peak]["error"]
            self.assertLessEqual(abs(10 * one[peak]["value"] - ten[peak]["value"]), radius)
            self.assertLess(radius, 1e-10)
        self.assertEqual({v["value"] for v in ten["advantages"].values()}, {ten["eta"]["value"]})
        observed = ten["observables"]["at_E_max"]
        self.assertIsNone(observed["energy_balance"])
        self.assertIsNone(observed["mandelstam_tamm"])
        # What the field did while it was on, and what switching it off takes: all of it is stored.
        given = observed["drive_work"]["value"] + observed["switching_work"]["value"]
        self.assertAlmostEqual(given, ten["E_max"]["value"], delta=1e-10)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "answer.json")
            with open(path, "w") as file:
                file.write(leyden("charge", "--cells", "3", "--charger", "drive", "--anisotropy", "0.7",
                                  "--battery-crosstalk", "0.2", "--format", "json").stdout)
            done = leyden("verify", path)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("Magnus steps", done.stdout)

    def test_what_a_field_cannot_have_is_refused(self):
        for extra in (("--chargers", "3"), ("--crosstalk", "1"), ("--photons", "2"), ("--start", "coherent:2"),
                      ("--coupling", "1e200"), ("--start", "dicke:1,1")):
            done = leyden("charge", "--cells", "2", "--charger", "drive", "--anisotropy", "0.5", *extra)
            self.assertEqual(done.returncode, 2, extra)
            self.assertEqual(len(done.stderr.splitlines()), 1, extra)
        done = leyden("charge", "--cells", "2", "--charger", "drive", "--anisotropy", "0.5", "--tolerance", "1e-14")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("double precision only", done.stderr)

    def test_a_scaling_without_chargers_names_no_number_of_them(self):
        rows = json.loads(leyden("scale", "--charger", "lmg", "--anisotropy", "1", "--to", "3", "--from", "2",
                                 "--format", "json").stdout)
        self.assertEqual([row["chargers"] for row in rows], [None, None])
        # One cell alone has nobody to charge it: no exponent between nothing and something.
        self.assertIsNone(rows[0]["beta"])
        self.assertGreater(rows[1]["beta"]["value"], 0)

    def test_reach_of_nothing_is_at_once(self):
        for cells, chargers in (("0", "5"), ("5", "0")):
            args = ("--cells", cells, "--chargers", chargers, "--reach", "0.5")
            self.assertEqual(charge(*args)["reach"], {"fraction": 0.5, "gt": 0, "gt_error": 0})
            self.assertNotIn("within", leyden("charge", *args).stdout)

    def test_reach_holds_for_mixtures_and_cut_cavities(self):
        for args in (("--chargers", "3", "--start", "thermal-charger:0.8,2"),
                     ("--chargers", "3", "--charger", "cavity", "--anisotropy", "1"),
                     ("--charger", "limit", "--anisotropy", "0.5")):
            args = ("--cells", "3", *args, "--window", "1.5")
            half = charge(*args, "--reach", "0.5")
            time, error = half["reach"]["gt"], half["reach"]["gt_error"]
            self.assertLess(error, 1e-9)
            ended = charge(*args[:-1], repr(time + error))["E_max"]
            level = half["E_max"]["value"] / 2
            self.assertGreaterEqual(ended["value"] + ended["error"], level - half["E_max"]["error"])
            before = charge(*args[:-1], repr(time - error))["E_max"]
            self.assertLess(before["value"] - before["error"], level + half["E_max"]["error"])

    def test_advantages_name_their_normalisation(self):
        plain = charge("--cells", "2", "--chargers", "2")
        answer = charge("--cells", "2", "--chargers", "2", "--normalise", "all")
        advantages = answer.pop("advantages")
        self.assertEqual(answer, plain)
        self.assertEqual(list(advantages), ["fixed_coupling", "fixed_spread", "fixed_norm"])
        self.assertEqual(advantages["fixed_coupling"], answer["eta"])
        for name, truth in (("fixed_spread", 1), ("fixed_norm", 1)):
            self.assertAlmostEqual(advantages[name]["value"], truth, delta=1e-12)
            self.assertGreater(advantages[name]["error"], 0)
            self.assertLess(advantages[name]["error"], 1e-12)

    def test_only_the_normalisations_asked_for_are_there(self):
        answer = charge("--cells", "3", "--chargers", "3", "--anisotropy", "0.5", "--normalise", "norm")
        self.assertEqual(list(answer["advantages"]), ["fixed_norm"])
        self.assertLess(answer["advantages"]["fixed_norm"]["value"], 1)

    def test_a_normalisation_without_meaning_is_null_and_said_so(self):
        dicke = ("--cells", "2", "--chargers", "2", "--charger", "cavity", "--anisotropy", "0.5",
                 "--normalise", "all")
        advantages = charge(*dicke)["advantages"]
        self.assertIsNone(advantages["fixed_norm"])
        self.assertGreater(advantages["fixed_spread"]["value"], 0)
        text = leyden("charge", *dicke).stdout
        self.assertRegex(text, r"at equal norm of H1 +not defined")
        self.assertRegex(text, r"at equal spread of H1 +[\d.]+")
        table = list(csv.reader(io.StringIO(leyden("charge", *dicke, "--format", "csv").stdout)))
        self.assertIn(["eta_fixed_norm", "", "", "", ""], table)
        self.assertTrue(all(len(row) == 5 for row in table))
        nothing = charge("--cells", "0", "--chargers", "3", "--normalise", "all")["advantages"]
        self.assertEqual(nothing["fixed_coupling"]["value"], 0)
        self.assertIsNone(nothing["fixed_spread"])

    def test_an_advantage_without_a_radius_is_null(self):
        full = charge("--cells", "2", "--chargers", "3", "--charger", "cavity", "--anisotropy", "0.3", "--start",
                      "dicke:2,3", "--normalise", "spread")
        self.assertIsNone(full["advantages"]["fixed_spread"])
        field = charge("--cells", "4", "--charger", "drive", "--coupling-scale", "sqrt-cells", "--normalise", "all")
        self.assertEqual(field["advantages"]["fixed_coupling"], field["eta"])
        self.assertIsNone(field["advantages"]["fixed_norm"])

    def test_an_advantage_keeps_the_tolerance_or_is_refused(self):
        args = ("--cells", "10", "--chargers", "10", "--anisotropy", "0.3", "--coupling", "1e-2", "--tolerance",
                "1e-12", "--normalise", "spread")
        done = leyden("charge", *args)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("fixed_spread", done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_a_curve_does_not_swallow_what_else_was_asked_for(self):
        for extra in (("--reach", "0.5"), ("--normalise", "norm")):
            args = ("charge", "--cells", "2", "--chargers", "2", "--points", "3", "--format", "csv", *extra)
            done = leyden(*args)
            self.assertEqual(done.returncode, 2, extra)
            self.assertIn("--out", done.stderr)
            with tempfile.TemporaryDirectory() as folder:
                done = leyden(*args, "--out", os.path.join(folder, "curve.csv"))
                self.assertIn("reach" if "--reach" in extra else "eta_fixed_norm", done.stdout)

    def test_unknown_normalisations_are_refused(self):
        for names in ("", "energy", "norm,", "all,norm", "Norm"):
            done = leyden("charge", "--cells", "2", "--chargers", "2", "--normalise", names)
            self.assertEqual(done.returncode, 2, names)
            self.assertEqual(done.stdout, "")
            self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_an_instruction_set_can_be_pinned_and_is_recorded(self):
        ten = ("--cells", "10", "--chargers", "10", "--anisotropy", "0.5", "--window", "1")
        best = charge(*ten)
        refused = leyden("charge", *ten, "--isa", "mmx")
        levels = refused.stderr.split("allowed is ")[1].split(" on this")[0].split(", ")
        self.assertIn(best["method"]["isa"], levels)
        for level in levels:
            pinned = charge(*ten, "--isa", level)
            self.assertEqual(pinned["method"]["isa"], level)
            pinned["method"]["isa"] = best["method"]["isa"]
            self.assertEqual(pinned, best)
            self.assertEqual(leyden("scale", "--from", "2", "--to", "3", "--isa", level).returncode, 0)

    def test_an_instruction_set_that_is_not_there_is_bad_input(self):
        for command in (("charge", "--cells", "2", "--chargers", "2"), ("scale", "--from", "2", "--to", "3")):
            for level in ("mmx", "", "AVX2"):
                done = leyden(*command, "--isa", level)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, "")
                self.assertIn(f"isa = '{level}'", done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1)

    def test_text_is_the_default_and_names_units(self):
        done = leyden("charge", "--cells", "10", "--chargers", "10")
        self.assertEqual(done.returncode, 0)
        self.assertIn("E_max", done.stdout)
        self.assertIn("ω0", done.stdout)
        self.assertEqual(done.stderr, "")

    def test_no_first_peak_in_the_window_is_null(self):
        answer = charge("--cells", "3", "--chargers", "3", "--window", "0.1")
        self.assertIsNone(answer["E_first"])
        self.assertEqual(answer["E_max"]["gt"], 0.1)
        self.assertGreater(answer["P_max"]["gt"], 0.1)

    def test_nothing_to_charge_is_a_defined_answer(self):
        for empty in (("0", "5"), ("5", "0"), ("0", "0")):
            for anisotropy in ("0", "1"):
                answer = charge("--cells", empty[0], "--chargers", empty[1],
                                "--anisotropy", anisotropy)
                self.assertEqual(answer["E_max"]["value"], 0)
                self.assertEqual(answer["P_max"]["value"], 0)
                self.assertEqual(answer["P_max"]["normalized"], 0)
                self.assertEqual(answer["eta"]["value"], 0)
                self.assertIsNone(answer["E_first"])

    def test_cavity_and_limit_are_different_benchmarks(self):
        cavity = charge("--cells", "10", "--chargers", "10", "--charger", "cavity")
        limit = charge("--cells", "10", "--charger", "limit")
        self.assertAlmostEqual(cavity["P_max"]["value"], 18.6275, delta=5e-5)
        self.assertAlmostEqual(limit["P_max"]["value"], 10.2616, delta=5e-5)
        self.assertEqual(limit["P_max"]["normalized"], limit["P_max"]["value"])

    def test_a_dicke_cavity_names_its_cutoff(self):
        answer = charge("--cells", "3", "--chargers", "3", "--charger", "cavity",
                        "--anisotropy", "1", "--window", "1")
        self.assertGreater(answer["method"]["fock_cutoff"], 6)

    def test_a_kept_tolerance_is_kept_and_an_impossible_one_refused(self):
        answer = charge("--cells", "5", "--chargers", "5", "--tolerance", "1e-9")
        self.assertLessEqual(answer["E_max"]["error"], 1e-9 * answer["E_max"]["value"])
        done = leyden("charge", "--cells", "5", "--chargers", "5", "--tolerance", "1e-18")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "")

    def test_a_tolerance_beyond_double_precision_escalates(self):
        answer = charge("--cells", "8", "--chargers", "8", "--anisotropy", "0.5",
                        "--tolerance", "1e-13")
        self.assertEqual(answer["method"]["arithmetic"], "double-double")
        for key in ("E_max", "E_first", "P_max"):
            self.assertLessEqual(answer[key]["error"], 1e-13 * max(1, answer[key]["value"]))
        loose = charge("--cells", "8", "--chargers", "8", "--anisotropy", "0.5")
        self.assertEqual(loose["method"]["arithmetic"], "double")

    def test_the_proof_says_whether_the_first_peak_is_the_first(self):
        answer = charge("--cells", "8", "--chargers", "8")
        self.assertIs(answer["proof"]["E_first"]["first"], True)

    def test_the_proof_says_when_the_power_could_not_be_settled(self):
        slow = ("--cells", "2", "--chargers", "2", "--anisotropy", "0.001", "--coupling", "0.01",
                "--start", "dicke:1,0", "--window", "0.1")
        answer = charge(*slow)
        self.assertIs(answer["proof"]["P_max"]["given_up"], True)
        self.assertGreater(answer["P_max"]["error"], 0)
        text = leyden("charge", *slow).stdout
        self.assertIn("energy is gained too slowly", text)
        self.assertNotIn("± 0.0", text.split("P_max / sqrt(N)")[1].splitlines()[0])
        self.assertNotIn("given_up", charge("--cells", "3", "--chargers", "3")["proof"]["P_max"])

    def test_scale_lists_sizes_powers_advantage_and_exponent(self):
        done = leyden("scale", "--from", "20", "--to", "1000", "--points", "3", "--format", "json")
        rows = json.loads(done.stdout)
        self.assertEqual([row["cells"] for row in rows], [20, 141, 1000])
        self.assertAlmostEqual(rows[0]["beta"]["value"], 0.807, delta=5e-4)
        self.assertAlmostEqual(rows[2]["eta"]["value"], 213.25292206, delta=1e-8)
        done = leyden("scale", "--from", "2", "--to", "4", "--points", "2", "--ratio", "3",
                      "--format", "csv")
        table = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual(table[1]["chargers"], "12")

    def test_the_law_of_large_batteries_reaches_any_size_and_says_that_it_estimates(self):
        done = leyden("scale", "--law", "--from", "1000", "--to", "1000000000000", "--points", "2",
                      "--format", "json")
        rows = json.loads(done.stdout)
        self.assertAlmostEqual(rows[1]["beta"]["value"], 0.970369074820258, delta=1e-12)
        self.assertTrue(all(row["estimated"] for row in rows))
        self.assertIn("estimates, not bounds",
                      leyden("scale", "--law", "--from", "1000", "--to", "1000").stdout)
        refused = leyden("scale", "--law", "--from", "1000", "--to", "1000", "--anisotropy", "1")
        self.assertEqual(refused.returncode, 2)
        self.assertEqual(refused.stdout, "")

    def test_results_have_the_same_bits_on_every_run(self):
        args = ("charge", "--cells", "9", "--chargers", "7", "--anisotropy", "0.3",
                "--format", "json")
        self.assertEqual(leyden(*args).stdout, leyden(*args).stdout)


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def test_points_send_the_curve_to_out_and_the_answer_to_stdout(self):
        out = self.path / "curve.csv"
        done = leyden("charge", "--cells", "4", "--chargers", "4", "--points", "11",
                      "--out", str(out), "--format", "json")
        self.assertEqual(json.loads(done.stdout)["protocol"]["cells"], 4)
        rows = list(csv.DictReader(io.StringIO(out.read_text())))
        self.assertEqual(list(rows[0]), ["gt", "E", "P", "dE", "radius"])
        self.assertEqual(len(rows), 11)
        self.assertEqual(float(rows[0]["gt"]), 0)
        self.assertEqual(float(rows[-1]["gt"]), 2 * math.pi)
        self.assertEqual(float(rows[0]["P"]), 0)
        for row in rows[1:]:
            self.assertAlmostEqual(float(row["P"]), float(row["E"]) / float(row["gt"]), delta=1e-12)

    def test_verify_holds_an_honest_answer_and_refuses_a_falsified_one(self):
        out = self.path / "answer.json"
        leyden("charge", "--cells", "6", "--chargers", "5", "--anisotropy", "0.4",
               "--format", "json", "--out", str(out))
        done = leyden("verify", str(out))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("holds", done.stdout)
        answer = json.loads(out.read_text())
        answer["E_max"]["value"] += 1e-8
        out.write_text(json.dumps(answer))
        done = leyden("verify", str(out))
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn("E_max", done.stderr)
        self.assertEqual(done.stderr.count("±"), 4, "both intervals, for the value and at its time")

    def test_verify_refuses_what_is_no_answer(self):
        broken = self.path / "broken.json"
        broken.write_text('{"schema": 1, "protocol": {"cells": "three"}}')
        done = leyden("verify", str(broken))
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("cells", done.stderr)
        self.assertEqual(leyden("verify", str(self.path / "none.json")).returncode, 1)
        self.assertEqual(leyden("verify").returncode, 2)

    def test_verify_refuses_a_lapack_that_is_missing_or_not_whole(self):
        out = self.path / "answer.json"
        leyden("charge", "--cells", "2", "--chargers", "2", "--format", "json", "--out", str(out))
        (self.path / "liblapacke.so.3").write_text("no library")
        for folder, problem in ((self.path, "cannot be loaded"), (HALF_LAPACKE, "lacks")):
            done = leyden("verify", str(out), env={**os.environ, "LD_LIBRARY_PATH": str(folder)})
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn(problem, done.stderr)
            self.assertIn("install", done.stderr)

    def test_verify_refuses_eigenvalues_that_did_not_converge(self):
        out = self.path / "answer.json"
        for anisotropy in ("0", "1"):  # a chain and a checkerboard: two functions of LAPACK
            leyden("charge", "--cells", "2", "--chargers", "2", "--anisotropy", anisotropy,
                   "--format", "json", "--out", str(out))
            done = leyden("verify", str(out), env={**os.environ, "LD_LIBRARY_PATH": STUCK_LAPACKE})
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertEqual(done.stderr.count("\n"), 1)
            self.assertIn("did not converge", done.stderr)

    def test_out_without_points_receives_the_answer(self):
        out = self.path / "answer.json"
        done = leyden("charge", "--cells", "4", "--chargers", "4", "--out", str(out),
                      "--format", "json")
        self.assertEqual(done.stdout, "")
        self.assertEqual(json.loads(out.read_text())["protocol"]["cells"], 4)

    def test_a_folder_that_does_not_exist_is_a_failed_run_and_leaves_nothing(self):
        out = self.path / "missing" / "answer.json"
        done = leyden("charge", "--cells", "4", "--chargers", "4", "--out", str(out))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertIn(str(out), done.stderr)
        self.assertEqual(list(self.path.iterdir()), [])

    def test_a_full_disk_is_a_failed_run(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([LEYDEN, "charge", "--cells", "4", "--chargers", "4"],
                                  stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 1)


class BadInput(unittest.TestCase):
    def refuse(self, *args, names=""):
        done = leyden(*args)
        self.assertEqual(done.returncode, 2, args)
        self.assertEqual(done.stdout, "", args)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertIn(names, done.stderr)
        self.assertIn("allowed", done.stderr)

    def test_every_value_outside_its_range_is_refused_in_one_line(self):
        base = {"--cells": "4", "--chargers": "4"}
        bad = [("--cells", "-1"), ("--cells", "1e30"), ("--cells", "2.5"), ("--cells", "ten"),
               ("--cells", "nan"), ("--chargers", "-3"), ("--chargers", ""),
               ("--coupling", "nan"), ("--coupling", "0"), ("--coupling", "-1"),
               ("--coupling", "inf"), ("--window", "-3"), ("--window", "0"), ("--window", "nan"),
               ("--window", "inf"), ("--anisotropy", "1.5"), ("--anisotropy", "-0.1"),
               ("--anisotropy", "nan"), ("--detuning", "inf"), ("--crosstalk", "nan"),
               ("--battery-crosstalk", "-inf"), ("--tolerance", "0"), ("--tolerance", "-1"),
               ("--start", "thermal-charger:1.5"), ("--start", "thermal-charger:0.5,9"),
               ("--start", "dicke:0,5"), ("--start", "dicke:1"), ("--start", "full"),
               ("--start", "charger-mixture:0.5,0.5"), ("--start", "battery-mixture:1,1,1,1,1"),
               ("--charger", "laser"), ("--format", "xml"), ("--points", "1")]
        for flag, value in bad:
            flags = {**base, flag: value}
            args = [part for pair in flags.items() for part in pair]
            kind, _, numbers = value.partition(":")
            culprit = kind if "mixture" in value else numbers.split(",")[-1] or value
            self.refuse("charge", *args, names=culprit)

    def test_a_fraction_that_is_none_is_refused(self):
        for fraction in ("0", "-0.5", "1.5", "nan", "inf", "", "half"):
            self.refuse("charge", "--cells", "4", "--chargers", "4", "--reach", fraction,
                        names="reach = ")
        self.refuse("charge", "--cells", "4", "--chargers", "4", "--reach", names="--reach")

    def test_unknown_flags_and_subcommands_are_refused(self):
        self.refuse("charge", "--cells", "4", "--chargers", "4", "--speed", "9", names="--speed")
        self.refuse("discharge", names="discharge")
        self.refuse()
        self.refuse("charge", "--chargers", "4", names="--cells")
        self.refuse("charge", "--cells", "4", names="--chargers")
        self.refuse("scale", "--from", "0", "--to", "5", names="from")
        self.refuse("scale", "--from", "9", "--to", "5", names="to")
        self.refuse("reproduce", "fig1", names="fig1")

    def test_combinations_that_mean_nothing_are_refused(self):
        self.refuse("charge", "--cells", "4", "--chargers", "4", "--charger", "limit",
                    names="--chargers")
        self.refuse("charge", "--cells", "4", "--chargers", "4", "--charger", "cavity",
                    "--crosstalk", "1", names="crosstalk")
        self.refuse("charge", "--cells", "4", "--chargers", "4", "--points", "9", names="--points")

    def test_what_does_not_fit_in_memory_is_refused_with_the_figure(self):
        self.refuse("charge", "--cells", "1e9", "--chargers", "1e9", "--anisotropy", "1",
                    names="GiB")
        self.refuse("charge", "--cells", "1e15", "--chargers", "1e15", names="GiB")


class Process(unittest.TestCase):
    def test_version_and_help_go_to_stdout(self):
        self.assertRegex(leyden("--version").stdout, r"^leyden \d+\.\d+\.\d+\n$")
        for args in ((), ("charge",), ("scale",), ("reproduce",)):
            done = leyden(*args, "--help")
            self.assertEqual(done.returncode, 0)
            self.assertIn("Example", done.stdout)
            self.assertEqual(done.stderr, "")

    def test_ctrl_c_ends_with_130_and_nothing_on_stdout(self):
        job = subprocess.Popen([LEYDEN, "charge", "--cells", "300", "--chargers", "300",
                                "--anisotropy", "1", "--window", "1000"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(1.0)
        job.send_signal(signal.SIGINT)
        out, err = job.communicate(timeout=60)
        self.assertEqual(job.returncode, 130)
        self.assertEqual(out, "")
        self.assertEqual(len(err.splitlines()), 1)

    @unittest.skipIf("SANITIZER" in os.environ, "sanitizers load libraries of their own")
    def test_charge_starts_without_linear_algebra_libraries(self):
        linked = subprocess.run(["ldd", LEYDEN], capture_output=True, text=True).stdout
        for library in ("blas", "lapack", "netcdf"):
            self.assertNotIn(library, linked)


if __name__ == "__main__":
    unittest.main(verbosity=1)
