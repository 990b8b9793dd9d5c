"""The places in a text where messages stand, and the way to write in them."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping

from markdown.util import AtomicString

from pipeline.markdown.blocks import FALLBACK, MARK
from pipeline.markdown.harmless import is_harmless
from pipeline.markdown.placeholders import clean, hide
from pipeline.markdown.segments import NO_MARKUP
from pipeline.markdown.well_formed import keeps_page_whole


def may_stand(text: str, msgid: str, marker: str) -> bool:
    """Tell whether a translation may take the place of its message, whatever the checks say."""
    if not text or text == marker:
        return False
    return keeps_page_whole(text, msgid) and is_harmless(text, msgid)


class Places:
    """The text of an element, or the text behind it (its tail, where `parent` is given).

    `pieces` are what `cut` returns; what stands around the messages never changes. `marker` is the
    text that `toc` would replace wherever an element holds nothing else.
    """

    def __init__(
        self,
        element: etree.Element,
        parent: etree.Element | None,
        pieces: list[str],
        marker: str,
    ) -> None:
        self._marker = marker
        self._element = element
        self._parent = parent
        self._pieces: list[str | etree.Element] = list(pieces)
        self._added: list[etree.Element] = []
        text = element.text if parent is None else element.tail
        self._atomic = isinstance(text, AtomicString)

    @property
    def takes_markup(self) -> bool:
        """Whether inline Markdown is parsed here, and elements may stand here."""
        holder = self._element if self._parent is None else self._parent
        return not self._atomic and holder.tag not in NO_MARKUP

    def put(self, index: int, msgid: str, shown: Mapping[str, str], msgstr: str) -> bool:
        """Write a translation in the place of the message at an index of the pieces.

        One that would break the page is not written: the message falls back.
        """
        if msgstr == msgid:
            return True
        text = msgstr.strip()
        if not may_stand(text, msgid, self._marker):
            self.fall_back(index)
            return False
        self._pieces[index] = hide(text, shown)
        self._write()
        return True

    def put_value(self, index: int, msgstr: str) -> bool:
        """Write a translation of a value in an attribute list, where it can break nothing."""
        text = " ".join(clean(msgstr).split()).replace("{", "(").replace("}", ")")
        if not text:
            return False
        quote = str(self._pieces[index - 1])[-1:]
        if quote in ("'", '"'):
            self._pieces[index] = text.replace(quote, "”" if quote == '"' else "’")
        elif text != self._pieces[index]:
            self._pieces[index] = '"' + text.replace('"', "”") + '"'
        self._write()
        return True

    def fall_back(self, index: int) -> None:
        """Mark the message at an index as English."""
        holder = self._element if self._parent is None else self._parent
        if holder.tag in NO_MARKUP:
            holder.attrib.update(FALLBACK)
            return
        span = etree.Element("span", dict(FALLBACK))
        text = str(self._pieces[index])
        span.text = self._typed(f"\\{text}" if text == self._marker else text)
        self._pieces[index] = span
        self._write()

    def mark(self, index: int, number: int) -> None:
        """Put what is shown of the message at an index into an element with a number."""
        piece = self._pieces[index]
        if isinstance(piece, str):
            holder = self._element if self._parent is None else self._parent
            if holder.tag in NO_MARKUP:
                holder.set("data-message", str(number))
                return
            element = etree.Element(MARK)
            element.text = self._typed(piece)
            self._pieces[index] = piece = element
        piece.set("data-message", str(number))
        self._write()

    def _write(self) -> None:
        holder = self._element if self._parent is None else self._parent
        for span in self._added:
            holder.remove(span)
        self._added = []
        at = 0 if self._parent is None else list(holder).index(self._element) + 1
        text = ""
        for piece in self._pieces:
            if isinstance(piece, str):
                text += piece
                continue
            self._end(text)
            text = ""
            holder.insert(at + len(self._added), piece)
            self._added.append(piece)
        self._end(text)

    def _end(self, text: str) -> None:
        """Write the text that stands before the next element."""
        if self._added:
            self._added[-1].tail = self._typed(text)
        elif self._parent is None:
            self._element.text = self._typed(text)
        else:
            self._element.tail = self._typed(text)

    def _typed(self, text: str) -> str:
        """Keep inline Markdown switched off where the block parser switched it off."""
        return AtomicString(text) if self._atomic else text
