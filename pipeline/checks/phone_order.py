"""The phone numbers of the translation stand in another order than in the source.

Why: Two numbers that changed places send a person in danger to the wrong service. Where the
language needs another order of words, and each number still stands by its own service, all is well.

Bad:
    msgid  "Call 911 in an emergency. Call 988 in a crisis."
    msgstr "Llame al 988 en una emergencia. Llame al 911 en una crisis."

Good:
    msgid  "Call 911 in an emergency. Call 988 in a crisis."
    msgstr "Llame al 911 en una emergencia. Llame al 988 en una crisis."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.pair import Pair
from pipeline.facts.phones import allowed_values, find_swap
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "target_phones"


def find(pair: Pair) -> Iterable[Problem]:
    """Return the first number that stands where the source has another."""
    return _swapped(pair) if len(pair.source_phones) > 1 else ()


def _swapped(pair: Pair) -> Iterator[Problem]:
    allowed = {
        fact.value: allowed_values(fact.value, pair.target_glossary) for fact in pair.source_phones
    }
    swap = find_swap(pair.source_phones, pair.target_phones, allowed)
    if swap:
        here, there = swap
        yield Problem(
            f"{there.text} stands where the English text has {here.text}.",
            "Check that each number stands by the service it belongs to.",
            (here.text,),
            (there.text,),
            here.span,
            there.span,
        )
