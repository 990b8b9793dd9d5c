"""Find the messages of a page in Python-Markdown's tree, after block and before inline parsing.

Every message is then the raw inline Markdown of one block, and stands where it can be replaced
without parsing or rendering anything again.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE, STX

from pipeline.markdown.blocks import Block, Put, leave, leave_unmarked
from pipeline.markdown.cut import HEADINGS, cut, has_words, list_start
from pipeline.markdown.defined import defined_blocks
from pipeline.markdown.directives import Directive, Orders, Problem, find_directives
from pipeline.markdown.placeholders import Placeholders, clean
from pipeline.markdown.places import Places
from pipeline.markdown.raw_html import raw_messages
from pipeline.markdown.roles import is_danger, role_of
from pipeline.markdown.segments import OPAQUE, visible_attributes
from pipeline.markdown.well_formed import without_code

DANGER, MARKED = "danger", "marked"
"""Why a message is critical: it is inside a danger box, or the author says so."""

_DANGER = re.compile(r"""\bclass\s*=\s*(?:"[^"]*|'[^']*)?\bdanger\b""", re.IGNORECASE)
_COMMENTS = re.compile(r"(?:\s|<!--(?:(?!-->).)*+-->)*+\Z", re.DOTALL)

_MARKUP = re.compile(rf"[`*\[<\\&!{STX}]|(?<!\w)_|_(?!\w)")
"""What inline Markdown is made of, where it stands around a message."""

Around = tuple[etree.Element, ...]
"""The elements that hold a text or an element, outermost first."""


@dataclass(frozen=True, slots=True)
class Found:
    """The messages of a page, and the directives that could not be followed."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def find_messages(root: etree.Element, md: Markdown) -> Found:
    """Return the messages of a page in reading order, then those that stand in no block.

    `root` is the tree after block parsing, before inline parsing.
    """
    walk = _Walk(md)
    walk.children(root, ())
    walk.orders.end()
    return Found((*walk.blocks, *defined_blocks(md)), tuple(walk.orders.problems))


def find_blocks(root: etree.Element, md: Markdown) -> list[Block]:
    """Return the messages alone."""
    return list(find_messages(root, md).blocks)


