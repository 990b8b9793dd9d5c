"""The translation names a dose that the source does not.

Why: The reader takes what nobody prescribed.

Bad:
    msgid  "Take it exactly as prescribed."
    msgstr "Tome 200 mg, tal como se lo recetaron."

Good:
    msgid  "Take it exactly as prescribed."
    msgstr "Tómelo tal como se lo recetaron."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import is_dose, made_up
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each dose that the source does not have."""
    for fact in made_up(pair):
        if is_dose(fact):
            yield Problem(
                f"{fact.text} is not in the English text.",
                "Remove it, or say it as the English text does.",
                (),
                (fact.text,),
                None,
                fact.span,
            )
