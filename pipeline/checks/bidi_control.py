"""An invisible direction control could turn the text round.

Why: Overrides and embeddings show digits and words in another order than they are stored, and one
that is not closed changes everything behind it. The build sets the direction by itself. Marks and
closed isolates (UAX 9) are harmless in right-to-left scripts, and only there.

Bad:
    msgid  "Call 911."
    msgstr "Llame al \\u202e911."

Good:
    msgid  "Call 911."
    msgstr "Llame al 911."
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "unprintable"

_CONTROL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ALWAYS = frozenset("\u202a\u202b\u202c\u202d\u202e")
_OPENS = frozenset("\u2066\u2067\u2068")
_CLOSES = "\u2069"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each control that is not allowed, and each isolate that has no partner."""
    target = pair.target
    if target.isprintable() or not _CONTROL.search(target):
        return
    allowed = pair.target_glossary.locale.direction == "rtl"
    opened: list[int] = []
    for match in _CONTROL.finditer(target):
        control, at = match[0], match.start()
        if control in _ALWAYS or not allowed:
            yield _problem(control, at, "may change the order of the text")
        elif control in _OPENS:
            opened.append(at)
        elif control == _CLOSES and opened:
            opened.pop()
        elif control == _CLOSES:
            yield _problem(control, at, "closes nothing")
    for at in opened:
        yield _problem(target[at], at, "is not closed")


def _problem(control: str, at: int, what: str) -> Problem:
    name = f"U+{ord(control):04X} {unicodedata.name(control)}"
    return Problem(
        f"The invisible character {name} {what}.",
        "Delete it; the page sets the direction of numbers and names by itself.",
        (),
        (f"U+{ord(control):04X}",),
        None,
        (at, at + 1),
    )
