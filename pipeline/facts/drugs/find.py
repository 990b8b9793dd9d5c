"""Find the protected terms of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter

from pipeline.facts.drugs.addresses import find_addresses
from pipeline.facts.drugs.forms import CONFUSER, PROTECTED, Form, forms_of
from pipeline.facts.drugs.homoglyphs import unmasked
from pipeline.facts.drugs.strings import any_of
from pipeline.facts.words import UNSPACED, fold, fold_text, has_marks
from pipeline.model import Fact
from pipeline.terms import Glossary

_MOST = 1 << 14  # words that are remembered of a glossary
_LONGEST = 80  # characters of a word that is likely to come again, such as a link


@dataclass(frozen=True, slots=True)
class Match:
    """A form in a text; `exact` tells that the accents are the form's own too."""

    start: int
    end: int
    form: Form
    exact: bool

    @property
    def rank(self) -> tuple[object, ...]:
        """Sort matches: the longest first; of equal ones the locale's own, and approved, first."""
        form = self.form
        own = 0 if form.kind == CONFUSER else 2 if form.origin == "source" else 1
        status = form.origin != "approved"
        return (self.start - self.end, own, not self.exact, status, self.start, form.concept)


@dataclass(frozen=True, slots=True)
class Finder:
    """The forms of a glossary, ready to be looked for.

    `needles` are strings one of which is in every text that holds a form, each with its forms, by
    their first character; `any_needle` finds the first of them, fast. `words` remembers what a
    word by itself names, for words recur; `None` stands for those that tell nothing without their
    neighbours. `silent` are the words that name nothing, as most do.
    """

    language: str
    script: str
    needles: Mapping[str, tuple[tuple[str, tuple[Form, ...]], ...]]
    any_needle: re.Pattern[str]
    words: dict[str, tuple[Fact, ...] | None]
    silent: set[str]

    def possible(self, folded: str) -> list[Form]:
        """Return the forms that a folded text may hold."""
        if not self.any_needle.search(folded):
            return []
        return [form for form in self.near(folded) if form.is_possible(folded)]

    def near(self, folded: str) -> Iterable[Form]:
        """Return the forms of which a folded text holds a needle."""
        return dict.fromkeys(
            form
            for initial in sorted(self.needles.keys() & set(folded))
            for needle, forms in self.needles[initial]
            if needle in folded
            for form in forms
        )


def may_name_drug(word: str, glossary: Glossary) -> bool:
    """Tell whether a text that holds a word may name a protected term: no other text does."""
    finder = _finder(glossary)
    if finder.any_needle.search(fold_text(word, finder.language)):
        return True
    return next(unmasked(word, finder.script), None) is not None


def find_drugs(text: str, glossary: Glossary) -> tuple[Fact, ...]:
    """Return the protected terms of a text, in order; the value of each is its concept.

    The kind of a fact is the concept's kind (`drug`, `brand`, `class`, `name`). Behind it stands
    `:deprecated` where the term base says so, `:source` where the form is the source's spelling
    and not approved in this language, `:homoglyph` where letters of another script stand in it.
    """
    finder = _finder(glossary)
    if finder.script not in UNSPACED:
        alone = _find_word_by_word(text, finder)
        if alone is not None:
            return alone
    facts = _find(text, finder)
    for disguised in unmasked(text, finder.script):
        facts += [
            Fact(f"{fact.kind.partition(':')[0]}:homoglyph", fact.value, found, *fact.span)
            for fact in _find(disguised, finder)
            if (found := text[fact.start : fact.end]) != fact.text
            and fact.kind.partition(":")[0] in PROTECTED
            and not any(fact.start < other.end and other.start < fact.end for other in facts)
        ]
    return tuple(sorted(facts, key=lambda fact: fact.start)) if facts else ()


def _find_word_by_word(text: str, finder: Finder) -> tuple[Fact, ...] | None:
    """Return the terms of a text of which every term is one word, `None` for any other text."""
    named: dict[str, tuple[Fact, ...]] = {}
    for word in set(text.split()) - finder.silent:
        found = _alone(word, finder)
        if found is None:
            return None
        if found:
            named[word] = found
    if not named:
        return ()
    placed = [
        Fact(fact.kind, fact.value, fact.text, at + fact.start, at + fact.end)
        for word, facts in named.items()
        for at in _places(word, text)
        for fact in facts
    ]
    return tuple(sorted(placed, key=attrgetter("start")))


def _places(word: str, text: str) -> Iterator[int]:
    """Yield where a word starts in a text, with spaces or nothing to both its sides."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[max(0, at - 1) : at].strip() and not text[end : end + 1].strip():
            yield at
        at = text.find(word, end)


def find_alone(word: str, glossary: Glossary) -> tuple[Fact, ...] | None:
    """Return the terms that a word by itself names, `None` where its neighbours may have a say."""
    return _alone(word, _finder(glossary))


def _alone(word: str, finder: Finder) -> tuple[Fact, ...] | None:
    if word in finder.silent:
        return ()
    return finder.words[word] if word in finder.words else _remember(word, finder)


def _remember(word: str, finder: Finder) -> tuple[Fact, ...] | None:
    folded = fold_text(word, finder.language)
    disguised = next(unmasked(word, finder.script), None) is not None
    found: tuple[Fact, ...] | None = None
    if not disguised and not any(" " in form.text for form in finder.near(folded)):
        found = tuple(sorted(_find(word, finder), key=lambda fact: fact.start))
    if len(word) <= _LONGEST:
        if len(finder.words) + len(finder.silent) >= _MOST:
            finder.words.clear()
            finder.silent.clear()
        if found == ():
            finder.silent.add(word)
        else:
            finder.words[word] = found
    return found


def _find(text: str, finder: Finder) -> list[Fact]:
    possible = finder.possible(fold_text(text, finder.language))
    matches = list(_matches(text, possible, finder.language)) if possible else []
    if not matches:
        return []
    addresses = find_addresses(text)
    return [
        Fact(form.label, form.concept, text[start:end], start, end)
        for start, end, form in _longest(matches)
        if form.kind != CONFUSER
        and not (form.kind in PROTECTED and any(a <= start and end <= b for a, b in addresses))
    ]


def _matches(text: str, forms: list[Form], language: str) -> Iterator[Match]:
    folded, spans = fold(text, language)
    marked = has_marks(folded)
    for form in forms:
        for found in form.pattern(marked=marked).finditer(folded):
            start, end = spans[found.start()][0], spans[found.end() - 1][1]
            exact = form.term.casefold() in text[start:end].casefold()
            yield Match(start, end, form, exact)


def _longest(matches: list[Match]) -> Iterator[tuple[int, int, Form]]:
    """Yield matches that do not overlap, the longest first."""
    taken: list[Match] = []
    for match in sorted(matches, key=lambda match: match.rank):
        if all(match.end <= other.start or other.end <= match.start for other in taken):
            taken.append(match)
            yield match.start, match.end, match.form


@lru_cache(maxsize=256)
def _finder(glossary: Glossary) -> Finder:
    found: dict[str, list[Form]] = {}
    for form in forms_of(glossary):
        for needle in form.needles[0]:
            found.setdefault(needle, []).append(form)
    needles = {
        initial: tuple((needle, tuple(found[needle])) for needle in group)
        for initial, group in groupby(sorted(found), key=itemgetter(0))
    }
    locale = glossary.locale
    return Finder(locale.language, locale.script, needles, any_of(found), {}, set())
