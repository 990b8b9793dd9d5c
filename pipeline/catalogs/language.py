"""Whether two names of a language, such as `zh_CN` and `zh_Hans`, mean the same."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from babel.core import get_global, parse_locale

_SCRIPTS = {"arabic": "Arab", "cyrillic": "Cyrl", "devanagari": "Deva", "latin": "Latn"}
_ALIASES = {"no": "nb"}  # what CLDR keeps apart and gettext does not


class _Tag(NamedTuple):
    language: str
    script: str | None
    territory: str | None


@lru_cache(maxsize=256)
def same_language(one: str, other: str) -> bool:
    """Compare names in BCP 47's or gettext's spelling (`sr-Latn`, `sr@latin`).

    Languages and scripts are compared, the latter as CLDR expects them where they are not named;
    countries only where both names have one.
    """
    try:
        first, second = _tag(one), _tag(other)
    except ValueError:
        return False
    countries = {first.territory, second.territory} - {None}
    return first[:2] == second[:2] and len(countries) < 2


def _tag(name: str) -> _Tag:
    base, _, modifier = name.replace("-", "_").partition("@")
    language, territory, script, *_ = parse_locale(base)
    alias = get_global("language_aliases").get(language) or _ALIASES.get(language, language)
    language, *implied = parse_locale(alias)
    territory = territory or implied[0]
    script = script or implied[1] or _SCRIPTS.get(modifier) or _likely_script(language, territory)
    return _Tag(language, script, territory)


def _likely_script(language: str, territory: str | None) -> str | None:
    likely = get_global("likely_subtags")
    expanded = likely.get(f"{language}_{territory}") or likely.get(language) or language
    return parse_locale(expanded)[2]
