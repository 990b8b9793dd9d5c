"""What search knows of a page: its sections as Material's search reads them, with blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from material.plugins.search.plugin import (  # type: ignore[import-untyped]
    Element,
    Parser,
    Section,
)

from pipeline.build.forms.blanks import Template, template
from pipeline.build.forms.soup import is_simple


@dataclass(frozen=True, slots=True)
class SectionForm:
    """A section of a page: its element, its id, what it says."""

    tag: str
    id: str | None
    title: Template
    text: Template


_TAG = re.compile(r"(<[^>]*>)")

Sections = tuple[SectionForm, ...]


def read_sections(html: str) -> Sections:
    """Return the sections of a page that search finds."""
    return tuple(
        SectionForm(
            section.el.tag,
            section.id,
            template("".join(section.title)),
            template("".join(section.text)),
        )
        for section in _parse(html)
        if not section.is_excluded()
    )


def fill_sections(
    sections: Sections, title: Callable[[int], str], text: Callable[[int], str]
) -> Iterator[Any]:
    """Yield the sections of a page as Material's search makes its entries of them."""
    for each in sections:
        section = Section(Element(each.tag))
        section.id = each.id
        section.title = [each.title.fill(title)] if each.title.texts != ("",) else []
        section.text = [each.text.fill(text)]
        yield section


def text_of(html: str) -> str:
    """Return what search reads of a piece of a page's text."""
    if is_simple(html):
        return "".join(_pieces(html))
    (section,) = _parse(f"<div>{html}</div>")
    return "".join(section.text)


def title_of(html: str) -> str:
    """Return what search reads of a piece of a heading."""
    if is_simple(html):
        return "".join(_pieces(html))
    *_, section = _parse(f'<h1 id="title">{html}</h1>')
    return "".join(section.title)


def _pieces(html: str) -> Iterator[str]:
    """Yield what search reads of simple HTML: its text, and of its tags those of code."""
    for piece in _TAG.split(html):
        if not piece.startswith("<"):
            yield " " if piece.isspace() else piece.replace("\n", " ")
        elif piece in ("<code>", "</code>"):
            yield piece


def _parse(html: str) -> list[Any]:
    parser = Parser()
    parser.feed(html)
    parser.close()
    found: list[Any] = parser.data
    return found
