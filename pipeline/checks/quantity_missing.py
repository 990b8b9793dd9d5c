"""A quantity of the source is not in the translation.

Why: It may be said in words that this check cannot read; or the reader does not learn it.

Bad:
    msgid  "Wait 2 to 3 minutes."
    msgstr "Espere unos minutos."

Good:
    msgid  "Wait 2 to 3 minutes."
    msgstr "Espere de 2 a 3 minutos."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import is_dose, left_out
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each quantity that the translation leaves out, but doses."""
    for fact in left_out(pair):
        if not is_dose(fact):
            yield Problem(
                f"{fact.text} is missing.",
                f"Say {fact.text} in the translation too.",
                (fact.text,),
                (),
                fact.span,
            )
