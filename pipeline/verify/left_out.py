"""What the proof knows of pages that the project's policy leaves out of a language."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The files of the pages that a language has none of, below the folder of a language.

    Links to such a page lead to the English one, in the folder `source_tag`.
    """

    places: frozenset[str]
    source_tag: str

    def has(self, location: str) -> bool:
        """Tell whether an entry of the search index belongs to such a page."""
        address = location.partition("#")[0]
        return address in self.places or f"{address}index.html" in self.places

    def leads(self, href: str, place: str) -> str:
        """Return where a link of the English page at `place` leads on the page of the language."""
        address, mark, fragment = href.partition("#")
        if not self.places or not address or ":" in address:
            return href
        file = posixpath.normpath(posixpath.join(posixpath.dirname(place), address))
        if f"{file}/index.html".removeprefix("./") not in self.places and file not in self.places:
            return href
        way = "../" * (place.count("/") + 1)
        end = "/" if address.endswith("/") else ""
        return f"{way}{self.source_tag}/{file}{end}{mark}{fragment}"
