"""How long extraction takes, against rendering the same pages once with plain Python-Markdown.

    python benchmarks/extraction.py [--leaflets N] [--rounds N] [--seed N]

A project of leaflets is written to a temporary folder; it has the Markdown extensions of this
project's `mkdocs.yml`. Both sides read the files; they take turns, in one process, so that a busy
machine slows both. The issue demands a ratio of at most 1.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from generate import write_project

from pipeline.extract import extract
from pipeline.leaflets import read_leaflets
from pipeline.markdown.parse import new_markdown
from pipeline.project import Project


def render(project: Project) -> None:
    """Render every leaflet once, as it is."""
    md = new_markdown(*project.markdown_extensions)
    for each in read_leaflets(project):
        md.reset().convert(each.body)


def main() -> None:
    """Measure, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--leaflets", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=20261123)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = write_project(Path(folder), arguments.leaflets, arguments.seed)
        count = sum(len(template.messages) for template in extract(project))
        print(f"{arguments.leaflets} leaflets, {count} messages")
        print("extract   render    ratio")
        ratios = []
        for _ in range(arguments.rounds):
            begin = time.perf_counter()
            list(extract(project))
            middle = time.perf_counter()
            render(project)
            end = time.perf_counter()
            ratios.append((middle - begin) / (end - middle))
            print(f"{middle - begin:6.2f} s  {end - middle:6.2f} s  {ratios[-1]:.3f}")
    spread = max(ratios) - min(ratios)
    print(f"median ratio {statistics.median(ratios):.3f} (spread {spread:.3f})")


if __name__ == "__main__":
    main()
