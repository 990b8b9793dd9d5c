"""The translation names a drug or a brand that the source does not.

Why: The reader may take a medicine that the leaflet does not speak of.

Bad:
    msgid  "Give naloxone."
    msgstr "Administre naloxona o metadona."

Good:
    msgid  "Give naloxone."
    msgstr "Administre naloxona."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.drugs import kind_of
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each drug that the source does not name."""
    for difference in pair.drugs:
        fact = difference.target
        if difference.kind == "added" and fact and kind_of(fact) != "class":
            yield Problem(
                f"“{fact.text}” ({fact.value}) is not in the English text.",
                "Remove it.",
                (),
                (fact.text,),
                None,
                fact.span,
            )
