"""Render the texts that fill the blanks of a page: each is the inline Markdown of one message."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markdown import Markdown
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from mkdocs.utils.rendering import get_heading_text

from pipeline.build.forms.blanks import holds_blanks
from pipeline.build.forms.known import OF_TEXT, TRIGGERS, named
from pipeline.markdown.blocks import FALLBACK

_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://|[^<> !@/?]+@)[^<>\s@\"'`\\*_]+>")
_SPECIAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f{]")
_MARKED = re.compile("|".join(sorted({re.escape(each) for each in TRIGGERS.values()} | {"_", "&"})))
_BETWEEN = "\ue002"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What fills a blank: as HTML, as tables of contents name it, and as the page's title."""

    html: str
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A message's text; `is_heading` where it needs a name, `falls_back` where it is English."""

    markdown: str
    is_heading: bool = False
    falls_back: bool = False


def why_not_alone(markdown: str) -> str:
    """Return why a text may look beyond itself, empty where it is rendered alone as in its page."""
    if _SPECIAL.search(markdown) or markdown.endswith("\\") or holds_blanks(markdown):
        return "a character that may not stand for itself"
    if "<" in markdown and "<" in _AUTOLINK.sub("", markdown):
        return "raw HTML"
    return ""


def render_texts(
    texts: Sequence[Text],
    md: Markdown,
    references: Mapping[str, tuple[str, str]],
    finish: Callable[[etree.Element], object] | None,
) -> list[Rendered]:
    """Render texts; `finish` is what else the page does to its tree (the addresses of links).

    `references` are the targets of reference links, as the parser keeps them.
    """
    done: dict[Text, Rendered] = {}
    left = []
    for text in dict.fromkeys(texts):
        if _MARKED.search(text.markdown):
            left.append(text)
        else:
            done[text] = _plain(text)
    if left:
        done.update(zip(left, _render(left, md, references, finish), strict=True))
    return [done[text] for text in texts]


def _plain(text: Text) -> Rendered:
    """Render a text in which no inline pattern can begin."""
    html = text.markdown.replace(">", "&gt;")
    name = " ".join(html.split()) if text.is_heading else ""
    return Rendered(_in_span(html) if text.falls_back else html, name, name)


def _in_span(html: str) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in sorted(FALLBACK.items()))
    return f"<span{attributes}>{html}</span>"


def _render(
    texts: Sequence[Text],
    md: Markdown,
    references: Mapping[str, tuple[str, str]],
    finish: Callable[[etree.Element], object] | None,
) -> list[Rendered]:
    md.reset()
    md.references.update(references)
    root = etree.Element("div")
    for text in texts:
        holder = etree.SubElement(root, "div")
        if text.falls_back:
            holder = etree.SubElement(holder, "span", dict(FALLBACK))
        holder.text = text.markdown
    names: list[tuple[str, str]] = []
    for name, processor in named(md.treeprocessors):
        if name == "unescape":  # `toc` and MkDocs look at headings before it
            names = [_names(holder, text, md) for holder, text in zip(root, texts, strict=True)]
        if name in OF_TEXT:
            processor.run(root)
    if finish is not None:
        finish(root)
    html = _BETWEEN.join(_inner(holder, md) for holder in root)
    for postprocessor in md.postprocessors:
        html = postprocessor.run(html)
    pieces = html.split(_BETWEEN)
    return [Rendered(piece, *name) for piece, name in zip(pieces, names, strict=True)]


def _names(holder: etree.Element, text: Text, md: Markdown) -> tuple[str, str]:
    """Return how `toc` and MkDocs name a heading; see `TocTreeprocessor.run`."""
    if not text.is_heading:
        return "", ""
    name = strip_tags(render_inner_html(remove_fnrefs(holder), md))
    return name, get_heading_text(holder, md)


def _inner(holder: etree.Element, md: Markdown) -> str:
    holder.tail = None
    html = md.serializer(holder)
    return html[html.index(">") + 1 : html.rindex("</")]
