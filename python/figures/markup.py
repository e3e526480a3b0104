# SPDX-License-Identifier: Apache-2.0
"""Pieces of HTML for the report: escaped text, rounded numbers, short notes, figures with private identifiers."""

import html
import math
import re
import xml.etree.ElementTree as tree
from decimal import ROUND_CEILING, Decimal

DIGITS = 8
SCALE = 1.25  # size on the screen over size in print
DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"
SUBSCRIPTS = (
    (re.compile(r"\b([A-Za-z])_(max|first|[A-Za-z0-9])(?![A-Za-z0-9])"), r"<i>\1</i><sub>\2</sub>"),
    (re.compile(r"ω0"), r"ω<sub>0</sub>"),
    (re.compile(r"\bg([12])\b"), r"g<sub>\1</sub>"),
)


def rich(text):
    """Escaped text, in which E_max, ω0 and g1 get their subscripts and <= becomes ≤."""
    text = html.escape(str(text).replace("<=", "≤").replace(">=", "≥"))
    for pattern, replacement in SUBSCRIPTS:
        text = pattern.sub(replacement, text)
    return text


def anchor(claim):
    """The identifier of a claim's row, safe inside an attribute."""
    return html.escape("claim-" + re.sub(r"\s+", "-", str(claim["id"])))


def note(markdown):
    """Paragraphs, **strong**, *emphasis* and `code` of a short note; a heading line becomes a strong paragraph."""
    paragraphs = re.split(r"\n\s*\n", re.sub(r"^#+\s*(.+)$", r"\n**\1**\n", markdown, flags=re.MULTILINE))
    output = []
    for paragraph in paragraphs:
        text = rich(" ".join(paragraph.split()))
        text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
        text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
        text = re.sub(r"(?<!\w)\*(\S(?:.*?\S)?)\*(?!\w)", r"<em>\1</em>", text)
        if text:
            output.append(f"<p>{text}</p>")
    return "\n".join(output)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def magnitude(value):
    """The decimal exponent of the first digit; 0 for zero."""
    return math.floor(math.log10(abs(value))) if value else 0


def fixed(value, decimals, rounding=None):
    """`value` with so many decimals, with a power of ten where zeros would get in the way; a true minus sign."""
    exponent = magnitude(value)
    if -4 <= exponent < 8 and decimals >= 0:
        digits = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding)
        return f"{digits:f}".replace("-", "−")
    digits = Decimal(repr(float(value))).scaleb(-exponent).quantize(
        Decimal(1).scaleb(-max(0, decimals + exponent)), rounding)
    return f"{digits:f} × 10<sup>{exponent}</sup>".replace("-", "−")


def quantity(value, error=None, unit=None):
    """`value ± error unit`, the value to two digits of its error or to eight digits, the error rounded up."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "holds" if value else "does not hold"
    if not is_number(value):
        return rich(value)
    decimals = DIGITS - 1 - magnitude(value)
    text = ""
    if is_number(error) and error > 0:
        decimals_of_error = 1 - magnitude(error)
        if decimals_of_error > decimals:
            decimals_of_error = -magnitude(error)
        decimals = min(decimals, decimals_of_error)
        text = f" <span class='radius'>± {fixed(error, decimals_of_error, ROUND_CEILING)}</span>"
    return fixed(value, decimals) + text + (f" <span class='unit'>{rich(unit)}</span>" if unit else "")


def figure(svg, name):
    """An SVG file as an inline element whose identifiers start with `name`, its width as a style, and its caption.

    Raises xml.etree.ElementTree.ParseError where the file is not well formed.
    """
    described = tree.fromstring(svg).find(f".//{DESCRIPTION}")
    caption = described.text if described is not None and described.text else ""
    svg = svg[re.search(r"<svg\b", svg).start():]
    svg = re.sub(r"<(metadata|style|title)\b.*?</\1>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'href="#', f'href="#{name}-', svg)
    svg = svg.replace("url(#", f"url(#{name}-")
    width = re.search(r'<svg\b[^>]*?\bwidth="([\d.]+)pt"', svg)
    style = f' style="--width:{SCALE * float(width[1]):.0f}pt"' if width else ""
    svg = re.sub(r'^(<svg\b[^>]*?) width="[^"]*" height="[^"]*"', r"\1", svg)
    return svg.replace("<svg", f'<svg role="img" aria-labelledby="{name}-caption"', 1), style, caption
