"""Start tags that lead somewhere, or to which a link may lead; each is read once.

Pages are cut before each `<`: most pieces stand on many pages, and most lead nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.verify.tags import TOKENS, attributes_of

_LEADS = ("href", "src", "action", "formaction", "poster", "data", "xlink:href")
_TELLS = re.compile(
    r"[\s\"'/](?:href|src|action|formaction|poster|data|xlink:href|id|name)\s*=", re.IGNORECASE
)
_START = re.compile(r"""[a-zA-Z][^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*(?=>)""")
_MOST = 1 << 16
"""How many pieces are remembered of each kind."""


class Place(NamedTuple):
    """Such a tag: where it leads, and what links may call it."""

    attributes: Mapping[str, str]
    addresses: tuple[str, ...]
    names: tuple[str, ...]


def places_on(html: str, pieces: AbstractSet[str]) -> dict[str, Place]:
    """Return the places of a page by what stands behind their `<`.

    `pieces` are those to look at of what stands behind each `<` of the page.
    """
    found = {}
    for piece in pieces - _nowhere:
        place = _known.get(piece) or _read(piece)
        if place is _BROKEN:  # a value holds a `<`: the page is read tag by tag
            tags = (token[1:] for token in TOKENS.findall(html))
            places = ((tag, _read(tag)) for tag in tags)
            return {tag: place for tag, place in places if place and place is not _BROKEN}
        if place:
            found[piece] = place
    return found


def leads_nowhere(piece: str) -> bool:
    """Tell whether a piece is known to lead nowhere, and to have no name."""
    return piece in _nowhere


def starts_in(html: str) -> set[str]:
    """Return the pieces of HTML that stand behind a `<`, up to the end of their tags.

    Where a piece has no such end, the pieces are returned as they are.
    """
    _, *pieces = html.split("<")
    try:
        return {piece[: piece.index(">") + 1] for piece in pieces}
    except ValueError:
        return set(pieces)


def leaves(address: str) -> bool:
    """Tell whether an address leads out of the site, or runs something."""
    if address.startswith(("../", "#")):
        return False
    scheme = urlsplit(address).scheme or ("//" if address.startswith("//") else "")
    return bool(scheme) and scheme not in ("tel", "sms")


_BROKEN = Place({}, (), ())
_known: dict[str, Place] = {}
_nowhere: set[str] = set()
"""The pieces that lead nowhere: most of any page, and the same on most pages."""


def _read(piece: str) -> Place | None:
    start = None if piece.startswith("/") else _START.match(piece)
    if not start and piece[:1].isalpha():
        return _BROKEN
    if not start or not _TELLS.search(start[0]):
        if len(_nowhere) > _MOST:
            _nowhere.clear()
        _nowhere.add(piece)
        return None
    if len(_known) > _MOST:
        _known.clear()
    attributes = attributes_of(start[0])
    addresses = tuple(attributes[each] for each in _LEADS if attributes.get(each))
    names = tuple(attributes[each] for each in ("id", "name") if attributes.get(each))
    place = _known[piece] = Place(attributes, addresses, names)
    return place
