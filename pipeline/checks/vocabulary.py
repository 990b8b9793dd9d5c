"""What the words of a text may state: most state nothing, and then nothing need be looked for.

A language has few words, and they recur: each is looked at once, and what it may be is remembered.
That is many times faster than to look at every text for drugs, numbers and links.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import filterfalse

from pipeline.facts.drugs import may_be_known, may_name_drug
from pipeline.facts.links import may_link
from pipeline.facts.mixed_scripts import find_mixed_words
from pipeline.facts.quantities import PARTS, quantity_kinds, stated_by
from pipeline.facts.scripts import may_be_foreign, scripts_of
from pipeline.facts.words import UNSPACED
from pipeline.terms import Glossary

_DIGIT = re.compile(r"\d")
_MOST = 1 << 15  # words that are remembered of a language
_LONGEST = 80  # characters of a word that is likely to come again, such as a link
_NOTHING: frozenset[str] = frozenset()


class Vocabulary(dict[str, frozenset[str]]):
    """The words of a locale, each with what it may be.

    Kinds: `drug` (a form of the term base), `known` (a drug of the world's), `PARTS` of a quantity,
    `digit`, `link` (or markup), `mixed` (of two scripts), `foreign` (of a script that is not the
    locale's); of a text also `quantity`, and `spelled` where a number in it may be no digits.
    Where no spaces part the words, whole texts are looked at, and nothing is remembered.
    """

    def __init__(self, glossary: Glossary) -> None:
        super().__init__()
        self.glossary = glossary
        self.foreign = may_be_foreign(scripts_of(glossary.locale))
        self.remembers = glossary.locale.script not in UNSPACED
        self.empty: set[str] = set()  # the words that are nothing: most of any text

    def kinds(self, text: str) -> frozenset[str]:
        """Return what the words of a text may be."""
        return self.kinds_of(self.telling(text))

    def telling(self, text: str) -> list[str]:
        """Return the words of a text that may be something; the text, where no spaces part them."""
        if not self.remembers:
            return [text]
        return list(filterfalse(self.empty.__contains__, text.split()))

    def kinds_of(self, telling: list[str]) -> frozenset[str]:
        """Return what the words of a text may be, of which some are `telling`."""
        if not telling:
            return _NOTHING
        if not self.remembers:
            return _of_text(self._kinds(telling[0]))
        return _of_text(_NOTHING.union(*map(self.__getitem__, telling)))

    def __missing__(self, word: str) -> frozenset[str]:
        kinds = self._kinds(word)
        if len(word) <= _LONGEST:
            if len(self) + len(self.empty) >= _MOST:
                self.clear()
                self.empty.clear()
            if kinds:
                self[word] = kinds
            else:
                self.empty.add(word)
        return kinds

    def _kinds(self, word: str) -> frozenset[str]:
        locale = self.glossary.locale
        kinds = list(quantity_kinds(word, locale))
        if may_name_drug(word, self.glossary):
            kinds.append("drug")
        if may_be_known(word, locale):
            kinds.append("known")
        if _DIGIT.search(word):
            kinds.append("digit")
        if may_link(word):
            kinds.append("link")
        if any(find_mixed_words(word)):
            kinds.append("mixed")
        if self.foreign.search(word):
            kinds.append("foreign")
        return frozenset(kinds)


@lru_cache(maxsize=4096)
def _of_text(kinds: frozenset[str]) -> frozenset[str]:
    """Return the kinds of a text by those of its words: some count only beside others."""
    return (kinds - PARTS) | stated_by(kinds)


@lru_cache(maxsize=16)
def vocabulary_of(glossary: Glossary) -> Vocabulary:
    """Return the vocabulary of a glossary's locale, empty when it is first asked for."""
    return Vocabulary(glossary)
