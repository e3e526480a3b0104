#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of tools/mutation-check on a toy source: which faults it sees, what names them, and that an
interrupted run continues. Builds nothing.

    tests/tools/mutation_check_test.py
"""
import importlib.machinery
import importlib.util
import itertools
import json
import pathlib
import sys
import tempfile
import textwrap
import unittest

sys.dont_write_bytecode = True
TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"


def load(file):
    name = file.removesuffix(".py").replace("-", "_")
    loader = importlib.machinery.SourceFileLoader(name, str(TOOLS / file))
    spec = importlib.util.spec_from_loader(name, loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module


faults = load("mutation_faults.py")
tool = load("mutation-check")

TOY = textwrap.dedent(
    """\
    // SPDX-License-Identifier: Apache-2.0
    #include <cmath>  // a + b

    namespace leyden {

    static_assert(1 + 1 == 2,
                  "1 < 2");

    /// Half of |a - b|, a + b in a comment.
    double half(double a, double b);

    double bound(double a, double b, int n) {
      const double width = std::abs(a - b);  // a trailing comment, a * b
      if (n == 0) return 0.0;
      double sum = 0.5 * width;
      for (int i = 0; i < n; ++i) {
        sum += rounded_up(b * width);
      }
      print("a + b", '+');
      sum += 1.0;
      sum += 1.0;
      return -std::copysign(sum, a);
    }

    }  // namespace leyden
    """
)
FILE = "src/leyden/numerics/toy.cpp"


def mutations(text, kind=None):
    return [
        (f.original, f.mutated) for f in faults.faults_of(FILE, text) if kind in (None, f.kind)
    ]


class Candidates(unittest.TestCase):
    def test_every_kind_on_a_line_of_its_own(self):
        for kind, line, expected in [
            ("arithmetic", "x = a + b;", "x = a - b;"),
            ("arithmetic", "x = a * b;", "x = a / b;"),
            ("assignment", "x += a;", "x -= a;"),
            ("comparison", "if (a < b) x = a;", "if (a <= b) x = a;"),
            ("comparison", "if (a < b) x = a;", "if (a > b) x = a;"),
            ("comparison", "if (a == b) x = a;", "if (a != b) x = a;"),
            ("logic", "x = a && b;", "x = a || b;"),
            ("negation", "if (!a) x = b;", "if (a) x = b;"),
            ("extremum", "x = std::max(a, b);", "x = std::min(a, b);"),
            ("boolean", "bool x = true;", "bool x = false;"),
            ("constant", "x = 0.5;", "x = 0.25;"),
            ("constant", "x = 3.0;", "x = 1.5;"),
            ("constant", "x = 8;", "x = 4;"),
            ("constant", "x = 1e-13;", "x = 1e-14;"),
            ("constant", "x = 0x1p-53;", "x = 0x1p-54;"),
            ("sign", "x = -a;", "x = a;"),
            ("absolute", "x = std::abs(a);", "x = (a);"),
            ("rounding", "x = rounded_up(a);", "x = (a);"),
            ("factor", "x = 2 * f(a);", "x = f(a);"),
            ("factor", "x = a * b + c;", "x = a + c;"),
            ("factor", "x = a / 24;", "x = a;"),
            ("term", "x = a + f(b, c);", "x = a;"),
            ("index", "x = v[i];", "x = v[i + 1];"),
            ("term", "x = v[i - 1];", "x = v[i];"),
            ("arguments", "x = std::copysign(f(a, 1), b);", "x = std::copysign(b, f(a, 1));"),
            ("function", "x = std::sin(a);", "x = std::cos(a);"),
            ("name", "x = cell.left;", "x = cell.right;"),
            ("statement", "std::swap(a, b);", ";"),
            ("guard", "if (a < b) return c;", ";"),
            ("jump", "if (a < b) break;", "if (a < b) continue;"),
        ]:
            with self.subTest(kind=kind, line=line):
                self.assertIn((line, expected), mutations(f"  {line}\n", kind))
        self.assertEqual(len(faults.KINDS), 20, "a new kind needs a line above")

    def test_what_is_no_code_is_left_alone(self):
        lines = {f.number for f in faults.faults_of(FILE, TOY)}
        self.assertTrue(lines.isdisjoint(range(1, 12)), "comments, includes, asserts, declarations")
        self.assertTrue(all("trailing" not in o for o, _ in mutations(TOY)))
        text_changed = [m for o, m in mutations(TOY) if "print" in o and m != ";"]
        self.assertEqual(text_changed, [])

    def test_fields_that_begin_with_zero_are_left_alone_in_headers(self):
        for line, changes in (("  double error = 0.0;", 0), ("  double window = 6.28;", 2)):
            found = faults.faults_of("src/leyden/observe/toy.hpp", line)
            self.assertEqual(len(found), changes, line)

    def test_declared_names_stay(self):
        self.assertEqual(mutations("  double left = right;\n", "name"),
                         [("double left = right;", "double left = left;")])  # fmt: skip

    def test_a_fault_changes_one_line_and_keeps_the_rest(self):
        for fault in faults.faults_of(FILE, TOY):
            before, after = TOY.split("\n"), fault.apply(TOY).split("\n")
            changed = [i for i, (a, b) in enumerate(zip(before, after)) if a != b]
            self.assertEqual(len(before), len(after))
            self.assertEqual(changed, [fault.number - 1])


class Identity(unittest.TestCase):
    def test_ids_differ(self):
        ids = [f.id for f in faults.faults_of(FILE, TOY)]
        self.assertEqual(len(ids), len(set(ids)))

    def test_ids_stay_when_code_around_moves(self):
        moved = TOY.replace("namespace leyden {\n", "namespace leyden {\n\nint more = 0;\n", 1)
        more = {f.id for f in faults.faults_of(FILE, moved)}
        self.assertLessEqual({f.id for f in faults.faults_of(FILE, TOY)}, more)

    def test_ids_do_not_depend_on_comments_and_indentation(self):
        lines = ["  x = a + b;  // c\n", "x = a + b;\n"]
        first, second = ([f.id for f in faults.faults_of(FILE, line)] for line in lines)
        self.assertEqual(first, second)

    def test_equal_lines_are_told_apart(self):
        twins = [f for f in faults.faults_of(FILE, TOY) if f.original == "sum += 1.0;"]
        self.assertEqual({f.occurrence for f in twins}, {0, 1})
        self.assertIn(("sum += 1.0;", "sum -= 1.0;"), {(f.original, f.mutated) for f in twins})


class Choice(unittest.TestCase):
    def setUp(self):
        other = "src/leyden/observe/small.hpp"
        self.all = faults.faults_of(FILE, TOY) + faults.faults_of(other, "  x = a + b;\n")

    def chosen(self, count, seed=1):
        return list(itertools.islice(faults.in_order_of_choice(self.all, seed), count))

    def test_is_deterministic_and_depends_on_the_seed(self):
        self.assertEqual(self.chosen(20), self.chosen(20))
        self.assertNotEqual(self.chosen(20), self.chosen(20, seed=2))
        self.all.reverse()
        reordered = self.chosen(20)
        self.all.reverse()
        self.assertEqual(reordered, self.chosen(20))

    def test_a_larger_choice_holds_the_smaller(self):
        self.assertEqual(self.chosen(20)[:10], self.chosen(10))

    def test_every_file_and_kind_is_represented(self):
        kinds = {f.kind for f in self.all}
        chosen = self.chosen(len(kinds) + 4)
        self.assertEqual({f.kind for f in chosen}, kinds)
        self.assertEqual({f.file for f in chosen}, {f.file for f in self.all})

    def test_everything_is_chosen_once(self):
        everything = self.chosen(len(self.all) + 1)
        self.assertEqual(sorted(f.id for f in everything), sorted(f.id for f in self.all))


class Resuming(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "outcomes.jsonl"
        self.faults = list(faults.in_order_of_choice(faults.faults_of(FILE, TOY), 1))
        self.attempts = []

    def check(self, attempt, count=10, tree="t1"):
        def counted(fault):
            self.attempts.append(fault.id)
            return attempt(fault)

        outcomes = tool.Outcomes(self.path, tree)
        return tool.check(self.faults, count, outcomes, counted, lambda *_: None)

    def test_an_interrupted_run_continues(self):
        def interrupted(fault):
            if len(self.attempts) == 4:
                raise KeyboardInterrupt
            return tool.KILLED, "A.Test"

        with self.assertRaises(KeyboardInterrupt):
            self.check(interrupted)
        self.path.write_text(self.path.read_text() + '{"id": "cut sh')
        results = self.check(lambda fault: (tool.KILLED, "A.Test"))
        self.assertEqual(len(results), 10)
        self.assertEqual(len(self.attempts), 11, "only the interrupted one is tried twice")
        self.assertEqual(len(set(self.attempts)), 10)

    def test_survivors_are_tried_again_when_the_tree_changed(self):
        first = self.faults[0].id
        self.check(lambda f: (tool.SURVIVED, "") if f.id == first else (tool.KILLED, "A.Test"))
        self.attempts.clear()
        self.check(None)
        self.assertEqual(self.attempts, [], "nothing changed")
        results = self.check(lambda fault: (tool.KILLED, "A.New"), tree="t2")
        self.assertEqual(self.attempts, [first])
        self.assertEqual({r["outcome"] for _, r in results}, {tool.KILLED})

    def test_what_does_not_compile_is_replaced(self):
        broken = {f.id for f in self.faults[:3]}
        results = self.check(
            lambda f: (tool.NOT_COMPILED, "") if f.id in broken else (tool.KILLED, "A.Test")
        )
        self.assertEqual(len(results), 13)
        self.assertEqual(sum(r["outcome"] == tool.KILLED for _, r in results), 10)

    def test_records_are_complete(self):
        self.check(lambda fault: (tool.KILLED, "A.Test"), count=1)
        record = json.loads(self.path.read_text())
        for key in ("id", "file", "line", "kind", "original", "mutated", "outcome", "by", "tree"):
            self.assertIn(key, record)


class Report(unittest.TestCase):
    def results(self):
        chosen = faults.faults_of(FILE, TOY)[:3]
        outcomes = [tool.KILLED, tool.SURVIVED, tool.SURVIVED]
        return [(f, {"outcome": o, "by": "", "tree": "t1"}) for f, o in zip(chosen, outcomes)]

    def test_survivors_are_alive_unless_listed(self):
        results = self.results()
        _, known, unknown = (f for f, _ in results)
        equivalents = {(known.file, known.original, known.mutated): "no state shows it"}
        text, alive = tool.report(results, equivalents, "t1")
        self.assertEqual(alive, [unknown])
        self.assertIn("3 faults, each one line: 1 alive, 1 equivalent", text)
        self.assertIn("equivalent: no state shows it", text)
        for fault in (known, unknown):
            self.assertIn(f"{FILE}:{fault.number}", text)

    def test_an_equivalent_that_was_killed_is_named(self):
        results = self.results()
        killed = results[0][0]
        equivalents = {(killed.file, killed.original, killed.mutated): "wrong"}
        self.assertIn("listed as equivalent but was killed", tool.report(results, equivalents, "t1")[0])

    def test_an_equivalent_whose_line_is_gone_is_named(self):
        here, gone = ((f.file, f.original, f.mutated) for f, _ in self.results()[:2])
        self.assertEqual(tool.forgotten({here: "a", gone: "b"}, [self.results()[0][0]]), [gone])

    def test_the_list_of_the_repository_can_be_read(self):
        for (file, line, becomes), reason in tool.read_equivalents(tool.EQUIVALENT).items():
            self.assertTrue(file.startswith("src/leyden/") and line and becomes and reason, file)


class Processes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_a_program_that_hangs_ends_with_its_children(self):
        alive = self.folder / "alive"
        script = f"(sleep 1; touch {alive}) & sleep 60"
        status = tool.run(["sh", "-c", script], self.folder, self.folder / "log", timeout=0.1)
        self.assertEqual(status, tool.TIMED_OUT)
        tool.run(["sleep", "1.2"], self.folder, self.folder / "log")
        self.assertFalse(alive.exists())

    def test_memory_and_files_are_limited(self):
        for program in (f"bytearray({tool.MEMORY_LIMIT})",
                        f"open('big', 'wb').truncate({2 * tool.FILE_LIMIT})"):  # fmt: skip
            process = tool.Process(
                [sys.executable, "-c", program], self.folder, self.folder / "log", 30, limited=True
            )
            while (status := process.poll()) is None:
                pass
            self.assertNotEqual(status, 0, program)

    def test_the_first_failed_test_is_named(self):
        program = tool.Program("unit_toy", ["unit_toy"], "unit_toy", gtest=True)
        log = "[ RUN      ] A.B\n[  FAILED  ] A.B (0 ms)\n[  FAILED  ] 1 test, listed below:\n"
        self.assertEqual(program.failed_test(log), "A.B")
        self.assertEqual(program.failed_test("[ RUN      ] A.C\n"), "A.C", "it crashed")


if __name__ == "__main__":
    unittest.main()
