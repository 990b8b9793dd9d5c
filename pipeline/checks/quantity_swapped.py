"""Two quantities of a sentence have changed places.

Why: Two tablets every six hours are not six tablets every two hours.

Bad:
    msgid  "Take 2 tablets every 6 hours."
    msgstr "Tome 6 tabletas cada 2 horas."

Good:
    msgid  "Take 2 tablets every 6 hours."
    msgstr "Tome 2 tabletas cada 6 horas."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import changed_quantities
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each quantity that took the place of another."""
    yield from changed_quantities(
        pair, "swapped", "{expected} became {found}: two quantities have changed places."
    )
