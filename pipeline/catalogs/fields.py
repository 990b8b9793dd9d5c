"""The fields of a catalog's header, as they stand in the file."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from gettext import c2py

from pipeline.catalogs.excerpt import excerpt
from pipeline.errors import CatalogError

_FIELD = re.compile(r'(?:msgstr )?"([^:"\\]+):')
_PLURAL_FORMS = re.compile(r"\s*nplurals\s*=\s*([1-6])\s*;\s*plural\s*=([^;]+);?\s*")


class Header(Mapping[str, str]):
    """The fields of a header in their order, read-only, and the line on which each stands."""

    __slots__ = ("_fields", "_line", "_lines")

    def __init__(self, fields: Mapping[str, str], line: int, lines: Mapping[str, int]):
        self._fields = dict(fields)
        self._line = line
        self._lines = dict(lines)

    def __getitem__(self, name: str) -> str:
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Header({self._fields!r})"

    def line(self, name: str) -> int:
        """Return the line of a field, or of the header where it has no such field."""
        return self._lines.get(name, self._line)


def parse_header(text: str, path: str, line: int, source: Iterable[str]) -> Header:
    """Read the msgstr of a header, which begins at `line`; `source` is the file from there on.

    A line without a name continues the field before it. Raises `CatalogError` if the first has no
    name, or if a name stands twice.
    """
    lines = dict(_lines(line, source))
    fields: dict[str, str] = {}
    name = ""
    for content in text.removesuffix("\n").split("\n") if text else ():
        match = re.match(r"([^\s:]+):[ ]?", content)
        if match is None and not name:
            message = f"“{excerpt(content)}” in the header; expected a field like “Language: es”"
            raise CatalogError(message, path, line)
        if match is None:
            fields[name] += f"\n{content}"
            continue
        name = match[1]
        if name in fields:
            message = f"“{excerpt(name)}” twice in the header; expected once"
            raise CatalogError(message, path, lines.get(name, line))
        fields[name] = content[match.end() :]
    return Header(fields, line, lines)


def _lines(first: int, source: Iterable[str]) -> Iterator[tuple[str, int]]:
    for number, text in enumerate(source, first):
        if number > first and not text.startswith('"'):
            return
        if match := _FIELD.match(text):
            yield match[1], number


@functools.cache
def count_plurals(plural_forms: str) -> int:
    """Return the `nplurals` of a Plural-Forms field.

    Raises `ValueError` if it is not what gettext can evaluate, or if it gives a number up to 1000
    a form that there is not.
    """
    found = f"“Plural-Forms: {excerpt(plural_forms, 200)}”"
    match = _PLURAL_FORMS.fullmatch(plural_forms)
    if match is None:
        raise ValueError(f"{found}; expected the like of “nplurals=2; plural=(n != 1);”")
    count = int(match[1])
    try:
        form = c2py(match[2].strip())
        wrong = next((n for n in range(1001) if not 0 <= form(n) < count), None)
    except (ValueError, ArithmeticError) as error:
        raise ValueError(
            f"{found}: {excerpt(str(error), 80)}; expected an expression of gettext"
        ) from None
    if wrong is not None:
        limit = f"expected at most {count - 1}, as there are {count} forms"
        raise ValueError(f"{found} gives form {form(wrong)} for n={wrong}; {limit}")
    return count
