"""A locale as CLDR describes it: names, direction, digits, plural forms."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType

import babel
from babel.core import get_global

from pipeline.errors import LocaleError

PSEUDO_LOCALES = MappingProxyType({"en_XA": "en", "ar_XB": "ar"})
"""Made-up locales for testing (CLDR's XA and XB), and the locale whose data each borrows."""


_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa", "Yezi"})
"""Scripts that run from right to left (ISO 15924), for languages without data of their own."""


@dataclass(frozen=True)
class Locale:
    """A language as it is written somewhere.

    `name` is Babel's (`zh_Hans`: the folder in `locales/`), `tag` is BCP 47's (`zh-Hans`: what
    HTML and URLs use). `data` is CLDR's; for a language of which CLDR knows little more than that
    it is there (`hmn`, `chk`), it is the root locale's.
    """

    name: str
    data: babel.Locale

    @functools.cached_property
    def tag(self) -> str:
        """The BCP 47 language tag."""
        return self.name.replace("_", "-")

    @functools.cached_property
    def language(self) -> str:
        """The primary language subtag (`zh` of `zh-Hans`)."""
        return self.name.partition("_")[0]

    @functools.cached_property
    def has_data(self) -> bool:
        """Whether CLDR has data for the language."""
        return self.data.language != "root"

    @functools.cached_property
    def autonym(self) -> str:
        """The language's own name for itself, as CLDR has it, else its English name."""
        if self.name in PSEUDO_LOCALES:
            return f"Pseudo ({self.tag})"
        own = self.data.get_display_name(self.data) if self.has_data else self.english
        own = own or self.tag
        return own[:1].upper() + own[1:]

    @functools.cached_property
    def sort_key(self) -> tuple[str, str]:
        """What sorts languages by their own names: letters without case and marks, then the tag."""
        letters = unicodedata.normalize("NFKD", self.autonym.casefold())
        return ("".join(c for c in letters if not unicodedata.combining(c)), self.tag)

    @functools.cached_property
    def open_graph(self) -> str:
        """The locale as the Open Graph protocol writes it (`es_ES`)."""
        return f"{self.language}_{self.territory}" if self.territory else self.language

    @functools.cached_property
    def likely_tag(self) -> str:
        """Language and script of the tag, with what CLDR takes to be likely: `zh-Hant` of `zh-TW`.

        Two tags that have it in common are read by the same readers (RFC 4647, lookup).
        """
        return f"{self.language}-{self.script}"

    @functools.cached_property
    def english(self) -> str:
        """The language's name in English, as CLDR has it."""
        if self.has_data:
            return self.data.get_display_name("en") or self.tag
        return str(babel.Locale("en").languages.get(self.language, self.tag))

    @functools.cached_property
    def direction(self) -> str:
        """`rtl` where lines run from right to left, else `ltr`."""
        if self.has_data:
            return self.data.text_direction
        return "rtl" if self.script in _RIGHT_TO_LEFT else "ltr"

    @functools.cached_property
    def territory(self) -> str:
        """The country of the tag, else the likeliest one (CLDR likely subtags), else empty."""
        own = [part for part in self.name.split("_")[1:] if len(part) in (2, 3)]
        return next(iter([*own, *(part for part in self._likely() if len(part) == 2)]), "")

    @functools.cached_property
    def script(self) -> str:
        """The four-letter ISO 15924 code of the script the language is written in."""
        own = [part for part in self.name.split("_")[1:] if len(part) == 4]
        return next(iter([*own, *(part for part in self._likely() if len(part) == 4)]), "Latn")

    def _likely(self) -> list[str]:
        """Return script and country of the tag's data, and what CLDR takes to be likely."""
        likely = get_global("likely_subtags")
        names = (self.name, self.language, str(self.data), self.data.language)
        found = next((likely[name] for name in names if name in likely), "")
        own = [self.data.script or "", self.data.territory or ""]
        return [*own, *found.split("_")[1:]]


@functools.cache
def find_locale(name: str) -> Locale:
    """Return the locale of a folder name such as `zh_Hans`, or of a tag such as `zh-Hans`.

    Raises `LocaleError` where CLDR, as Babel carries it, does not know the language.
    """
    spelled = name.replace("-", "_")
    if spelled in PSEUDO_LOCALES:
        return Locale(spelled, babel.Locale.parse(PSEUDO_LOCALES[spelled]))
    try:
        usual = "_".join(filter(None, babel.core.parse_locale(spelled)))
        data = babel.Locale.parse(spelled)
    except babel.UnknownLocaleError:
        data = _data_of(usual.partition("_")[0], name)
    except ValueError:
        raise _unknown(name) from None
    if usual != spelled:
        raise LocaleError(f"locale “{name}” is spelled in an unusual way; expected “{usual}”")
    return Locale(spelled, data)


def _data_of(language: str, name: str) -> babel.Locale:
    """Return the data of a language that CLDR has under another name, or names only."""
    other = get_global("language_aliases").get(language)
    if other:
        return babel.Locale.parse(other)
    if language in babel.Locale("en").languages or language in get_global("likely_subtags"):
        return babel.Locale("root")
    raise _unknown(name)


def _unknown(name: str) -> LocaleError:
    expected = "expected a name such as es, zh_Hans or pt_BR"
    return LocaleError(f"locale “{name}” is not in CLDR; {expected}")
