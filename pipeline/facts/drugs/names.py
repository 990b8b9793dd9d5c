"""Which drugs a text names, as far as its words tell one by one.

Words recur, whatever stands around them: each is looked at once. A text whose words name certain
drugs in approved forms, and no others, names these and no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from pipeline.facts.drugs.addresses import without_addresses
from pipeline.facts.drugs.find import find_alone, find_drugs
from pipeline.facts.drugs.forms import PROTECTED
from pipeline.facts.drugs.known import find_known, has_phrases, may_be_known
from pipeline.facts.words import UNSPACED
from pipeline.model import Fact
from pipeline.terms import Glossary

Names = tuple[str, ...] | None
"""Concepts in order; `None` where a closer look is needed."""

_UNCLEAR = ("",)
"""What a word names that tells nothing without its neighbours, or of which more is to be told."""

_MOST = 1 << 14  # words that are remembered of a glossary
_LONGEST = 80  # characters of a word that is likely to come again, such as a link


def names_of(words: Sequence[str], glossary: Glossary, *, may_know: bool) -> Names:
    """Return the drugs, brands and classes that a text names in approved forms, in order.

    `None` stands for all texts of which more is to be told: other forms, letters of other scripts,
    drugs that only `data/drugs.csv` knows, terms of several words.

    `words` are those of the text that may name a drug (`may_name_drug`, `may_be_known`), in order;
    where no spaces part words, the text itself. `may_know` is what `may_be_known` says of it.
    """
    if glossary.locale.script in UNSPACED:
        text = words[0]
        return _approved(text, find_drugs(text, glossary), glossary, may_know)
    found = list(filter(None, map(_words(glossary).__getitem__, words)))
    return None if _UNCLEAR in found else tuple(chain.from_iterable(found))


class _Words(dict[str, tuple[str, ...]]):
    """The words of a glossary's language, each with what it names by itself."""

    def __init__(self, glossary: Glossary) -> None:
        super().__init__()
        self.glossary = glossary

    def __missing__(self, word: str) -> tuple[str, ...]:
        alone = find_alone(word, self.glossary)
        names: Names = None
        if alone is not None:
            may_know = may_be_known(word, self.glossary.locale)
            names = _approved(word, alone, self.glossary, may_know)
        names = _UNCLEAR if names is None else names
        if len(word) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[word] = names
        return names


@lru_cache(maxsize=16)
def _words(glossary: Glossary) -> _Words:
    return _Words(glossary)


def _approved(text: str, facts: tuple[Fact, ...], glossary: Glossary, may_know: bool) -> Names:
    """Return the concepts of a text's facts if all is said with them."""
    drugs = [fact for fact in facts if fact.kind.partition(":")[0] in PROTECTED]
    if any(fact.kind not in PROTECTED for fact in drugs):
        return None
    if may_know and _knows_more(text, drugs, glossary):
        return None
    return tuple(fact.value for fact in drugs)


def _knows_more(text: str, drugs: list[Fact], glossary: Glossary) -> bool:
    """Tell whether a text may name a drug of the table that is none of the `drugs`."""
    locale = glossary.locale
    if has_phrases(locale.language):
        return True
    found = find_known(without_addresses(text), locale, glossary.base)
    return any(
        not any(fact.start < drug.end and drug.start < fact.end for drug in drugs) for fact in found
    )
