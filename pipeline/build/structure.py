"""Compare the structure of a translated page with that of its English page."""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from pipeline.build.links import ELSEWHERE
from pipeline.markdown.blocks import FALLBACK
from pipeline.markdown.structure import Element, element_of

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

Change = Callable[[str], str]

_START = re.compile(r"""<!--.*?-->|<[a-zA-Z](?>[^<>"']|"[^"]*"|'[^']*')*+>""", re.DOTALL)
_NAME = re.compile(r"<([^\s/>]+)")
_VALUE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_CLASS = FALLBACK["class"]


def has_structure(article: str, english: str, localized: Change, *resolve: Change) -> bool:
    """Tell whether an article has the elements, attributes, targets and ids of the English one.

    `localized` returns an address for the one for which it may stand, `resolve` the address that a
    link of the author's has on the page.
    """
    here, there = _english(english), _elements(article)
    if here == there:
        return True
    changes = (*resolve, localized)
    return _changed(here - there, changes) == _changed(there - here, changes)


def address_on(page: Page, files: Files) -> Change:
    """Return a function that returns the address on a page of a link as its author wrote it."""
    start = posixpath.dirname(page.file.src_uri)

    def resolve(address: str) -> str:
        if ELSEWHERE.match(address):
            return address
        parts = urlsplit(address)
        path = posixpath.normpath(posixpath.join(start, unquote(parts.path)))
        file = files.get_file_from_path(path) if parts.path else None
        if file is None:
            return address
        return urlunsplit(parts._replace(path=file.url_relative_to(page.file)))

    return resolve


@lru_cache(maxsize=1024)
def _english(article: str) -> Counter[Element]:
    """Return the elements of an article that is compared with those of every language."""
    return _elements(article)


def _elements(article: str) -> Counter[Element]:
    found: Counter[Element] = Counter()
    for tag, count in Counter(_START.findall(article)).items():
        element = _element(tag)
        if element is not None:
            found[element] += count
    return found


@lru_cache(maxsize=4096)
def _element(tag: str) -> Element | None:
    """Return what a start tag says of the structure; nothing where it marks English words."""
    name = _NAME.match(tag)
    if name is None:
        return None
    inner = tag[name.end() : -1]
    values = {
        key.lower(): html.unescape(value.strip("\"'")) for key, value in _VALUE.findall(inner)
    }
    if _CLASS in values.get("class", "").split():
        values["class"] = values["class"].replace(_CLASS, "").strip()
        if not values["class"]:
            del values["class"]
        if name[1] == "span" and not values.keys() - FALLBACK.keys():
            return None
    return element_of(name[1].lower(), values)


def _changed(found: Counter[Element], changes: Iterable[Change]) -> Counter[Element]:
    result: Counter[Element] = Counter()
    for (name, values), count in found.items():
        told = []
        for key, value in values:
            if key in ("href", "src"):
                for change in changes:
                    value = change(value)
            told.append((key, value))
        result[name, tuple(told)] += count
    return result
