"""The source pages as they look in English, rendered once a page and process."""

from __future__ import annotations

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


def source_page(text: str, extensions: list[Any], configs: dict[str, Any]) -> SourcePage:
    """Return a page's English Markdown as HTML, with the anchors of its headings and tabs.

    All builds of a process share them: they depend on the text and the site's extensions alone.
    """
    if text not in _known:
        found: list[Anchors] = []
        reader = LeafletsExtension(on_anchors=found.append)
        md = Markdown(extensions=[*extensions, reader], extension_configs=configs)
        html = md.convert(text)
        _known[text] = SourcePage(html, found[0] if found else Anchors())
    return _known[text]
