"""Inline Markdown as the site's own parser reads it (Python-Markdown), and nothing but inline."""

from __future__ import annotations

import re
import threading
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

from pipeline.model import Fact

_MARKUP = re.compile(r"[*_`\[<\\]")
_TEXT = r"[^*_`\[\]<\\&!\x00-\x1f]"
_WORDS = r"[^*_`\[\]<\\&!\x00-\x1f\s]"
_ENCLOSED = rf"({_WORDS}(?:{_TEXT}*{_WORDS})?)"
_PIECE = re.compile(
    rf"({_TEXT}*)(?:\*\*{_ENCLOSED}\*\*(?!\*)|\[{_ENCLOSED}\]\(([A-Za-z0-9.:/#?=%+-]+)\)|\Z)"
)
"""Text, then strong emphasis or a link with nothing in it that needs the parser: most markup."""
_SIMPLE = re.compile(rf"(?:{_PIECE.pattern})+")
_ESCAPED = re.compile("\u0002([0-9]+)\u0003")  # Markdown 3.8, EscapeInlineProcessor
_REFERENCE = "reference:"
_FOOTNOTE = r"\[\^([^\]]+)\]"


@dataclass(frozen=True, slots=True)
class Inline:
    """What the parser made of a message.

    `facts` are links, images, references, footnotes, code and emphasis (kind and value; they
    have no place), `tags` the raw HTML, and `visible` the pieces of text outside code.
    """

    facts: tuple[Fact, ...]
    tags: tuple[str, ...]
    visible: tuple[str, ...]


@lru_cache(maxsize=1024)
def parse_inline(text: str) -> Inline:
    """Return what the parser makes of a message's inline Markdown."""
    if not _MARKUP.search(text):
        return Inline((), (), (text,))
    if _SIMPLE.fullmatch(text):
        return _simple(text)
    paragraph, tags = inline_tree(text)
    return Inline(
        tuple(_facts(paragraph)),
        tags,
        tuple(filter(None, map(_text, _pieces(paragraph)))),
    )


def inline_tree(
    text: str, *, attribute_lists: bool = False
) -> tuple[etree.Element, tuple[str, ...]]:
    """Return the paragraph that the parser makes of a message, and the raw HTML tags in it.

    With `attribute_lists`, `{…}` behind an element sets its attributes, as `attr_list` does.
    """
    md = _parser()
    md.reset()
    root = etree.Element("div")
    paragraph = etree.SubElement(root, "p")
    paragraph.text = text
    md.treeprocessors["inline"].run(root)
    if attribute_lists:
        AttrListTreeprocessor(md).run(root)
    raw = [block for block in md.htmlStash.rawHtmlBlocks if isinstance(block, str)]
    return paragraph, tuple(tag for tag in raw if re.match(r"</?[a-zA-Z]", tag))


def _simple(text: str) -> Inline:
    """Return what the parser makes of a text whose markup can be read in one way only."""
    facts, visible = [], []
    for before, strong, words, target in _PIECE.findall(text):
        visible += [before, strong or words]
        if strong:
            facts.append(Fact("emphasis", "strong", strong, 0, 0))
        elif target:
            facts.append(Fact("link-target", target, target, 0, 0))
    return Inline(tuple(facts), (), tuple(filter(None, visible)))


def _facts(paragraph: etree.Element) -> Iterator[Fact]:
    for element in paragraph.iter():
        tag = element.tag
        if tag == "a" or tag == "img":
            target = _text(element.get("href") or element.get("src") or "")
            kind = "link-target" if tag == "a" else "image-target"
            if target.startswith(_REFERENCE):
                kind, target = "reference", target.removeprefix(_REFERENCE)
            yield Fact(kind, target, target, 0, 0)
        elif tag == "code":
            code = _text("".join(element.itertext()))
            yield Fact("code", code, code, 0, 0)
        elif tag == "footnote":
            yield Fact("footnote", element.get("label", ""), f"[^{element.get('label')}]", 0, 0)
        elif tag in ("em", "strong"):
            yield Fact("emphasis", tag, _text("".join(element.itertext())), 0, 0)


def _pieces(element: etree.Element) -> Iterator[str]:
    """Yield the pieces of text that a reader sees, but for code."""
    if element.tag != "code" and element.text:
        yield element.text
    for child in element:
        if child.tag == "img" and child.get("alt"):
            yield child.attrib["alt"]
        yield from _pieces(child)
        if child.tail:
            yield child.tail


def _text(piece: str) -> str:
    """Return a piece of text without the parser's placeholders."""
    piece = HTML_PLACEHOLDER_RE.sub(" ", piece).replace(AMP_SUBSTITUTE, "&")
    return _ESCAPED.sub(lambda match: chr(int(match[1])), piece)


class _AnyReference(dict[str, tuple[str, str]]):
    """Definitions of references that hold every label: a message does not show which there are."""

    def __contains__(self, label: object) -> bool:
        return True

    def __getitem__(self, label: str) -> tuple[str, str]:
        return _REFERENCE + label, ""


class _Footnote(InlineProcessor):
    """`[^label]`, as the extension `footnotes` reads it, with any label."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        return etree.Element("footnote", label=m[1]), m.start(0), m.end(0)


_local = threading.local()


def _parser() -> Markdown:
    """Return this thread's parser; it keeps its state in itself."""
    md = getattr(_local, "md", None)
    if md is None:
        md = _local.md = Markdown()
        for name in ("short_reference", "short_image_ref"):  # any bracket would be one
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_Footnote(_FOOTNOTE, md), "footnote", 175)
        md.references = _AnyReference()
    return md
