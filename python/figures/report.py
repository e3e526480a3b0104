# SPDX-License-Identifier: Apache-2.0
"""Write OUTDIR/report.html, one page for a referee, from OUTDIR/claims.json and the figures in OUTDIR/figN.

The page stands alone: style and figures are inside, there are no scripts, and the same inputs give the same bytes.
Exit status: 0 written; 1 the page could not be written; 2 claims or a figure are missing or malformed.
"""

import hashlib
import html
import json
import os
import re
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

import markup
import verdict
from markup import anchor, quantity, rich

TITLE = "Referee report: a quantum battery charged by spins"
HOW_TO_READ = Path(__file__).with_name("how_to_read.html")
STYLE = Path(__file__).with_name("report.css")
BADGES = {"reproduced": "✓", "close": "≈", "deviates": "✗", "undecided": "?"}
COLUMNS = ("Claim", "Statement", "Printed", "Computed ± radius", "Readings", "Verdict")


class InputError(Exception):
    """What the page needs is missing or malformed."""


def read_claims(path):
    """The list of claims, each with an id and a known status."""
    try:
        claims = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from None
    if not isinstance(claims, list) or not claims or not all(isinstance(claim, dict) for claim in claims):
        raise InputError(f"{path}: a list of claims is needed, with at least one")
    for number, claim in enumerate(claims, 1):
        if "id" not in claim or claim.get("status") not in verdict.STATUSES:
            raise InputError(f"{path}: claim {number} ({claim.get('id', 'without id')}) has the status "
                             f"{claim.get('status')!r}; an id and one of {', '.join(verdict.STATUSES)} are needed")
    return claims


def badge(status, count=None):
    text = status if count is None else f"{count} {status}"
    return f"<span class='badge {status}'><span aria-hidden='true'>{BADGES[status]}</span> {text}</span>"


