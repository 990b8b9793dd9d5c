"""Remember what costs time to find out, by the content that it was found from.

The folder `.cache/leaflets` beside `mkdocs.yml` may be deleted, damaged or shared at any time: what
cannot be read there is found out again. It holds plain JSON, nothing that could run.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from pipeline.catalogs.write import replace_file
from pipeline.project import Project

T = TypeVar("T")

FOLDER = Path(".cache/leaflets")
"""Where results are kept, below the folder of `mkdocs.yml`."""

_PACKAGE = Path(__file__).parent
_DATA = frozenset({".py", ".csv", ".html", ".xml", ".js", ".css", ".json", ".txt"})


def digest(*parts: str | bytes | None) -> str:
    """Return 32 hexadecimal digits that stand for parts in their order (BLAKE2b).

    No part and an empty one differ, and so do two parts from one that joins them.
    """
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"-" if content is None else b"%d:" % len(content))
        found.update(content or b"")
    return found.hexdigest()


def digest_files(paths: Iterable[Path], root: Path) -> str:
    """Return what stands for the names below `root` and the contents of files."""
    parts: list[str | bytes | None] = []
    for path in sorted(paths):
        parts += [path.relative_to(root).as_posix(), read_bytes(path)]
    return digest(*parts)


def read_bytes(path: Path) -> bytes | None:
    """Return what a file holds, `None` where there is none that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


@functools.cache
def tools_digest() -> str:
    """Return what stands for this program and the libraries that it rests on."""
    names = sorted({_name(line) for line in requires("leaflet-pipeline") or () if ";" not in line})
    versions = [f"{name} {_version(name)}" for name in names]
    own = [path for path in _PACKAGE.rglob("*") if path.suffix in _DATA]
    return digest(sys.version, *versions, digest_files(own, _PACKAGE))


def _name(requirement: str) -> str:
    return requirement.partition(">")[0].partition("<")[0].partition("=")[0].strip(" !~")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


class Shelf:
    """Results by name, each with the key of what it was found from; kept in one file.

    A name has one result at a time. Nothing is an error: a shelf that cannot be read is empty, and
    one that cannot be written is forgotten.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kept: dict[str, list[Any]] = {}
        self._used: set[str] = set()
        self._changed = False
        if path is not None:
            with contextlib.suppress(OSError, ValueError, RecursionError):
                found = json.loads(path.read_bytes())
                if isinstance(found, dict) and all(map(_is_row, found.values())):
                    self._kept = found

    def get(self, name: str, key: str) -> Any:
        """Return what was found from this key, `None` where nothing is known."""
        self._used.add(name)
        row = self._kept.get(name)
        return row[1] if row and row[0] == key else None

    def put(self, name: str, key: str, value: Any) -> None:
        """Keep a result, of which JSON can be made."""
        self._used.add(name)
        self._kept[name] = [key, value]
        self._changed = True

    def save(self, *, only_used: bool = False) -> None:
        """Write what has changed; with `only_used`, drop the names that nobody asked for."""
        if only_used and self._kept.keys() - self._used:
            self._kept = {name: row for name, row in self._kept.items() if name in self._used}
            self._changed = True
        if not self._changed or self._path is None:
            return
        text = json.dumps(self._kept, ensure_ascii=False, separators=(",", ":"))
        with contextlib.suppress(OSError):
            _make(self._path.parent)
            replace_file(self._path, text.encode("utf-8", "surrogatepass"))
        self._changed = False


class Drawer(Generic[T]):
    """Results of one type by name, each in a file of its own, which several processes may read.

    A name has one result at a time, and its key is in the name of the file. As on a shelf, nothing
    is an error. The type is a dataclass; what was kept is checked against it as it is read.
    """

    def __init__(self, root: Path, name: str, kind: type[T]) -> None:
        self._folder = root / FOLDER / name
        self._decoder = msgspec.json.Decoder(kind)

    def __len__(self) -> int:
        return sum(1 for _ in self._folder.glob("*.json"))

    def get(self, name: str, key: str) -> T | None:
        """Return what was found from this key, `None` where nothing is known."""
        with contextlib.suppress(OSError, msgspec.MsgspecError, RecursionError):
            return self._decoder.decode(self._path(name, key).read_bytes())
        return None

    def put(self, name: str, key: str, value: T) -> None:
        """Keep a result in the place of the one before it."""
        path = self._path(name, key)
        with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeEncodeError):
            content = msgspec.json.encode(value)
            _make(path.parent)
            replace_file(path, content)
            for other in path.parent.glob(f"{digest(name)}-*.json"):
                if other != path:
                    other.unlink(missing_ok=True)

    def keep_only(self, names: Iterable[str]) -> None:
        """Drop what is kept under other names."""
        known = {digest(name) for name in names}
        with contextlib.suppress(OSError):
            for path in self._folder.glob("*.json"):
                if path.name.partition("-")[0] not in known:
                    path.unlink(missing_ok=True)

    def _path(self, name: str, key: str) -> Path:
        return self._folder / f"{digest(name)}-{key}.json"


def shelf(project: Project, name: str) -> Shelf:
    """Return the results of a project that have a name such as `verdicts/es`."""
    return Shelf(project.root / FOLDER / f"{name}.json")


def _is_row(row: object) -> bool:
    return isinstance(row, list) and len(row) == 2 and isinstance(row[0], str)


def _make(folder: Path) -> None:
    """Make a folder of the cache, which no version control shall hold."""
    for parent in (folder, *folder.parents):
        if parent.parts[-2:] == FOLDER.parts:
            make_ignored(parent)
            break
    folder.mkdir(parents=True, exist_ok=True)


def make_ignored(folder: Path) -> None:
    """Make a folder that Git leaves alone; raise `OSError` where there can be none."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
