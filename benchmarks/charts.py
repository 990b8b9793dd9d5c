"""A line chart in SVG, drawn as text: no script, no network, readable on light and dark pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape

Points = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 48, 56
_COLOURS = ("#00695c", "#c62828", "#3949ab", "#ef6c00", "#6a1b9a")
_MARKS = ("", "6 4", "2 3", "10 4 2 4", "1 5")  # dashes, for those who do not tell the colours


def line_chart(title: str, across: str, up: str, series: Mapping[str, Points]) -> str:
    """Return a chart from (0, 0) of named series of points; `across` and `up` name the axes."""
    points = [point for each in series.values() for point in each]
    x_ticks = ticks(max(x for x, _ in points))
    y_ticks = ticks(max(y for _, y in points))
    parts = [
        *_grid(x_ticks, y_ticks),
        *(
            part
            for number, (name, each) in enumerate(series.items())
            for part in _line(number, name, each, x_ticks[-1], y_ticks[-1])
        ),
        _text(_LEFT, 22, title, size=15),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 14, across, anchor="middle"),
        _text(_LEFT, 40, up),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="sans-serif" aria-label="{escape(title)}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def ticks(most: float) -> list[float]:
    """Return four to nine round numbers from 0 up to one that is not below the most."""
    raw = most / 5
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
    return [step * number for number in range(math.ceil(most / step - 1e-9) + 1)]


def _grid(x_ticks: Sequence[float], y_ticks: Sequence[float]) -> Iterator[str]:
    for value in x_ticks:
        x, base = _x(value, x_ticks[-1]), _HEIGHT - _BOTTOM
        yield f'<path d="M{x:.1f} {_TOP}V{base}" stroke="#e4e4e4"/>'
        yield _text(x, base + 18, f"{value:g}", anchor="middle")
    for value in y_ticks:
        y = _y(value, y_ticks[-1])
        yield f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#e4e4e4"/>'
        yield _text(_LEFT - 8, y + 4, f"{value:g}", anchor="end")


def _line(number: int, name: str, points: Points, x_most: float, y_most: float) -> Iterator[str]:
    colour = _COLOURS[number % len(_COLOURS)]
    marks = _MARKS[number % len(_MARKS)]
    dashes = f' stroke-dasharray="{marks}"' if marks else ""
    places = [(_x(x, x_most), _y(y, y_most)) for x, y in points]
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    yield f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'
    for x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
    y = _TOP + 16 + 20 * number
    yield f'<path d="M{_LEFT + 16} {y}h28" stroke="{colour}" stroke-width="2"{dashes}/>'
    yield _text(_LEFT + 52, y + 4, name)


def _x(value: float, most: float) -> float:
    return _LEFT + value / most * (_WIDTH - _LEFT - _RIGHT)


def _y(value: float, most: float) -> float:
    return _HEIGHT - _BOTTOM - value / most * (_HEIGHT - _TOP - _BOTTOM)


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 12) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="#222">'
        f"{escape(text)}</text>"
    )
