"""A block: a place in a parsed page that holds one message, and the way to write in it."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from markdown.util import AtomicString

FALLBACK = MappingProxyType({"lang": "en", "dir": "ltr", "class": "leaflet-fallback"})
"""The attributes of an element that shows the source text in a translated page."""


def _leave() -> None:
    """Show the source text as it is: an attribute has no place for a language of its own."""


@dataclass(frozen=True, slots=True)
class Block:
    """One message where it stands in a page.

    `msgid` is raw inline Markdown; `role` says what it is to a reader (“list item”), `heading`
    under which heading it stands, `notes` what the author tells the translator. `put(msgstr)`
    writes a translation in its place and `fall_back()` marks the source text as English; at most
    one of them is called, once.
    """

    msgid: str
    role: str
    put: Callable[[str], None]
    fall_back: Callable[[], None] = _leave
    msgctxt: str | None = None
    heading: str = ""
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies the block's message in a catalog."""
        return (self.msgctxt, self.msgid)


@dataclass(frozen=True, slots=True)
class Place:
    """The text of an element, or the text behind it (its tail, where `parent` is given).

    `before` and `after` are white space, placeholders, directives and attribute lists: they stay
    where they are and no translator sees them. `stashed` maps raw HTML in the message to the
    placeholder that Python-Markdown keeps for it.
    """

    element: etree.Element
    parent: etree.Element | None
    before: str
    text: str
    after: str
    stashed: Mapping[str, str] = field(default_factory=dict)

    def put(self, msgstr: str) -> None:
        """Write a translation where the message stood."""
        self._write(self.before + self._stash(msgstr) + self.after)

    def fall_back(self) -> None:
        """Wrap the message in an element that says it is English."""
        span = etree.Element("span", dict(FALLBACK))
        span.text = self._typed(self._stash(self.text))
        span.tail = self._typed(self.after)
        self._write(self.before)
        if self.parent is None:
            self.element.insert(0, span)
        else:
            self.parent.insert(list(self.parent).index(self.element) + 1, span)

    def _stash(self, text: str) -> str:
        for html, placeholder in self.stashed.items():
            text = text.replace(html, placeholder)
        return text

    def _write(self, text: str) -> None:
        if self.parent is None:
            self.element.text = self._typed(text)
        else:
            self.element.tail = self._typed(text)

    def _typed(self, text: str) -> str:
        """Keep inline Markdown switched off where the block parser switched it off."""
        current = self.element.text if self.parent is None else self.element.tail
        return AtomicString(text) if isinstance(current, AtomicString) else text
