"""Run Python-Markdown as far as the messages of a page: preprocessors and block parsing."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence
from typing import Any

from markdown import Markdown

from pipeline.errors import ConfigError
from pipeline.markdown.blocks import Block
from pipeline.markdown.extension import BEFORE_INLINE
from pipeline.markdown.find import Found, find_messages


def new_markdown(extensions: Sequence[str], configs: Mapping[str, Any]) -> Markdown:
    """Return a parser with the extensions of a site; raise `ConfigError` where one is none."""
    try:
        return Markdown(extensions=list(extensions), extension_configs=dict(configs))
    except Exception as error:  # extensions raise what they like
        raise ConfigError(f"markdown_extensions: {error}", "mkdocs.yml") from None


def read_page(md: Markdown, text: str) -> Found:
    """Return the messages of a page's Markdown, and the directives that cannot be followed."""
    return find_messages(parse_blocks(md, text), md)


def read_blocks(md: Markdown, text: str) -> list[Block]:
    """Return the messages of a page's Markdown, without rendering it."""
    return list(read_page(md, text).blocks)


def parse_blocks(md: Markdown, text: str) -> etree.Element:
    """Return the tree of a page as it stands before inline parsing.

    The steps are those of `Markdown.convert` (Markdown 3.8 to 3.11), up to the treeprocessors
    that come before the messages are found.
    """
    md.reset()
    if not text.strip():
        return etree.Element(md.doc_tag)
    lines = text.split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root: etree.Element = md.parser.parseDocument(lines).getroot()  # type: ignore[assignment]
    registry = md.treeprocessors
    for treeprocessor, item in zip(registry, registry._priority, strict=True):  # type: ignore[attr-defined]
        if item.priority <= BEFORE_INLINE:
            break
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    return root
