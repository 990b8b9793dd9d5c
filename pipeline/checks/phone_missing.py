"""A phone number of the source is not in the translation, or not as often.

Why: The reader does not learn whom to call, or not where it matters.

Bad:
    msgid  "Call 911 right away."
    msgstr "Pida ayuda de inmediato."

Good:
    msgid  "Call 911 right away."
    msgstr "Llame al 911 de inmediato."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.pair import Pair
from pipeline.checks.phone_forms import forms_to_write, instruction
from pipeline.facts.phones import allowed_values
from pipeline.model import Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "phones"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each number that the translation leaves out."""
    for difference in pair.phones:
        fact = difference.source
        if difference.kind != "missing" or fact is None:
            continue
        allowed = allowed_values(fact.value, pair.target_glossary)
        elsewhere = any(other.value in allowed for other in pair.target_phones)
        how = "stands here less often than in the English text" if elsewhere else "is missing"
        yield Problem(
            f"The number {fact.text} {how}.",
            instruction(pair, fact),
            forms_to_write(pair, fact),
            (),
            fact.span,
        )
