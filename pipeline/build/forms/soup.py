"""Write a piece of HTML as BeautifulSoup writes it, for pages on paper are made with it."""

from __future__ import annotations

import re

from pipeline.build.links import ELSEWHERE, Resolve, move_links, moved
from pipeline.build.paper import parse

_TAG = r"</?(?:a|bdi|code|em|span|strong)(?: [a-z]+=\"[^\"&<>]*\")*>"
_UNCHANGED = re.compile(rf"(?:[^<>&]++|&(?:amp|lt|gt);(?![\w#])|{_TAG})*+")
_SPACE = re.compile(r">(?:[ \n\t\f\r]{2,}|[\t\f\r])<")
"""White space between tags, which BeautifulSoup makes one space or one end of a line."""

_HREF = re.compile(r"(?<= href=\")[^\"]*(?=\")")


def is_simple(html: str) -> bool:
    """Tell whether BeautifulSoup reads and writes a piece of HTML as it is."""
    return _UNCHANGED.fullmatch(html) is not None and not _SPACE.search(html)


def as_soup(html: str) -> str:
    """Return a piece of HTML as BeautifulSoup writes it."""
    return html if is_simple(html) else parse(html).decode()


def as_moved_soup(html: str, folder: str, resolve: Resolve) -> str:
    """Return the same with its relative links as they lead on from another folder."""
    if not is_simple(html):
        tree = parse(html)
        move_links(tree, folder, resolve)
        return tree.decode()

    def move(found: re.Match[str]) -> str:
        address = found[0]
        if ELSEWHERE.match(address):
            return address
        return moved(address, folder, resolve).replace("&", "&amp;")

    return _HREF.sub(move, html) if " href=" in html else html
