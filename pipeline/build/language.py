"""A locale's words for the theme: Material's own, with the project's translations laid over them.

Material imports `partials/languages/<language>.html`, and its build crashes for a language that
it has no such file for. Writing one for each locale makes every language build alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pipeline.interface import theme_words
from pipeline.locales import Locale


def material_language(locale: Locale) -> str:
    """Return the name under which Material has words for a locale, empty where it has none."""
    return next((name for name in _names(locale) if theme_words(name)), "")


def language_partial(locale: Locale, translated: Mapping[str, str]) -> str:
    """Return the template that Material reads a locale's words from.

    `translated` maps Material's keys to the project's words; a key that neither side has falls
    back to English, as Material does by itself.
    """
    words = dict(theme_words(material_language(locale)))
    words |= {key: text for key, text in translated.items() if text}
    words |= {"language": locale.tag, "direction": locale.direction}
    mapping = json.dumps(words, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{{% macro t(key) %}}{{{{ {mapping}[key] }}}}{{% endmacro %}}\n"


def _names(locale: Locale) -> Iterator[str]:
    """Yield the names to try, the closest first: zh-Hant-TW, zh-TW, zh-Hant, zh."""
    language, territory = locale.language, locale.data.territory
    yield locale.tag
    if territory:
        yield f"{language}-{territory}"
    if locale.data.script:
        yield f"{language}-{locale.data.script}"
    yield language
