"""A phone number has lost some of its digits.

Why: A number that is too short reaches nobody.

Bad:
    msgid  "Call 1-800-662-4357."
    msgstr "Llame al 800-662-4357."

Good:
    msgid  "Call 1-800-662-4357."
    msgstr "Llame al 1-800-662-4357."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.phone_forms import forms_to_write, instruction
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "phones"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each number that was cut short."""
    for difference in pair.phones:
        if difference.kind == "truncated" and difference.source and difference.target:
            expected, found = difference.source.text, difference.target.text
            yield Problem(
                f"The number {expected} was cut short: {found}.",
                instruction(pair, difference.source),
                forms_to_write(pair, difference.source),
                (found,),
                difference.source.span,
                difference.target.span,
            )
