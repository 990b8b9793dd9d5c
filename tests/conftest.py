"""Fixtures for the programs from outside Python that some tests use."""

import contextlib
import functools
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

TOOLS = Path(__file__).parent.parent / ".ci" / "tools.py"


def path_of(tool: str) -> str:
    """The path of a program; where it is missing the test skips, or fails where CI=true."""
    found = subprocess.run(
        [sys.executable, TOOLS, "--find", tool], capture_output=True, text=True, check=False
    )
    if found.returncode == 0:
        return found.stdout.strip()
    reason = found.stderr.strip()
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The path of a Chromium or Chrome."""
    return path_of("browser")


@pytest.fixture(scope="session")
def msgfmt() -> str:
    """The path of GNU msgfmt."""
    return path_of("msgfmt")


@pytest.fixture(scope="session")
def msgcat() -> str:
    """The path of GNU msgcat."""
    return path_of("msgcat")


@pytest.fixture(scope="session")
def pango() -> None:
    """Pango, with which WeasyPrint sets text; it is a library, and has no path of use."""
    path_of("pango")


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    """A running headless browser; each test opens, and closes, pages of its own."""
    # Playwright leaves Chromium's own sandbox off, so this works for root too.
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path)
        yield chromium
        chromium.close()


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder on this machine and returns its address."""
    with contextlib.ExitStack() as servers:

        def start(folder: Path) -> str:
            handler = functools.partial(_QuietHandler, directory=folder)
            server = servers.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}"

        yield start


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is its own."""
