"""Put a finished folder in the place of an old one, so that readers have the one or the other.

The new folder is made beside the old one, on the same file system, and takes its name in the end.
Whatever ends the program before that leaves the old one as it was; what it leaves behind is
removed by the next run.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.build.exchange import exchange
from pipeline.errors import PipelineError
from pipeline.lock import LockedError, locked

_KINDS = ("new", "old", "spool")


@contextmanager
def holding(folder: Path) -> Iterator[Path]:
    """Keep other builds away from `folder`; yield an empty folder beside it, for notes.

    What builds that were killed have left is cleared up first. Raises `PipelineError` where another
    build is at work there, and `OSError` where there can be no such folder.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    try:
        with locked(folder.with_name(f".{folder.name}.lock")):
            _heal(folder)
            spool = _sibling(folder, "spool")
            spool.mkdir()
            try:
                yield spool
            finally:
                shutil.rmtree(spool, ignore_errors=True)
    except LockedError:
        problem = "another build is at work on this site; expected one at a time"
        raise PipelineError(problem, _shown(folder)) from None


@contextmanager
def replacing(folder: Path, spare: Path | None = None) -> Iterator[Path]:
    """Yield a folder that takes the place of `folder` when the block ends without an error.

    Who calls this holds the folder. What stands in it under a name with a dot in front stays, as
    MkDocs has it. The new folder is empty; with `spare`, it is the one that the last call has put
    there, for that one it replaced: to make and remove the folders of a large site anew each time
    takes longer than to look for what differs. Raises `OSError` where there can be no such folder.
    """
    new = _sibling(folder, "new")
    if spare is None or not _take(spare, new):
        new.mkdir()
    try:
        yield new
        _swap(folder, new, spare)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _take(spare: Path, new: Path) -> bool:
    """Let a spare folder become the new one, where there is one on the same file system."""
    try:
        if not spare.is_symlink() and spare.is_dir():
            spare.rename(new)
            return True
    except OSError:
        shutil.rmtree(spare, ignore_errors=True)
    return False


def _swap(folder: Path, new: Path, spare: Path | None) -> None:
    if not folder.exists():
        new.rename(folder)
        return
    old = _sibling(folder, "old")
    new.rename(old)  # under this name, what it holds of the old folder's is never lost
    if not exchange(old, folder):
        old.rename(new)
        _exchange_in_steps(folder, new, old)
    _settle(old, folder, spare)


def _exchange_in_steps(folder: Path, new: Path, old: Path) -> None:
    folder.rename(old)
    try:
        new.rename(folder)
    except BaseException:
        old.rename(folder)
        raise


def _settle(old: Path, folder: Path, spare: Path | None = None) -> None:
    """Let the old folder go, but for what stays; keep it as the spare one where it can be."""
    for path in sorted(old.iterdir()):
        if path.name.startswith(".") and not os.path.lexists(folder / path.name):
            path.rename(folder / path.name)
    if spare is not None:
        with contextlib.suppress(OSError):
            spare.parent.mkdir(parents=True, exist_ok=True)
            old.rename(spare)
    shutil.rmtree(old, ignore_errors=True)


def _heal(folder: Path) -> None:
    """Clear up behind builds that were killed: put the old folder back, remove what is half made.

    Nobody else is at work here, for the lock is held.
    """
    for kind in _KINDS:
        path = _sibling(folder, kind)
        if not path.is_dir():
            continue
        if kind != "old":
            shutil.rmtree(path, ignore_errors=True)
        elif folder.exists():
            _settle(path, folder)
        else:
            path.rename(folder)


def _sibling(folder: Path, kind: str) -> Path:
    return folder.with_name(f".{folder.name}.{kind}")


def _shown(folder: Path) -> str:
    here = Path.cwd()
    return (folder.relative_to(here) if folder.is_relative_to(here) else folder).as_posix()
