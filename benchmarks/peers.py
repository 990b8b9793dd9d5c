"""Other people's tools, each installed in an environment of its own below `.cache/peers`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class NotInstalledError(SystemExit):
    """A peer cannot be had here; where nobody catches it, the program ends with its one line."""


def peer(name: str, *requirements: str) -> Path:
    """Return the folder with a peer's programs; install it first where that was not done yet.

    Raises `NotInstalledError` where it cannot be installed.
    """
    folder = ROOT / ".cache" / "peers" / name
    stamp = folder / ".installed"
    wanted = "\n".join(requirements)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip: list[str | Path] = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
        command = [*pip, "--disable-pip-version-check", *requirements]
        installed = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
        if installed.returncode:
            errors = [line for line in installed.stderr.splitlines() if line.startswith("ERROR: ")]
            reason = errors[-1].removeprefix("ERROR: ") if errors else "pip failed"
            raise NotInstalledError(f"{name} could not be installed: {reason}")
        stamp.write_text(wanted, encoding="utf-8")
    return folder / "bin"


def npm_peer(package: str, version: str) -> Path:
    """Return the folder of a package of npm's; install it first where that was not done yet."""
    folder = ROOT / ".cache" / "peers" / package
    installed = folder / "node_modules" / package
    described = installed / "package.json"
    found = json.loads(described.read_text(encoding="utf-8")) if described.exists() else {}
    if found.get("version") != version:
        npm = program("npm", f"install {package}")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        command = [npm, "install", *options, "--save-exact", f"{package}@{version}"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return installed


def program(name: str, purpose: str) -> str:
    """Return the path of a program; stop with one line where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed; it is needed to {purpose}.")
    return found
