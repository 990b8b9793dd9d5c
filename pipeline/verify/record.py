"""Compare the files of a site with the record of what was published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from pipeline.model import Finding
from pipeline.verify.facts import Judge
from pipeline.verify.folder import SiteFolder

NAME = "publication.json"


def recorded_files(site: SiteFolder) -> Mapping[str, str] | None:
    """Return the SHA-256 of each file that was published; `None` where the record is damaged.

    Nothing is recorded where there is no record: MkDocs by itself leaves none.
    """
    if NAME not in site.files:
        return {}
    try:
        return dict(json.loads((site.path / NAME).read_text(encoding="utf-8"))["files"])
    except (ValueError, KeyError, TypeError):
        return None


def damaged_record(site: SiteFolder, judge: Judge) -> Finding:
    """Return what to say of a record that cannot be read."""
    message = "The record of what was published cannot be read."
    return judge.finding("page-record", message, site.shown(NAME), 1)


def unrecorded(
    site: SiteFolder, recorded: Mapping[str, str], tags: Iterable[str], judge: Judge
) -> Iterator[Finding]:
    """Yield the files in the folders of languages that were not published; a host may add others.

    Where nothing is recorded, nobody knows.
    """
    folders = frozenset(tags) if recorded else frozenset()
    for name in sorted(site.files - recorded.keys()):
        if name.partition("/")[0] in folders:
            message = "The file is not among those that were published."
            yield judge.finding("page-record", message, site.shown(name), 1)


def compare_record(
    site: SiteFolder, recorded: Iterable[tuple[str, str]], judge: Judge
) -> Iterator[Finding]:
    """Yield the files that are not as the build left them."""
    for name, digest in recorded:
        if name not in site.files:
            message = "The file was published and is gone."
        elif site.digest(name) != digest:
            message = "The file is not as it was when it was published."
        else:
            continue
        yield judge.finding("page-record", message, site.shown(name), 1)
