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
    HeadingAnchors,
    TabAnchors,
    read_anchors,
)
from pipeline.markdown.blocks import Block
from pipeline.markdown.find import find_blocks

BEFORE_INLINE = 24
"""Priority behind `footnotes` (50) and `task-list` (25), before `inline` (20)."""

Visitor = Callable[[Sequence[Block]], None]


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
        on_anchors: Callable[[Anchors], None] | None = None,
    ):
        super().__init__()
        self.visit = visit
        self.anchors = anchors
        self.on_anchors = on_anchors

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the treeprocessors that are asked for."""
        if self.visit is not None:
            md.treeprocessors.register(_Visit(md, self.visit), "leaflets", BEFORE_INLINE)
        if self.anchors is not None:
            headings = HeadingAnchors(md, self.anchors)
            md.treeprocessors.register(headings, "leaflets_headings", BEFORE_TOC)
            md.treeprocessors.register(TabAnchors(md, self.anchors), "leaflets_tabs", AFTER_TABS)
        if self.on_anchors is not None:
            md.treeprocessors.register(_Report(md, self.on_anchors), "leaflets_anchors", AFTER_TABS)


class _Visit(Treeprocessor):
    def __init__(self, md: Markdown, visit: Visitor):
        super().__init__(md)
        self._call = visit

    def run(self, root: etree.Element) -> None:
        self._call(find_blocks(root, self.md))


class _Report(Treeprocessor):
    def __init__(self, md: Markdown, on_anchors: Callable[[Anchors], None]):
        super().__init__(md)
        self._call = on_anchors

    def run(self, root: etree.Element) -> None:
        self._call(read_anchors(root))
