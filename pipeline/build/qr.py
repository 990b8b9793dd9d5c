"""The QR code (ISO/IEC 18004) that leads from paper to a page."""

from __future__ import annotations

from functools import cache
from html import escape

import segno

_MASK = 0
"""Any of the eight masks can be read; to find the one that looks best takes most of the time."""


@cache
def qr_code(address: str) -> str:
    """Return a QR code as inline SVG, with the address in letters below it."""
    code = segno.make(address, error="m", micro=False, mask=_MASK)
    svg = code.svg_inline(omitsize=True, border=4, svgclass=None, lineclass=None, light="#fff")
    label = escape(address)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="QR: {label}" ', 1)
    return f'<div class="leaflet-qr">{svg}<p><bdi dir="ltr">{label}</bdi></p></div>'
