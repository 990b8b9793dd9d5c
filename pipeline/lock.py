"""Let one program at a time work on a folder.

The lock is the operating system's own and ends with its holder, however that ends: a file that a
killed program left behind locks nobody out.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_PATIENCE = 2.0
"""Seconds in which the processes of a program that was killed come to their end as well."""

_EVERY = 0.05
"""Seconds between two tries."""

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LockedError(Exception):
    """Another program holds the lock."""


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock that a file stands for; the file is there as long as it is held.

    Raises `LockedError` where another holds it after a moment of patience, and `OSError` where
    there can be no such file.
    """
    descriptor = _acquire(path, time.monotonic() + _PATIENCE)
    try:
        yield
    finally:
        _release(path, descriptor)


def _acquire(path: Path, until: float) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _try(descriptor)
            if _is_file(path, descriptor):  # and not removed by its last holder in the meantime
                return descriptor
        except (BlockingIOError, PermissionError):
            if time.monotonic() >= until:
                os.close(descriptor)
                raise LockedError from None
            time.sleep(_EVERY)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_file(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _release(path: Path, descriptor: int) -> None:
    """Remove the file before another can lock it, but on Windows, where an open file stays."""
    if sys.platform != "win32":
        path.unlink(missing_ok=True)
    os.close(descriptor)
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # the next holder has it open
            path.unlink()
