"""The words that quantities are made of, language by language: the tables of this package and CLDR.

`data/units.csv` and `data/quantity_words.csv` hold what CLDR lacks: medical units, abbreviations,
inflected forms, and the small words that give a number its role. A form that ends in `*` may be
followed by the endings of its language.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from pipeline.facts.quantities.plain import plain_form
from pipeline.locales import Locale

CLDR_UNITS = {
    "concentr-percent": "%",
    "duration-day": "day",
    "duration-hour": "hour",
    "duration-minute": "minute",
    "duration-month": "month",
    "duration-night": "night",
    "duration-second": "second",
    "duration-week": "week",
    "duration-year": "year",
    "length-centimeter": "cm",
    "length-foot": "foot",
    "length-inch": "inch",
    "length-kilometer": "km",
    "length-meter": "metre",
    "length-mile": "mile",
    "length-millimeter": "mm",
    "mass-gram": "g",
    "mass-kilogram": "kg",
    "mass-microgram": "mcg",
    "mass-milligram": "mg",
    "mass-ounce": "ounce",
    "mass-pound": "pound",
    "temperature-celsius": "°C",
    "temperature-fahrenheit": "°F",
    "volume-deciliter": "dL",
    "volume-drop": "drop",
    "volume-liter": "L",
    "volume-milliliter": "mL",
    "volume-tablespoon": "tablespoon",
    "volume-teaspoon": "teaspoon",
}
"""The units of CLDR that leaflets use, and how facts name them."""

INHERITS_NO_UNITS = frozenset({"ht"})
"""Languages whose units CLDR takes from another language (Haitian Creole from French)."""

ALIASES = {"tl": "fil", "nn": "nb", "no": "nb", "sh": "sr", "prs": "fa", "kmr": "ku"}
"""Language subtags that share another's rows."""

_UNTRUSTED = frozenset({"in"})
"""Forms of CLDR that are commoner as another word (*over 50 in a study*)."""

_SHORT = frozenset({"h", "g", "l", "m", "d", "j", "s", "ч", "л", "г", "м", "с"})
"""Units of one letter that may be trusted behind a number."""


def table_language(locale: Locale) -> str:
    """Return the language whose rows serve a locale."""
    return ALIASES.get(locale.language, locale.language)


@cache
def rows(table: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return a table as language to (key, form) pairs, the forms in plain form, `*` kept."""
    text = files("pipeline.facts").joinpath(f"data/{table}.csv").read_text(encoding="utf-8")
    found: dict[str, list[tuple[str, str]]] = {}
    for language, key, forms, _ in list(csv.reader(text.splitlines()))[1:]:
        pairs = found.setdefault(language, [])
        pairs.extend((key, plain_form(form)) for form in forms.split("|"))
    return {language: tuple(pairs) for language, pairs in found.items()}


def unit_forms(locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield (unit, form) pairs for a locale, those to be preferred first."""
    language = table_language(locale)
    own = rows("units")
    yield from own.get(language, ())
    yield from own["*"]
    if language not in INHERITS_NO_UNITS:
        yield from _cldr_forms(locale)
    if language != "en":
        yield from own["en"]


def word_forms(locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield (role, form) pairs for a locale."""
    own = rows("quantity_words")
    yield from own.get(table_language(locale), ())
    yield from own["*"]


def _cldr_forms(locale: Locale) -> Iterator[tuple[str, str]]:
    for key, unit in CLDR_UNITS.items():
        for pattern in _patterns(locale, key):
            form = plain_form(pattern.replace("{0}", "").strip())
            if "{0}" not in pattern or not form or form in _UNTRUSTED:
                continue
            if len(form.rstrip(".")) > 1 or form in _SHORT:
                inflects = len(form) >= 4 and form[-1].isalpha() and locale.language != "en"
                yield unit, f"{form}*" if inflects else form


def _patterns(locale: Locale, key: str) -> Iterator[str]:
    """Yield CLDR's patterns of a unit, long and short, in every plural form."""
    data = locale.data._data["unit_patterns"].get(key) or {}  # Babel has no public way to all forms
    for length in ("long", "short"):
        forms = data.get(length) or {}
        for name in sorted(forms):
            if name != "per" and isinstance(forms[name], str):
                yield forms[name]
