"""Sets of words that may stand beside a number, compiled, and what each of them means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.facts.quantities.trie import LETTER, alternation

ENDING = 12
"""The most letters that may follow a form marked `*`."""

_WINDOW = 40  # characters before a number in which a form may stand
_LATIN_END = r"(?![a-z])"
_DAY_ENDINGS = r"st|nd|rd|th|er|\.|°|-?го|শে|ই|লা|রা|ঠা|-ஆம்|-এ"

Pairs = list[tuple[str, str]]
"""Pairs of a meaning and a form that has it."""


@dataclass(frozen=True)
class Words:
    """A set of forms that may stand at a place, and what each means.

    The expression is compiled when it is first asked for: few texts need all of a language's.
    """

    expression: str
    meaning: Mapping[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression, whose last group is the form."""
        return re.compile(self.expression)

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """Return the meaning of the form that stands at a place, and where it ends."""
        found = self.pattern.match(text, at)
        if found is None:
            return None
        return self.meaning[_squeeze(found[found.lastindex or 0])], found.end()

    def match_before(self, text: str, at: int) -> tuple[str, int] | None:
        """Return the meaning of the form that ends at a place, and where it starts."""
        found = self.pattern.match(text[max(0, at - _WINDOW) : at][::-1])
        if found is None:
            return None
        return self.meaning[_squeeze(found[found.lastindex or 0])[::-1]], at - found.end()


@dataclass(frozen=True, slots=True)
class Units:
    """The units that may stand behind a number."""

    whole: re.Pattern[str]
    stem: re.Pattern[str]
    meaning: Mapping[str, str]

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """Return the unit that stands at a place, the longest form deciding, and its end."""
        whole, stem = self.whole.match(text, at), self.stem.match(text, at)
        found = whole if whole and (not stem or len(whole[1]) >= len(stem[1])) else stem
        if found is None or found.end() == at:
            return None
        if len(found[1]) == 1 and text[found.end() : found.end() + 1] == "'":
            return None  # the article of *l'autre*
        return self.meaning[_squeeze(found[1])], found.end()


def unit_words(pairs: list[tuple[str, str]], fillers: list[str], spaced: bool) -> Units:
    """Return the units behind a number: whole forms, and stems (`*`) with any short ending."""
    meaning: dict[str, str] = {}
    for unit, form in pairs:
        meaning.setdefault(form.rstrip("*"), unit)
    stems = [form.rstrip("*") for _, form in pairs if form.endswith("*")]
    whole = [form for _, form in pairs if not form.endswith("*")]
    gap = f"[ -]*(?:{_bounded(fillers, spaced)})?[ -]*" if fillers else "[ -]*"
    ending = f"(?:{LETTER}){{0,{ENDING}}}(?!{LETTER})" if spaced else ""
    return Units(
        re.compile(f"{gap}({_bounded(whole, spaced)})(?![0-9])"),
        re.compile(f"{gap}({alternation(stems)}){ending}"),
        meaning,
    )


def months_after(pairs: list[tuple[str, str]], spaced: bool) -> Words:
    """Return the months that may stand behind a day; full names may take endings."""
    table = {form.rstrip("*"): month for month, form in reversed(pairs)}
    gap = rf"(?:{_DAY_ENDINGS})?[ ,]*(?:of|de|di|d'|ga(?: watan)?)? *"
    names = [form.rstrip("*") for _, form in pairs if form.endswith("*") or not spaced]
    ending = f"(?:{LETTER}){{0,4}}(?!{LETTER})" if spaced else ""
    whole = _bounded(table, spaced) if spaced else "(?!)"
    return Words(f"{gap}(?:({whole})|({alternation(names)}){ending})", table)


def after(pairs: Pairs, spaced: bool, gap: str) -> Words:
    """Return the forms that may stand behind a place."""
    table = {form: meaning for meaning, form in reversed(pairs) if form}
    return Words(f"{gap}({_bounded(table, spaced)})", table)


def before(pairs: Pairs, spaced: bool, gap: str) -> Words:
    """Return the forms that may stand before a place; they are matched backwards."""
    table = {form: meaning for meaning, form in reversed(pairs) if form}
    backward = _bounded((form[::-1] for form in table), spaced)
    return Words(f"{gap}({backward})", table)


def _bounded(forms: Iterable[str], spaced: bool) -> str:
    """Return an alternation whose words end where a word ends; Latin ones in every script."""
    forms = list(forms)
    if spaced:
        return f"(?:{alternation(forms)})(?!{LETTER})"
    latin = [form for form in forms if form[-1:].isascii() and form[-1:].isalpha()]
    others = [form for form in forms if form not in set(latin)]
    return f"(?:{alternation(latin)}){_LATIN_END}|(?:{alternation(others)})"


def _squeeze(form: str) -> str:
    return re.sub(" +", " ", form) if "  " in form else form