def readings(claim):
    """The list of readings, the deciding one marked; a name alone where there is no choice."""
    known = claim.get("readings") or []
    if len(known) == 1 and known[0].get("value") == claim.get("value"):
        return rich(known[0].get("name", ""))
    items = []
    for reading in known:
        decides = reading.get("name") == claim.get("reading")
        name = f"<strong>{rich(reading.get('name', ''))}</strong> (decides)" if decides else rich(reading.get("name", ""))
        items.append(f"<li>{name}: {quantity(reading.get('value'), reading.get('error'))}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else rich(claim.get("reading") or "–")


def row(claim):
    printed = claim.get("printed")
    return (f"<tr id='{anchor(claim)}'><th scope='row'>{rich(claim.get('where', ''))}"
            f"<br><code>{html.escape(str(claim['id']))}</code></th>"
            f"<td>{rich(claim.get('statement', ''))}</td>"
            f"<td class='number'>{'–' if printed is None else rich(printed)}</td>"
            f"<td class='number'>{quantity(claim.get('value'), claim.get('error'), claim.get('unit'))}</td>"
            f"<td>{readings(claim)}</td>"
            f"<td>{badge(claim['status'])}<br>{rich(claim.get('why') or '')}</td></tr>")


def claims_table(claims):
    """The claims in their order, one group of rows for each section."""
    groups = {}
    for claim in claims:
        groups.setdefault(claim.get("section") or claim.get("where") or "Other", []).append(claim)
    head = "".join(f"<th scope='col'>{column}</th>" for column in COLUMNS)
    bodies = "".join(
        f"<tbody><tr class='section'><th scope='rowgroup' colspan='{len(COLUMNS)}'>{rich(section)}</th></tr>\n"
        + "\n".join(map(row, members)) + "</tbody>\n" for section, members in groups.items())
    return ("<div class='scroll' role='region' aria-labelledby='claims-caption' tabindex='0'><table class='claims'>"
            f"<caption id='claims-caption'>The {len(claims)} statements, in the order of the paper</caption>"
            f"<thead><tr>{head}</tr></thead>\n{bodies}</table></div>")


def figures(outdir):
    """(name, path of the SVG) of each figure that was drawn, in order."""
    found = [path for path in outdir.glob("fig*/fig*.svg") if re.fullmatch(r"fig\d+", path.stem)
             and path.stem == path.parent.name]
    return [(path.stem, path) for path in sorted(found, key=lambda path: int(path.stem[3:]))]


def figure_block(name, path):
    try:
        svg, style, caption = markup.figure(path.read_text(encoding="utf-8"), name)
    except (tree.ParseError, UnicodeDecodeError, AttributeError) as error:
        raise InputError(f"{path}: not an SVG file ({error})") from None
    remark = path.with_name("note.md")
    aside = f"<div class='note'>{markup.note(remark.read_text(encoding='utf-8'))}</div>" if remark.exists() else ""
    return (f"<figure id='{name}'{style}>{svg}<figcaption id='{name}-caption'><strong>Fig. {name[3:]}.</strong> "
            f"{rich(caption)}</figcaption>{aside}</figure>")


def provenance(outdir, names):
    """What the page was made from: version, commands, and a fingerprint and the comments of every file."""
    files = [outdir / "claims.json"] + [outdir / name / f"{name}.csv" for name in names]
    rows, comments = [], []
    for path in filter(Path.exists, files):
        data = path.read_bytes()
        said = [line[1:].strip() for line in data.decode("utf-8", "replace").split("\n", 20) if line.startswith("#")]
        comments += said
        rows.append(f"<tr><th scope='row'>{rich(path.relative_to(outdir).as_posix())}</th>"
                    f"<td><code>{hashlib.sha256(data).hexdigest()}</code></td>"
                    f"<td>{'<br>'.join(map(rich, said)) or '–'}</td></tr>")
    version = next(filter(None, (re.search(r"\b(?:leyden|version)\W+v?(\d[\w.+-]*)", c, re.I) for c in comments)), None)
    about = f"Computed by Leyden {rich(version[1])}" if version else "Computed by Leyden"
    return (f"<p>{about} with <code>leyden reproduce all --out OUT</code>, drawn with <code>plot.py figN "
            "OUT/figN/figN.csv OUT/figN</code> and assembled with <code>report.py OUT</code>. The page holds no date "
            "and no trace of the machine: the same inputs give the same page.</p><div class='scroll' role='region' "
            "aria-labelledby='files-caption' tabindex='0'><table><caption id='files-caption'>Inputs</caption><thead><tr>"
            "<th scope='col'>File</th><th scope='col'>SHA-256</th><th scope='col'>Comments in the file</th></tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table></div>")


def page(outdir):
    """The whole report as HTML."""
    claims = read_claims(outdir / "claims.json")
    drawn = figures(outdir)
    tallies = " ".join(badge(status, count) for status, count in verdict.counts(claims).items() if count)
    parts = [
        ("verdict", "Verdict", f"<p class='verdict'>{' '.join(verdict.sentences(claims))}</p><p>{tallies}</p>"),
        ("reading", "How to read this report", HOW_TO_READ.read_text(encoding="utf-8")),
        ("figures", "Figures", "\n".join(figure_block(*item) for item in drawn) or "<p>No figure was drawn.</p>"),
        ("claims", "Claims", claims_table(claims)),
        ("provenance", "Provenance", provenance(outdir, [name for name, _ in drawn])),
    ]
    body = "\n".join(f"<section aria-labelledby='{key}'><h2 id='{key}'>{head}</h2>\n{text}\n</section>"
                     for key, head, text in parts)
    return ("<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
            "<meta name='viewport' content='width=device-width, initial-scale=1'>"
            f"<title>{TITLE}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style></head>\n"
            f"<body><main><h1>{TITLE}</h1>\n{body}\n</main></body></html>\n")


def main(arguments):
    if len(arguments) != 1:
        print("usage: report.py OUTDIR", file=sys.stderr)
        return 2
    outdir = Path(arguments[0])
    unfinished = outdir / f".report.{os.getpid()}.html"
    try:
        text = page(outdir)
        unfinished.write_text(text, encoding="utf-8")
        os.replace(unfinished, outdir / "report.html")
    except InputError as error:
        print(f"report.py: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        print(f"report.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
