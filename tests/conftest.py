"""Fixtures for the programs from outside Python that some tests use."""

import os
import subprocess
import sys
from collections.abc import Iterator
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
def browser(browser_path: str) -> Iterator[Browser]:
    """A running headless browser; each test opens, and closes, pages of its own."""
    # Playwright leaves Chromium's own sandbox off, so this works for root too.
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path)
        yield chromium
        chromium.close()
