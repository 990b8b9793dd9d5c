"""A word stands twice in a row.

Why: It is a slip of the keyboard, or two half-edited sentences in one. Languages that double words
on purpose (Indonesian, Vietnamese, Hindi, …) are not looked at.

Bad:
    msgid  "Call for help."
    msgstr "Pida pida ayuda."

Good:
    msgid  "Call for help."
    msgstr "Pida ayuda."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import eq

from pipeline.checks.pair import Pair
from pipeline.model import Problem, Severity

SEVERITY = Severity.WARNING

_LANGUAGES = """
af am ar as bn ceb chk ckb din fa fil gu ha haw hi hmn ht id ja jv kk km kn ko kr ky lg ln lo mi ml
mr ms my ne nus om or pa ps rw si sm sn so su sw ta te th ti tk tl to tr ug ur uz vi yo zh zu
"""
_DOUBLING = frozenset(_LANGUAGES.split())
"""Languages with reduplication (World Atlas of Language Structures, feature 27A)."""

_RIGHT = frozenset({"dat dat", "der der", "die die", "dy dy", "nous nous", "vous vous"})
"""Doubled words that grammar asks for (“die, die …”: those who; “vous vous”: you yourself)."""


def find(pair: Pair) -> Iterable[Problem]:
    """Return each word that is doubled, unless the source doubles one too."""
    if pair.target_glossary.locale.language in _DOUBLING:
        return ()
    words = pair.target.casefold().split()
    if not any(map(eq, words, words[1:])):
        return ()
    english = pair.source.casefold().split()
    return () if any(map(eq, english, english[1:])) else _doubled(words)


def _doubled(words: Sequence[str]) -> Iterator[Problem]:
    for word, following in pairwise(words):
        twice = f"{word} {following}"
        if word == following and len(word) > 1 and word.isalpha() and twice not in _RIGHT:
            yield Problem(f"“{word}” stands twice in a row.", "Delete one.", (), (twice,))
