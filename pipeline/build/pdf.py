"""Print pages to PDF with WeasyPrint: fonts embedded, tagged for screen readers (PDF/UA-1).

WeasyPrint is the extra `handout` of this package; it needs the library Pango, which pip cannot
install. Nothing is read but the files of the built site.
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

from bs4 import BeautifulSoup

from pipeline.errors import UsageError

_NO_PACKAGE = "PDF files need WeasyPrint; install it with: pip install 'leaflet-pipeline[handout]'"
_NO_PANGO = (
    "WeasyPrint finds no Pango on this machine; install it (Debian: apt-get install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, macOS: brew install pango)"
)
_log = logging.getLogger(__name__)

_NO_GLYPH = ".notdef glyph"


def require_weasyprint() -> Any:
    """Return the module `weasyprint`; raise `UsageError` where it cannot be used."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it would print a page on what is missing
            import weasyprint
    except ImportError:
        raise UsageError(_NO_PACKAGE) from None
    except OSError:
        raise UsageError(_NO_PANGO) from None
    return weasyprint


def print_page(site_dir: Path, page: str, root_url: str, tag: str) -> bytes:
    """Return a built page, given by its path in the site, as PDF.

    `root_url` is the absolute address of the site, where it has one, and `tag` the language that
    the reader needs fonts for. Raises `UsageError` where no font of the machine has a character: a
    box in its place tells nothing.
    """
    weasyprint = require_weasyprint()
    html = _lead_to_site((site_dir / page).read_text(encoding="utf-8"), page, root_url)
    missing: list[tuple[str, int]] = []
    with _missing_glyphs(missing):
        document = weasyprint.HTML(
            string=html,
            base_url=(site_dir / page).as_uri(),
            url_fetcher=_fetcher(weasyprint, site_dir),
            media_type="print",
        )
        content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", presentational_hints=True)
    if missing:
        shown, number = min(missing, key=lambda each: each[1])
        count = len(set(missing))
        others = f" and {count - 1} other characters" if count > 1 else ""
        raise UsageError(
            f"{tag}: no font on this machine has “{shown}” (U+{number:04X}){others}; install Noto "
            "fonts (Debian: apt-get install fonts-noto-core fonts-noto-cjk)"
        )
    return content


def _lead_to_site(html: str, page: str, root_url: str) -> str:
    """Return a page whose relative links are absolute, or plain text where the site has no address.

    A file that is handed on must not lead to the folder that it was made in.
    """
    tree = BeautifulSoup(html, "html.parser")
    for link in tree.select("a[href]"):
        address = str(link["href"])
        if urlsplit(address).scheme or address.startswith("#"):
            continue
        if root_url:
            link["href"] = urljoin(f"{root_url.rstrip('/')}/{page}", address)
        else:
            del link["href"]
    return tree.decode()


def _fetcher(weasyprint: Any, site_dir: Path) -> Any:
    """Return what reads style sheets and images: from the site's own folder, never a network."""
    root = site_dir.resolve()

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:"):
                path = Path(url2pathname(urlsplit(url).path))
                if not url.startswith("file:") or not path.resolve().is_relative_to(root):
                    raise ValueError("it is not in the site's own folder")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols={"file", "data"})


@contextlib.contextmanager
def _missing_glyphs(found: list[tuple[str, int]]) -> Iterator[None]:
    """Collect the characters that WeasyPrint has no glyph for; it tells them on its log alone."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if isinstance(record.msg, str) and record.msg.startswith(_NO_GLYPH):
                character, number = record.args  # type: ignore[misc]
                found.append((str(character), int(str(number))))
            elif record.levelno >= logging.ERROR:  # an image or a style sheet that cannot be read
                _log.warning("%s", record.getMessage())

    log = logging.getLogger("weasyprint")
    before = (log.handlers[:], log.level, log.propagate)
    log.handlers, log.propagate = [Collector(logging.WARNING)], False
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.handlers, log.propagate = before[0], before[2]
        log.setLevel(before[1])
