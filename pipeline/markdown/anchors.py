"""Anchors (ids) of headings and tabs: those of the source page, in every language.

A link such as `overdose.md#signs`, a bookmark and a printed address then work in all of them.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.markdown.cut import HEADINGS

BEFORE_TOC = 5.5
"""Priority behind `attr_list` (8) and before `toc` (5), which makes ids from the words."""

AFTER_TABS = 3.5
"""Priority behind `toc` and pymdownx's `tab_slugs` (4)."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The ids of a page's headings and of its tabs, in the order of the page."""

    headings: tuple[str, ...] = ()
    tabs: tuple[str, ...] = ()


def read_anchors(root: etree.Element) -> Anchors:
    """Return the anchors of a page whose tree is complete."""
    return Anchors(
        tuple(element.get("id", "") for element in _headings(root)),
        tuple(tab.get("id", "") for tab, _ in _tabs(root)),
    )


def set_headings(root: etree.Element, anchors: Sequence[str]) -> None:
    """Give headings their ids; `toc` keeps those that it finds."""
    for element, anchor in zip(_headings(root), anchors, strict=False):
        if anchor:
            element.set("id", anchor)


def set_tabs(root: etree.Element, anchors: Sequence[str]) -> None:
    """Give tabs their ids: the inputs, and the `for` of their labels."""
    for (tab, label), anchor in zip(_tabs(root), anchors, strict=False):
        if anchor:
            tab.set("id", anchor)
            label.set("for", anchor)


def _headings(root: etree.Element) -> Iterator[etree.Element]:
    return (element for element in root.iter() if element.tag in HEADINGS)


def _tabs(root: etree.Element) -> Iterator[tuple[etree.Element, etree.Element]]:
    """Return the inputs of pymdownx's tabs, each with its label."""
    for group in root.iter("div"):
        if "tabbed-set" in group.get("class", "").split():
            inputs = [child for child in group if child.tag == "input"]
            labels = [child for child in group if child.tag == "label"]
            for child in group:
                if child.get("class") == "tabbed-labels":
                    labels = [label for label in child if label.tag == "label"]
            yield from zip(inputs, labels, strict=False)
