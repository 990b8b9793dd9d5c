"""What every other test stands on: the outside programs and the locked packages."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import metadata, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
TOOLS = ROOT / ".ci" / "tools.py"

# One entry of the lock: a name with its exact version, then one hash or more, then who asked.
ENTRY = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[a-z0-9.+]+)(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    r"(?P<comment>(?:    #.*\n)+)"
)
# A requirer: a package's name, or this project and the place in its pyproject.toml.
REQUIRER = re.compile(r"    # +(?:via)?(?: ?[a-z0-9-]+(?: \(pyproject\.toml[a-z:.-]*\))?)?\n")


def locked() -> dict[str, Version]:
    """The locked version of each package."""
    return {
        entry["name"]: Version(entry["version"])
        for entry in ENTRY.finditer(LOCK.read_text(encoding="utf-8"))
    }


def pyproject() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def declared() -> list[Requirement]:
    """All that pyproject.toml asks for: to run, to test and to build."""
    project = pyproject()["project"]
    lines = [*project["dependencies"], *pyproject()["build-system"]["requires"]]
    for extra in project["optional-dependencies"].values():
        lines += extra
    return [Requirement(line) for line in lines]


def environments() -> Iterator[dict[str, str]]:
    """The systems and Pythons that the lock is for, as a requirement's marker sees them."""
    systems = [
        ("linux", "Linux", "posix"),
        ("darwin", "Darwin", "posix"),
        ("win32", "Windows", "nt"),
    ]
    for platform, system, name in systems:
        for machine in ("x86_64", "arm64"):
            for python in ("3.11", "3.12", "3.13"):
                yield {
                    "sys_platform": platform,
                    "platform_system": system,
                    "os_name": name,
                    "platform_machine": machine,
                    "python_version": python,
                    "python_full_version": f"{python}.0",
                    "platform_python_implementation": "CPython",
                    "implementation_name": "cpython",
                    "extra": "",
                }


def test_lock_holds_only_names_versions_and_hashes() -> None:
    heading, _, entries = LOCK.read_text(encoding="utf-8").partition("\n")
    assert heading.startswith("# ")
    assert ENTRY.sub("", entries) == ""
    comments = [
        line
        for entry in ENTRY.finditer(entries)
        for line in entry["comment"].splitlines(keepends=True)
    ]
    assert [line for line in comments if not REQUIRER.fullmatch(line)] == []


def test_lock_covers_pyproject() -> None:
    versions = locked()
    missing = [
        str(requirement)
        for requirement in declared()
        if canonicalize_name(requirement.name) not in versions
    ]
    assert missing == [], "run `make lock`"


def test_pyproject_allows_the_locked_versions() -> None:
    versions = locked()
    refused = [
        f"{requirement}, but locked is {version}"
        for requirement in declared()
        if (version := versions.get(canonicalize_name(requirement.name)))
        and not requirement.specifier.contains(version)
    ]
    assert refused == [], "run `make lock`"


def test_locked_packages_run_on_the_oldest_python() -> None:
    """The lock is resolved by one Python; another 3.11 may be too old for what it chose."""
    (at_least,) = SpecifierSet(pyproject()["project"]["requires-python"])
    assert at_least.operator == ">="
    refusing = [
        f"{name} wants Python {described['Requires-Python']}"
        for name in locked()
        if "Requires-Python" in (described := metadata(name))
        and not SpecifierSet(described["Requires-Python"]).contains(at_least.version)
    ]
    assert refusing == [], "set a limit in LOCK_LIMITS in the Makefile, and run `make lock`"


def test_lock_is_complete_on_every_system_and_python() -> None:
    """A package that only Windows or a newer Python needs would stop the set-up there."""
    versions = locked()
    problems = set()
    for name in versions:
        for requirement in map(Requirement, requires(name) or []):
            marker = requirement.marker
            if marker and not any(marker.evaluate(each) for each in environments()):
                continue
            version = versions.get(canonicalize_name(requirement.name))
            if version is None or not requirement.specifier.contains(version):
                problems.add(f"{name} requires {requirement}, and locked is {version}")
    assert sorted(problems) == []


def test_browser_opens_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.goto("data:text/html,<title>Leaflet</title><p>Take with water.</p>")
    assert page.title() == "Leaflet"
    page.close()


def test_gettext_is_gnus(msgfmt: str, msgcat: str) -> None:
    for tool in (msgfmt, msgcat):
        version = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True)
        assert "GNU gettext" in version.stdout


def find_browser(**environment: str) -> subprocess.CompletedProcess[str]:
    """What the finder says in a changed environment."""
    return subprocess.run(
        [sys.executable, TOOLS, "--find", "browser"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_browser_that_is_not_there_is_named() -> None:
    found = find_browser(LEAFLETS_BROWSER="/no/such/browser")
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.splitlines() == ["LEAFLETS_BROWSER names no program: /no/such/browser"]


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    stub, working = tmp_path / "chromium", tmp_path / "google-chrome"
    stub.write_text("#!/bin/sh\necho 'Chromium must be installed otherwise' >&2\nexit 1\n")
    working.write_text("#!/bin/sh\necho Google Chrome 1.0\n")
    for script in (stub, working):
        script.chmod(0o755)
    found = find_browser(LEAFLETS_BROWSER="", PATH=str(tmp_path))
    assert found.stdout.strip() == str(working)
