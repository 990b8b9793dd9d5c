"""A phone number has other digits than in the source.

Why: A person in danger calls a number that nobody answers, or the wrong service.

Bad:
    msgid  "Call 911 right away."
    msgstr "Llame al 991 de inmediato."

Good:
    msgid  "Call 911 right away."
    msgstr "Llame al 911 de inmediato."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.phone_forms import forms_to_write, instruction, owner
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "phones"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each number whose digits changed, with whose number it is now."""
    for difference in pair.phones:
        if difference.kind == "changed" and difference.source and difference.target:
            expected, found = difference.source.text, difference.target.text
            whose = owner(pair, difference.source, difference.target)
            yield Problem(
                f"The number {expected} became {found}{f', which is {whose}' if whose else ''}.",
                instruction(pair, difference.source),
                forms_to_write(pair, difference.source),
                (found,),
                difference.source.span,
                difference.target.span,
            )
