"""Files from people whom nobody knows: no larger than an honest one, and inside the project."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import PipelineError

LARGEST_CATALOG = 8 * 1024 * 1024
"""The most bytes of a catalog: a hundred times that of a long leaflet."""
LARGEST_TABLE = 4 * 1024 * 1024
"""The most bytes of a CSV table: some 50,000 rows."""
LARGEST_TEXT = 2 * 1024 * 1024
"""The most bytes of a leaflet, and of the settings: a book."""

LONGEST_MESSAGE = 5_000
"""The most characters of a message, which is one paragraph: two pages of print."""


def read_limited(path: Path, largest: int) -> bytes:
    """Return what a file holds; raise `OSError` where it cannot be read, or is larger."""
    with path.open("rb") as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        problem = f"more than {largest:,} bytes; expected no more"
        raise OSError(errno.EFBIG, problem, str(path))
    return content


def require_inside(folder: Path, root: Path) -> None:
    """Raise `PipelineError` for a symbolic link below a folder that leads out of the project.

    Nor may one lead to a hidden file, such as `.git/config`, or to a folder that it stands in.
    `root` is the project's folder. A folder that the settings name themselves may lie anywhere.
    """
    real_root, real_folder = root.resolve(), folder.resolve()
    if folder.is_symlink():
        _require(folder, real_folder, root, (real_root,))
    for link in _links(folder):
        try:
            target = link.resolve()
        except (OSError, RuntimeError):  # a link to itself; no error any more since Python 3.13
            target = link.parent.resolve()
        _require(link, target, root, (real_root, real_folder))
        place = link.parent.resolve()
        if place.is_relative_to(target) or target == place / link.name:
            raise PipelineError("is a symbolic link to itself or around itself", _shown(link, root))


def _require(link: Path, target: Path, root: Path, allowed: tuple[Path, ...]) -> None:
    within = (target.relative_to(each) for each in allowed if target.is_relative_to(each))
    if all(any(part.startswith(".") for part in path.parts) for path in within):
        problem = f"is a symbolic link to “{link.readlink()}”; expected a file of the project"
        raise PipelineError(problem, _shown(link, root))


def _links(folder: Path) -> Iterator[Path]:
    """Yield the symbolic links below a folder in order, and follow none of them."""
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted([*folders, *files]):
            path = os.path.join(parent, name)  # noqa: PTH118 - this sees every file of a project
            if os.path.islink(path):  # noqa: PTH114
                yield Path(path)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
