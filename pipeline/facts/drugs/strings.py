"""Find any of many strings fast."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Branches: TypeAlias = "Mapping[str, Branches]"


def any_of(strings: Iterable[str]) -> re.Pattern[str]:
    """Return an expression that finds the first of many strings; nothing where there is none.

    Strings that begin alike share a branch: Python's `re` tries the branches one by one.
    """
    root: dict[str, Branches] = {}
    for string in sorted(strings, reverse=True):
        branch: dict[str, Branches] = root
        for character in string:
            branch = branch.setdefault(character, {})  # type: ignore[assignment]
        branch.clear()  # longer strings, which come before, need no look of their own
    return re.compile(_alternatives(root) if root else "(?!)")


def _alternatives(branches: Branches) -> str:
    parts = [re.escape(first) + _alternatives(rest) for first, rest in sorted(branches.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})" if parts else ""
