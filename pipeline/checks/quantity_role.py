"""A quantity says something else than in the source: how often instead of how long, for example.

Why: Twice a day is not every two days.

Bad:
    msgid  "Take it twice a day."
    msgstr "Tómelo cada dos días."

Good:
    msgid  "Take it twice a day."
    msgstr "Tómelo dos veces al día."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import changed_quantities
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each quantity that plays another part."""
    yield from changed_quantities(
        pair, "role-changed", "{expected} became {found}, which says something else."
    )
