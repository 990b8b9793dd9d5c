"""Which words a text must hold to state a quantity: no other text need be read.

In many languages the number one is the article (*una*, *un*), which states a quantity only beside
a unit: most texts hold it, and few hold a unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.facts.quantities.grammar import COMPOUNDING, Grammar, grammar_of, longest_words
from pipeline.facts.quantities.plain import plain
from pipeline.facts.quantities.tables import table_language, unit_forms, word_forms
from pipeline.facts.quantities.trie import LETTER
from pipeline.locales import Locale

FIGURE, NUMBER, ARTICLE, UNIT = "figure", "number", "article", "unit"
PARTS = frozenset({FIGURE, NUMBER, ARTICLE, UNIT})
"""What a word may be of a quantity: digits, a number in words or a fraction, an article, a unit."""

QUANTITY, SPELLED = "quantity", "spelled"
_RUN = re.compile(f"(?:{LETTER})+")
_ELIDED = re.compile(r"(?<![^\W\d_])[^\W\d_]'")


@dataclass(frozen=True, slots=True)
class Possible:
    """What the words of quantities look like in a locale.

    `articles` are the words for one, if they may be told from a quantity. The others are what all
    texts with a unit or a scale (*million*) hold: a whole run of letters, the beginning of one, or
    a sign. `elides` tells that no letter before an apostrophe is a unit (*l'heure*).
    """

    grammar: Grammar
    articles: frozenset[str]
    whole: frozenset[str]
    stems: tuple[str, ...]
    signs: tuple[str, ...]
    elides: bool

    def is_unit(self, form: str) -> bool:
        """Tell whether a plain word may be of a unit."""
        if self.elides and "'" in form:
            form = _ELIDED.sub(" ", form)
        runs = _RUN.findall(form)
        return (
            not self.whole.isdisjoint(runs)
            or any(run.startswith(self.stems) for run in runs)
            or any(sign in form for sign in self.signs)
        )

    def number(self, match: re.Match[str]) -> str:
        """Return what a number in a plain word is: digits, an article, or any other."""
        if match["digits"] is not None and match["vulgar"] is None:
            return FIGURE
        if not self.articles or match["word"] is None or match["bare"] not in self.articles:
            return NUMBER
        return ARTICLE


def quantity_kinds(word: str, locale: Locale) -> frozenset[str]:
    """Return which `PARTS` of a quantity a word of a text may be, or the words of a text."""
    form = plain(word).text
    possible = _possible(locale)
    kinds = {possible.number(match) for match in possible.grammar.in_word.finditer(form)}
    if possible.articles and possible.is_unit(form):
        kinds.add(UNIT)
    return frozenset(kinds)


def stated_by(kinds: frozenset[str]) -> frozenset[str]:
    """Return what a text may state whose words are of these kinds.

    `quantity`; `spelled` too, where not all of its numbers are digits.
    """
    if NUMBER in kinds or (ARTICLE in kinds and UNIT in kinds):
        return frozenset((QUANTITY, SPELLED))
    return frozenset((QUANTITY,) if FIGURE in kinds else ())


_BY_LOCALE: dict[str, Possible] = {}  # `cache` would hash the locale's data each time


def _possible(locale: Locale) -> Possible:
    found = _BY_LOCALE.get(locale.name)
    if found is None:
        found = _BY_LOCALE[locale.name] = _new(locale)
    return found


def _new(locale: Locale) -> Possible:
    grammar = grammar_of(locale)
    units = [form for _, form in unit_forms(locale)]
    scales = [form for role, form in word_forms(locale) if role.startswith("scale:")]
    runs = {form: max(_RUN.findall(form), key=len, default="") for form in (*units, *scales)}
    return Possible(
        grammar,
        _articles(grammar),
        frozenset(run for form, run in runs.items() if run and not form.endswith("*")),
        tuple(sorted({run for form, run in runs.items() if run and form.endswith("*")})),
        tuple(sorted({form for form, run in runs.items() if form and not run})),
        not grammar.units_first and all(len(runs[form]) != 1 for form in scales),
    )


def _articles(grammar: Grammar) -> frozenset[str]:
    """Return the words for one, but for those that are the longest word of a longer number."""
    if not grammar.spaced or table_language(grammar.locale) in COMPOUNDING:
        return frozenset()
    words = {word for word, value in grammar.cardinals.items() if value == 1}
    words |= {word for word, value in grammar.ordinals.items() if value == 1}
    words -= {word for word, value in grammar.ordinals.items() if value != 1}
    numbers = {*grammar.cardinals, *grammar.ordinals, *grammar.fixed}
    return frozenset(words - set(grammar.fixed) - longest_words(numbers))
