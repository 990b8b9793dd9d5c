"""The translation names a class of drugs that the source does not.

Why: What is true of one drug need not be true of its class.

Bad:
    msgid  "Methadone blocks the effects of heroin."
    msgstr "La metadona bloquea los efectos de los opioides y la heroína."

Good:
    msgid  "Methadone blocks the effects of heroin."
    msgstr "La metadona bloquea los efectos de la heroína."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.drugs import kind_of
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each class that the source does not name."""
    for difference in pair.drugs:
        fact = difference.target
        if difference.kind == "added" and fact and kind_of(fact) == "class":
            yield Problem(
                f"“{fact.text}” ({fact.value}) is not in the English text.",
                "Remove it if the sentence is clear without it.",
                (),
                (fact.text,),
                None,
                fact.span,
            )
