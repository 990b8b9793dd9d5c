"""The source pages as they look in English, rendered once a page and process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown import Markdown

from pipeline.markdown.anchors import Anchors
from pipeline.markdown.extension import LeafletsExtension


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page's English HTML, its links as the author wrote them, and its anchors."""

    html: str
    anchors: Anchors


_known: dict[str, SourcePage] = {}


def source_page(text: str, extensions: Sequence[Any], configs: Mapping[str, Any]) -> SourcePage:
    """Return a page's English Markdown as HTML, with the anchors of its headings and tabs.

    All builds of a process share them: they depend on the text and the site's extensions alone.
    """
    if text not in _known:
        _known[text] = read_source_page(text, extensions, configs)
    return _known[text]


def read_source_page(
    text: str, extensions: Sequence[Any], configs: Mapping[str, Any]
) -> SourcePage:
    """Return the same, and keep nothing."""
    found: list[Anchors] = []
    reader = LeafletsExtension(on_anchors=found.append)
    md = Markdown(extensions=[*extensions, reader], extension_configs=dict(configs))
    html = md.convert(text)
    return SourcePage(html, found[0] if found else Anchors())
