"""Render what pages have in common of the navigation once a language, and not once a page.

Material renders all items on every page, most of the work on a large site. An item that does not
hold the page looks the same on all pages from which its links are the same. This replaces one
partial of Material's, where it and the one with the items are those that it was made for.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
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
        self._known: dict[tuple[tuple[str, ...], int], dict[int, str]] = {}
        self._holders: dict[tuple[str, ...], set[int]] | None = None

    def __call__(
        self, render: Callable[[Any, str, int], str], items: Sequence[Any], page: Page | None
    ) -> str:
        """Return the items at the top, in lines of their own; `render` is Material's macro."""
        here = _parts(page.url) if page else ()
        holders = self._holding(items, here)
        shared = self._known.setdefault((here[:-1], len(here)), {})
        # The key is all that `mkdocs.utils.get_relative_url` looks at.
        found = []
        for number, item in enumerate(items):
            alone = page is None or item.active or number in holders
            html = None if alone else shared.get(number)
            if html is None:
                html = render(item, f"__nav_{number + 1}", 1)
                if not alone:
                    shared[number] = html
            found.append(html)
        return "".join(f"\n      \n      {html}\n    " for html in found)

    def _holding(self, items: Sequence[Any], here: tuple[str, ...]) -> set[int]:
        """Return the items that lead to or below a folder, and those that list their pages."""
        if self._holders is None:
            self._holders = {
                (): {n for n, item in enumerate(items) if getattr(item, "pages", None)}
            }
            for number, item in enumerate(items):
                for target in map(_parts, _urls(item)):
                    for end in range(1, len(target) + 1):
                        self._holders.setdefault(target[:end], set()).add(number)
        return self._holders[()] | self._holders.get(here, set())


def _parts(url: str) -> tuple[str, ...]:
    parts = [part for part in url.split("/") if part]
    return tuple(parts[:-1] if parts and not url.endswith("/") else parts)


def _urls(item: Any) -> Iterator[str]:
    yield getattr(item, "url", None) or ""
    for child in item.children or ():
        yield from _urls(child)
