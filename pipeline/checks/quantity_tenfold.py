"""A quantity is ten, a hundred or a thousand times as much as in the source, or as little.

Why: A point that moves is a common and deadly mistake. Where a comma is the decimal sign, both
0,5 and 0.5 are read rightly.

Bad:
    msgid  "Take 0.5 mL."
    msgstr "Tome 5 ml."

Good:
    msgid  "Take 0.5 mL."
    msgstr "Tome 0,5 ml."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import changed_quantities
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each quantity whose decimal point moved."""
    yield from changed_quantities(
        pair, "tenfold", "{expected} became {found}: a decimal point has moved."
    )
