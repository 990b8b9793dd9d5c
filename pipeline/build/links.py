"""Move a part of a page to another folder of the site: its links then start from there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit, urlunsplit

from bs4 import Tag

ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/|#|$")
"""The beginning of an address that leads to the same place from every folder."""

Resolve = Callable[[str], str]
"""Returns the path of a link as seen from the locale's own folder of the site."""


def move_links(tree: Tag, folder: str, resolve: Resolve) -> None:
    """Rewrite relative links and images of a page, so that they lead on from `folder`."""
    for element in tree.find_all(lambda tag: tag.has_attr("href") or tag.has_attr("src")):
        for name in ("href", "src"):
            address = str(element.get(name) or "")
            if not ELSEWHERE.match(address):
                element[name] = moved(address, folder, resolve)


def moved(address: str, folder: str, resolve: Resolve) -> str:
    """Return a relative address as seen from `folder`."""
    parts = urlsplit(address)
    path = resolve(unquote(parts.path))
    return urlunsplit(parts._replace(path=relative(path, folder)))


def relative(path: str, folder: str) -> str:
    """Return a path as seen from a folder; both are seen from the locale's own folder."""
    found = posixpath.relpath(f"site/{path}", f"site/{folder}")
    return f"{found}/" if path.endswith("/") or not path else found
