"""The QR code (ISO/IEC 18004) that leads from paper to a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape

from zxingcpp import BarcodeFormat, create_barcode

_DARK = re.compile(rb"\0+")


@cache
def qr_code(address: str) -> str:
    """Return a QR code as inline SVG, with the address in letters below it."""
    code = create_barcode(address, BarcodeFormat.QRCode, ec_level="M")
    pixels = memoryview(code.to_image(scale=1))  # type: ignore[arg-type]  # a byte a module
    size, label = len(pixels), escape(address)
    return (
        f'<div class="leaflet-qr"><svg role="img" aria-label="QR: {label}" '
        f'viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path stroke="#000" d="{"".join(_bars(pixels.tobytes(), size))}"/></svg>'
        f'<p><bdi dir="ltr">{label}</bdi></p></div>'
    )


def _bars(pixels: bytes, size: int) -> Iterator[str]:
    """Yield the dark bars of each row as commands of an SVG path, which is drawn a module wide."""
    for y in range(size):
        for bar in _DARK.finditer(pixels, y * size, (y + 1) * size):
            yield f"M{bar.start() % size} {y}.5h{bar.end() - bar.start()}"
