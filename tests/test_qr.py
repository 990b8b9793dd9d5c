"""The QR codes on paper, read as a phone reads them."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from zxingcpp import ImageFormat, ImageView, read_barcodes

from pipeline.build.qr import qr_code

SCALE = 4

ADDRESSES = (
    "https://leaflets.example/ar/",
    "https://leaflets.example/health/zh-Hans/heat-illness/signs/?a=1&b=2",
    f"https://leaflets.example/{'long-name/' * 30}",
)


def drawn(svg: str) -> tuple[bytes, int]:
    """Return what an SVG path of horizontal bars draws, in grey, and how wide it is."""
    tree = BeautifulSoup(svg, "html.parser")
    size = int(str(tree.svg["viewbox"] if tree.svg else "").split()[-1])
    pixels = [bytearray(b"\xff" * size * SCALE) for _ in range(size * SCALE)]
    path = str(tree.select("path")[1]["d"])
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", path):
        left, right = int(x) * SCALE, (int(x) + int(length)) * SCALE
        for row in pixels[int(y) * SCALE : (int(y) + 1) * SCALE]:
            row[left:right] = bytes(right - left)
    return b"".join(pixels), size * SCALE


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_qr_code_is_read_as_the_address_below_it(address: str) -> None:
    code = qr_code(address)
    grey, width = drawn(code)
    (read,) = read_barcodes(ImageView(grey, width, width, ImageFormat.Lum))
    assert read.text == address
    assert BeautifulSoup(code, "html.parser").get_text() == address
