"""Render what pages have in common of the navigation once a language, and not once a page.

Material renders all items on every page, most of the work on a large site. An item that does not
hold the page looks the same on all pages from which its links are the same. This replaces one
partial of Material's, where it and the one with the items are those that it was made for.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page
    from mkdocs.theme import Theme

THEME = Path(__file__).with_name("theme_navigation")
"""The partial that is laid over Material's."""

_TRIED = (
    ("nav.html", "af33f6e032f632eb055c365eb5f1a975bf8456152fa768e69a1aad6d470b843f"),
    ("nav-item.html", "89895208f22d68ce405a4bcb6649b9150eba5bbb04663a6cb3f93f02daf1d2f7"),
)
"""The SHA-256 of the partials that this was tried with (mkdocs-material 9.8)."""

_log = logging.getLogger(__name__)


def may_share(theme: Theme) -> bool:
    """Tell whether a theme's navigation is the one that this was made for."""
    for name, tried in _TRIED:
        paths = (Path(folder) / "partials" / name for folder in theme.dirs)
        found = next((path for path in paths if path.is_file()), None)
        if found is None or hashlib.sha256(found.read_bytes()).hexdigest() != tried:
            _log.info("%s is another one: navigation is rendered on every page", name)
            return False
    return True


class NavItems:
    """The rendered items of one language's navigation."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[str, ...], int], str] = {}
        self._targets: dict[str, list[tuple[str, ...]]] = {}

    def __call__(
        self, render: Callable[[Any, str, int], str], item: Any, path: str, page: Page | None
    ) -> str:
        """Return an item at the top; `render` is Material's macro, `path` the item's number."""
        if page is None or item.active or getattr(item, "pages", None):
            return render(item, path, 1)
        here = _parts(page.url)
        if path not in self._targets:
            self._targets[path] = [_parts(url) for url in _urls(item)]
        if here and any(each[: len(here)] == here for each in self._targets[path]):
            return render(item, path, 1)
        key = (path, here[:-1], len(here))  # all that `mkdocs.utils.get_relative_url` looks at
        if key not in self._known:
            self._known[key] = render(item, path, 1)
        return self._known[key]


def _parts(url: str) -> tuple[str, ...]:
    parts = [part for part in url.split("/") if part]
    return tuple(parts[:-1] if parts and not url.endswith("/") else parts)


def _urls(item: Any) -> Iterator[str]:
    yield getattr(item, "url", None) or ""
    for child in item.children or ():
        yield from _urls(child)
