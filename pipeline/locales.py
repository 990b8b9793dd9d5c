"""A locale as CLDR describes it: names, direction, digits, plural forms."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from types import MappingProxyType

import babel
from babel.core import get_global
from babel.messages.plurals import PLURALS
from babel.plural import PluralRule, to_gettext

from pipeline.errors import LocaleError

PSEUDO_LOCALES = MappingProxyType({"en_XA": "en", "ar_XB": "ar"})
"""Made-up locales for testing (CLDR's XA and XB), and the locale whose data each borrows."""


@dataclass(frozen=True, slots=True)
class Locale:
    """A language as it is written somewhere.

    `name` is Babel's (`zh_Hans`: the folder in `locales/`), `tag` is BCP 47's (`zh-Hans`: what
    HTML and URLs use).
    """

    name: str
    data: babel.Locale

    @property
    def tag(self) -> str:
        """The BCP 47 language tag."""
        return self.name.replace("_", "-")

    @property
    def language(self) -> str:
        """The primary language subtag (`zh` of `zh-Hans`)."""
        return self.data.language

    @property
    def autonym(self) -> str:
        """The language's own name for itself, as CLDR has it."""
        if self.name in PSEUDO_LOCALES:
            return f"Pseudo ({self.tag})"
        own = self.data.get_display_name(self.data) or self.tag
        return own[:1].upper() + own[1:]

    @property
    def english(self) -> str:
        """The language's name in English, as CLDR has it."""
        return self.data.get_display_name("en") or self.tag

    @property
    def direction(self) -> str:
        """`rtl` where lines run from right to left, else `ltr`."""
        return self.data.text_direction

    @property
    def territory(self) -> str:
        """The country of the tag, else the likeliest one (CLDR likely subtags), else empty."""
        if self.data.territory:
            return self.data.territory
        likely = get_global("likely_subtags")
        parts = (likely.get(self.name) or likely.get(self.language) or "").split("_")
        return next((part for part in parts[1:] if len(part) == 2), "")

    @property
    def script(self) -> str:
        """The four-letter ISO 15924 code of the script the language is written in."""
        if self.data.script:
            return self.data.script
        for name in (self.name, self.language):
            for part in (get_global("likely_subtags").get(name) or "").split("_")[1:]:
                if len(part) == 4:
                    return part
        return "Latn"

    @property
    def plural_forms(self) -> str:
        """The gettext `Plural-Forms` header.

        From Babel's table of gettext expressions; for languages that it lacks, from CLDR's rules.
        """
        known = PLURALS.get(self.name) or PLURALS.get(self.language)
        if known:
            return f"nplurals={known[0]}; plural={known[1]};"
        return _gettext_header(self.data.plural_form)


def _gettext_header(rule: PluralRule) -> str:
    """Write a CLDR plural rule as a gettext header.

    gettext knows whole numbers only. A category for compact numbers (operand e: “1 million”) says
    nothing of them, so it is left out, as Babel's own table does for Spanish and French.
    """
    rules = {tag: text for tag, text in rule.rules.items() if not re.search(r"\be\b", text)}
    text = to_gettext(PluralRule(rules))
    return re.sub(r"plural=\((.*)\);?$", r"plural=(\1);", text)


@functools.cache
def find_locale(name: str) -> Locale:
    """Return the locale of a folder name such as `zh_Hans`, or of a tag such as `zh-Hans`.

    Raises `LocaleError` where CLDR, as Babel carries it, does not know the locale.
    """
    spelled = name.replace("-", "_")
    if spelled in PSEUDO_LOCALES:
        return Locale(spelled, babel.Locale.parse(PSEUDO_LOCALES[spelled]))
    try:
        data = babel.Locale.parse(spelled)
    except (babel.UnknownLocaleError, ValueError):
        raise LocaleError(
            f"locale “{name}” is not in CLDR; expected a name such as es, zh_Hans or pt_BR"
        ) from None
    if str(data) != spelled:
        raise LocaleError(f"locale “{name}” is spelled in an unusual way; expected “{data}”")
    return Locale(spelled, data)
