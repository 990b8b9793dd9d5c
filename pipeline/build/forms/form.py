"""The form of a leaflet: its page with a blank for each message, made once for all locales."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markdown import Markdown
from markdown.util import STX
from mkdocs.structure import pages as mkdocs_pages

from pipeline.build.anchors import SourcePage
from pipeline.build.forms.blanks import (
    ABOUT,
    PERMALINK,
    Template,
    blank,
    holds_blanks,
    numbers_in,
    template,
)
from pipeline.build.forms.known import treeprocessor, why_plain_markdown
from pipeline.build.forms.paper_form import PaperForm
from pipeline.build.forms.sections import Sections, read_sections
from pipeline.build.forms.texts import Text, render_texts, why_not_alone
from pipeline.build.html_text import CODE, map_text
from pipeline.build.isolate import NOT_ISOLATED
from pipeline.build.paper import copy_of_box
from pipeline.markdown.blocks import Block
from pipeline.markdown.extension import LeafletsExtension
from pipeline.markdown.pure import uses_snippets

_LINKS = re.compile(r"""<(?:a|area|img|link|source)\b[^>]*?\s(?:href|src)\s*=\s*["']?(?!["']?#)""")

_PERMALINK = re.compile(r"""<a\b[^>]*?\shref="#([^"]+)\"""")

PERMALINK_TITLE = "Permanent link"
"""What `toc` says of the links at headings where no setting says otherwise."""

Key = tuple[str | None, str]
"""The context and the msgid of a message."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a table of contents: the blank that is its name, or a name without blanks."""

    name: Template
    id: str
    level: int
    children: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A leaflet's page with blanks.

    `keys` are the messages of the blanks, `names` the blanks that stand in headings. `references`
    are the targets of its reference links, `anchors` all ids of the page, `permalinks` those to
    which it has links beside its messages.
    """

    keys: tuple[Key, ...]
    names: frozenset[int]
    references: Mapping[str, tuple[str, str]]
    html: Template
    title: Template | None
    contents: tuple[Heading, ...]
    anchors: frozenset[str]
    permalinks: tuple[str, ...]
    sections: Sections
    box: Template
    marked: str
    marker: str


@dataclass(frozen=True, slots=True)
class Made:
    """The form of a leaflet's page, and that of its handout."""

    form: Form
    paper: PaperForm


class NoFormError(Exception):
    """The page has no form; the message says why."""


def new_parser(names: Sequence[Any], configs: Mapping[str, Any]) -> tuple[Markdown, Parts]:
    """Return a parser that makes forms, and what it finds beside the HTML."""
    settings = dict(configs)
    toc = dict(settings.get("toc") or {})
    if "toc" in names and "permalink_title" not in toc:
        settings["toc"] = toc | {"permalink_title": blank(PERMALINK)}
    parts = Parts()
    md = Markdown(extensions=[*names, parts.extension], extension_configs=settings)
    if reason := why_plain_markdown(md):
        raise NoFormError(reason)
    parts.raw_html._register(md)
    parts.ids._register(md)
    parts.title._register(md)
    return md, parts


class Parts:
    """What MkDocs reads from a page beside its HTML (`mkdocs.structure.pages`, 1.6)."""

    def __init__(self) -> None:
        self.extension = LeafletsExtension()
        self.raw_html = mkdocs_pages._RawHTMLPreprocessor()
        self.ids = mkdocs_pages._ExtractAnchorsTreeprocessor(None, None, None)  # type: ignore[arg-type]
        self.title = mkdocs_pages._ExtractTitleTreeprocessor()

    def forget(self) -> None:
        """Get ready for the next page."""
        self.title.title = None
        self.raw_html.present_anchor_ids = set()
        self.ids.present_anchor_ids = set()


def make_form(text: str, source: SourcePage, md: Markdown, parts: Parts, texts: Markdown) -> Form:
    """Make the form of a leaflet; `source` is its page in English.

    `md` and `parts` are what `new_parser` returns, `texts` is a parser of the same extensions.
    Raises `NoFormError` where a page filled in might not be the one that is made the plain way.
    """
    if holds_blanks(text) or uses_snippets(text):
        raise NoFormError("its text holds what forms cannot tell from their own")
    blocks: list[Block] = []
    parts.forget()
    parts.extension.visit = partial(_put_blanks, md, blocks)
    parts.extension.anchors = source.anchors
    md.reset()
    marked = md.convert(text)
    _check(marked, len(blocks))
    contents = tuple(map(_heading, md.toc_tokens)) if hasattr(md, "toc_tokens") else ()
    title = template(parts.title.title) if parts.title.title else None
    named = [*_names(contents), *([title] if title else [])]
    for name in named:
        if name.numbers and name.only() is None:
            raise NoFormError("a heading holds more than its message")
    try:
        sections = read_sections(f"{marked}\n<div>{blank(ABOUT)}</div>")
    except ValueError:  # Material 9.8 fails on a heading in a list item that has more behind it
        raise NoFormError("search cannot read it") from None
    form = Form(
        keys=tuple((block.msgctxt, block.msgid) for block in blocks),
        names=frozenset(number for name in named for number in name.numbers),
        references=dict(md.references),
        html=template(marked),
        title=title,
        contents=contents,
        anchors=frozenset(parts.raw_html.present_anchor_ids | parts.ids.present_anchor_ids),
        permalinks=tuple(map(html.unescape, _PERMALINK.findall(marked))),
        sections=sections,
        box=template(copy_of_box(marked)),
        marked=marked,
        marker=getattr(treeprocessor(md, "toc"), "marker", "") or STX,
    )
    _compare(form, source, md, texts)
    return form


def _put_blanks(md: Markdown, found: list[Block], blocks: Sequence[Block]) -> None:
    _check_definitions(md)
    for number, block in enumerate(blocks):
        reason = "" if block.alone else "not alone in its place"
        if reason := reason or why_not_alone(block.msgid):
            raise NoFormError(f"the message “{block.msgid}”: {reason}")
        block.put(blank(number))
    found += blocks


def _check_definitions(md: Markdown) -> None:
    """Refuse a page with what is defined in one place and shown in another."""
    footnotes = getattr(treeprocessor(md, "footnote"), "footnotes", None)
    if footnotes is not None and footnotes.footnotes:
        raise NoFormError("it has footnotes")
    if getattr(treeprocessor(md, "abbr"), "abbrs", None):
        raise NoFormError("it has abbreviations")


def _check(marked: str, count: int) -> None:
    """Refuse a page in which a blank is not alone, or that has words beside its messages."""
    open_texts: list[str] = []
    map_text(marked, partial(_keep, open_texts), CODE | NOT_ISOLATED | {"a"})
    numbers = [number for text in open_texts for number in numbers_in(text)]
    others = [number for number in numbers_in(marked) if number != PERMALINK]
    if sorted(numbers) != list(range(count)) or others != numbers:
        raise NoFormError("its messages do not stand in it once each")
    all_texts: list[str] = []
    map_text(marked, partial(_keep, all_texts), CODE)
    for text in all_texts:
        found = template(text)
        if found.only() is None and any(map(str.isalnum, html.unescape(text))):
            raise NoFormError(f"there is text beside its messages: {text.strip()[:40]!r}")
        if found.numbers and found.only() is None:
            raise NoFormError("there is more than a message in an element")
    if _LINKS.search(marked):
        raise NoFormError("there is a link beside its messages")
    if "data-search" in marked:
        raise NoFormError("it has orders for search")


def _keep(found: list[str], text: str) -> str:
    found.append(text)
    return text


def _heading(token: Mapping[str, Any]) -> Heading:
    children = tuple(map(_heading, token["children"]))
    return Heading(template(token["name"]), token["id"], token["level"], children)


def _names(contents: Sequence[Heading]) -> Iterator[Template]:
    for entry in contents:
        yield entry.name
        yield from _names(entry.children)


def _compare(form: Form, source: SourcePage, md: Markdown, texts: Markdown) -> None:
    """Fill in the English: it must give the English page, byte for byte."""
    english = [Text(msgid, number in form.names) for number, (_, msgid) in enumerate(form.keys)]
    rendered = render_texts(english, texts, form.references, None)

    def value(number: int) -> str:
        return PERMALINK_TITLE if number == PERMALINK else rendered[number].html

    if form.html.fill(value) != source.html:
        raise NoFormError("filled in with the English, it is not the English page")
