"""The Markdown extension `leaflets`: hands over a page's messages, and keeps its anchors."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Sequence

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from pipeline.markdown.anchors import (
    AFTER_TABS,
    BEFORE_TOC,
    Anchors,
    read_anchors,
    set_headings,
    set_tabs,
)
from pipeline.markdown.blocks import Block
from pipeline.markdown.find import find_blocks

BEFORE_INLINE = 24
"""Priority behind `footnotes` (50) and `task-list` (25), before `inline` (20)."""

Visitor = Callable[[Sequence[Block]], object]


class LeafletsExtension(Extension):
    """Call `visit` with the messages of each page, between block and inline parsing.

    `visit` may read the messages (extraction) or write translations in their places (building).
    `anchors` are the ids of the source page, for a page that is translated; `on_anchors` is
    called with the ids of each finished page. With no option set, pages stay as they are. The
    options may be changed between two pages.
    """

    def __init__(
        self,
        visit: Visitor | None = None,
        anchors: Anchors | None = None,
        on_anchors: Callable[[Anchors], object] | None = None,
    ):
        super().__init__()
        self.visit = visit
        self.anchors = anchors
        self.on_anchors = on_anchors

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register a treeprocessor for each moment at which there is something to do."""
        for step, priority in (
            (self._visit, BEFORE_INLINE),
            (self._set_headings, BEFORE_TOC),
            (self._set_tabs, AFTER_TABS),
        ):
            name = f"leaflets{step.__name__}"
            md.treeprocessors.register(_Step(md, step), name, priority)

    def _visit(self, root: etree.Element, md: Markdown) -> None:
        if self.visit is not None:
            self.visit(find_blocks(root, md))

    def _set_headings(self, root: etree.Element, _: Markdown) -> None:
        if self.anchors is not None:
            set_headings(root, self.anchors.headings)

    def _set_tabs(self, root: etree.Element, _: Markdown) -> None:
        if self.anchors is not None:
            set_tabs(root, self.anchors.tabs)
        if self.on_anchors is not None:
            self.on_anchors(read_anchors(root))


class _Step(Treeprocessor):
    def __init__(self, md: Markdown, step: Callable[[etree.Element, Markdown], None]):
        super().__init__(md)
        self._step = step

    def run(self, root: etree.Element) -> None:
        self._step(root, self.md)
