"""Find the programs from outside Python that the tests use, and install them where that is easy.

Installing means apt-get for root on Debian and its kin, and Playwright's own download for a
browser anywhere else. The path of each program is printed on a line of its own; what is missing is
told on standard error, and the exit status is then 1.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Debian's packages for each program, and for Pango, a library that WeasyPrint loads. The fonts let
# a browser and PDF files show every language of the site; Playwright's own driver needs
# libatomic1, which a small Debian lacks.
PACKAGES = {
    "browser": ["chromium", "fonts-noto-core", "fonts-noto-cjk", "libatomic1"],
    "msgcat": ["gettext"],
    "msgfmt": ["gettext"],
    "pango": [
        "fonts-noto-cjk",
        "fonts-noto-core",
        "libharfbuzz-subset0",
        "libpango-1.0-0",
        "libpangoft2-1.0-0",
    ],
}
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


class MissingError(Exception):
    """A program is not there; the message tells the reader what to do."""


def run(*command: str) -> tuple[bool, str]:
    """Run a command without input; whether it succeeded, and all that it said."""
    try:
        done = subprocess.run(  # noqa: S603 (the programs this script is about)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=1200,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return False, f"{error}\n"
    return done.returncode == 0, done.stdout


def says(path: str, word: str) -> bool:
    """Whether the program starts and names itself as expected.

    Ubuntu's chromium-browser may be a stub that only asks for a snap, and other systems have a
    msgfmt that is not GNU's. On Windows a browser would open a window instead of answering.
    """
    if sys.platform == "win32":
        return True
    succeeded, output = run(path, "--version")
    return succeeded and word in output


def usual_browser_places() -> list[Path]:
    """Where browsers live on the systems that do not put them on the PATH."""
    if sys.platform == "darwin":
        folders = [Path("/Applications"), Path.home() / "Applications"]
        names = ["Chromium", "Google Chrome"]
        return [
            folder / f"{name}.app/Contents/MacOS/{name}" for folder in folders for name in names
        ]
    if sys.platform == "win32":
        variables = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
        folders = [Path(os.environ[name]) for name in variables if name in os.environ]
        names = ["Google/Chrome", "Chromium"]
        return [folder / name / "Application/chrome.exe" for folder in folders for name in names]
    return []


def playwright_starts() -> tuple[bool, str]:
    """Whether Playwright's driver runs here, and what it said."""
    return run(sys.executable, "-m", "playwright", "--version")


def playwrights_browser() -> str | None:
    """The browser that Playwright downloaded, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find_browser() -> str | None:
    """The Chromium or Chrome to test with: the one asked for, or else the first that works."""
    named = os.environ.get("LEAFLETS_BROWSER")
    if named and not shutil.which(named):
        raise MissingError(f"LEAFLETS_BROWSER names no program: {named}")
    if not playwright_starts()[0]:
        return None
    if named:
        return shutil.which(named)
    for candidate in [*BROWSERS, *map(str, usual_browser_places())]:
        found = shutil.which(candidate)
        if found and says(found, "Chrom"):
            return found
    return playwrights_browser()


def find_pango() -> str | None:
    """The name of the Pango that WeasyPrint loads, if it does."""
    succeeded, _ = run(sys.executable, "-c", "import weasyprint")
    return "pango" if succeeded else None


def find(tool: str) -> str | None:
    """The path of a program, if it is on this machine."""
    if tool == "browser":
        return find_browser()
    if tool == "pango":
        return find_pango()
    found = shutil.which(tool)
    return found if found and says(found, "GNU gettext") else None


def apt_get(packages: list[str]) -> None:
    """Install Debian packages, waiting for another apt-get to finish; quiet unless it fails."""
    log = ""
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        succeeded, output = run("apt-get", "--option", "DPkg::Lock::Timeout=300", *command)
        log += output
    # A failed update alone does no harm: the lists of packages may be recent enough.
    if not succeeded:
        sys.stderr.write(log)


def install(tool: str) -> str | None:
    """Install a program where that is easy; its path if it is there afterwards."""
    if sys.platform != "win32" and os.geteuid() == 0 and Path("/etc/debian_version").exists():
        print(f"Installing {' '.join(PACKAGES[tool])} ...", file=sys.stderr)
        apt_get(PACKAGES[tool])
        if found := find(tool):
            return found
    if tool == "browser":
        print("Downloading a Chromium with Playwright ...", file=sys.stderr)
        succeeded, output = run(sys.executable, "-m", "playwright", "install", "chromium")
        if not succeeded:
            errors = [line for line in output.splitlines() if "rror" in line]
            print(*errors[:1], file=sys.stderr)
        return find(tool)
    return None


def locate(tool: str, *, may_install: bool) -> str:
    """The path of a program, which is installed first where needed and allowed."""
    found = find(tool) or (install(tool) if may_install else None)
    if found:
        return found
    if tool == "browser":
        starts, output = playwright_starts()
        if not starts:
            raise MissingError(f"Playwright does not start: {' '.join(output.split())[-300:]}")
        raise MissingError(
            "No Chromium or Chrome was found. Install one, or name it: "
            "LEAFLETS_BROWSER=/path/to/chromium"
        )
    if tool == "pango":
        raise MissingError("WeasyPrint finds no Pango. Install it: libpango, on macOS pango.")
    raise MissingError(f"GNU {tool} was not found. Install GNU gettext.")


def main() -> int:
    """Print the path of every program asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tools", nargs="+", choices=sorted(PACKAGES), metavar="tool")
    parser.add_argument("--find", action="store_true", help="only look; install nothing")
    arguments = parser.parse_args()
    status = 0
    for tool in arguments.tools:
        try:
            print(locate(tool, may_install=not arguments.find))
        except MissingError as error:
            print(error, file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
