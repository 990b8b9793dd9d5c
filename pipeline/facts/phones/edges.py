"""Edges: whether a run of digits stands alone, or is part of a word, a quantity or an address."""

from __future__ import annotations

import re

_UNIT_GLUED = re.compile(
    r"(?:[kmµμnc]?[gmlLs]|mcg|dl|dL|IU|UI|px|kcal|bpm|mmHg|st|nd|rd|th|x|e[0-9]|[kKMG]?[bB])"
    r"(?![^\W\d_])"
)
_UNIT_APART = re.compile(
    r" ?(?:[%\u066a‰°]|(?:mcg|[mkµμn]g|[md][lL]|[mck]m|mmHg|IU|kcal)(?![^\W\d_]))"
)
_ADDRESS = re.compile(
    r"://|^www\.|@|[A-Za-z]\.[a-z]{2,}(?:/|$)|\.(?:com|edu|gov|html?|md|net|org|pdf)(?![A-Za-z])"
    r"|^\{?[#.:][A-Za-z]"
)
_TOKEN_LEFT = re.compile(r"[^\s<>()\[\]\"'“”‘’«»「」（）。，、]*\Z")
_TOKEN_RIGHT = re.compile(r"[!#-&*-;=?-Z\\^-~]*")
_OPEN_TAG = re.compile(r"<[a-zA-Z/!][^<>]*\Z")
_VISIBLE = re.compile(r"\b(?:alt|title|aria-label|placeholder)\s*=\s*(?:\"[^\"]*|'[^']*)\Z")
_NEAR = 80  # how far an address or a tag is looked for


def stands_alone(plain: str, start: int, end: int, *, known: bool) -> bool:
    """Tell whether digits are no part of a longer number, a quantity, a code or an address.

    Letters of the scripts that write words without spaces, and small letters beside a `known`
    number (Hungarian *911-et*, Zulu *ku-911*), are no hindrance.
    """
    return _open_before(plain, start, known) and _open_behind(plain, end, known)


def in_address(plain: str, start: int, end: int) -> bool:
    """Tell whether digits stand in a URL, an e-mail address, an identifier or an HTML tag."""
    before = plain[start - 1 : start]
    behind = plain[end : end + 1]
    if (before.isascii() and before not in " (\n") or (behind.isascii() and behind not in " ).\n,"):
        left = _TOKEN_LEFT.search(plain, max(0, start - _NEAR), start)
        right = _TOKEN_RIGHT.match(plain, end, end + _NEAR)
        begin = left.start() if left else start
        token = plain[begin:end] + (right[0] if right else "")
        if _ADDRESS.search(token.rstrip(".,:;!?*_")) or plain[max(0, begin - 2) : begin] == "](":
            return True
    elif before == "(" and plain[max(0, start - 2) : start] == "](":
        return True
    if "<" not in plain[max(0, start - 3 * _NEAR) : start]:
        return False
    tag = _OPEN_TAG.search(plain, max(0, start - 3 * _NEAR), start)
    return tag is not None and not _VISIBLE.search(tag[0])


def _open_before(plain: str, start: int, known: bool) -> bool:
    if not start:
        return True
    before = plain[start - 1]
    if before in "$€£¥+" or (before in ".,:" and plain[max(0, start - 2) : start - 1].isdecimal()):
        return False
    at = start - 1
    if before == "-" and at:
        at -= 1
        before = plain[at]
    if before == "_":
        return not plain[max(0, at - 1) : at].isalnum()
    if before == "#":
        return known and plain[max(0, at - 1) : at] != "&"
    if not before.isalpha() or before.lower() == before.upper():
        return True
    return known and before.islower()


def _open_behind(plain: str, end: int, known: bool) -> bool:
    behind = plain[end : end + 2]
    if not behind:
        return True
    if behind[0] in ".,:" and behind[1:].isdecimal():
        return False
    if _UNIT_APART.match(plain, end):
        return False
    if not behind[0].isalpha() or behind[0].lower() == behind[0].upper():
        return True
    return known and behind[0].islower() and not _UNIT_GLUED.match(plain, end)
