"""The projects that are built for the benchmark: generated once, kept below `.cache`."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from peers import ROOT
from sides import Size

HERE = Path(__file__).parent
SEED = 20261123


def prepared(size: Size) -> Path:
    """Return the folder of a generated project with its peers' files; write it if need be.

    Other processes do it: a child starts with the memory of its parent, and this is to stay small.
    """
    folder = ROOT / ".cache" / "benchmarks" / str(size)
    made_by = [*(HERE / name for name in ("generate.py", "peer_sites.py")), ROOT / "mkdocs.yml"]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in made_by)).hexdigest()
    stamp = folder / "made-by"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print(f"{size}: writing the project", file=sys.stderr, flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        generate: list[str | Path]
        generate = [sys.executable, HERE / "generate.py", folder / "project", "--seed", str(SEED)]
        numbers = ["--leaflets", str(size.leaflets), "--locales", str(size.languages - 1)]
        subprocess.run([*generate, *numbers], check=True)
        subprocess.run([sys.executable, HERE / "peer_sites.py", folder], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return folder


@contextmanager
def changing(folder: Path) -> Iterator[Callable[[], None]]:
    """Give what changes one translation each time that it is called; put it back in the end."""
    path = sorted(folder.glob("leaflet-*.po"))[0]
    text = path.read_text(encoding="utf-8")
    times = 0

    def change() -> None:
        nonlocal times
        times += 1
        words = " ahora" * times
        changed, number = re.subn(r'(?m)^(msgstr "[^"\n]+)\."$', rf'\1{words}."', text, count=1)
        if not number:
            raise ValueError(f"{path}: no message in one line")
        path.write_text(changed, encoding="utf-8")

    try:
        yield change
    finally:
        path.write_text(text, encoding="utf-8")
