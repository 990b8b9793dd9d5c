"""A locale's words for the theme: Material's own, with the project's translations laid over them.

Material imports `partials/languages/<language>.html`, and its build crashes for a language that
it has no such file for. Handing the words over in the settings makes every language build alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.interface import theme_words
from pipeline.locales import Locale


def material_language(locale: Locale) -> str:
    """Return the name under which Material has words for a locale, empty where it has none."""
    return next((name for name in _names(locale) if theme_words(name)), "")


def language_words(locale: Locale, translated: Mapping[str, str]) -> dict[str, str]:
    """Return a locale's words by Material's keys.

    `translated` holds the project's own; what neither side has is English, as in Material itself.
    """
    words = dict(theme_words("en"))
    for own in (theme_words(material_language(locale)), translated):
        words |= {key: text for key, text in own.items() if text}
    return words | {"language": locale.tag, "direction": locale.direction}


def _names(locale: Locale) -> Iterator[str]:
    """Yield the names to try, the closest first: zh-Hant-TW, zh-TW, zh-Hant, zh."""
    language, territory = locale.language, locale.data.territory
    yield locale.tag
    if territory:
        yield f"{language}-{territory}"
    if locale.data.script:
        yield f"{language}-{locale.data.script}"
    yield language
