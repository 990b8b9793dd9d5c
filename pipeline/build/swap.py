"""Put a finished folder in the place of an old one, so that readers have the one or the other.

The new folder is made beside the old one, on the same file system, and takes its name in the end.
Whatever ends the program before that leaves the old one as it was; what it leaves behind is
removed by the next run.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `folder` when the block ends without an error.

    What stands in `folder` under a name with a dot in front stays, as MkDocs has it. Raises
    `OSError` where there can be no such folder.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    _heal(folder)
    new = _sibling(folder, "new")
    new.mkdir()
    try:
        yield new
        _swap(folder, new)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(folder: Path, new: Path) -> None:
    if not folder.exists():
        new.rename(folder)
        return
    old = _sibling(folder, "old")
    folder.rename(old)
    new.rename(folder)
    for path in old.iterdir():
        if path.name.startswith(".") and not (folder / path.name).exists():
            path.rename(folder / path.name)
    shutil.rmtree(old, ignore_errors=True)


def _heal(folder: Path) -> None:
    """Clear up behind runs that were killed: put the old folder back, remove what is half made."""
    name = re.compile(rf"\.{re.escape(folder.name)}\.(?P<kind>new|old)-(?P<pid>\d+)")
    for path in sorted(folder.parent.iterdir()):
        match = name.fullmatch(path.name)
        if match is None or _is_running(int(match["pid"])):
            continue
        if match["kind"] == "old" and not folder.exists():
            path.rename(folder)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _sibling(folder: Path, kind: str) -> Path:
    return folder.with_name(f".{folder.name}.{kind}-{os.getpid()}")


def _is_running(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
