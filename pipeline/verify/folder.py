"""The folder of a built site: its files, and which of them an address stands for."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from pipeline.project import Project
from pipeline.verify.built import BuiltPage, Known

INDEX = "index.html"
NO_LEAFLETS = frozenset({"404.html", "offline.html"})
"""Pages of a language that belong to no leaflet."""


@dataclass(frozen=True)
class SiteFolder:
    """A built site; `files` are the paths below `path`, with forward slashes.

    `known` is what is known of the pages that stand in each folder of a folder: navigation says the
    same on most.
    """

    path: Path
    files: frozenset[str]
    root_url: str
    shown_as: str
    known: dict[str, Known] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)
    _names: dict[str, frozenset[str]] = field(default_factory=dict)
    _kept: dict[str, BuiltPage] = field(default_factory=dict)

    def shown(self, place: str) -> str:
        """Write a file's path as messages show it."""
        return f"{self.shown_as}/{place}"

    def content(self, place: str) -> bytes:
        """Read a file."""
        with (self.path / place).open("rb", buffering=0) as file:
            content = file.read()
        self._digests[place] = hashlib.sha256(content).hexdigest()
        return content

    def digest(self, place: str) -> str:
        """Return the SHA-256 of a file as it was last read; nothing where there is none."""
        if place not in self._digests and place in self.files:
            self.content(place)
        return self._digests.get(place, "")

    def read(self, place: str, content: bytes | None = None) -> BuiltPage:
        """Read a page, whose content may be at hand."""
        found = self.content(place) if content is None else content
        html = found.decode("utf-8", errors="replace")
        return BuiltPage(place, self.shown(place), html, self.known_beside(place))

    def known_beside(self, place: str) -> Known:
        """Return what is known of the pages beside one."""
        folder = posixpath.dirname(posixpath.dirname(place))
        return self.known.setdefault(folder, Known(set(), set()))

    def keep(self, place: str) -> BuiltPage | None:
        """Read a page to which others are compared, once; `None` where there is none."""
        if place not in self._kept:
            if place not in self.files:
                return None
            self._kept[place] = self.read(place)
        return self._kept[place]

    def below(self, folder: str) -> Iterable[str]:
        """Return the pages below a folder, in order."""
        start = f"{folder}/"
        return sorted(f for f in self.files if f.startswith(start) and f.endswith(".html"))

    def note(self, page: BuiltPage) -> None:
        """Remember the names on a page to which links may lead."""
        self._names[page.place] = page.names

    def names(self, place: str) -> frozenset[str]:
        """Return the names on a page to which links may lead."""
        if place not in self._names:
            self.note(self.read(place))
        return self._names[place]

    def target(self, page: str, address: str) -> tuple[str, str] | None:
        """Return the file and the fragment that an address on a page stands for.

        `None` for an address that leads out of the site. The file need not exist.
        """
        parts = _split(address)
        if self.root_url and address.startswith(self.root_url):
            path = unquote(parts.path).removeprefix(self._root_path).lstrip("/")
        elif parts.scheme or parts.netloc or not (parts.path or parts.fragment):
            return None
        elif parts.path.startswith("/"):
            path = unquote(parts.path).removeprefix(self._root_path).lstrip("/")
        elif parts.path:
            path = posixpath.join(posixpath.dirname(page), unquote(parts.path))
        else:
            return page, unquote(parts.fragment)
        return self._file(path), unquote(parts.fragment)

    def _file(self, path: str) -> str:
        normal = posixpath.normpath(path) if path else ""
        normal = "" if normal == "." else normal
        if normal in self.files and not path.endswith("/"):
            return normal
        return f"{normal}/{INDEX}".lstrip("/")

    @cached_property
    def _root_path(self) -> str:
        return urlsplit(self.root_url).path.rstrip("/")


def read_folder(project: Project, path: Path) -> SiteFolder:
    """List the files of a built site."""
    files = []
    for folder, _, names in os.walk(path):
        below = Path(folder).relative_to(path).as_posix()
        files += [name if below == "." else f"{below}/{name}" for name in names]
    root_url = str(project.settings.get("site_url") or "")
    return SiteFolder(path, frozenset(files), root_url, project.shown(path))


@lru_cache(maxsize=1 << 15)
def _split(address: str) -> SplitResult:
    return urlsplit(address)
