"""What the number words, units and small words of one language look like: compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipeline.facts.numerals import CJK_NUMBER, VULGAR, spelled
from pipeline.facts.quantities.forms import (
    Units,
    Words,
    after,
    before,
    months_after,
    unit_words,
)
from pipeline.facts.quantities.plain import plain_form
from pipeline.facts.quantities.quantity import TIMED
from pipeline.facts.quantities.tables import table_language, unit_forms, word_forms
from pipeline.facts.quantities.trie import LETTER, alternation
from pipeline.facts.words import UNSPACED
from pipeline.locales import Locale

SLASH_DECIMALS = frozenset({"fa", "ps"})
"""Languages in which 2/5 may mean two and a half."""

_NO_YEAR = r"(?!(?:19|20)[0-9]{2}(?![0-9]))"  # “March 28,2020”
_DIGITS = (
    r"(?<![0-9a-z])\.[0-9]+"
    rf"|[0-9]+(?:[.,٫٬']{_NO_YEAR}[0-9]+|[،፣][0-9]{{3}}(?![0-9]))*"
)
_SPACED_DIGITS = r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
COMPOUNDING = frozenset({"as", "bn", "da", "de", "hu", "nb", "nl", "or", "sv"})
"""Languages that write a number and its unit as one word (*zweistündlich*)."""

_MARKED = frozenset({"as", "bn", "gu", "hi", "kn", "ml", "mr", "ne", "or", "pa", "si", "ta", "te"})
_MARK = r"[\u0900-\u0963\u0971-\u0dff]"
_PROCLITICS = {"ar": "[وفبکل]{0,2}(?:ال)?", "fa": "", "ckb": "و?", "he": "[והבלכשמ]{0,2}"}


@dataclass(frozen=True, slots=True)
class Fixed:
    """A word that states a number together with what it counts (*twice*, *ساعتين*)."""

    value: Fraction
    unit: str = ""
    every: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a locale writes quantities."""

    locale: Locale
    decimal: str
    group: str
    spaced: bool
    units_first: bool
    slash_decimals: bool
    numeral: re.Pattern[str]
    in_word: re.Pattern[str]
    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    fixed: Mapping[str, Fixed]
    unit: Units
    unit_before: Words
    rate: Words
    rate_before: Words
    every_before: Words
    every_after: Words
    connector: Words
    scale: Words
    month: Words
    month_before: Words
    and_half: Words
    day_half: Words
    day_half_before: Words


def grammar_of(locale: Locale) -> Grammar:
    """Return the grammar of a locale, compiled when it is first asked for."""
    found = _BY_LOCALE.get(locale.name)
    if found is None:
        found = _BY_LOCALE[locale.name] = _grammar(locale)
    return found


_BY_LOCALE: dict[str, Grammar] = {}  # `cache` would hash the locale's data each time


def _grammar(locale: Locale) -> Grammar:
    language = table_language(locale)
    spaced = locale.script not in UNSPACED and language != "ko"
    numbers = spelled(language)
    roles: dict[str, list[str]] = {}
    for role, form in word_forms(locale):
        roles.setdefault(role, []).append(form)
    cardinals = {plain_form(word): value for word, value in numbers["cardinal"].items()}
    cardinals |= {word.replace("-", " "): value for word, value in cardinals.items() if "-" in word}
    ordinals = {plain_form(word): value for word, value in numbers["ordinal"].items()}
    if language in ("zh", "ja"):
        cardinals = ordinals = {}
    fixed = _fixed(roles)
    units = list(unit_forms(locale))
    rates = [(role[1:], form) for role, forms in roles.items() if role[0] == "/" for form in forms]
    months = [pair for pair in _months(locale) if spaced or pair[1].endswith("*")]
    symbols = dict(locale.data.number_symbols.get("latn", {}))
    group, decimal = str(symbols.get("group", ",")), str(symbols.get("decimal", "."))
    stems = [form.rstrip("*") for unit, form in units if unit in TIMED and len(form) > 2]
    connectors = [(kind, f) for kind in ("range", "or", "repeat") for f in roles.get(kind, ())]
    halves = [(half, form) for half in ("am", "pm") for form in roles.get(half, ())]
    everies = [("every", form) for form in roles.get("every", ())]
    words = {*cardinals, *ordinals, *fixed} - set(VULGAR)
    others = roles.get("no-number", [])
    grouped = decimal == "," or language == "es"
    return Grammar(
        locale=locale,
        decimal=decimal,
        group=group,
        spaced=spaced,
        units_first="units-first" in roles,
        slash_decimals=language in SLASH_DECIMALS,
        numeral=_numeral(words, language, spaced, grouped, stems, others),
        in_word=_in_word(words, language, spaced, grouped, stems),
        cardinals=cardinals,
        ordinals=ordinals,
        fixed=fixed,
        unit=unit_words(units, roles.get("filler", []), spaced),
        unit_before=before([(unit, form.rstrip("*")) for unit, form in units], spaced, " *-? *"),
        rate=after(rates, spaced, "[ (]*"),
        rate_before=before(rates, spaced, "[ :]*"),
        every_before=before(everies, spaced, " *"),
        every_after=after([("every", f) for f in roles.get("every>", ())], spaced, "[ -]*"),
        connector=after(connectors, spaced, " *"),
        scale=after(_scales(roles), spaced, "[ -]?"),
        month=months_after(months, spaced),
        month_before=before([(m, f.rstrip("*")) for m, f in months], spaced, r"[ .]*(?:eht )?"),
        and_half=after([("half", f) for f in roles.get("unit-and-half", ())], spaced, " *"),
        day_half=after(halves, spaced, " *"),
        day_half_before=before(halves, spaced, " *"),
    )


