"""How long extraction takes, against rendering the same pages once with plain Python-Markdown.

    python benchmarks/extraction.py [--leaflets N] [--rounds N] [--seed N]

A project of leaflets is written to a temporary folder; it has the Markdown extensions of this
project's `mkdocs.yml`. Both sides read the files; they take turns, in one process, so that a busy
machine slows both. The issue demands a ratio of at most 1.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from pipeline.extract import extract
from pipeline.leaflets import read_leaflets
from pipeline.markdown.parse import new_markdown
from pipeline.project import Project, read_project

ROOT = Path(__file__).resolve().parent.parent
WORDS = (  # noqa: SIM905
    "the a person may call 911 for help after naloxone wears off in 30 to 90 minutes and then "
    "stay with them until help arrives because breathing can stop again ask your doctor or nurse "
    "how to get *treatment* and keep **every number** near [the phone](help.md) or `988`"
).split()


def sentences(chance: random.Random) -> Iterator[str]:
    """Yield sentences without end."""
    while True:
        words = chance.choices(WORDS, k=chance.randint(4, 18))
        yield " ".join(words).capitalize() + "."


def leaflet(number: int, chance: random.Random) -> str:
    """Return a leaflet of about 70 messages, in the proportions of the real ones."""
    said = sentences(chance)
    parts = [f"---\ntitle: Leaflet {number}\ndescription: {next(said)!r}\n---", f"# {next(said)}"]
    for section in range(6):
        parts += [f"## {next(said)} {{#part-{section}}}", next(said), next(said)]
        parts.append("<!-- i18n:comment Keep the digits. -->")
        parts.append(f'!!! danger "{chance.choice(WORDS)}"\n\n    {next(said)}')
        parts.append("\n".join(f"- {next(said)}" for _ in range(5)))
    parts.append("| Number | Use |\n| --- | --- |\n" + f"| 911 | {next(said)} |\n" * 3)
    parts.append("*[TDD]: telecommunications device for the deaf")
    return "\n\n".join(parts) + "\n"


def write_project(folder: Path, leaflets: int, seed: int) -> Project:
    """Write a project of generated leaflets."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    settings.pop("nav", None)
    (folder / "source").mkdir()
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    for number in range(leaflets):
        text = leaflet(number, chance)
        (folder / "source" / f"leaflet-{number:03}.md").write_text(text, encoding="utf-8")
    return read_project(folder / "mkdocs.yml")


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
