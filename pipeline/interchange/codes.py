"""Inline Markdown as the locked tags of a translation tool, and back to the same text.

`Read [about heroin](heroin.md).` becomes four pieces of text and code: `Read `, `[`, `about
heroin`, `](heroin.md)`, `.`. Whatever is cut as code, the pieces put together are the text.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipeline.interchange.safe_xml import local_name

_CODE = re.compile(
    r"""(
      `+[^`]+`+                                   # code
    | </?[A-Za-z][^<>]*> | <!--.*?-->             # HTML
    | <(?:https?://|mailto:)[^<>\s]+>             # an address that becomes a link
    | \]\([^()\s]*(?:\([^()\s]*\))?[^()\s]*(?:\s+"[^"]*")?\)  # where a link leads
    | \]\[[^\[\]]*\] | \[\^[^\[\]]+\]             # a reference, a footnote
    | !?\[(?=[^\[\]]+\][(\[])                     # the start of a link or an image
    | https?://[^\s<>()"”’]*[^\s<>()"”’.,;:!?]
    | \{:[^{}]*\} | \{\{[^{}]*\}\} | \$?\{[A-Za-z_][\w.]*\}
    | \*\*+ | __+ | (?<!\w)[*_](?=\S) | (?<=\S)[*_](?!\w)
    )""",
    re.VERBOSE | re.DOTALL,
)


class UnknownCodeError(ValueError):
    """A tag in a returned file that stands for nothing that was sent."""


def split_codes(text: str) -> list[tuple[str, bool]]:
    """Return the pieces of a message, each with whether it is code; joined, they are the text."""
    pieces = _CODE.split(text)
    return [(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece]


def numbered(texts: Iterable[str]) -> list[dict[str, str]]:
    """Return, for each text, its codes by number; the same code has the same number in each.

    Of codes that read alike, the first of one text is the first of the other.
    """
    numbers: dict[tuple[str, int], str] = {}
    found = []
    for text in texts:
        seen: Counter[str] = Counter()
        codes = {}
        for piece, is_code in split_codes(text):
            if is_code:
                seen[piece] += 1
                key = (piece, seen[piece])
                codes[numbers.setdefault(key, str(len(numbers) + 1))] = piece
        found.append(codes)
    return found


def write_text(
    element: etree.Element, text: str, codes: Mapping[str, str], *, native: bool
) -> None:
    """Write a text into an element, its codes as `<ph>`.

    With `native`, the code itself is the content (XLIFF 1.2); else `dataRef` names it (XLIFF 2).
    """
    ids = iter(codes)
    last: etree.Element | None = None
    for piece, is_code in split_codes(text):
        if is_code:
            number = next(ids)
            if native:
                last = etree.SubElement(element, "ph", {"id": number})
                last.text = piece
            else:
                last = etree.SubElement(element, "ph", {"id": number, "dataRef": f"d{number}"})
        elif last is None:
            element.text = piece
        else:
            last.tail = piece


def read_text(element: etree.Element, codes: Mapping[str, str], data: Mapping[str, str]) -> str:
    """Return the text of an element; `codes` are those sent, by number, `data` those of the file.

    Raises `UnknownCodeError` for a tag without a meaning.
    """
    return "".join(_texts(element, codes, data))


def _texts(
    element: etree.Element, codes: Mapping[str, str], data: Mapping[str, str]
) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name in ("mrk", "sub"):
            yield from _texts(child, codes, data)
        elif name in ("g", "pc"):
            yield _native(child, "dataRefStart", codes, data)
            yield from _texts(child, codes, data)
            yield _native(child, "dataRefEnd", {}, data)
        elif name == "cp":
            yield chr(int(child.get("hex", ""), 16) % 0x110000)
        elif name in ("sm", "em") or not name:
            pass
        else:
            own = "".join(child.itertext())
            yield own or _native(child, "dataRef", codes, data)
        yield child.tail or ""


def _native(
    tag: etree.Element, attribute: str, codes: Mapping[str, str], data: Mapping[str, str]
) -> str:
    reference = tag.get(attribute)
    if reference is not None and reference in data:
        return data[reference]
    id = tag.get("id", "")
    if id in codes:
        return codes[id]
    if attribute == "dataRefEnd" and not codes:
        return ""
    raise UnknownCodeError(f'<{local_name(tag)} id="{id}"> stands for nothing that was sent')
