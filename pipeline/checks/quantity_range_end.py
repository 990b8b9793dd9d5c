"""A range of the source became one of its ends.

Why: “Up to 14 days” may stand for “2 to 14 days”; “wait 3 minutes” does not stand for “2 to 3”.

Bad:
    msgid  "Wait 2 to 3 minutes."
    msgstr "Espere 3 minutos."

Good:
    msgid  "Wait 2 to 3 minutes."
    msgstr "Espere de 2 a 3 minutos."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.quantity_problems import keeps_one_end
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "quantities"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each range of which one end is left."""
    for difference in pair.quantities:
        if keeps_one_end(difference) and difference.source and difference.target:
            expected, found = difference.source.text, difference.target.text
            yield Problem(
                f"The range {expected} became {found}.",
                f"Say {expected} as your language does.",
                (expected,),
                (found,),
                difference.source.span,
                difference.target.span,
            )
