"""Two drugs stand in another order than in the source.

Why: “Naloxone blocks heroin” must not become “heroin blocks naloxone”. Languages order words in
their own way, so this is only a warning; drugs of one list may change places.

Bad:
    msgid  "Take Imodium for diarrhea and Benadryl for sleeplessness."
    msgstr "Tome Benadryl para la diarrea e Imodium para el insomnio."

Good:
    msgid  "Take Imodium for diarrhea and Benadryl for sleeplessness."
    msgstr "Tome Imodium para la diarrea y Benadryl para el insomnio."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.drugs import swapped_drugs
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "unlike_drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield the first two drugs that changed places."""
    language = pair.target_glossary.locale.language
    swapped = swapped_drugs(pair.source_drugs, pair.target_drugs, pair.source, language)
    if swapped:
        one, other = swapped
        yield Problem(
            f"“{other.text}” stands before “{one.text}”; the English text names them the other "
            "way round.",
            "Look whether each drug still does what the English text says.",
            (),
            (other.text, one.text),
            None,
            other.span,
        )
