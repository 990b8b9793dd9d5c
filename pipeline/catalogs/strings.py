"""polib's part in reading a PO file: keywords and quoted strings."""

from __future__ import annotations

import polib

from pipeline.errors import CatalogError


def parse_strings(text: str, path: str) -> list[polib.POEntry]:
    """Return polib's entries, the header among them, for a file that holds strings only."""
    try:
        return list(polib.pofile(_Text(text), encoding="utf-8", klass=_Entries))
    except OSError as error:
        raise CatalogError(f"polib cannot read the file: {error}", path) from error


class _Text(str):
    """Text whose lines end at line feeds only; those of `str` end at U+2028 and others too."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


class _Entries(polib.POFile):
    """polib's file, which looks for the header after parsing, to take it out and apart."""

    def find(self, *args: object, **kwargs: object) -> None:
        """Find none."""