def _numeral(
    words: set[str],
    language: str,
    spaced: bool,
    grouped: bool,
    stems: list[str],
    others: list[str],
) -> re.Pattern[str]:
    """Return what finds numbers: digits, fractions, then words (group `word`).

    `others` are longer words that begin like a number word (Thai ห้าม “do not”, ห้า “five”).
    """
    digits = f"{_SPACED_DIGITS}|{_DIGITS}" if grouped else _DIGITS
    word = alternation(words)
    if others:
        word = f"(?!{alternation(set(others))})(?:{word})"
    if language in ("zh", "ja"):
        word = f"{word}|{CJK_NUMBER}"
    elif spaced:
        before = _PROCLITICS.get(language, "")
        after = f"(?!{LETTER})"
        if language in COMPOUNDING:
            after = f"(?:{after}|(?={alternation(stems)}))"
        word = f"{_word_start(language)}{before}(?P<bare>{word}){after}"
    elif language == "ko":
        word = rf"\b(?:{word})"
    number = rf"(?P<digits>{digits})(?P<vulgar>[{VULGAR}])?|[{VULGAR}]|(?P<word>{word})"
    return re.compile(f"{_begins(words, language)}(?:{number})")


def _in_word(
    words: set[str], language: str, spaced: bool, grouped: bool, stems: list[str]
) -> re.Pattern[str]:
    """Return what finds, in one word of a text, a number or the longest word of one."""
    single = {word for word in words if " " not in word}
    number = _numeral(single, language, spaced, grouped, stems, []).pattern
    begins = _begins(words | longest_words(words), language)
    return re.compile(f"{begins}(?:{number}|{_longest_in_word(words, spaced)})")


def _longest_in_word(forms: Iterable[str], spaced: bool) -> str:
    """Return what finds the longest word of each form of several in one word of a text.

    Where spaces part words, one stands before it unless it is the form's first word, and one behind
    it unless it is the last: *otro* of *un día sí y otro no* is not in *otros*.
    """
    if not spaced:
        return alternation(longest_words(forms))
    longest: dict[tuple[bool, bool], set[str]] = {}
    for words in (form.split() for form in forms if " " in form):
        at = words.index(max(words, key=len))
        longest.setdefault((at > 0, at < len(words) - 1), set()).add(words[at])
    return "|".join(
        (r"\A" if before else "") + alternation(words) + (r"\Z" if behind else "")
        for (before, behind), words in sorted(longest.items())
    ) or alternation(())


def _begins(words: Iterable[str], language: str) -> str:
    """Return what looks whether a number may begin at a place: quick, as at most it does not."""
    first = {word[0] for word in words} | {*"0123456789.", *VULGAR}
    first |= {character for character in _PROCLITICS.get(language, "") if character.isalpha()}
    if language in ("zh", "ja"):
        first |= {character for character in CJK_NUMBER if character.isalpha()}
    return f"(?=[{''.join(map(re.escape, sorted(first)))}])"


def longest_words(forms: Iterable[str]) -> set[str]:
    """Return the longest word of each form of several: no text without it holds the form."""
    return {max(form.split(), key=len) for form in forms if " " in form}


def _word_start(language: str) -> str:
    """Return what stands before a word; `\\b` alone splits words at the marks of India."""
    return rf"\b(?<!{_MARK})" if language in _MARKED else r"\b"


def _fixed(roles: Mapping[str, list[str]]) -> dict[str, Fixed]:
    found: dict[str, Fixed] = {}
    for role, forms in roles.items():
        head, colon, unit = role.partition(":")
        if not colon or head == "scale":
            continue
        every = head.startswith("every")
        value = Fraction(1, 2) if head == "half" else Fraction(head.removeprefix("every"))
        found.update((form, Fixed(value, unit, every)) for form in forms)
    for form in roles.get("half", ()):
        found.setdefault(form, Fixed(Fraction(1, 2)))
    return found


def _scales(roles: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    return [
        (role.partition(":")[2], form)
        for role, forms in roles.items()
        if role.startswith("scale:")
        for form in forms
    ]


def _months(locale: Locale) -> Iterable[tuple[str, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            names = locale.data.months.get(context, {}).get(width, {})
            for month, name in sorted(names.items()):
                form = plain_form(str(name)).rstrip(".")
                if len(form) >= 3 and not form.isdigit():
                    yield str(month), f"{form}*" if width == "wide" else form
