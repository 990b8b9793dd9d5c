"""A web address in the text is not that of the source.

Why: The reader lands nowhere, or on a page that nobody has checked. It may also be the same page in
the reader's language: then it belongs in terms.csv, as the approved form of a name.

Bad:
    msgid  "Search at findtreatment.gov."
    msgstr "Busque en www.samhsa.gov."

Good:
    msgid  "Search at findtreatment.gov."
    msgstr "Busque en findtreatment.gov."
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.address_problems import address_problem
from pipeline.checks.pair import Pair
from pipeline.facts.links import imitates, strange_letters
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING
NEEDS = "links"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each address that is changed, missing or added, but those that only look right."""
    for difference in pair.links.of("url", "host"):
        fact, other = difference.source, difference.target
        if fact and (strange_letters(fact.value, pair.target)[1] or imitates(fact, other)):
            continue
        yield address_problem(pair, difference)
