"""Find the messages of a page in Python-Markdown's tree, after block and before inline parsing.

Every message is then the raw inline Markdown of one block, and stands where it can be replaced
without parsing or rendering anything again.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE

from pipeline.markdown.blocks import Block, Place
from pipeline.markdown.cut import HEADINGS, cut, has_words
from pipeline.markdown.defined import defined_blocks
from pipeline.markdown.directives import Directive, Name, find_directives, is_directive
from pipeline.markdown.raw_html import OPAQUE, VISIBLE_ATTRIBUTES, raw_blocks
from pipeline.markdown.roles import role_of


def find_blocks(root: etree.Element, md: Markdown) -> list[Block]:
    """Return the messages of a page in reading order, then those that stand in no block.

    `root` is the tree after block parsing, before inline parsing.
    """
    walk = _Walk(md)
    walk.children(root, ())
    return [*walk.blocks, *defined_blocks(md)]


class _Walk:
    """What is known at the place where the walk is."""

    def __init__(self, md: Markdown):
        self.blocks: list[Block] = []
        self._stash = md.htmlStash.rawHtmlBlocks
        self._attribute_lists = "attr_list" in md.treeprocessors
        self._toc_marker = _toc_marker(md)
        self._heading = ""
        self._notes: list[str] = []
        self._context: str | None = None
        self._skip = False

    def children(self, parent: etree.Element, around: tuple[etree.Element, ...]) -> None:
        """Visit what an element holds; `around` are the elements that hold it, outermost first."""
        around = (*around, parent)
        for child in list(parent):
            aside = self._only_directives(child)
            if aside:
                self._obey(aside)
            elif self._skip:
                self._skip = False
            else:
                self._element(child, around)
            if child.tail:
                self._text(child, child.tail, around, parent)

    def _element(self, element: etree.Element, around: tuple[etree.Element, ...]) -> None:
        if element.tag in OPAQUE or element.get("class") == "footnote-backref":
            return
        for name in VISIBLE_ATTRIBUTES:
            if has_words(element.get(name, "")):
                value = element.attrib[name]
                self._add(Block(value, f"attribute “{name}”", partial(element.set, name)))
        if element.text:
            self._text(element, element.text, (*around, element), None)
        self.children(element, around)

    def _text(
        self,
        element: etree.Element,
        text: str,
        around: tuple[etree.Element, ...],
        parent: etree.Element | None,
    ) -> None:
        """Visit the text of an element, or its tail where `parent` is given."""
        if text.strip() == self._toc_marker:
            return
        tag = element.tag if self._attribute_lists and parent is None else None
        before, core, after = cut(text, tag)
        self._beside(before)
        if self._skip:
            self._skip = False
        elif has_words(core):
            stashed = dict(self._raw_inside(core))
            for raw, placeholder in stashed.items():
                core = core.replace(placeholder, raw)
            place = Place(element, parent, before, core, after, stashed)
            self._notes += [d.text for d in find_directives(after) if d.name is Name.COMMENT]
            self._add(Block(core, role_of(around), place.put, place.fall_back))
            if around[-1].tag in HEADINGS:
                self._heading = core
        self._beside(after, directives=False)

    def _only_directives(self, element: etree.Element) -> tuple[Directive, ...]:
        """Return the directives of a paragraph that holds nothing else."""
        if element.tag != "p" or len(element) or not element.text:
            return ()
        if HTML_PLACEHOLDER_RE.sub("", element.text).strip():
            return ()
        html = "".join(raw for raw, _ in self._raw_inside(element.text))
        return find_directives(html) if is_directive(html) else ()

    def _raw_inside(self, text: str) -> Iterator[tuple[str, str]]:
        """Return the raw HTML that a text refers to, and the placeholders that refer to it."""
        for match in HTML_PLACEHOLDER_RE.finditer(text):
            raw = self._stash[int(match[1])]
            if isinstance(raw, str):
                yield raw, match[0]

    def _beside(self, text: str, *, directives: bool = True) -> None:
        """Visit the directives and the raw HTML that stand beside a message."""
        if directives and "i18n:" in text:
            self._obey(find_directives(text))
        for match in HTML_PLACEHOLDER_RE.finditer(text):
            index = int(match[1])
            raw = self._stash[index]
            if isinstance(raw, str):
                self._obey(find_directives(raw))
                for block in raw_blocks(self._stash, index):
                    self._add(block)

    def _obey(self, directives: tuple[Directive, ...]) -> None:
        for directive in directives:
            if directive.name is Name.COMMENT:
                self._notes.append(directive.text)
            elif directive.name is Name.CONTEXT:
                self._context = directive.text
            elif directive.name is Name.SKIP:
                self._skip = True

    def _add(self, block: Block) -> None:
        self.blocks.append(
            replace(block, heading=self._heading, notes=tuple(self._notes), msgctxt=self._context)
        )
        self._notes = []
        self._context = None


def _toc_marker(md: Markdown) -> str | None:
    """Return the text that becomes a table of contents (`[TOC]`), where there is one."""
    if "toc" not in md.treeprocessors:
        return None
    marker: str = md.treeprocessors["toc"].marker  # type: ignore[attr-defined]
    return marker or None
