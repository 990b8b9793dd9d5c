"""Shared storage, where workers leave what they made for the machine that started the build.

It may be anything that fsspec has an address for: a folder that all machines mount, S3 and such.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs

from pipeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in storage: its name there, and its SHA-256 in hexadecimal digits and size in bytes.

    The name holds the digest, so that who writes the same again changes nothing.
    """

    name: str
    sha256: str
    size: int


class Storage:
    """A folder of one build's own below an address. Another process may use a copy of this.

    Every method raises `UsageError` where the storage cannot be used, whatever its driver raises.
    """

    def __init__(self, url: str) -> None:
        """Try the storage: what one writes there, one must be able to read and to remove."""
        local = "://" not in url
        self._url = f"file://{Path(url).absolute().as_posix()}" if local else url.rstrip("/")
        self._folder = f"leaflets-{uuid.uuid4().hex}"
        self.take(self.put("tried", b"written to be read again"))

    def put(self, above: str, content: bytes) -> Stored:
        """Write a file into the folder `above`."""
        sha256 = hashlib.sha256(content).hexdigest()
        stored = Stored(f"{above}/{sha256}", sha256, len(content))
        with self._problems_told():
            files, path = self._find(stored.name)
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
            files.pipe_file(path, content)
        return stored

    def take(self, stored: Stored) -> bytes:
        """Return what a file holds, and remove it; it must be as it was written."""
        with self._problems_told():
            files, path = self._find(stored.name)
            content: bytes = files.cat_file(path)
            files.rm_file(path)
        if hashlib.sha256(content).hexdigest() != stored.sha256:
            raise UsageError(f"--storage {self._url}: {stored.name}: not as a worker wrote it")
        return content

    def clear(self) -> None:
        """Remove the folder, with what nobody has taken."""
        with self._problems_told(), suppress(FileNotFoundError):
            files, path = self._find("")
            files.rm(path, recursive=True)

    def _find(self, name: str) -> tuple[Any, str]:
        address = f"{self._url}/{self._folder}/{name}".rstrip("/")
        files, path = url_to_fs(address, use_listings_cache=False)  # others write there too
        return files, path

    @contextmanager
    def _problems_told(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # drivers have errors of their own kinds
            told = " ".join(str(error).split()) or type(error).__name__
            expected = "expected an address that every worker and this machine can write to"
            raise UsageError(f"--storage {self._url}: {told}; {expected}") from None
