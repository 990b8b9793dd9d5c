"""Prove that a leaflet says after its import what it said before: letter by letter, fact by fact.

The Markdown is rendered by the site's own parser, and what a reader sees of it is compared with
what the file said: the same letters and digits in the same order, and every number to call, drug
and quantity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from markdown import Markdown

from pipeline.errors import ExchangeError
from pipeline.facts.drugs import PROTECTED, find_drugs
from pipeline.facts.phones import find_phones
from pipeline.facts.quantities import find_quantities
from pipeline.importing.visible import visible_lines
from pipeline.model import Fact
from pipeline.terms import Glossary


def require_same(
    before: Sequence[str],
    lines: Sequence[str],
    markdown: str,
    md: Markdown,
    glossary: Glossary,
    shown: str,
) -> list[str]:
    """Return the facts that the Markdown states more than the blocks of text before did.

    `lines` are those that the blocks were put together from: numbers to call and drugs that one
    of them names must be there too. Raises `ExchangeError` where a letter, a digit or a fact of
    theirs would be lost or changed.
    """
    after = visible_lines(md.reset().convert(markdown))
    _require_same_letters(before, after, shown)
    old, new = _facts(before, glossary), _facts(after, glossary)
    by_line = Counter(
        {fact: count for fact, count in _facts(lines, glossary).items() if fact[0] in _OF_A_LINE}
    )
    if lost := (old - new) + (by_line - new):
        named = ", ".join(f"“{text}”" for _, text in sorted(lost))
        raise ExchangeError(f"importing would lose or change {named}; nothing is written", shown)
    return sorted(text for _, text in new - old)


_OF_A_LINE = frozenset({"phone", *PROTECTED})


def _require_same_letters(before: Iterable[str], after: Iterable[str], shown: str) -> None:
    one, two = _letters(before), _letters(after)
    if one == two:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )
    found, expected = two[max(0, at - 20) : at + 20], one[max(0, at - 20) : at + 20]
    raise ExchangeError(
        f"importing would change the text: “{expected}” becomes “{found}”; nothing is written",
        shown,
    )


def _letters(blocks: Iterable[str]) -> str:
    return "".join(c for block in blocks for c in block if c.isalnum())


def _facts(blocks: Iterable[str], glossary: Glossary) -> Counter[tuple[str, str]]:
    """Count the facts of blocks by kind and words; how words are spaced makes no difference."""
    found: Counter[tuple[str, str]] = Counter()
    for block in blocks:
        phones = find_phones(block, glossary)
        drugs = find_drugs(block, glossary)
        aside = tuple(fact.span for fact in (*phones, *drugs))
        quantities = find_quantities(block, glossary.locale, aside)
        found.update(_key(fact) for fact in (*phones, *drugs, *quantities))
    return found


def _key(fact: Fact) -> tuple[str, str]:
    return (fact.kind, fact.value)
