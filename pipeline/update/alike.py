"""Texts that differ in typography only, or in what an author marked as a mere correction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

_QUOTES = (
    dict.fromkeys(map(ord, "‘’‚‛ʼ′‹›"), "'")
    | dict.fromkeys(map(ord, "“”„‟″«»"), '"')
    | dict.fromkeys((0x00AD, 0x200B, 0xFEFF))
)
_DASH = re.compile(r"\s*(?:[‐‑‒–—―−]|(?<!\S)--?(?!\S))\s*|(?<=[^\s-])--(?=[^\s-])")
_SPACE = re.compile(r"\s+")
_END = re.compile(r"[\s.!:;,…]+(?=[*_\"')\]]*$)")
_ORDINARY_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True, slots=True)
class Correction:
    """A span of the source that was corrected without a change of its meaning."""

    old: str
    new: str


@dataclass(frozen=True)
class Alike:
    """Tells which texts say the same: equal but for typography and the listed corrections.

    Typography is spacing, quotes, dashes, capitals, and the mark that ends the text, but for a
    question mark. Whether the facts are the same is for others to say: `5 mg` and `5 Mg` are alike.
    """

    corrections: tuple[Correction, ...] = ()
    _forms: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def form(self, text: str) -> str:
        """Return the form that all texts share that are alike."""
        known = self._forms.get(text)
        if known is None:
            known = self._forms[text] = self._form(text)
        return known

    def _form(self, text: str) -> str:
        if self._pattern is not None:
            text = self._pattern.sub(lambda match: self._meaning[match[0]], text)
        return _plain(text)

    @cached_property
    def _meaning(self) -> dict[str, str]:
        """What stands for each span, old or new: one text for all that are linked."""
        groups: dict[str, set[str]] = {}
        for each in self.corrections:
            joined = groups.get(each.old, {each.old}) | groups.get(each.new, {each.new})
            groups.update(dict.fromkeys(joined, joined))
        return {text: min(group) for text, group in groups.items()}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return _any_of(self._meaning)


def _any_of(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Return an expression for any of some texts as whole words, the longest first."""
    listed = sorted(texts, key=lambda text: (-len(text), text))
    if not listed:
        return None
    return re.compile("|".join(map(_whole, listed)))


def _whole(text: str) -> str:
    left = r"(?<!\w)" if re.match(r"\w", text) else ""
    right = r"(?!\w)" if re.search(r"\w\Z", text) else ""
    return f"{left}{re.escape(text)}{right}"


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text).translate(_QUOTES)
    text = _DASH.sub("-", _ORDINARY_SPACE.sub(" ", text))
    return _END.sub("", _SPACE.sub(" ", text).strip()).casefold()
