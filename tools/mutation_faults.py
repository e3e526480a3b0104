# SPDX-License-Identifier: Apache-2.0
"""Single-line faults in C++ sources, as tools/mutation-check plants them.

Works on text in the style of the repository's .clang-format (spaces around binary operators), not
on a syntax tree: a fault that does not compile costs one build and is replaced by another.
"""
import collections
import dataclasses
import hashlib
import math
import re

DELETED = ";"


@dataclasses.dataclass(frozen=True)
class Fault:
    """One line of one file, replaced. Lines are kept without indentation and closing comment."""

    file: str
    number: int  # where the line stands now; not part of the identity
    occurrence: int  # 0 for the first line with this text in the file
    kind: str
    original: str
    mutated: str

    @property
    def id(self):
        """Stays the same when code around the line moves."""
        text = "\0".join([self.file, self.original, self.mutated, str(self.occurrence)])
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def layer(self):
        return self.file.split("/")[-2]

    def apply(self, text):
        """The text of the file with the fault in it."""
        lines = text.split("\n")
        line = lines[self.number - 1]
        if not line.lstrip().startswith(self.original):
            raise ValueError(f"{self.file}:{self.number} is not '{self.original}'")
        lines[self.number - 1] = line.replace(self.original, self.mutated, 1)
        return "\n".join(lines)


