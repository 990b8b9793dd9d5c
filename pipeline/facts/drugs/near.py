"""Words that are almost a drug's name: misspellings, and other drugs a few letters away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from rapidfuzz.distance import OSA

from pipeline.facts.drugs.affixes import Affixes, affixes_of
from pipeline.facts.drugs.inflect import KATAKANA_WORD, is_unspaced, stems
from pipeline.facts.drugs.known import confusable_with
from pipeline.facts.drugs.sound import sound
from pipeline.facts.drugs.tables import read_table
from pipeline.facts.words import fold_text, word_pattern
from pipeline.model import Fact
from pipeline.terms import Glossary


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """A word near a drug's name: how many letters away (OSA), where, and which drug's."""

    letters: int
    start: int
    end: int
    concept: str


def near_miss(
    concept: str, text: str, glossary: Glossary, taken: Iterable[Fact], most: int = 3
) -> Near | None:
    """Return the word of a text that is nearest to a form of a concept, none where none is near.

    `concept` of the answer is another drug's where the word is nearer to that one, or only near to
    one that is often confused with the concept. Words that `taken` facts hold are left out; `most`
    is how many letters may differ, and fewer may in short names: none in four letters, one in
    seven, two in eleven.
    """
    busy = [fact.span for fact in taken]
    for wanted in (concept, *confusable_with(concept)):
        places = {
            span
            for form in _spellings(glossary).get(wanted, ())
            for span in _places(text, form, glossary.locale.script)
            if not any(span[0] < end and start < span[1] for start, end in busy)
        }
        found = [
            Near(letters, start, end, wanted)
            for start, end in sorted(places)
            if (letters := _distance(text[start:end], wanted, glossary, most)) is not None
        ]
        if found:
            return _nearest(min(found), text, glossary)
    return None


def _nearest(near: Near, text: str, glossary: Glossary) -> Near:
    """Return the drug whose name a word is nearest to, the one already found in case of doubt."""
    word = text[near.start : near.end]
    for other in _spellings(glossary):
        letters = _distance(word, other, glossary, near.letters - 1)
        if letters is not None:
            near = Near(letters, near.start, near.end, other)
    return near


def _distance(word: str, concept: str, glossary: Glossary, most: int) -> int | None:
    """Return how many letters a word, less its affixes, is away from the forms of a concept."""
    if most < 0:
        return None
    language = glossary.locale.language
    folded, affixes = fold_text(word, language), affixes_of(language)
    best: int | None = None
    for form in _spellings(glossary)[concept]:
        limit = min(most, _limit(form))
        for a, b in _comparable(folded, form, affixes):
            letters = OSA.distance(a, b, score_cutoff=limit)
            if letters <= limit and (best is None or letters < best):
                best = letters
    return best


def _comparable(word: str, form: str, affixes: Affixes) -> Iterator[tuple[str, str]]:
    for bare in _bare(word, affixes):
        for stem in stems(form, affixes):
            yield normalize("NFD", bare), normalize("NFD", stem)  # Hangul has letters, too
    yield sound(word), sound(form)


def _bare(word: str, affixes: Affixes) -> Iterator[str]:
    """Yield a word, and what is left of it without a prefix and a suffix that it may have."""
    starts = [word, *(word.removeprefix(p) for p in affixes.prefixes if word.startswith(p))]
    for start in starts:
        yield start
        for suffix in affixes.suffixes:
            if start.endswith(suffix) and len(start) - len(suffix) >= 4:
                yield start.removesuffix(suffix)


def _limit(form: str) -> int:
    """Return how many letters of a form may differ; a sign of Chinese weighs as two letters."""
    length = len(normalize("NFD", form)) * (2 if "\u3400" <= form[0] <= "\u9fff" else 1)
    return sum(length > most for most in (4, 7, 11))


def _places(text: str, form: str, script: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text that may be a form: words, or where there are none, its length."""
    if not is_unspaced(form, script):
        pattern = KATAKANA_WORD if KATAKANA_WORD.match(form) else word_pattern()
        yield from (match.span() for match in pattern.finditer(text))
        return
    for length in range(max(2, len(form) - 1), len(form) + 2):
        for start in range(len(text) - length + 1):
            if text[start] == form[0] or text[start + length - 1] == form[-1]:
                yield start, start + length


@lru_cache(maxsize=256)
def _spellings(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    """Return the one-word names of drugs by concept: the locale's own, the source's, the INN."""
    language = glossary.locale.language
    found: dict[str, set[str]] = {}
    for concept in glossary.base.concepts.values():
        if concept.kind in ("drug", "brand", "class"):
            own = glossary.approved(concept.id)
            terms = (*own, *(term.term for term in concept.terms))
            found[concept.id] = {fold_text(term, language) for term in terms if " " not in term}
    for row in read_table("drugs.csv"):
        if row["language"] in ("en", language):
            found.setdefault(row["drug"], set()).add(fold_text(row["name"], language))
    return {concept: tuple(sorted(forms)) for concept, forms in sorted(found.items())}
