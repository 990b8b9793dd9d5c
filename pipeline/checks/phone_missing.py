"""A phone number of the source is not in the translation.

Why: The reader does not learn whom to call.

Bad:
    msgid  "Call 911 right away."
    msgstr "Pida ayuda de inmediato."

Good:
    msgid  "Call 911 right away."
    msgstr "Llame al 911 de inmediato."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each number that the translation leaves out."""
    for difference in pair.phones:
        if difference.kind == "missing" and difference.source:
            expected = difference.source.text
            yield Problem(
                f"The number {expected} is missing.",
                f"Add {expected} exactly as the English text writes it.",
                (expected,),
                (),
                difference.source.span,
            )
