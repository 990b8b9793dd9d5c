"""Parts of a site: folders in which some of its languages were built, maybe on other machines.

A part is believed only as far as its `publication.json` says what it is: every file in it has its
hash there, and nothing is read through a symbolic link.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.build.publication import NAME, VERSION
from pipeline.errors import UsageError


@dataclass(frozen=True)
class Part:
    """A folder of built languages.

    `shown` is how messages call it, `made_from` is its record without the files, `files` are the
    hashes of its files (SHA-256) by their paths below it.
    """

    folder: Path
    shown: str
    made_from: Mapping[str, Any]
    files: Mapping[str, str]

    @property
    def tags(self) -> list[str]:
        """The languages that it holds."""
        return [each["tag"] for each in self.made_from["locales"]]

    def below(self, tag: str) -> dict[str, str]:
        """Return the hashes of the files of one language."""
        return {name: each for name, each in self.files.items() if name.startswith(f"{tag}/")}

    def read(self, name: str) -> bytes:
        """Return what a file of the part holds; raise `UsageError` where it was changed."""
        content = (self.folder / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != self.files[name]:
            raise self.problem(f"not as it was built; expected what {NAME} records", name)
        return content

    def problem(self, message: str, name: str = NAME) -> UsageError:
        """Return what is wrong with one of its files."""
        return UsageError(_on_one_line(message), f"{self.shown}/{_on_one_line(name)}")


def read_part(folder: Path, shown: str) -> Part:
    """Read the record of a part, and which files are there.

    Raises `UsageError` where there is no record, where it does not list the files that are there,
    and for everything that is neither a file nor a folder.
    """
    if not folder.is_dir():
        raise UsageError("there is no such folder; expected one made by: leaflets build -d", shown)
    there = frozenset(_files(folder, shown))
    part = _record(folder, shown, recorded=NAME in there)
    missing, unknown = sorted(part.files.keys() - there), sorted(there - part.files.keys() - {NAME})
    if missing:
        raise part.problem(f"the file is not there; expected what {NAME} records", missing[0])
    if unknown:
        raise part.problem(f"no file of this part; {NAME} does not record it", unknown[0])
    return part


def _record(folder: Path, shown: str, *, recorded: bool) -> Part:
    place = f"{shown}/{NAME}"
    if not recorded:
        raise UsageError("there is no such file; expected a folder made by: leaflets build", place)
    try:
        record = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if record["version"] != VERSION:
            raise UsageError(f"version {record['version']!r}; expected {VERSION}", place)
        files = {str(name): str(each) for name, each in record.pop("files").items()}
        part = Part(folder, shown, record, files)
        if not all(isinstance(tag, str) for tag in part.tags):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = "cannot be read; expected the record of a build"
        raise UsageError(message, place) from None
    return part


def _files(folder: Path, shown: str, above: str = "") -> Iterator[str]:
    """Yield the paths of all files, with slashes; hidden ones at the top belong to no build."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name = f"{above}{entry.name}"
            if not above and entry.name.startswith("."):
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                yield from _files(folder / entry.name, shown, f"{name}/")
            elif stat.S_ISREG(mode):
                yield name
            else:
                kind = "a symbolic link" if stat.S_ISLNK(mode) else "no file"
                place = f"{shown}/{_on_one_line(name)}"
                raise UsageError(f"{kind}; expected only files and folders", place)


def _on_one_line(text: str) -> str:
    """Write control characters as escapes: names come from folders that anybody may have made."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
