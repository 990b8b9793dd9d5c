"""A web address only looks like that of the source.

Why: A letter of another alphabet, or one letter more or less, leads to a site that somebody else
owns.

Bad:
    msgid  "Search at findtreatment.gov."
    msgstr "Busque en findtreatmemt.gov."

Good:
    msgid  "Search at findtreatment.gov."
    msgstr "Busque en findtreatment.gov."
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pipeline.checks.address_problems import address_problem
from pipeline.checks.link_problems import span_of
from pipeline.checks.pair import Pair
from pipeline.facts.characters import INVISIBLE
from pipeline.facts.links import imitates, strange_letters
from pipeline.model import Fact, Problem, Severity

SEVERITY = Severity.ERROR
NEEDS = "links"


def find(pair: Pair) -> Iterator[Problem]:
    """Yield each address that is nearly that of the source."""
    for difference in pair.links.of("url", "host"):
        fact, other = difference.source, difference.target
        if fact is None:
            continue
        shown, strange = strange_letters(fact.value, pair.target)
        if strange:
            yield _strange(fact, shown, strange)
        elif imitates(fact, other):
            yield address_problem(pair, difference)


def _strange(fact: Fact, shown: str, strange: tuple[str, ...]) -> Problem:
    names = ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in strange)
    message = f"The address {fact.text} only looks right; it holds {names}."
    seen = "".join(f"⟨U+{ord(c):04X}⟩" if c in INVISIBLE else c for c in shown)
    return Problem(message, f"Copy {fact.text} again.", (fact.text,), (seen,), span_of(fact))
