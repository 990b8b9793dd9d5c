"""Catalogs as PO files, byte for byte as GNU gettext 0.21 writes them.

The law: `msgcat` gives a written catalog back unchanged. It does not hold where it would cost
words or meaning, or where msgcat itself stumbles:

- flags that gettext does not know (Weblate's `read-only`) stay, and so does `fuzzy` on a message
  of which only the first plural form is empty;
- an obsolete message without a translation stays if a person commented on it;
- of a catalog without messages msgcat prints nothing;
- a translator comment of the form `File: a.c, line:5` is a reference to msgcat;
- msgcat takes the name of a file apart at its spaces, and drops a piece that it has seen before;
- in messages flagged as format strings, msgcat never breaks within a directive (`% d`).
"""

from __future__ import annotations

import os
import re
import stat
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.catalogs.flags import format_flags
from pipeline.catalogs.references import format_references
from pipeline.catalogs.wrap import quoted
from pipeline.errors import CatalogError
from pipeline.model import Catalog, Entry

_UNFINISHED = re.compile(r"\..+\.[0-9a-f]{32}")
UNWRITABLE = re.compile("[\0\4\ud800-\udfff]")  # what gettext reserves, and half characters


def serialize(catalog: Catalog, wrap: bool = True) -> str:
    """Return the text of a PO file: the header, the messages, then the obsolete messages.

    Without `wrap`, strings break after their line feeds only, as with `msgcat --no-wrap`.
    """
    live = [_block(entry, wrap) for entry in catalog.entries if not entry.obsolete]
    obsolete = [_block(entry, wrap) for entry in catalog.entries if _kept_as_obsolete(entry)]
    blocks = [_header(catalog, wrap), *live, *obsolete]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks)


def write(catalog: Catalog, path: Path, wrap: bool = True) -> bool:
    """Write a catalog, as a whole or not at all, and say whether the file changed.

    A file that has this content already is left alone. Raises `CatalogError` if the catalog holds
    what no PO file can, or if the file cannot be written.
    """
    text = serialize(catalog, wrap)
    if match := UNWRITABLE.search(text):
        message = f"cannot be written: U+{ord(match[0]):04X} is no text"
        raise CatalogError(message, catalog.path)
    content = text.encode()
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        replace_file(path.resolve(), content)
    except OSError as error:
        raise CatalogError(f"cannot be written: {error.strerror}", catalog.path) from error
    return True


def replace_file(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all; raise `OSError` where that cannot be done."""
    new = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with new.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            new.chmod(stat.S_IMODE(path.stat().st_mode))
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def remove_unfinished(folder: Path) -> None:
    """Remove what `replace_file` left below a folder when it was killed.

    Who writes there at the same time gets an `OSError`. Raises one where something stays.
    """
    for path in sorted(folder.rglob(".*")):
        if _UNFINISHED.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)


def _header(catalog: Catalog, wrap: bool) -> list[str]:
    text = "".join(f"{name}: {value}\n" for name, value in catalog.header.items())
    wrap = wrap and "no-wrap" not in catalog.header_flags
    return [
        *_unjoined([*_comments("#", catalog.header_comments), *format_flags(catalog.header_flags)]),
        *quoted("msgid", ""),
        *quoted("msgstr", text, "", wrap),
    ]


def _block(entry: Entry, wrap: bool) -> list[str]:
    wrap = wrap and "no-wrap" not in entry.flags
    before, prefix = ("#~| ", "#~ ") if entry.obsolete else ("#| ", "")
    translated = _has_words(entry)
    comments = [
        *_comments("#", entry.translator_comments),
        *_comments("#.", entry.message.comments),
        *format_references(entry.message.locations),
        *format_flags(flag for flag in entry.flags if flag != "fuzzy" or translated),
    ]
    return [
        *_unjoined(comments),
        *(line for pair in _previous(entry) for line in quoted(*pair, before, wrap)),
        *(line for pair in _strings(entry) for line in quoted(*pair, prefix, wrap)),
    ]


def _comments(mark: str, comments: Iterable[str]) -> Iterator[str]:
    for comment in comments:
        for line in comment.split("\n"):
            yield f"{mark} {line}" if line else mark


def _unjoined(comments: Iterable[str]) -> Iterator[str]:
    """Keep gettext from joining a comment that ends in a backslash with the next line."""
    return (f"{line} " if line.endswith("\\") else line for line in comments)


def _previous(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.previous is not None:
        context, msgid, plural = entry.previous
        yield from _source(context, msgid, plural)


def _strings(entry: Entry) -> Iterator[tuple[str, str]]:
    yield from _source(entry.message.msgctxt, entry.message.msgid, entry.msgid_plural)
    if entry.msgid_plural is None:
        yield "msgstr", entry.msgstr
    else:
        for index, text in enumerate(entry.plurals or ("", "")):
            yield f"msgstr[{index}]", text


def _source(context: str | None, msgid: str, plural: str | None) -> Iterator[tuple[str, str]]:
    if context is not None:
        yield "msgctxt", context
    yield "msgid", msgid
    if plural is not None:
        yield "msgid_plural", plural


def _has_words(entry: Entry) -> bool:
    return bool(entry.msgstr) if entry.msgid_plural is None else any(entry.plurals)


def _kept_as_obsolete(entry: Entry) -> bool:
    return entry.obsolete and (_has_words(entry) or bool(entry.translator_comments))
