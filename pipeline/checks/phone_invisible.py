"""A character that nobody sees stands inside a phone number.

Why: Copied into a phone, or read aloud by a screen reader, the number breaks. Around a number such
characters do no harm, and inside they are not needed: the build keeps its digits in order. In the
example a right-to-left mark (U+200F) stands before 662.

Bad:
    msgid  "Call 1-800-662-4357."
    msgstr "اتصل على 1-800-\u200f662-4357."

Good:
    msgid  "Call 1-800-662-4357."
    msgstr "اتصل على 1-800-662-4357."
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.characters import INVISIBLE
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "phones"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each number with something unseen between its digits."""
    for difference in pair.phones:
        if difference.kind == "invisible" and difference.source and difference.target:
            fact = difference.target
            unseen = dict.fromkeys(c for c in fact.text if c in INVISIBLE)
            names = ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in unseen)
            shown = "".join(f"⟨U+{ord(c):04X}⟩" if c in unseen else c for c in fact.text)
            yield Problem(
                f"The number {shown} has an invisible character inside"
                f"{f': {names}' if names else ''}.",
                f"Delete the number and type {difference.source.text} again.",
                (difference.source.text,),
                (shown,),
                difference.source.span,
                fact.span,
            )
