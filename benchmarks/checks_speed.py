"""How fast the checks are: `leaflets check` beside `pofilter` on the same catalogs, one core.

    python benchmarks/checks_speed.py [--messages N] [--rounds N]

The catalogs are this repository's, copied until there are enough messages. Each copy puts a word of
its own behind every msgid and msgstr, so that no text comes twice in a locale, and nothing that is
remembered of a whole text helps, but for what is remembered of a source text, and of the comments
above it, from one locale to the next: that is as in any project. Each round starts without the
verdicts that the round before left on the disk. `pofilter` (translate-toolkit) runs all its tests.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from measure import in_turn, ratios
from peers import ROOT, peer

from pipeline.catalogs.read import read
from pipeline.catalogs.write import write
from pipeline.model import Entry

CONSONANTS, VOWELS = "bdfgklmprstvz", "aeiou"
LOCALES = ("ar", "es", "fr", "ht", "ru", "vi", "zh_Hans")


def copied(entry: Entry, copy: int) -> Entry:
    """Return an entry with a word behind its texts that no other copy has."""
    word = ""
    while copy or not word:
        copy, syllable = divmod(copy, len(CONSONANTS) * len(VOWELS))
        first, second = divmod(syllable, len(VOWELS))
        word += CONSONANTS[first] + VOWELS[second]
    text = f" {word}ma"
    return replace(
        entry,
        message=replace(entry.message, msgid=entry.message.msgid + text),
        msgstr=entry.msgstr and entry.msgstr + text,
        msgid_plural=entry.msgid_plural and entry.msgid_plural + text,
        plurals=tuple(form and form + text for form in entry.plurals),
        previous=None,
    )


def enlarge(folder: Path, messages: int) -> int:
    """Write a project with at least so many messages; return how many there are."""
    shutil.copytree(ROOT / "source", folder / "source")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for locale in LOCALES:
        (folder / "locales" / locale).mkdir(parents=True)
        shutil.copy(ROOT / "locales" / locale / "terms.csv", folder / "locales" / locale)
    written = copy = 0
    while written < messages:
        copy += 1
        for locale in LOCALES:
            for path in sorted((ROOT / "locales" / locale).rglob("*.po")):
                catalog = read(path, path.name)
                target = folder / "locales" / locale / "LC_MESSAGES" / f"{path.stem}-{copy}.po"
                target.parent.mkdir(exist_ok=True)
                entries = tuple(copied(entry, copy) for entry in catalog.entries)
                write(replace(catalog, path=target.name, entries=entries), target)
                written += len(catalog.entries)
                if written >= messages:
                    return written
    return written


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    pofilter = peer("translate-toolkit", "translate-toolkit>=3.14,<4") / "pofilter"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        messages = enlarge(folder, arguments.messages)
        ours = [sys.executable, "-m", "pipeline.cli", "check", *LOCALES, "-o", "findings.txt"]
        theirs = [pofilter, "--progress=none", "locales", "filtered"]

        def run(command: list[str | Path]) -> None:
            shutil.rmtree(folder / ".cache", ignore_errors=True)
            subprocess.run(command, cwd=folder, check=False, capture_output=True)

        times = in_turn(
            {"leaflets": lambda: run(ours), "pofilter": lambda: run(theirs)}, arguments.rounds
        )
    print(f"{messages} messages in {len(LOCALES)} locales")
    for side, seconds in times.items():
        print(f"{side:10} {seconds}, {seconds.median / messages * 1e6:.0f} µs a message")
    print(f"pofilter takes {ratios(times['pofilter'], times['leaflets'])} as long")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
