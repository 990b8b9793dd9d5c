"""Other people's tools, each installed in an environment of its own below `.cache/peers`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def peer(name: str, *requirements: str) -> Path:
    """Return the folder with a peer's programs; install it first where that was not done yet."""
    folder = ROOT / ".cache" / "peers" / name
    stamp = folder / ".installed"
    wanted = "\n".join(requirements)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "--disable-pip-version-check", *requirements], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return folder / "bin"
