"""A quantity has another value than in the source.

Why: A wrong dose, a wrong wait, a wrong number of tablets can kill.

Bad:
    msgid  "Wait 2 to 3 minutes."
    msgstr "Espere de 2 a 30 minutos."

Good:
    msgid  "Wait 2 to 3 minutes."
    msgstr "Espere de 2 a 3 minutos."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import changed_quantities
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each quantity whose value changed."""
    yield from changed_quantities(pair, "value-changed", "{expected} became {found}.")
