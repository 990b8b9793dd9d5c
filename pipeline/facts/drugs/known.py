"""Drugs that the world knows by name, whether or not the term base does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from pipeline.facts.drugs.affixes import affixes_of
from pipeline.facts.drugs.inflect import expression
from pipeline.facts.drugs.sound import sound, stem_of_sound
from pipeline.facts.drugs.strings import any_of
from pipeline.facts.drugs.tables import read_table
from pipeline.facts.words import UNSPACED, fold, fold_text, has_marks, marks
from pipeline.locales import Locale, find_locale
from pipeline.model import Fact
from pipeline.terms import TermBase

KIND = "drug:known"

_HEARD = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]{5}")
"""Letters of the scripts that `sound` can read, as many as the shortest name has."""
_WORD = re.compile(r"\S+")
_AUDIBLE = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")
_UNHEARD = "[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
"""Kana, Han and Hangul, which `sound` leaves as they are: no reduced name begins with them."""


def may_be_known(word: str, locale: Locale) -> bool:
    """Tell whether a text that holds a word may name a drug of the table: no other text does."""
    folded = fold_text(word, locale.language)
    if _longest_words(locale.language).search(folded):
        return True
    if not _AUDIBLE.search(folded):
        return False
    return any(sound(run).startswith(_any_stem()) for run in _heard().findall(word))


def find_known(text: str, locale: Locale, base: TermBase) -> tuple[Fact, ...]:
    """Return the drugs of `data/drugs.csv` that a text names, in whatever spelling.

    The value of a fact is the concept where the term base has the drug, else its INN.
    """
    if locale.script in UNSPACED or has_phrases(locale.language) or not _HEARD.search(text):
        found = _by_span(text, locale, heard=_HEARD.search(text) is not None)
    else:
        named = {
            word: drugs for word in set(text.split()) if (drugs := _in_word(word, locale.name))
        }
        found = {
            (at + start, at + end): Fact(fact.kind, fact.value, fact.text, at + start, at + end)
            for at, word in (_places(text) if named else ())
            for (start, end), fact in named.get(word, {}).items()
        }
    if not found:
        return ()
    ids = _concepts(base)
    facts = (
        Fact(KIND, ids.get(stem_of_sound(fact.value), fact.value), fact.text, *fact.span)
        for fact in found.values()
    )
    return tuple(sorted(facts, key=lambda fact: fact.start))


def _places(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a text, each with its place."""
    for match in _WORD.finditer(text):
        yield match.start(), match[0]


@lru_cache(maxsize=1 << 14)
def _in_word(word: str, locale: str) -> Mapping[tuple[int, int], Fact]:
    """Return the drugs that a word by itself names: words recur, whatever stands around them."""
    return _by_span(word, find_locale(locale), heard=True)


def _by_span(text: str, locale: Locale, *, heard: bool) -> Mapping[tuple[int, int], Fact]:
    by_sound = _by_sound(text, locale) if heard else ()
    return {fact.span: fact for fact in (*_by_form(text, locale), *by_sound)}


def are_confusable(drug: str, other: str) -> str:
    """Return the source that lists two drugs' names as look-alike or sound-alike, or nothing."""
    return _pairs().get(frozenset((drug, other)), "")


@cache
def confusable_with(drug: str) -> tuple[str, ...]:
    """Return the drugs whose names are listed as confused with a drug's."""
    return tuple(sorted(name for pair in _pairs() if drug in pair for name in pair - {drug}))


def _by_form(text: str, locale: Locale) -> Iterator[Fact]:
    names = _names(locale.language)
    folded = fold_text(text, locale.language)
    if not names or not any(name in folded for name in names):
        return
    folded, spans = fold(text, locale.language)
    for match in _forms(locale.language, locale.script, has_marks(folded)).finditer(folded):
        start, end = spans[match.start()][0], spans[match.end() - 1][1]
        drug = next(drug for name, drug in names.items() if name in match.group())
        yield Fact(KIND, drug, text[start:end], start, end)


def _by_sound(text: str, locale: Locale) -> Iterator[Fact]:
    for match in _words().finditer(text):
        word = sound(match.group())
        if not word.startswith(_any_stem()):
            continue
        stem = next(stem for stem in _stems() if word.startswith(stem))
        if _ending(locale.language).fullmatch(word, len(stem)):
            yield Fact(KIND, _stems()[stem], match.group(), *match.span())


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W\d_]+|[{marks()}]+)+")


@cache
def _heard() -> re.Pattern[str]:
    """Return an expression for the words that may sound like a name."""
    edge = rf"(?!{_UNHEARD})(?<![^\W\d_])(?<![{marks()}])"
    return re.compile(edge + _words().pattern)


@cache
def _stems() -> Mapping[str, str]:
    """Return the drugs of the table by the reduced stem of their Latin names, longest first."""
    rows = (row for row in read_table("drugs.csv") if row["language"] == "en")
    stems = {stem_of_sound(row["name"]): row["drug"] for row in rows}
    return {stem: stems[stem] for stem in sorted(stems, key=lambda stem: (-len(stem), stem))}


@cache
def _any_stem() -> tuple[str, ...]:
    """Return the reduced stems as `str.startswith` takes them."""
    return tuple(_stems())


@cache
def _ending(language: str) -> re.Pattern[str]:
    """Return what may follow the reduced stem of a name in a language."""
    endings = {sound(ending) for ending in affixes_of(language).suffixes} - {""}
    longest_first = sorted(endings, key=lambda ending: (-len(ending), ending))
    own = f"(?:{'|'.join(map(re.escape, longest_first))}){{0,3}}" if endings else ""
    return re.compile(f"[aeiou]{{0,2}}s?{own}")


@cache
def _names(language: str) -> Mapping[str, str]:
    """Return the drugs of the table by their names in a language, the longest first."""
    rows = [row for row in read_table("drugs.csv") if row["language"] == language != "en"]
    drugs = {fold_text(row["name"], language): row["drug"] for row in rows}
    return {name: drugs[name] for name in sorted(drugs, key=lambda name: (-len(name), name))}


@cache
def has_phrases(language: str) -> bool:
    """Tell whether a name in a language is more than one word."""
    return any(len(name.split()) > 1 for name in _names(language))


@cache
def _longest_words(language: str) -> re.Pattern[str]:
    """Return an expression for the longest words of the names in a language."""
    return any_of(max(name.split(), key=len) for name in _names(language))


@cache
def _forms(language: str, script: str, marked: bool) -> re.Pattern[str]:
    forms = [(name, affixes_of(language)) for name in _names(language)]
    return re.compile(expression(forms, script, marked=marked))


@lru_cache(maxsize=16)
def _concepts(base: TermBase) -> Mapping[str, str]:
    """Return the concepts of a term base by the reduced stem of their source terms."""
    return {
        stem_of_sound(term.term): concept.id
        for concept in base.concepts.values()
        if concept.kind in ("drug", "brand")
        for term in concept.terms
    }


@cache
def _pairs() -> Mapping[frozenset[str], str]:
    rows = read_table("lookalikes.csv")
    return {frozenset((row["drug"], row["other"])): row["source"] for row in rows}
