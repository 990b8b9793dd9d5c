"""The anchors of the source pages, found once a page and process."""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from pipeline.markdown.anchors import Anchors
from pipeline.markdown.extension import LeafletsExtension

_known: dict[str, Anchors] = {}


def source_anchors(text: str, extensions: list[Any], configs: dict[str, Any]) -> Anchors:
    """Return the anchors that a page's English Markdown gives its headings and tabs.

    All builds of a process share them: they depend on the text and the site's extensions alone.
    """
    if text not in _known:
        found: list[Anchors] = []
        reader = LeafletsExtension(on_anchors=found.append)
        Markdown(extensions=[*extensions, reader], extension_configs=configs).convert(text)
        _known[text] = found[0] if found else Anchors()
    return _known[text]
