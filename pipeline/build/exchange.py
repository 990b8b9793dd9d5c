"""Exchange the names of two folders in one step, where the operating system can."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS


def exchange(one: Path, other: Path) -> bool:
    """Let two paths of one file system change places; say whether that could be done.

    At no moment is one of them missing: renameat2(2) of Linux and renamex_np(2) of macOS. Other
    systems, and some file systems, have nothing like it; there nothing is changed.
    """
    names = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            status = libc.renamex_np(*names, _RENAME_SWAP)
        else:
            status = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    except (OSError, TypeError, AttributeError):  # no C library, or one without the function
        return False
    return bool(status == 0)
