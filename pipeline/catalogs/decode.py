"""The bytes of a PO file as text: UTF-8, or an error that says which line is not."""

from __future__ import annotations

import re

from pipeline.catalogs.excerpt import excerpt
from pipeline.errors import CatalogError

_CHARSET = re.compile(r"charset=([^\s;\\\"]*)")
EXPECTED_CHARSET = "expected “Content-Type: text/plain; charset=UTF-8”"


def decode(content: bytes, path: str) -> str:
    """Decode a file; raises `CatalogError` for other encodings, by the name that the file gives."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CatalogError("file is in UTF-16; expected UTF-8", path, 1)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        byte = error.start
    text = content.decode(errors="replace")
    match = _CHARSET.search(text)
    if match and match[1].lower() != "utf-8":
        line = text.count("\n", 0, match.start()) + 1
        raise CatalogError(
            f"“{excerpt(match[0])}”; {EXPECTED_CHARSET}, and a file in UTF-8", path, line
        )
    line = content.count(b"\n", 0, byte) + 1
    raise CatalogError(f"byte 0x{content[byte]:02X} is not UTF-8; expected UTF-8", path, line)
