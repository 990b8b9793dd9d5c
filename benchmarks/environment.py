"""What measured times depend on: the machine, and the versions of what is compared."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version

from peers import ROOT
from sides import PEERS


def commit() -> str:
    """Return the commit, and whether the package differs from it."""

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *words], cwd=ROOT, capture_output=True, text=True, check=False
        )

    name = git("rev-parse", "--short", "HEAD").stdout.strip()
    return name if git("diff", "--quiet", "HEAD", "--", "pipeline").returncode == 0 else f"{name}+"


def machine(jobs: int) -> dict[str, str]:
    """Return what the times depend on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": f"{len(os.sched_getaffinity(0))} ({platform.machine()}); processes: {jobs}",
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    }


def versions() -> dict[str, str]:
    """Return the versions of all sides."""
    ours = {"leaflet-pipeline": version("leaflet-pipeline")}
    return ours | {name: ", ".join(peer.requirements) for name, peer in PEERS.items()}
