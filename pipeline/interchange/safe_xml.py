"""XML from outside, read without what a file may not ask of us, and XML written for others.

Entities are refused whatever they hold, so that none can grow (a “billion laughs”), read a file or
call a host; so is a file that is larger than any honest one.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from pathlib import Path

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.errors import ExchangeError

LARGEST = 32 * 1024 * 1024
"""The most bytes of a file that is read: a thousand times a leaflet in XLIFF."""
DEEPEST = 64
"""The most elements that may stand within each other."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_bytes(path: Path, shown: str, largest: int = LARGEST) -> bytes:
    """Return what a file holds; raise `ExchangeError` for one that is absent or far too large."""
    try:
        if path.stat().st_size > largest:
            found = f"{path.stat().st_size:,} bytes"
            raise ExchangeError(f"{found}; expected at most {largest:,}", shown)
        return path.read_bytes()
    except OSError as error:
        raise ExchangeError(f"cannot be read: {error.strerror}", shown) from None


def parse_xml(content: bytes, shown: str, deepest: int = DEEPEST) -> etree.Element:
    """Return the root of a document; raise `ExchangeError` for one that is broken or hostile.

    `deepest` is how many elements may stand within each other.
    """
    try:
        root: etree.Element = fromstring(content)
    except DefusedXmlException:
        raise ExchangeError("declares XML entities; expected a file without any", shown) from None
    except etree.ParseError as error:
        problem = str(error).partition(":")[0]
        raise ExchangeError(f"no XML: {problem}", shown, error.position[0]) from None
    except (LookupError, ValueError) as error:
        raise ExchangeError(f"no XML: {error}", shown) from None
    _check_depth(root, shown, deepest)
    return root


def local_name(element: etree.Element) -> str:
    """Return the name of an element without its namespace; a comment has none."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree.Element, *names: str) -> list[etree.Element]:
    """Return the children with one of the names, whatever their namespace."""
    return [child for child in element if local_name(child) in names]


def child_text(element: etree.Element, name: str) -> str:
    """Return the text of the first child of a name, or nothing."""
    return next((whole_text(child) for child in children(element, name)), "")


def whole_text(element: etree.Element) -> str:
    """Return the text of an element and of all that it holds, without space around it."""
    return "".join(element.itertext()).strip()


def serialize_xml(root: etree.Element, whole: frozenset[str], shown: str) -> bytes:
    """Return a document in UTF-8, indented but for the elements in `whole`, whose space counts.

    Raises `ExchangeError` for a character that XML 1.0 cannot hold.
    """
    _indent(root, whole, 0)
    text = etree.tostring(root, encoding="unicode")
    if match := _NO_XML.search(text):
        raise ExchangeError(f"holds U+{ord(match[0]):04X}, which XML has no place for", shown)
    text = text.replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _indent(element: etree.Element, whole: frozenset[str], level: int) -> None:
    if not len(element) or element.tag in whole:
        return
    element.text = "\n" + "  " * (level + 1)
    for child in element:
        _indent(child, whole, level + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * level


def _check_depth(root: etree.Element, shown: str, deepest: int) -> None:
    level = [root]
    for _ in range(deepest):
        level = [child for element in level for child in element]
        if not level:
            return
    raise ExchangeError(f"elements stand more than {deepest} deep within each other", shown)
