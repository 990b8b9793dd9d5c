"""A leaflet names a phone number that the term base does not list.

Why: Only a listed number is protected in every language, and found again when it is withdrawn.

Bad:
    # source/help.md; source/terms.csv has no such number
    Call 1-800-555-0100.

Good:
    # source/terms.csv
    1-800-555-0100,number,1-800-555-0100,preferred,help line
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts.phones import find_phones, unlisted
from pipeline.model import Problem, Severity
from pipeline.terms import Glossary

SEVERITY = Severity.WARNING


def find_in_source(text: str, glossary: Glossary) -> Iterator[Problem]:
    """Yield each number of a leaflet that is not in the term base."""
    for fact in unlisted(find_phones(text, glossary), glossary.base):
        yield Problem(
            f"The number {fact.text} is not in {glossary.base.path}.",
            "Add a row of kind “number” for it, or mend the number.",
            (),
            (fact.text,),
            fact.span,
        )
