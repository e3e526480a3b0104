# SPDX-License-Identifier: Apache-2.0
"""The verdict in three sentences, built from the claims alone: how many hold, what deviates most, what is open."""

import re

from markup import anchor, is_number, rich

STATUSES = {
    "reproduced": ("is reproduced", "are reproduced"),
    "close": ("is close to the computation", "are close to the computation"),
    "deviates": ("deviates", "deviate"),
    "undecided": ("stays undecided", "stay undecided"),
}
SPREAD = 0.01  # readings that differ by more than this part of the value are a matter of definition


def counts(claims):
    """How many claims have each status."""
    return {status: sum(claim["status"] == status for claim in claims) for status in STATUSES}


def printed_number(claim):
    """The printed value as a number in the unit of the computed one, None where it is not one number."""
    text = str(claim.get("printed") or "").replace("−", "-").strip()
    match = re.fullmatch(r"(?:≈|~|about)?\s*(-?\d+(?:\.\d+)?)(?:\s*/\s*(\d+))?\s*(%?)", text)
    if not match:
        return None
    number = float(match[1]) / float(match[2] or 1)
    return number / 100 if match[3] and claim.get("unit") != "%" else number


def departure(claim):
    """(computed - printed)/|printed|; None without two numbers."""
    printed = printed_number(claim)
    return (claim["value"] - printed) / abs(printed) if printed and is_number(claim.get("value")) else None


def open_definition(claim):
    """Whether the readings of a printed number disagree."""
    values = [reading["value"] for reading in claim.get("readings") or [] if is_number(reading.get("value"))]
    return (printed_number(claim) is not None and len(values) > 1
            and max(values) - min(values) > SPREAD * max(map(abs, values)))


def listed(items):
    """a, b and c."""
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else items[0]


def link(claim, text):
    return f"<a href='#{anchor(claim)}'>{text}</a>"


def tally(claims):
    parts = [f"{number} {STATUSES[status][number != 1]}" for status, number in counts(claims).items() if number]
    noun = "statement" if len(claims) == 1 else "statements"
    return f"Of the {len(claims)} {noun} of the paper examined here, {listed(parts)}."


def deviations(claims, most=3):
    """The sentence about what deviates: numbers by relative distance, then statements in the order of the paper."""
    deviating = [claim for claim in claims if claim["status"] == "deviates"]
    numbers = sorted((c for c in deviating if departure(c) is not None), key=lambda c: -abs(departure(c)))
    words = [claim for claim in deviating if departure(claim) is None]
    if not deviating:
        return "No statement deviates."
    parts = []
    if numbers:
        opening = "The printed numbers that deviate most are" if len(numbers) > 1 else "One printed number deviates:"
        parts.append(f"{opening} {listed([described(claim) for claim in numbers[:most]])}")
    if words:
        quoted = listed([link(claim, f"“{rich(claim.get('statement', claim['id']))}”") for claim in words[:2]])
        one = "one statement does not hold" if numbers else "One statement does not hold"
        opening = f"{len(words)} statements do not hold" if len(words) > 1 else one
        parts.append(f"{opening}{', among them' if len(words) > 2 else ':'} {quoted}")
    return "; ".join(parts) + "."


def described(claim):
    """One deviating number, with its place and distance."""
    part = departure(claim)
    place = link(claim, rich(claim.get("where", claim["id"])))
    distance = f", {abs(part) * 100:.2g} % {'higher' if part > 0 else 'lower'}" if abs(part) < 1 else ""
    return f"{rich(claim['printed'])} ({place}; computed {claim['value']:.4g}{distance})"


def openness(claims):
    number = sum(map(open_definition, claims))
    if not number:
        return "No printed number depends on a definition that the paper leaves open."
    return (f"Of the printed numbers, {number} depend{'s' if number == 1 else ''} on a definition that the paper leaves "
            "open (a time window, a fit, or which cavity is the benchmark): the readings differ by more than one "
            "percent, and the table lists each of them and marks the one that decides.")


def sentences(claims):
    """The three sentences, as HTML."""
    return [tally(claims), deviations(claims), openness(claims)]
