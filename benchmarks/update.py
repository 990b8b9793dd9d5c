"""`leaflets update` beside msgmerge, `pybabel update`, `pot2po` and `sphinx-intl update`.

    python benchmarks/update.py [--messages N…] [--alike N…] [--catalogs N…] [--only SIDE…]

Of the messages, 5 % are slightly edited (a word or a fact), 3 % are new and 2 % are removed. A
suggestion is right if it comes from the edited message's own translation and states no other fact
than it should; wrong if it comes from another sentence. A stale one states a number, a unit or a
drug that the new text does not. With `--alike`, all messages differ in one word only, and each is
edited. With `--catalogs`, so many catalogs of 70 messages are updated in one run. Each side runs as
a program of its own, from the files to the file. What is told are seconds of processor time, all
cores together, because other work on the machine changes them least; a side that takes longer than
the limit on the clock is stopped.
"""

from __future__ import annotations

import argparse
import compileall
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib
from leaflet_sentences import DRUGS, FACTS, Sentence, edited, sentences, word
from peers import ROOT, peer

SETTINGS = "site_name: Benchmark\ndocs_dir: source\nplugins:\n  - leaflets\n"
HEADER = {
    "Project-Id-Version": "benchmark",
    "POT-Creation-Date": "2026-11-23 12:00+0000",
    "PO-Revision-Date": "2026-11-23 12:00+0000",
    "Language": "es",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

CATALOG = 70
"""Messages of a catalog, where there are many."""

SIDES = ("leaflets update", "msgmerge", "pybabel update", "pot2po", "sphinx-intl update")

OWN: list[str | Path] = [sys.executable, "-m", "pipeline.cli", "update", "es"]

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Quality:
    """How many suggestions are right, wrong and stale."""

    right: int
    wrong: int
    stale: int
    edited: int

    def __str__(self) -> str:
        return f"{self.right} of {self.edited} right, {self.wrong} wrong, {self.stale} stale"


@dataclass(frozen=True, slots=True)
class Case:
    """A catalog, the new texts, and for each that is not in the catalog its right translation."""

    name: str
    old: Pairs
    new: Sequence[str]
    expected: Mapping[str, Sentence]
    edits: frozenset[str] = frozenset()

    def judge(self, path: Path) -> Quality:
        """Count the suggestions of a catalog."""
        right = wrong = stale = 0
        for entry in polib.pofile(str(path)):
            sentence = self.expected.get(entry.msgid)
            if sentence is None or entry.obsolete or not entry.msgstr:
                continue
            old = not frozenset(FACTS.findall(entry.msgstr)) <= sentence.facts
            own = entry.msgid in self.edits and f" {sentence.word}." in entry.msgstr
            stale += old
            right += own and not old
            wrong += not own
        return Quality(right, wrong, stale, len(self.edits))


def mixed(messages: int, seed: int) -> Case:
    """Return a catalog of which one message in ten changes."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    source = sentences(chance)
    old = [next(source) for _ in range(messages)]
    taken = {each.english for each in old}
    new: list[str] = []
    expected: dict[str, Sentence] = {}
    edits = set()
    for each in old:
        draw = chance.random()
        text = each.english
        if draw < 0.05:
            changed = edited(each, chance)
            if changed.english not in taken:
                text = changed.english
                expected[text] = changed
                edits.add(text)
                taken.add(text)
        if not 0.05 <= draw < 0.07:
            new.append(text)
        if draw >= 0.97:
            fresh = next(one for one in source if one.english not in taken)
            new.append(fresh.english)
            expected[fresh.english] = fresh
            taken.add(fresh.english)
    pairs = [(each.english, each.spanish) for each in old]
    return Case(f"{messages} messages", pairs, new, expected, frozenset(edits))


def alike(messages: int) -> Case:
    """Return a catalog whose messages differ in one word, and all of them edited."""
    rooms = [word(number) for number in range(messages)]
    text = "The person in room {} may call the nurse at any time of the {}, and ask for water."
    old = [(text.format(room, "night"), f"Habitación {room}: puede llamar.") for room in rooms]
    return Case(f"{messages} alike", old, [text.format(room, "day") for room in rooms], {})


def write_po(path: Path, pairs: Pairs) -> None:
    """Write a catalog."""
    file = polib.POFile(wrapwidth=78)
    file.metadata = dict(HEADER)
    for at, (msgid, msgstr) in enumerate(pairs):
        file.append(
            polib.POEntry(msgid=msgid, msgstr=msgstr, occurrences=[("source/a.md", str(at + 1))])
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))


def write_case(folder: Path, case: Case) -> None:
    """Write a project, and the same files where the peers expect them."""
    write_po(folder / "old.po", case.old)
    write_po(folder / "pot" / "a.pot", [(text, "") for text in case.new])
    write_project(folder)
    shutil.copy(folder / "pot" / "a.pot", folder / "locales" / "templates")


def write_catalogs(folder: Path, case: Case) -> None:
    """Write a project of many catalogs, one a leaflet; each message stays in its leaflet."""
    write_project(folder)
    written = folder / "locales" / "es" / "LC_MESSAGES"
    for at in range(0, len(case.old), CATALOG):
        write_po(written / f"{at // CATALOG:04}.po", case.old[at : at + CATALOG])
    for at in range(0, len(case.new), CATALOG):
        texts = [(text, "") for text in case.new[at : at + CATALOG]]
        write_po(folder / "locales" / "templates" / f"{at // CATALOG:04}.pot", texts)


def write_project(folder: Path) -> None:
    """Write the settings and the terms of a project."""
    (folder / "source").mkdir()
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    rows = "".join(f"{drug},drug,{drug},preferred,\n" for drug in DRUGS)
    (folder / "source" / "terms.csv").write_text(f"concept,kind,term,status,note\n{rows}")
    (folder / "locales" / "es").mkdir(parents=True)
    rows = "".join(f"{drug},{name},preferred,,,\n" for drug, name in DRUGS.items())
    columns = "concept,term,status,source,reviewed_by,reviewed_on"
    (folder / "locales" / "es" / "terms.csv").write_text(f"{columns}\n{rows}", encoding="utf-8")
    (folder / "locales" / "templates").mkdir()


def sides(folder: Path) -> dict[str, tuple[Path, list[str | Path]]]:
    """Return where each side reads and writes its catalog, and its command."""
    translate = peer("translate-toolkit", "translate-toolkit>=3.14,<4")
    babel = peer("babel", "babel>=2.17,<3", "setuptools<81")
    sphinx = peer("sphinx-intl", "sphinx-intl>=2.3,<3", "setuptools<81")
    out = folder / "out"
    pot = folder / "pot" / "a.pot"
    in_sphinx = folder / "sphinx" / "es" / "LC_MESSAGES" / "a.po"
    return {
        "leaflets update": (
            folder / "locales" / "es" / "LC_MESSAGES" / "a.po",
            OWN,
        ),
        "msgmerge": (
            out / "msgmerge.po",
            ["msgmerge", "-q", "--previous", "-U", "--backup=off", out / "msgmerge.po", pot],
        ),
        "pybabel update": (
            out / "babel.po",
            [
                *(babel / "pybabel", "-q", "update", "-l", "es"),
                *("-i", pot, "-o", out / "babel.po"),
            ],
        ),
        "pot2po": (
            out / "pot2po.po",
            [
                *(translate / "pot2po", "--progress=none", "-t", out / "pot2po.po"),
                *("-i", pot, "-o", out / "pot2po.po"),
            ],
        ),
        "sphinx-intl update": (
            in_sphinx,
            [
                *(sphinx / "sphinx-intl", "update", "-l", "es"),
                *("-p", folder / "pot", "-d", folder / "sphinx"),
            ],
        ),
    }


def measure(folder: Path, target: Path, command: list[str | Path], limit: float) -> float | None:
    """Return the seconds that a side takes, or nothing where it takes longer than the limit."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "old.po", target)
    try:
        return seconds(folder, command, limit)
    except subprocess.TimeoutExpired:
        return None


def seconds(folder: Path, command: list[str | Path], limit: float) -> float:
    """Return the processor's seconds that a program takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=limit)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def grow(counts: Sequence[int], seed: int, rounds: int) -> None:
    """Update so many catalogs in one run, and print what each takes."""
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_catalogs(folder, mixed(count * CATALOG, seed))
            catalogs = folder / "locales" / "es" / "LC_MESSAGES"
            kept = shutil.copytree(catalogs, folder / "kept")
            times = []
            for _ in range(rounds):
                shutil.copytree(kept, catalogs, dirs_exist_ok=True)
                times.append(seconds(folder, OWN, 3_600))
            took = sorted(times)[rounds // 2]
            each = 1_000 * took / count
            print(f"{count:5} catalogs {took:8.1f} s, {each:6.1f} ms a catalog", flush=True)


def compare(
    case: Case,
    only: Sequence[str],
    limit: float,
    rounds: int,
    print_line: Callable[[str], None],
) -> None:
    """Run the sides in turn, and print what they took and what they suggest."""
    print_line(f"\n{case.name}: {len(case.edits) or len(case.new)} edited, {len(case.new)} in all")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_case(folder, case)
        found = {name: side for name, side in sides(folder).items() if name in only}
        times: dict[str, list[float]] = {}
        for _ in range(rounds):
            for side, (target, command) in found.items():
                took = measure(folder, target, command, limit)
                if took is not None:
                    times.setdefault(side, []).append(took)
        own = times["leaflets update"]
        for side, (target, _) in found.items():
            if len(times.get(side, ())) < rounds:
                print_line(f"{side:20} stopped after {limit:.0f} s")
                continue
            ratios = sorted(theirs / ours for theirs, ours in zip(times[side], own, strict=True))
            middle = sorted(times[side])[rounds // 2]
            quality = f"; {case.judge(target)}" if case.edits else ""
            print_line(f"{side:20} {middle:8.1f} s, {ratios[rounds // 2]:6.1f} times{quality}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--messages", type=int, nargs="*", default=[2_000, 20_000])
    parser.add_argument("--alike", type=int, nargs="*", default=[2_000])
    parser.add_argument("--only", nargs="*", choices=SIDES, default=SIDES[1:], metavar="SIDE")
    parser.add_argument("--catalogs", type=int, nargs="*", default=[250, 500, 1_000])
    parser.add_argument("--limit", type=float, default=1_800, help="seconds (default: 1800)")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=20261123)
    arguments = parser.parse_args()
    compileall.compile_dir(ROOT / "pipeline", quiet=1)  # as pip does for all peers
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    cases = [mixed(count, arguments.seed) for count in arguments.messages]
    for case in (*cases, *map(alike, arguments.alike)):
        only = (SIDES[0], *arguments.only)
        compare(case, only, arguments.limit, arguments.rounds, lambda line: print(line, flush=True))
    grow(arguments.catalogs, arguments.seed, arguments.rounds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
