"""The repository's site as a host would give it to readers: built with an address, compressed."""

from __future__ import annotations

import contextlib
import gzip
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

from peers import ROOT

COMPRESSED = ("text/", "application/json", "application/xml", "image/svg+xml")
"""What GitHub Pages compresses, by the beginning of its media type."""


def copy_project(folder: Path, site_url: str) -> Path:
    """Copy the repository's leaflets and catalogs, give them an address; return `mkdocs.yml`."""
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(f"{settings}\nsite_url: {site_url}\n", encoding="utf-8")
    return config


def build(config: Path) -> Path:
    """Build every language of a project, and return the folder of the site."""
    command = [sys.executable, "-m", "pipeline.cli", "build", "--quiet", "-f", config]
    subprocess.run(command, check=True)
    return config.parent / "site"


@contextlib.contextmanager
def served_site(folder: Path) -> Iterator[str]:
    """Build the repository's site in an empty folder, and serve it; give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    address = f"http://127.0.0.1:{server.server_port}/"
    _Handler.folder = build(copy_project(folder, address))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Answer as GitHub Pages does: gzip for text, ten minutes in the cache, one page for 404."""

    protocol_version = "HTTP/1.1"
    folder: Path

    def do_GET(self) -> None:
        """Send a file."""
        path = self.folder / unquote(urlsplit(self.path).path).lstrip("/")
        if path.is_dir():
            path /= "index.html"
        status = 200 if path.is_file() else 404
        if status == 404:
            path = self.folder / "404.html"
        kind = guess_type(path.name)[0] or "application/octet-stream"
        body = path.read_bytes()
        self.send_response(status)
        if kind.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, compresslevel=6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Vary", "Accept-Encoding")
        with contextlib.suppress(ConnectionError):  # a browser that is closed stops listening
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the benchmark's table is its output."""
