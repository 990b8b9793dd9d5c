"""The translations of a locale that would change the structure of their pages."""

from __future__ import annotations

from functools import partial

from pipeline.cache import Drawer, digest, tools_digest
from pipeline.facts.links import source_address
from pipeline.markdown.structure import same_structure
from pipeline.model import Catalog
from pipeline.publish import Key
from pipeline.terms import Glossary
from pipeline.validate import LocaleCatalogs

Kept = dict[str, tuple[str, tuple[Key, ...]]]
"""What is remembered of each domain: the digest of its catalog, and the messages."""


def find_misfits(read: LocaleCatalogs) -> dict[str, frozenset[Key]]:
    """Return the messages, by domain, whose translation has another structure than they have.

    What is known of a catalog is not found out again.
    """
    drawer = Drawer(read.validator.project.root, "misfits", Kept)
    judged_by = digest(tools_digest(), read.glossary.digest)
    known = None if read.anew else drawer.get(read.locale.name, judged_by)
    before = known or {}
    found = {
        domain: before[domain]
        if domain in before and before[domain][0] == catalog.digest
        else (catalog.digest, tuple(_misfits(catalog, read.glossary)))
        for domain, catalog in read.catalogs.items()
    }
    if found != known and not read.anew:
        drawer.put(read.locale.name, judged_by, found)
    return {domain: frozenset(keys) for domain, (_, keys) in found.items()}


def _misfits(catalog: Catalog, glossary: Glossary) -> list[Key]:
    localized = partial(source_address, glossary=glossary)
    return [
        entry.message.key
        for entry in catalog.entries
        if entry.translated
        and not same_structure(
            entry.message.msgid, entry.plurals[0] if entry.plurals else entry.msgstr, localized
        )
    ]
