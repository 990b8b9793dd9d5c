"""A range has other ends than in the source.

Why: The reader waits too short or too long, or takes too much.

Bad:
    msgid  "It wears off in 30 to 90 minutes."
    msgstr "Su efecto dura de 30 a 60 minutos."

Good:
    msgid  "It wears off in 30 to 90 minutes."
    msgstr "Su efecto dura de 30 a 90 minutos."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import changed_quantities
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each range whose ends changed."""
    yield from changed_quantities(pair, "range-changed", "The range {expected} became {found}.")
