"""A message has translations for some of the plural forms of its language, but not for all.

Why: For some numbers there would be no text. Arabic needs six forms, Polish three, Japanese one.

Bad:
    msgid         "{number} minute"
    msgid_plural  "{number} minutes"
    msgstr[0]     "{number} minuto"
    msgstr[1]     ""

Good:
    msgid         "{number} minute"
    msgid_plural  "{number} minutes"
    msgstr[0]     "{number} minuto"
    msgstr[1]     "{number} minutos"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.model import Catalog, Entry, Problem, Severity

SEVERITY = Severity.ERROR

_COUNT = re.compile(r"nplurals\s*=\s*([1-9])")


def find_in_locale(catalogs: Mapping[str, Catalog]) -> Iterator[tuple[str, Entry, Problem]]:
    """Yield each entry of which too few or too many plural forms are translated."""
    for domain, catalog in sorted(catalogs.items()):
        count = _COUNT.search(catalog.header.get("Plural-Forms", ""))
        for entry in catalog.entries:
            if not entry.plurals:
                continue
            filled = sum(map(bool, entry.plurals))
            needed = int(count[1]) if count else len(entry.plurals)
            if entry.obsolete or entry.fuzzy or not filled:
                continue
            if filled != needed or filled != len(entry.plurals):
                yield domain, entry, _problem(filled, needed)


def _problem(filled: int, needed: int) -> Problem:
    forms = "1 plural form" if needed == 1 else f"{needed} plural forms"
    return Problem(
        f"The language has {forms}; {filled} of them are translated."
        if filled < needed
        else f"The language has {forms}; the entry does not have just these.",
        f"Fill in msgstr[0] to msgstr[{needed - 1}], and no others.",
        (str(needed),),
        (str(filled),),
    )