class _Walk:
    """What is known at the place where the walk is."""

    def __init__(self, md: Markdown):
        self.blocks: list[Block] = []
        self.orders = Orders()
        self._md = md
        self._placeholders = Placeholders(md)
        self._attribute_lists = "attr_list" in md.treeprocessors
        self._toc_marker = _toc_marker(md)
        self._heading = ""
        self._critical: frozenset[str] = frozenset()

    def children(self, parent: etree.Element, around: Around) -> None:
        """Visit what an element holds."""
        around = (*around, parent)
        for child in _in_reading_order(parent):
            if self._is_comment(child):
                self._aside(child.text or "")
            else:
                self._skipping(partial(self._element, child, around))
            if child.tail and not child.tail.isspace():
                self._text(child, child.tail, around, parent)

    def _skipping(self, visit: Callable[[], None]) -> None:
        """Visit a block; drop its messages, or mark them as critical, where the author asks."""
        skip, start = self.orders.take_skip(), len(self.blocks)
        marks, outside = self.orders.take_critical(), self._critical
        if marks:
            self._critical = outside | {MARKED}
        visit()
        self._critical = outside
        if skip:
            del self.blocks[start:]
        elif marks and len(self.blocks) == start:
            self.orders.miss(marks)

    def _element(self, element: etree.Element, around: Around) -> None:
        if element.tag in OPAQUE or element.get("class") in ("arithmatex", "footnote-backref"):
            return
        outside = self._critical
        if is_danger(element):
            self._critical = outside | {DANGER}
        if element.attrib:
            for name in visible_attributes(element.tag, element.attrib):
                put = partial(_set, element, name)
                self._add(element.attrib[name], f"attribute “{name}”", put)
        if element.text:
            self._text(element, element.text, (*around, element), None)
        if len(element):
            self.children(element, around)
        self._critical = outside

    def _text(
        self,
        element: etree.Element,
        text: str,
        around: Around,
        parent: etree.Element | None,
    ) -> None:
        """Visit the text of an element, or its tail where `parent` is given."""
        tag = self._tag_of_list(element, parent)
        if parent is None and self._is_toc(element, text, tag):
            return
        found = cut(text, tag, self._placeholders.stands_apart)
        pieces, places = found.pieces, Places(element, parent, found.pieces, self._toc_marker)
        alone = parent is None and found.values == 3 and places.takes_markup
        alone = alone and not _MARKUP.search(pieces[0] + "".join(pieces[2:]))
        self._aside(pieces[0])
        for index in range(1, found.values, 2):
            core, after = pieces[index : index + 2]
            if core and has_words(core):
                here, line_end, below = after.partition("\n")
                self.orders.obey(tuple(self._directives(here)))
                self._message(places, index, core, around, alone=alone)
                self._aside(here, directives=False)
                self._aside(line_end + below)
            else:
                self._aside(after)
        for index in range(found.values, len(pieces), 2):
            if has_words(pieces[index]):
                put = partial(places.put_value, index)
                self._add(pieces[index], "attribute in an attribute list", put)

    def _is_toc(self, element: etree.Element, text: str, tag: str | None) -> bool:
        """Tell whether `toc` will put the table of contents in the place of an element."""
        if self._toc_marker not in text or len(element) or element.tag in HEADINGS:
            return False
        return text[: list_start(text, tag)].strip() == self._toc_marker

    def _message(
        self, places: Places, index: int, core: str, around: Around, *, alone: bool
    ) -> None:
        msgid, shown = self._placeholders.show(core)
        if "<!--" in msgid:
            self.orders.refuse(find_directives(without_code(msgid)))
        if self.orders.take_skip():
            self.orders.fulfil()
            self.orders.take_critical()
        else:
            put = partial(places.put, index, msgid, shown)
            fall_back, mark = partial(places.fall_back, index), partial(places.mark, index)
            self._add(msgid, role_of(around), put, fall_back, mark, alone=alone and not shown)
        if around[-1].tag in HEADINGS:
            self._heading = msgid

    def _tag_of_list(self, element: etree.Element, parent: etree.Element | None) -> str | None:
        """Return the element that an attribute list at the end of a text belongs to."""
        if not self._attribute_lists:
            return None
        if parent is not None:
            if element is not parent[-1]:
                return None
            element = parent
        return element.tag if self._md.is_block_level(element.tag) else None

    def _is_comment(self, element: etree.Element) -> bool:
        """Tell whether an element is a paragraph of comments and nothing else."""
        text = element.text
        if element.tag != "p" or len(element) or not text or text.lstrip()[:1] not in ("<", STX):
            return False
        return _COMMENTS.match(self._placeholders.show(text)[0]) is not None

    def _directives(self, text: str) -> Iterator[Directive]:
        if "<!--" in text or STX in text:
            yield from find_directives(self._placeholders.show(text)[0])

    def _aside(self, text: str, *, directives: bool = True) -> None:
        """Visit the directives and the raw HTML that stand beside a message."""
        if not text or text.isspace():
            return
        at = 0
        for found in HTML_PLACEHOLDER_RE.finditer(text) if STX in text else ():
            if directives:
                self.orders.obey(find_directives(text[at : found.start()]))
            at = found.end()
            self._raw(int(found[1]), directives=directives)
        if directives:
            self.orders.obey(find_directives(text[at:]))

    def _raw(self, index: int, *, directives: bool) -> None:
        raw = self._placeholders.html(index)
        if isinstance(raw, etree.Element):
            self._skipping(partial(self._element, raw, ()))
        elif raw and _COMMENTS.match(raw):
            self.orders.obey(find_directives(raw) if directives else ())
        elif raw:
            self._skipping(partial(self._raw_messages, index))

    def _raw_messages(self, index: int) -> None:
        outside = self._critical
        if _DANGER.search(str(self._placeholders.html(index))):
            self._critical = outside | {DANGER}
        for each in raw_messages(self._placeholders.stash, index):
            if isinstance(each, Block):
                self._add(each.msgid, each.role, each.put, each.fall_back, each.mark)
            else:
                self.orders.obey((each,))
        self._critical = outside

    def _add(
        self,
        msgid: str,
        role: str,
        put: Put,
        fall_back: Callable[[], None] = leave,
        mark: Callable[[int], None] = leave_unmarked,
        *,
        alone: bool = False,
    ) -> None:
        critical = self._critical | ({MARKED} if self.orders.take_critical() else frozenset())
        context, notes = self.orders.fulfil()
        why, heading = tuple(sorted(critical)), self._heading
        block = Block(msgid, role, put, fall_back, context, heading, notes, why, mark, alone=alone)
        self.blocks.append(block)


def _in_reading_order(parent: etree.Element) -> list[etree.Element]:
    """Return what an element holds; of tabs, each label before what its tab holds."""
    if not parent.get("class", "").startswith("tabbed-set"):
        return list(parent)
    parts = {child.get("class"): child for child in parent}
    labels, tabs = parts.get("tabbed-labels"), parts.get("tabbed-content")
    if labels is None or tabs is None:
        return list(parent)
    pairs = zip_longest(labels, tabs)
    return [child for pair in pairs for child in pair if child is not None]


def _set(element: etree.Element, name: str, msgstr: str) -> bool:
    if msgstr.strip():
        element.set(name, clean(msgstr))
    return bool(msgstr.strip())


def _toc_marker(md: Markdown) -> str:
    """Return the text that becomes a table of contents (`[TOC]`); without one, what no text is."""
    if "toc" not in md.treeprocessors:
        return STX
    marker: str = md.treeprocessors["toc"].marker  # type: ignore[attr-defined]
    return marker or STX
