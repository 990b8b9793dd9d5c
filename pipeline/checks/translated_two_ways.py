"""The same English text is translated differently in two leaflets.

Why: One wording for one thing is easier to understand, and easier to review. It is only told: two
places may need two wordings, and then `i18n:context` keeps them apart.

Bad:
    # overdose.po
    msgid  "Signs of an overdose"
    msgstr "Señales de una sobredosis"
    # help.po
    msgid  "Signs of an overdose"
    msgstr "Síntomas de sobredosis"

Good:
    # overdose.po and help.po
    msgid  "Signs of an overdose"
    msgstr "Señales de una sobredosis"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model import Catalog, Entry, Problem, Severity

SEVERITY = Severity.INFO


def find_in_locale(catalogs: Mapping[str, Catalog]) -> Iterator[tuple[str, Entry, Problem]]:
    """Yield each entry whose translation differs from that of the first domain that has it."""
    first: dict[tuple[str | None, str], tuple[str, Entry]] = {}
    for domain, catalog in sorted(catalogs.items()):
        for entry in catalog.entries:
            if not entry.translated:
                continue
            other, known = first.setdefault(entry.message.key, (domain, entry))
            if known is entry:
                continue
            if (known.msgstr, known.plurals) != (entry.msgstr, entry.plurals):
                wording = known.msgstr or " / ".join(known.plurals)
                yield (
                    domain,
                    entry,
                    Problem(
                        f"The same text is translated differently in {other}.",
                        f"There it is “{wording}”.",
                        (wording,),
                        (entry.msgstr or " / ".join(entry.plurals),),
                    ),
                )
