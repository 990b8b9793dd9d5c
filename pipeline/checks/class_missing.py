"""A class of drugs that the source names is not in the translation.

Why: The reader does not learn which drugs are meant. A sentence may be clear without the word, so
this is only a warning.

Bad:
    msgid  "Never take Xanax with other opioids."
    msgstr "Nunca tome Xanax con otras drogas."

Good:
    msgid  "Never take Xanax with other opioids."
    msgstr "Nunca tome Xanax con otros opioides."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.drugs import kind_of
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "drugs"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each class that the translation does not name."""
    for difference in pair.drugs:
        fact = difference.source
        if difference.kind == "missing" and fact and kind_of(fact) == "class":
            expected = pair.target_glossary.approved(fact.value)
            path = pair.target_glossary.path
            yield Problem(
                f"“{fact.text}” is missing."
                if expected
                else f"“{fact.text}” cannot be verified: {path} has no form for it.",
                f"Write “{expected[0]}”, which is the approved form."
                if expected
                else f"Add a row for the concept “{fact.value}” to {path}.",
                expected,
                (),
                fact.span,
            )
