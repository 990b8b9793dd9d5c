"""A dose of the source is not in the translation.

Why: The reader does not learn how much to take.

Bad:
    msgid  "Take 200 mg."
    msgstr "Tome una dosis."

Good:
    msgid  "Take 200 mg."
    msgstr "Tome 200 mg."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import is_dose, left_out
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each dose that the translation leaves out."""
    for fact in left_out(pair):
        if is_dose(fact):
            yield Problem(
                f"{fact.text} is missing.",
                f"Say {fact.text} in the translation too.",
                (fact.text,),
                (),
                fact.span,
            )
