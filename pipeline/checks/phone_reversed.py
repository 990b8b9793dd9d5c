"""The groups of a phone number stand in the wrong order.

Why: Numbers are sometimes stored backwards so that they look right in a right-to-left text; dialled
or read aloud, they are wrong. The build shows numbers in the right order by itself.

Bad:
    msgid  "Call 1-800-662-4357."
    msgstr "اتصل على 4357-662-800-1."

Good:
    msgid  "Call 1-800-662-4357."
    msgstr "اتصل على 1-800-662-4357."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.phone_forms import forms_to_write, instruction
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "phones"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each number whose groups are turned round."""
    for difference in pair.phones:
        if difference.kind == "reversed" and difference.source and difference.target:
            expected, found = difference.source.text, difference.target.text
            yield Problem(
                f"The number {expected} is turned round: {found}.",
                instruction(pair, difference.source),
                forms_to_write(pair, difference.source),
                (found,),
                difference.source.span,
                difference.target.span,
            )