def masked(text):
    """The text with comments, literals of characters, directives and static_asserts blanked out,
    everything else where it was."""
    blank = lambda match: re.sub(r"[^\n]", " ", match[0])
    text = re.sub(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', blank, text, flags=re.DOTALL)
    text = re.sub(r"(?<![\w'])'(?:\\.|[^'\\\n])'", blank, text)
    text = re.sub(r"^[ ]*#[^\n]*", blank, text, flags=re.MULTILINE)
    return re.sub(r"\bstatic_assert\s*\(.*?\);", blank, text, flags=re.DOTALL)


# Kinds of faults. Each gets the code of a line, comments blanked and without indentation, and yields
# (begin, end, replacement).

_NUMBER = r"(?:\d[\w.]*(?:(?<=[eE])[-+]\d+)?)"
_CALL = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_NAME = r"(?:[A-Za-z_][\w:]*(?:<\w+>)?(?:%s|\[[^\[\]]*\]|(?:\.|->)\w+)*)" % _CALL
_OPERAND = rf"(?:{_NUMBER}|{_NAME}|{_CALL})"
_ENDS = r"(?=[;,)\]}]|$)"


def _replacing(table, pattern):
    """Every match of the pattern's group 1, replaced by each of its entries in the table."""

    def faults(code):
        for match in re.finditer(pattern, code):
            for replacement in table[match[1]]:
                yield match.start(1), match.end(1), replacement

    return faults


def _both_ways(*pairs):
    return {a: [b] for pair in pairs for a, b in (pair, pair[::-1])}


def _words(table):
    return _replacing(table, r"\b(%s)\b" % "|".join(table))


_SIBLINGS = _words(
    _both_ways(
        ("re", "im"),
        ("left", "right"),
        ("low", "high"),
        ("lowest", "highest"),
        ("below", "above"),
        ("up", "down"),
        ("energy_error", "slope_error"),
        ("front", "back"),
        ("previous_", "current_"),
    )
)


def _other_names(code):
    for begin, end, replacement in _SIBLINGS(code):
        is_declared_here = re.search(r"(?<!\breturn)(?<=[\w>])[&*]? $", code[:begin])
        if not is_declared_here:
            yield begin, end, replacement


_EDGES = _replacing(
    _both_ways(("<", "<="), (">", ">="), ("==", "!=")), r"(?<=\S) (<=|>=|==|!=|<|>)(?= |$)"
)
_TURNS = _replacing(
    {"<": [">"], "<=": [">="], ">": ["<"], ">=": ["<="]}, r"(?<=\S) (<=|>=|<|>)(?= |$)"
)


def _comparisons(code):
    yield from _EDGES(code)
    if not code.startswith("for "):
        yield from _TURNS(code)


def _dropping(*patterns):
    """Every match of a pattern, or of its group 1, removed."""

    def faults(code):
        for pattern in patterns:
            for match in re.finditer(pattern, code):
                group = 1 if match.re.groups else 0
                yield match.start(group), match.end(group), ""

    return faults


_DECIMAL = re.compile(r"(?<![\w.'])(\d+\.\d*(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\d+)(L?)(?![\w.'])")
_BINARY_EXPONENT = re.compile(r"(?<=[^\w.]0x1p)([-+]\d+)\b")


def _other_numbers(digits):
    if re.fullmatch(r"\d+", digits):
        value = int(digits)
        return [str(n) for n in {0: [1], 1: [0, 2]}.get(value, [value - 1, value // 2])]
    if re.fullmatch(r"\d+(\.0*)?[eE][-+]?\d+", digits):
        mantissa, exponent = re.split("[eE]", digits)
        return [f"{mantissa}e{int(exponent) - 1}", f"{mantissa}e{int(exponent) + 1}"]
    value = float(digits)
    return [repr(v) for v in ([1.0] if value == 0 else [value / 2, value * 2])]


def _constants(code):
    if re.search(r"\) (?:const )?= 0;", code):  # pure virtual
        return
    for match in _DECIMAL.finditer(code):
        if code[match.end() : match.end() + 1] == ">":  # size of an array
            continue
        for other in _other_numbers(match[1]):
            yield match.start(1), match.end(1), other
    for match in _BINARY_EXPONENT.finditer(code):
        yield match.start(1), match.end(1), f"{int(match[1]) - 1:+d}"
    for match in re.finditer(r"\bINFINITY\b", code):
        yield match.start(), match.end(), "0.0"


def _exchanged_arguments(code):
    for match in re.finditer(r"\b(?:copysign|pow|edge|clamp|walk|search|climb)\(", code):
        depth, begin, commas = 0, match.end(), []
        for at in range(begin, len(code)):
            if code[at] in "([{":
                depth += 1
            elif code[at] in ")]}":
                if depth == 0:
                    break
                depth -= 1
            elif code[at] == "," and depth == 0:
                commas.append(at)
        else:
            continue
        if commas:
            end = commas[1] if len(commas) > 1 else at
            first, second = code[begin : commas[0]], code[commas[0] + 1 : end].strip()
            yield begin, end, f"{second}, {first}"


def _indices(code):
    for match in re.finditer(r"(?<=[\w)])\[(\w+)\]", code):
        yield match.start(1), match.end(1), f"{match[1]} + 1"


_STATEMENT = re.compile(
    r"(?:(?:\+\+|--)?[A-Za-z_][\w:]*(?:(?:\.|->)\w+|\[[^\]]*\]|\(\))* ?"
    r"(?:\(|=|[-+*/]=|\+\+|--)|\+\+|for \().*;"
)


def _is_whole(code):
    return all(code.count(a) == code.count(b) for a, b in ("()", "[]", "{}"))


def _statements(code):
    if _STATEMENT.fullmatch(code) and _is_whole(code) and not code.startswith("if "):
        yield 0, len(code), DELETED


def _guards(code):
    if re.fullmatch(r"if \(.*\) (?:return|continue|break|throw)\b.*;", code) and _is_whole(code):
        yield 0, len(code), DELETED


KINDS = {
    "arithmetic": _replacing(_both_ways("+-", "*/"), r"(?<=\S) ([-+*/])(?= \S|$)"),
    "assignment": _replacing(_both_ways("+-", "*/"), r"(?<=\S) ([-+*/])(?==(?: |$))"),
    "comparison": _comparisons,
    "logic": _replacing(_both_ways(("&&", "||")), r" (&&|\|\|)(?= |$)"),
    "negation": _dropping(r"(?<=[( ])!(?=[\w(])"),
    "extremum": _words(_both_ways(("std::min", "std::max"))),
    "boolean": _words(_both_ways(("true", "false"))),
    "constant": _constants,
    "sign": _dropping(r"(?:(?<=[(\[{])|(?<=[,=?:*] )|(?<=return ))-(?=[\w(])"),
    "absolute": _dropping(r"\bstd::f?abs(?=\()"),
    "rounding": _dropping(r"(?<!double )\brounded_up(?=\()"),
    "factor": _dropping(
        rf"(?:^|[(\[{{]|[,=?:+<>-] |return )({_OPERAND} \* )(?=[\w(])",
        rf"(?<=[\w)\]])( [*/] {_OPERAND})(?=[;,)\]}}]| [-+*/<>=?:&|]|$)",
    ),
    "term": _dropping(
        rf"(?<=[\w)\]])( [-+] {_OPERAND}){_ENDS}",
        rf"(?:[(\[{{]|[,=?:] |return )({_OPERAND} \+ )(?=[\w(])",
    ),
    "index": _indices,
    "arguments": _exchanged_arguments,
    "function": _words(
        _both_ways(("std::sin", "std::cos"))
        | {"std::ceil": ["std::floor"], "std::log1p": ["std::log"]}
        | {"std::sqrt": [""], "std::cbrt": [""]}
    ),
    "name": _other_names,
    "statement": _statements,
    "guard": _guards,
    "jump": _words(_both_ways(("continue", "break"))),
}

_NO_CODE = re.compile(
    r"(?:template|extern|using|namespace|public:|private:|protected:|class |\}?;?$)"
    r"|(?!return |throw |.* = )[\w:<>,&* ]+ \w+\([^()]*\)(?: const)?(?: override)?;$"
)

# Fields of plain structs in a header: nearly all are set before they are read.
_FIELD = re.compile(r"[\w:]+ \w*[a-z0-9] = (?:0|0\.0|1\.0);$")


def faults_of(file, text):
    """All faults of one source."""
    result, seen = [], set()
    occurrences = collections.Counter()
    for number, (line, shadow) in enumerate(zip(text.split("\n"), masked(text).split("\n")), 1):
        indent = len(line) - len(line.lstrip())
        code = shadow[indent:].rstrip()
        original = line[indent : indent + len(code)]
        occurrence = occurrences[original]
        occurrences[original] += 1
        signature = indent == 0 and " = " not in code
        field = file.endswith(".hpp") and _FIELD.match(code)
        if signature or field or _NO_CODE.match(code):
            continue
        for kind, faults in KINDS.items():
            for begin, end, replacement in faults(code):
                mutated = (original[:begin] + replacement + original[end:]).strip()
                fault = Fault(file, number, occurrence, kind, original, mutated)
                if mutated != original and fault.id not in seen:
                    seen.add(fault.id)
                    result.append(fault)
    return result


def in_order_of_choice(faults, seed):
    """The faults so that every beginning of the list is spread over files and kinds in proportion to
    the root of their numbers, and over lines as evenly as can be. Depends on nothing else."""
    rank = {f: hashlib.sha256(f"{seed} {f.id}".encode()).digest() for f in faults}
    files = collections.Counter(f.file for f in faults)
    kinds = collections.Counter(f.kind for f in faults)
    of_file, of_kind, of_line = (collections.Counter() for _ in range(3))
    left = sorted(faults, key=rank.get)
    while left:
        chosen = min(
            left,
            key=lambda f: (
                of_line[f.file, f.number],
                of_file[f.file] / math.sqrt(files[f.file])
                + of_kind[f.kind] / math.sqrt(kinds[f.kind]),
                rank[f],
            ),
        )
        left.remove(chosen)
        of_file[chosen.file] += 1
        of_kind[chosen.kind] += 1
        of_line[chosen.file, chosen.number] += 1
        yield chosen
