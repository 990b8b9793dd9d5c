"""The translation names a quantity that the source does not.

Why: The reader is told something that the leaflet does not say.

Bad:
    msgid  "Wait some minutes."
    msgstr "Espere 10 minutos."

Good:
    msgid  "Wait some minutes."
    msgstr "Espere unos minutos."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import is_dose, made_up
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each quantity that the source does not have, but doses."""
    for fact in made_up(pair):
        if not is_dose(fact):
            yield Problem(
                f"{fact.text} is not in the English text.",
                "Remove it, or say it as the English text does.",
                (),
                (fact.text,),
                None,
                fact.span,
            )
