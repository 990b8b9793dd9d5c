"""Compare a language's search index with the English one, and its two forms with each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.model import Finding
from pipeline.verify.facts import Judge
from pipeline.verify.folder import SiteFolder
from pipeline.verify.left_out import LeftOut
from pipeline.verify.page import Part, Run, read_again, read_part
from pipeline.verify.unpublished import Unpublished

JSON = "search/search_index.json"
SCRIPT = "search/search_index.js"
"""The same for pages that are opened from a disk, where scripts cannot read JSON."""


def compare_search(
    site: SiteFolder, judge: Judge, unpublished: Unpublished | None, left_out: LeftOut
) -> Iterator[Finding]:
    """Yield what readers would find that is not on the English pages, and what they would not."""
    place = f"{judge.tag}/{JSON}"
    shown = site.shown(place)
    english = _entries(site.path / judge.source_tag / JSON)
    own = _entries(site.path / place)
    if own is None:
        if english is not None:
            yield judge.finding("page-search", "The search index cannot be read.", shown, 1)
        return
    yield from _script(site, judge)
    if english is None:
        return
    for location in english.keys() - own.keys():
        if not left_out.has(location):
            message = f"The search index lacks {location}."
            yield judge.finding("page-search", message, shown, 1)
    for location, (title, text) in own.items():
        if location not in english:
            message = f"The search index has {location}, which the English one has not."
            yield judge.finding("page-search", message, shown, 1)
            continue
        source_title, source_text = english[location]
        one = Part([Run(source_title, 1), *read_again(source_text).runs])
        other = Part([Run(title, 1), *read_part(text).runs])
        if len(one.runs) == len(other.runs):
            pairs = list(zip(one.runs, other.runs, strict=True))
        else:
            pairs = [(one.joined, other.joined)]
        for source, target in pairs:
            if source.text != target.text:
                yield from judge.texts(source, target._replace(line=1), shown, location)
        if unpublished:
            yield from unpublished.find(other.runs, judge, shown)


def _script(site: SiteFolder, judge: Judge) -> Iterator[Finding]:
    place = f"{judge.tag}/{SCRIPT}"
    if place not in site.files:
        return
    _, _, script = (site.path / place).read_text(encoding="utf-8").partition("=")
    try:
        loaded = _plain(json.loads(script.strip().removesuffix(";")))
    except (ValueError, KeyError, TypeError):
        loaded = None
    if loaded != _plain(json.loads((site.path / judge.tag / JSON).read_text(encoding="utf-8"))):
        message = f"The index is not the same as {JSON}."
        yield judge.finding("page-search", message, site.shown(place), 1)


def _plain(index: dict[str, Any]) -> dict[str, Any]:
    docs = [{**doc, "location": _location(doc)} for doc in index["docs"]]
    return {**index, "docs": docs}


def _location(doc: Mapping[str, str]) -> str:
    return doc["location"].replace("index.html", "")


def _entries(path: Path) -> dict[str, tuple[str, str]] | None:
    """Return titles and texts of a search index by their place; `None` where it is no index."""
    try:
        docs = json.loads(path.read_text(encoding="utf-8"))["docs"]
        return {_location(doc): (doc["title"], doc["text"]) for doc in docs}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
