"""A catalog keeps translations of sentences that the leaflet no longer has.

Why: They come back when the sentence does, and cost nothing; told once a catalog, for those who
want to tidy up.

Bad:
    #~ msgid  "Call a friend."
    #~ msgstr "Llame a un amigo."

Good:
    # no entry begins with #~
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model import Catalog, Entry, Problem, Severity

SEVERITY = Severity.INFO


def find_in_locale(catalogs: Mapping[str, Catalog]) -> Iterator[tuple[str, Entry, Problem]]:
    """Yield the first obsolete entry of each domain, with how many there are."""
    for domain, catalog in sorted(catalogs.items()):
        entries = [entry for entry in catalog.entries if entry.obsolete]
        if entries:
            count = "1 translation is" if len(entries) == 1 else f"{len(entries)} translations are"
            yield domain, entries[0], Problem(f"{count} of sentences that have left the leaflet.")
