"""Where something stands, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from pipeline.recall.where import KINDS, PAGE, Found, Hit
from pipeline.reports.json import VERSION

_TITLES = {
    "leaflet": "Leaflets",
    "message": "Messages",
    "terms": "Term base",
    "catalog": "Translations",
    "page": "Built pages",
}


def render_text(found: Found) -> str:
    """Return the places under a heading for each kind, then a line with the figures."""
    blocks = [
        "\n".join([_TITLES[kind], *_lines(kind, list(hits))])
        for kind, hits in groupby(found.hits, key=lambda hit: hit.kind)
    ]
    site = "" if found.site else " No site is built."
    if found.hits:
        figures = ", ".join(f"{_TITLES[k].lower()} {n}" for k, n in figures_of(found).items() if n)
        total = f"The {found.query.kind} “{found.query.asked}”: {figures}.{site}"
    else:
        total = f"The {found.query.kind} “{found.query.asked}” is nowhere.{site}"
    return "\n\n".join([*blocks, total]) + "\n"


def render_json(found: Found) -> str:
    """Return `{"version": 1, "asked", "kind", "values", "site", "hits": […], "summary": {…}}`."""
    report = {
        "version": VERSION,
        "asked": found.query.asked,
        "kind": found.query.kind,
        "values": sorted(found.query.values),
        "site": found.site,
        "hits": [asdict(hit) for hit in found.hits],
        "summary": figures_of(found),
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def figures_of(found: Found) -> dict[str, int]:
    """Return how many places of each kind there are."""
    return {kind: sum(hit.kind == kind for hit in found.hits) for kind in KINDS}


def _lines(kind: str, hits: list[Hit]) -> Iterator[str]:
    """Yield a line a place, but for built pages a line a page: each repeats what it holds."""
    if kind != PAGE:
        yield from map(_line, hits)
        return
    for _, same in groupby(hits, key=lambda hit: hit.path):
        first, *more = same
        yield _line(first) + (f" (and {len(more)} more)" if more else "")


def _line(hit: Hit) -> str:
    state = f" [{hit.state}]" if hit.state in ("fuzzy", "obsolete") else ""
    return f"  {hit.path}:{hit.line}: {hit.excerpt}{state}"
