"""A quantity has another unit than in the source.

Why: A milligram is a thousand micrograms; an hour is sixty minutes.

Bad:
    msgid  "Take 50 mcg."
    msgstr "Tome 50 mg."

Good:
    msgid  "Take 50 mcg."
    msgstr "Tome 50 mcg."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import changed_quantities
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each quantity whose unit changed."""
    yield from changed_quantities(
        pair, "unit-changed", "{expected} became {found}: the unit has changed."
    )
