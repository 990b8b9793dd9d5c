"""PO files as catalogs.

Usual messages are read at once (`usual`); of the others, polib reads the strings, and the scan what
polib leaves out or lets pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from polib import POEntry

from pipeline.cache import digest
from pipeline.catalogs.decode import EXPECTED_CHARSET, decode
from pipeline.catalogs.excerpt import excerpt
from pipeline.catalogs.fields import Header, count_plurals, parse_header
from pipeline.catalogs.flags import parse_flags
from pipeline.catalogs.language import same_language
from pipeline.catalogs.lines import FORBIDDEN
from pipeline.catalogs.plurals import plural_forms
from pipeline.catalogs.references import parse_references
from pipeline.catalogs.scan import Block, scan
from pipeline.catalogs.strings import parse_strings
from pipeline.errors import CatalogError
from pipeline.files import LARGEST_CATALOG, LONGEST_MESSAGE, read_limited
from pipeline.locales import Locale
from pipeline.model import Catalog, Entry, Message


def read(path: Path, name: str, known: Catalog | None = None) -> Catalog:
    """Return the catalog in a file; `name` is the file's name in the catalog and in errors.

    Where `known` was read from the same bytes under the same name, it is returned. Raises
    `CatalogError` if the file cannot be read, or is no PO file in UTF-8.
    """
    try:
        content = read_limited(path, LARGEST_CATALOG)
    except OSError as error:
        raise CatalogError(f"cannot be read: {error.strerror}", name) from error
    own = digest(content)
    if known is not None and (known.digest, known.path) == (own, name):
        return known
    return replace(parse(decode(content, name), name), digest=own)


def parse(text: str, path: str) -> Catalog:
    """Return the catalog that a PO file holds, with all that a person wrote.

    Raises `CatalogError` at the first thing that has no place in a PO file.
    """
    text = text.removeprefix("\ufeff")
    if any(mark in text for mark in "\0\4") and (match := FORBIDDEN.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        raise CatalogError(
            f"U+{ord(match[0]):04X}, which gettext reserves; expected text", path, line
        )
    if not text.strip():
        raise CatalogError(f'file is empty; {EXPECTED_CHARSET} under msgid ""', path, 1)
    found, strings = scan(text, path)
    blocks = [block for block in found if isinstance(block, Block)]
    by_polib = parse_strings(strings, path) if blocks else []
    others = [_entry(*pair) for pair in zip(blocks, by_polib, strict=True)]
    following = iter(others)
    entries = [each if isinstance(each, Entry) else next(following) for each in found]
    _check_unique(entries, path)
    _check_lengths(entries, path)
    heads = (i for i, e in enumerate(entries) if not e.message.msgid and _is_head(e))
    at = next(heads, None)
    if at is None:
        raise CatalogError(f'no header; {EXPECTED_CHARSET} under msgid ""', path, 1)
    head = entries.pop(at)
    header = _header(head, text, path)
    _check_plurals(others, blocks, header, path)
    return Catalog(
        path,
        header,
        tuple(entries),
        head.translator_comments + head.message.comments,
        head.flags,
    )


def check_header(catalog: Catalog, locale: Locale) -> None:
    """Raise `CatalogError` if the header is for another language than the catalog's folder.

    `Language` may be absent, and so may `Plural-Forms` where no message has plural forms; else it
    must have as many as gettext's usual header for the language, or as CLDR. Templates are for no
    language: they pass.
    """
    if _is_template(catalog.path):
        return
    language = catalog.header.get("Language", "").strip()
    if language and not same_language(language, locale.name):
        found = f"“Language: {excerpt(language)}” in the catalog of {locale.name}"
        raise _field_error(catalog, "Language", f"{found}; expected “Language: {locale.name}”")
    forms = catalog.header.get("Plural-Forms", "").strip()
    if not forms and not any(entry.msgid_plural for entry in catalog.entries):
        return
    if not forms:
        found = f"no Plural-Forms in the header; {_expected_plurals(locale)}"
        raise _field_error(catalog, "Plural-Forms", found)
    try:
        count = count_plurals(forms)
    except ValueError as error:
        raise _field_error(catalog, "Plural-Forms", str(error)) from None
    categories = len(locale.data.plural_form.tags | {"other"})
    if count != categories and count != count_plurals(plural_forms(locale)):
        found = f"“nplurals={count}” in the catalog of {locale.name}"
        raise _field_error(catalog, "Plural-Forms", f"{found}; {_expected_plurals(locale)}")


def _expected_plurals(locale: Locale) -> str:
    return f"expected “Plural-Forms: {plural_forms(locale)}”"


def _is_template(path: str) -> bool:
    return path.endswith(".pot")


def _field_error(catalog: Catalog, name: str, message: str) -> CatalogError:
    line = catalog.header.line(name) if isinstance(catalog.header, Header) else 1
    return CatalogError(message, catalog.path, line)


def _entry(block: Block, strings: POEntry) -> Entry:
    forms = strings.msgstr_plural
    previous = strings.previous_msgid
    return Entry(
        message=Message(
            msgid=strings.msgid,
            msgctxt=strings.msgctxt,
            locations=parse_references(block.references),
            comments=tuple(block.extracted),
        ),
        msgstr=strings.msgstr,
        plurals=tuple(forms[index] for index in sorted(forms)),
        msgid_plural=strings.msgid_plural if forms else None,
        flags=tuple(parse_flags(block.flags)) if block.flags else (),
        translator_comments=tuple(block.translator),
        previous=None
        if previous is None
        else (strings.previous_msgctxt, previous, strings.previous_msgid_plural),
        obsolete=block.obsolete,
        line=block.line,
        msgstr_line=block.translations[0],
    )


def _is_head(entry: Entry) -> bool:
    return entry.message.key == (None, "") and not entry.obsolete


def _check_unique(entries: Sequence[Entry], path: str) -> None:
    if len({entry.message.key for entry in entries}) == len(entries):
        return
    lines: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        first = lines.setdefault(entry.message.key, entry.line)
        if first != entry.line:
            what = f"“{excerpt(entry.message.msgid)}”" if entry.message.msgid else "the header"
            message = f"{what} is on line {first} already; expected each message once"
            raise CatalogError(message, path, entry.line)


def _check_lengths(entries: Sequence[Entry], path: str) -> None:
    for entry in entries:
        longest = max(len(entry.message.msgid), len(entry.msgstr))
        if entry.plurals:
            longest = max(longest, *map(len, entry.plurals))
        if longest > LONGEST_MESSAGE:
            message = f"a text of {longest:,} characters; expected at most {LONGEST_MESSAGE:,}"
            raise CatalogError(message, path, entry.line)


def _header(entry: Entry, text: str, path: str) -> Header:
    """Take the header's fields apart, and check that they say UTF-8."""
    if entry.msgid_plural is not None:
        raise CatalogError("header with msgid_plural; expected msgstr only", path, entry.line)
    line = entry.msgstr_line
    header = parse_header(entry.msgstr, path, line, _lines_from(line, text))
    match = re.search(r"charset=[^ \t\n]*", header.get("Content-Type", ""))
    if match is None or match[0].lower() != "charset=utf-8":
        found = f"“{excerpt(match[0])}”" if match else "no charset in the header"
        raise CatalogError(f"{found}; {EXPECTED_CHARSET}", path, header.line("Content-Type"))
    return header


def _lines_from(line: int, text: str) -> Iterator[str]:
    """Yield the lines of a text from a line on; a header has few of those of its file."""
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
    while (end := text.find("\n", at)) >= 0:
        yield text[at:end]
        at = end + 1
    yield text[at:]


def _check_plurals(
    entries: Sequence[Entry], blocks: Sequence[Block], header: Header, path: str
) -> None:
    """Check that Plural-Forms makes sense, and that no message has more forms than it allows."""
    forms = header.get("Plural-Forms", "").strip()
    if not forms or (_is_template(path) and "INTEGER" in forms):
        return
    try:
        count = count_plurals(forms)
    except ValueError as error:
        raise CatalogError(str(error), path, header.line("Plural-Forms")) from None
    for entry, block in zip(entries, blocks, strict=True):
        if len(entry.plurals) > count and not entry.obsolete:
            message = f"msgstr[{count}]; expected {count} forms, as “nplurals={count}” says"
            raise CatalogError(message, path, block.translations[count])
