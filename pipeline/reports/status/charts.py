"""Charts in SVG, drawn as text: no script, no network, and their words in a title for all."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pipeline.coverage import Coverage
from pipeline.reports.status.figures import count, done, missing

_WIDTH = 1000  # units; the page stretches them to the room there is
_LEAST = 4  # units of the smallest part: one message in a thousand is still to be seen

PARTS = {
    "reviewed": "Shown and signed off",
    "shown": "Shown, not signed off in full",
    "unreviewed": "Held back until it is signed off",
    "held": "Held back with its leaflet",
    "blocked": "Blocked by a check",
    "fuzzy": "Fuzzy",
    "missing": "Missing",
}
"""The parts of a bar from left to right, each with what it means in the key."""


def parts_of(figures: Coverage) -> dict[str, int]:
    """Return how many messages each part of a bar stands for."""
    return {
        "reviewed": figures.reviewed,
        "shown": figures.published - figures.reviewed,
        "unreviewed": figures.unsigned,
        "held": figures.held,
        "blocked": figures.blocked,
        "fuzzy": figures.fuzzy,
        "missing": missing(figures),
    }


def stacked_bar(figures: Coverage, name: str) -> str:
    """Return a bar of all messages of a language, cut into those shown, held back and missing."""
    parts = {part: number for part, number in parts_of(figures).items() if number}
    told = ", ".join(f"{number:,} {_short(part)}" for part, number in parts.items())
    title = f"{name}: {count(figures.messages, 'message')}; {told}" if told else name
    rects = "".join(_rects(parts, figures.messages))
    return _svg("bar", title, 10, f'<rect class="ground" width="{_WIDTH}" height="10"/>{rects}')


def thin_bar(figures: Coverage, name: str) -> str:
    """Return a thin bar of the words of a leaflet that readers see in their language."""
    share = done(figures)
    title = f"{name}: {share} % of the words"
    width = share * _WIDTH // 100
    filled = f'<rect class="shown" width="{width}" height="4"/>' if width else ""
    return _svg("thin", title, 4, f'<rect class="ground" width="{_WIDTH}" height="4"/>{filled}')


def key(figures: Coverage) -> str:
    """Return the key of the parts that bars of these figures have."""
    found = parts_of(figures)
    items = (
        f'<li><svg aria-hidden="true" viewBox="0 0 12 12">'
        f'<rect class="{part}" width="12" height="12" rx="2"/></svg>{escape(meaning)}</li>'
        for part, meaning in PARTS.items()
        if found[part]
    )
    return f'<ul class="key">{"".join(items)}</ul>'


def _rects(parts: dict[str, int], whole: int) -> Iterator[str]:
    """Yield the parts side by side; rounding the edges, not the widths, leaves no gaps."""
    before = 0
    for part, number in parts.items():
        start, end = before * _WIDTH // whole, (before + number) * _WIDTH // whole
        start = min(start, _WIDTH - _LEAST)
        end = max(end, start + _LEAST)
        yield f'<rect class="{part}" x="{start}" width="{end - start}" height="10"/>'
        before += number


def _short(part: str) -> str:
    return {
        "reviewed": "signed off",
        "unreviewed": "without a sign-off",
        "held": "held back with their leaflet",
    }.get(part, part)


def _svg(kind: str, title: str, height: int, shapes: str) -> str:
    return (
        f'<svg class="{kind}" role="img" viewBox="0 0 {_WIDTH} {height}"'
        f' preserveAspectRatio="none"><title>{escape(title)}</title>{shapes}</svg>'
    )
