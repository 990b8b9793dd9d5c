"""A letter that looks like a digit stands inside a phone number.

Why: It reads like the right number, but a phone cannot dial it, and nothing that searches for the
number finds it.

Bad:
    msgid  "Call 911 right away."
    msgstr "Llame al 9l1 de inmediato."

Good:
    msgid  "Call 911 right away."
    msgstr "Llame al 911 de inmediato."
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.phones import lookalikes_in
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "phones"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each number in which letters stand for digits."""
    for difference in pair.phones:
        if difference.kind == "lookalike" and difference.target:
            fact = difference.target
            letters = ", ".join(
                f"“{letter}” ({unicodedata.name(letter, 'unnamed').lower()})"
                for letter in lookalikes_in(fact.text)
            )
            expected = difference.source.text if difference.source else fact.value
            yield Problem(
                f"{fact.text} is no number: it holds {letters}.",
                f"Write {expected} in digits.",
                (expected,),
                (fact.text,),
                difference.source.span if difference.source else None,
                fact.span,
            )
