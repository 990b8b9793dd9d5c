"""A translation waits for a person to look at it.

Why: It was proposed for another sentence, or its English text has changed; readers do not see it.

Bad:
    #, fuzzy
    msgid  "Give naltrexone."
    msgstr "Administre naloxona."

Good:
    msgid  "Give naltrexone."
    msgstr "Administre naltrexona."
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model import Catalog, Entry, Problem, Severity

SEVERITY = Severity.INFO


def find_in_locale(catalogs: Mapping[str, Catalog]) -> Iterator[tuple[str, Entry, Problem]]:
    """Yield each entry that is fuzzy, with its domain."""
    for domain, catalog in sorted(catalogs.items()):
        for entry in catalog.entries:
            if entry.fuzzy and not entry.obsolete and (entry.msgstr or any(entry.plurals)):
                yield (
                    domain,
                    entry,
                    Problem(
                        "The translation is fuzzy; readers see the English text.",
                        "Correct it, and remove the flag “fuzzy”.",
                    ),
                )
