"""A page of a built site, as its bytes say: what it shows, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import unescape
from typing import NamedTuple

from pipeline.verify.page import CALLS, Call, Part, Run, read_part
from pipeline.verify.places import Place, leaves, places_on, starts_in
from pipeline.verify.tags import attributes_of

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_SHOWN = 'class="md-ellipsis"'
_PLAIN_TITLE = re.compile(r'class="md-ellipsis"([^>]*>[^<]*)</(?:span|div)>')
_ANY_TITLE = re.compile(r'<(?P<tag>span|div) class="md-ellipsis"([^>]*>.*?)</(?P=tag)>', re.DOTALL)
_META = re.compile(
    r'<meta (?:name="description"|property="og:(?:title|description)") content="([^"]*)">'
)
_THEME = 'class="md-'
"""What marks links of the theme: navigation, table of contents, header and footer."""

_HTML = re.compile(r"<html\b([^>]*)>")
_BODY = re.compile(r"<body\b([^>]*)>")

_TEXT = (("<article", "</article>"), ('<table class="handout"', "</table>"))
"""What encloses the text of a leaflet, and of a handout."""


_ITEM = "<li"
_BORDER = "<!---->"
"""Keeps apart what stands before an article, and behind it."""


class Known(NamedTuple):
    """What is known of the HTML of pages that stand beside each other.

    `settled` are pieces that lead where they lead on the others, `dull` items of lists outside the
    text of which all is known: they lead somewhere or nowhere, have no name and state nothing.
    """

    settled: set[str]
    dull: set[str]


class BuiltPage:
    """A page: `place` is its path below the site's folder, `shown` that in messages.

    `known` is what is known of the pages beside it.
    """

    def __init__(self, place: str, shown: str, html: str, known: Known) -> None:
        self.place = place
        self.shown = shown
        self.html = html
        self._known = known
        self._start = self._end = 0
        for opens, closes in _TEXT:
            start = html.find(opens)
            if start >= 0:
                self._start = html.find(">", start) + 1
                self._end = html.rfind(closes)
                return

    @cached_property
    def article(self) -> Part:
        """The leaflet's text, without what the page says of itself."""
        if not self._start < self._end:
            return Part()
        return read_part(self._inside, self.line_at(self._start))

    @property
    def _inside(self) -> str:
        return self.html[self._start : self._end]

    @cached_property
    def around(self) -> tuple[str, str]:
        """What stands before the article, and behind it."""
        return self.html[: self._start], self.html[self._end :]

    @cached_property
    def items(self) -> list[str]:
        """The HTML outside the article, cut before each item of a list."""
        first, *items = _BORDER.join(self.around).split(_ITEM)
        return [first, *(_ITEM + item for item in items)]

    @cached_property
    def fresh(self) -> list[str]:
        """The items that are not dull."""
        return [item for item in self.items if item not in self._known.dull]

    @cached_property
    def pieces_around(self) -> set[str]:
        """The HTML outside the article, cut before each tag, but for dull items."""
        return {piece for item in self.fresh for piece in item.split("<")}

    @cached_property
    def calls(self) -> list[Call]:
        """The links that dial outside the article."""
        found: list[Call] = []
        for piece, place in self.places.items():
            if any(address.lower().startswith(CALLS) for address in place.addresses):
                found += self._calls_at(f"<{piece}")
        return sorted(found, key=lambda call: call.line)

    def _calls_at(self, start: str) -> Iterator[Call]:
        """Yield the calls outside the article that start with some HTML."""
        at = self.html.find(start)
        while at >= 0:
            if not self._start <= at < self._end:
                end = self.html.find("</a>", at) + len("</a>")
                yield from read_part(self.html[at:end], self.line_at(at)).calls
            at = self.html.find(start, at + 1)

    @cached_property
    def titles(self) -> list[str]:
        """The titles of the page, of the navigation and of the table of contents.

        Each with the attributes of its element, as they stand in the page.
        """
        return titles_in(self.html)

    @property
    def has_inner_titles(self) -> bool:
        """Whether elements in the article look like titles."""
        return self.html.find(_SHOWN, self._start, self._end) >= 0

    @cached_property
    def navigation(self) -> list[str]:
        """Where the theme's links lead, in their order."""
        return [address for item in self.items for address in navigation_in(item)]

    @cached_property
    def described(self) -> list[str]:
        """What the page tells search engines and other sites of itself."""
        return _META.findall(self.around[0])

    @property
    def language(self) -> str:
        """What the page says its language is."""
        match = _HTML.search(self.html)
        return attributes_of(match[1]).get("lang", "") if match else ""

    @property
    def direction(self) -> str:
        """What the page, or else its root, says its direction is."""
        match = _BODY.search(self.html)
        body = attributes_of(match[1]).get("dir", "") if match else ""
        root = _HTML.search(self.html)
        return body or (attributes_of(root[1]).get("dir", "") if root else "")

    @cached_property
    def places(self) -> dict[str, Place]:
        """The tags that lead somewhere or have a name, by what stands behind their `<`.

        Those that are settled are left out.
        """
        pieces = self.pieces_around | starts_in(self._inside)
        return places_on(self.html, pieces - self._known.settled)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Where the page leads, and a piece of HTML that says so."""
        return {
            address: piece for piece, place in self.places.items() for address in place.addresses
        }

    @cached_property
    def names(self) -> frozenset[str]:
        """What a link's fragment may name."""
        return frozenset(name for place in self.places.values() for name in place.names)

    @cached_property
    def leaving(self) -> dict[str, str]:
        """The addresses that lead out of the site, or that run something."""
        return {each: piece for each, piece in self.addresses.items() if leaves(each)}

    @cached_property
    def languages(self) -> dict[str, Mapping[str, str]]:
        """The attributes of tags that say in which language the page is that they lead to."""
        return {
            piece: place.attributes
            for piece, place in self.places.items()
            if "hreflang" in place.attributes
        }

    @property
    def alternates(self) -> dict[str, str]:
        """The addresses of the page in each language, by what `hreflang` says."""
        return {
            attributes["hreflang"]: attributes.get("href", "")
            for attributes in self.languages.values()
            if attributes.get("rel", "").strip() == "alternate"
        }

    def line_at(self, at: int) -> int:
        """Return the line of a character."""
        return self.html.count("\n", 0, max(at, 0)) + 1

    def line_of(self, text: str) -> int:
        """Return the line on which a text first stands."""
        return self.line_at(self.html.find(text))


def titles_in(html: str) -> list[str]:
    """Return the titles in HTML, each with the attributes of its element."""
    shown = _PLAIN_TITLE.findall(html)
    if len(shown) != html.count(_SHOWN):
        shown = [match[2] for match in _ANY_TITLE.finditer(html)]
    return [f">{text}" for text in _TITLE.findall(html)] + shown


def is_frame(html: str) -> bool:
    """Tell whether there may be titles, or links of the theme, in HTML."""
    return _THEME in html or "<title>" in html


def count_titles(html: str) -> int:
    """Return how many titles should be found in HTML."""
    return html.count("<title>") + html.count(_SHOWN)


def navigation_in(html: str) -> list[str]:
    """Return where the theme's links in HTML lead, in their order."""
    links = [p for p in html.split("<") if p.startswith("a ") and _THEME in p]
    return [link.partition('href="')[2].partition('"')[0] for link in links]


def title_run(title: str) -> Run:
    """Return one of the titles of a page as a piece of text."""
    attributes, _, text = title.partition(">")
    language = attributes_of(attributes).get("lang", "") if attributes else ""
    plain = unescape(re.sub(r"<[^>]*>", "", text) if "<" in text else text)
    return Run(plain, 1, language)
