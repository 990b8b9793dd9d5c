"""A block: a place in a parsed page that holds one message, and the way to write in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

FALLBACK = MappingProxyType({"lang": "en", "dir": "ltr", "class": "leaflet-fallback"})
"""The attributes of an element that shows the source text in a translated page."""


MARK = "leaflet-message"
"""The element that holds a marked message; its attribute `data-message` has the number."""

Put = Callable[[str], bool]


def leave() -> None:
    """Show the source text as it is: an attribute has no place for a language of its own."""


def leave_unmarked(number: int) -> None:
    """Mark nothing: an attribute cannot hold an element."""


@dataclass(frozen=True, slots=True)
class Block:
    """One message where it stands in a page.

    `msgid` is raw inline Markdown; `role` says what it is to a reader (“list item”), `heading`
    under which heading it stands, `notes` what the author tells the translator, `critical` whether
    it is critical (“danger”: inside such a box, “marked”: the author says so). `put(msgstr)`
    writes a translation in its place and `fall_back()` marks the source text as English; at most
    one of them is called, once. `put` leaves the source text, and returns `False`, where a
    translation would break the page: it is empty, or holds HTML that is not closed. Behind them,
    `mark(number)` puts what is shown into an element that scripts find. A message is `alone` where
    it is all of the inline Markdown at its place.
    """

    msgid: str
    role: str
    put: Put
    fall_back: Callable[[], None] = leave
    msgctxt: str | None = None
    heading: str = ""
    notes: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    mark: Callable[[int], None] = leave_unmarked
    alone: bool = False

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies the block's message in a catalog."""
        return (self.msgctxt, self.msgid)
