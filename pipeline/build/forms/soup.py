"""Write a piece of HTML as BeautifulSoup writes it, for pages on paper are made with it."""

from __future__ import annotations

import functools
import re

from pipeline.build.paper import parse

_UNCHANGED = re.compile(
    r"(?:[^<>&]|&(?:amp|lt|gt);(?![\w#])|</?(?:a|bdi|code|em|span|strong)(?: [a-z]+=\"[^\"&<>]*\")*>)*"
)
"""HTML that BeautifulSoup reads and writes as it is."""


def as_soup(html: str) -> str:
    """Return a piece of HTML as BeautifulSoup writes it."""
    return html if _UNCHANGED.fullmatch(html) else _written(html)


@functools.lru_cache(maxsize=4096)
def _written(html: str) -> str:
    return parse(html).decode()
