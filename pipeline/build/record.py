"""The record of a built site: what each of its files was made from.

A build reads it to write only what has changed. It is kept with the other results that can be
found out again; who deletes or damages it has the next build make every page.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pipeline.cache import FOLDER, Shelf, digest


class Stamp(NamedTuple):
    """A file as it was written: SHA-256 in hexadecimal digits, bytes, nanoseconds of its mtime."""

    sha256: str
    size: int
    time: int


def stamp(path: Path, sha256: str = "") -> Stamp:
    """Return the stamp of a file; its content is read where its SHA-256 is not known."""
    stat = path.stat()
    sha256 = sha256 or hashlib.sha256(path.read_bytes()).hexdigest()
    return Stamp(sha256, stat.st_size, stat.st_mtime_ns)


def is_as(path: Path, kept: Stamp) -> bool:
    """Tell whether a file is as it was written; the content decides where only its time is not."""
    try:
        stat = path.lstat()
        if stat.st_size != kept.size or not path.is_file() or path.is_symlink():
            return False
        return stat.st_mtime_ns == kept.time or stamp(path).sha256 == kept.sha256
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page: what its text and its frame were made from, and what it brought with it.

    `shown` are its title, icon and status, which stand in the navigation of all pages; `english`
    tells which of its titles are in English, `anchors` are its ids, and `files` what was written
    for it, by paths in the locale's folder.
    """

    text: str
    frame: str
    shown: tuple[Any, ...]
    english: tuple[str, ...]
    anchors: tuple[str, ...]
    files: Mapping[str, Stamp]


@dataclass(frozen=True, slots=True)
class LocaleRecord:
    """The pages of a locale by domain, and its other files by their paths in its folder.

    `inputs` stands for its own catalogs and tables, `languages` for what its pages tell of all
    languages; `sibling` is what the pages of the other languages tell of it.
    """

    inputs: str
    languages: str
    sibling: Mapping[str, Any] = field(default_factory=dict)
    pages: Mapping[str, PageRecord] = field(default_factory=dict)
    others: Mapping[str, Stamp] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, Stamp]:
        """All files of the locale."""
        found = dict(self.others)
        for page in self.pages.values():
            found |= page.files
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return {
            "inputs": self.inputs,
            "languages": self.languages,
            "sibling": self.sibling,
            "pages": {domain: list(_values(page)) for domain, page in self.pages.items()},
            "others": self.others,
        }

    @classmethod
    def from_json(cls, kept: Any) -> LocaleRecord | None:
        """Return the record that such data were made of, `None` where they are of none."""
        try:
            pages = {domain: _page(*values) for domain, values in kept["pages"].items()}
            inputs, languages = str(kept["inputs"]), str(kept["languages"])
            return cls(inputs, languages, dict(kept["sibling"]), pages, _stamps(kept["others"]))
        except (AttributeError, KeyError, TypeError, ValueError):
            return None


def _values(page: PageRecord) -> Iterator[Any]:
    yield from (page.text, page.frame, page.shown, page.english, page.anchors, page.files)


def _page(text: str, frame: str, shown: Any, english: Any, anchors: Any, files: Any) -> PageRecord:
    return PageRecord(
        str(text), str(frame), tuple(shown), tuple(english), tuple(anchors), _stamps(files)
    )


def _stamps(kept: Mapping[str, Any]) -> dict[str, Stamp]:
    found = {}
    for path, (sha256, size, time) in kept.items():
        parts = PurePosixPath(path).parts
        if path.startswith("/") or ".." in parts or not parts:
            raise ValueError(path)
        found[path] = Stamp(str(sha256), int(size), int(time))
    return found


class SiteRecord:
    """The record of the site in one folder; `made_by` stands for what all of its pages share."""

    def __init__(self, root: Path, site_dir: Path, made_by: str) -> None:
        self._folder = root / FOLDER / "sites" / digest(os.fsencode(site_dir.resolve()))
        self._made_by = made_by

    def read(self, tag: str) -> LocaleRecord | None:
        """Return the record of a locale, `None` where there is none that can be used."""
        kept = Shelf(self._path(tag)).get(tag, self._made_by)
        return LocaleRecord.from_json(kept) if kept is not None else None

    def write(self, tag: str, record: LocaleRecord) -> None:
        """Write the record of a locale."""
        new = Shelf(self._path(tag))
        new.put(tag, self._made_by, record.as_json())
        new.save(only_used=True)

    def search(self, tag: str) -> Shelf:
        """Return the entries of a locale's search index, by domain."""
        return Shelf(self._path(f"{tag}.search"))

    def forget(self) -> None:
        """Forget all of it: what stands in the folder is about to change."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"
