"""One regular expression for many words: a trie, so that Python tries few of them at a place."""

from __future__ import annotations

import re
from collections.abc import Iterable

LETTER = r"[^\W\d_]|[\u0300-\u036f]|[\u0900-\u0963\u0971-\u0dff]"
"""What continues a word: letters, and the marks that Python's `\\w` does not count.

Python compiles sets of one or two ranges ten times faster than others.
"""

Node = dict[str, "Node"]


def alternation(words: Iterable[str]) -> str:
    """Return an expression that matches the longest of the words at a place.

    A space in a word matches any run of spaces; an empty set matches nothing.
    """
    root: Node = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _expression(root) if root else r"(?!)"


def _expression(node: Node) -> str:
    ends = "" in node
    branches = [
        (" +" if key == " " else re.escape(key)) + _expression(child)
        for key, child in sorted(node.items())
        if key
    ]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{body}?" if ends else body
