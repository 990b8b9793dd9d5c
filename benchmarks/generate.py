"""Generate projects of leaflets and their translations: seeded, of any size.

    python benchmarks/generate.py FOLDER [--leaflets N] [--locales N] [--seed N]

Each leaflet has about 70 messages, in the proportions of the real ones, and says which number to
call and which drug to give. Translations are made-up words in the script of the language that keep
every number, drug, link and mark, so that the checks pass and every page is built.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from pipeline.catalogs.read import read
from pipeline.catalogs.write import write
from pipeline.locales import find_locale
from pipeline.merging import start_locale
from pipeline.project import Project, read_project
from pipeline.templates import write_templates

ROOT = Path(__file__).resolve().parent.parent
LOCALES = (
    "es", "fr", "zh_Hans", "ar", "vi", "ru", "ht", "ko", "pt", "de", "it", "pl", "uk", "fa", "ur",
    "ro", "cs", "tr", "el", "nl", "sv", "hu", "bg", "sw", "so",
)  # fmt: skip
"""The locales in the order in which projects get them; the source's comes on top."""

LATIN = "aeioulmnprstdkv"
LETTERS = {
    "Arab": "ابتدرسلمنوكي",
    "Cyrl": "абвдеиклмнорстуя",
    "Grek": "αβγδεικλμνορστυ",
    "Hans": "天地人心水火山月日木石田竹米",
    "Kore": "가나다라마바사아자차하",
}
WORDS = (  # noqa: SIM905
    "the a person may call right away for help after it wears off and then stay with them until "
    "help arrives because breathing can stop again ask your doctor or nurse how to get and keep "
    "every line near before leaving home with family friends clinic treatment sleep water food"
).split()
FACTS = ("911", "988", "1-800-662-4357", "naloxone", "naltrexone")
MARKED = ("*{}*", "**{}**", "[{}](leaflet-000.md)", "`{}`")
TERMS = """\
concept,kind,term,status,note
1-800-662-4357,number,1-800-662-4357,preferred,help line
911,number,911,preferred,emergency
988,number,988,preferred,crisis line
naloxone,drug,naloxone,preferred,ends an overdose
naltrexone,drug,naltrexone,preferred,not naloxone
"""


def sentences(chance: random.Random) -> Iterator[str]:
    """Yield sentences without end; one in four states a fact, one in five has a mark."""
    while True:
        words = chance.choices(WORDS, k=chance.randint(4, 18))
        if chance.random() < 0.25:
            words.insert(chance.randrange(1, len(words)), chance.choice(FACTS))
        if chance.random() < 0.2:
            at = chance.randrange(1, len(words))
            if words[at] not in FACTS:
                words[at] = chance.choice(MARKED).format(words[at])
        text = " ".join(words)
        yield f"{text[0].upper()}{text[1:]}."


def leaflet(number: int, chance: random.Random) -> str:
    """Return a leaflet of about 70 messages, in the proportions of the real ones."""
    said = sentences(chance)
    title = f"Leaflet on {chance.choice(WORDS)} and {chance.choice(WORDS)} {number}"
    parts = [f"---\ntitle: {title}\ndescription: {next(said)!r}\nlast_reviewed: 2026-11-23\n---"]
    parts.append(f"# {title}")
    for section in range(6):
        parts += [f"## {next(said)} {{#part-{section}}}", next(said), next(said)]
        parts.append("<!-- i18n:comment Keep the digits. -->")
        parts.append(f'!!! danger "{next(said)}"\n\n    {next(said)}')
        parts.append("\n".join(f"- {next(said)}" for _ in range(5)))
    parts.append("| Number | Use |\n| --- | --- |\n" + f"| 911 | {next(said)} |\n" * 3)
    return "\n\n".join(parts) + "\n"


def translator(locale: str) -> Callable[[str], str]:
    """Return what turns a generated message into made-up words of a language."""
    letters = LETTERS.get(find_locale(locale).script, LATIN)
    words = {word: _made_up(f"{locale} {word}", letters) for word in (*WORDS, *FACTS[3:])}

    def translate(msgid: str) -> str:
        pieces = []
        for piece in msgid.split(" "):
            if piece.startswith("`"):
                pieces.append(piece)
                continue
            core = piece.strip("*`.[]()").lower().partition("]")[0]
            start = piece.lower().find(core)
            word = words.get(core, piece[start : start + len(core)])
            pieces.append(piece[:start] + word + piece[start + len(core) :] if core else piece)
        return " ".join(pieces)

    return translate


def _made_up(seed: str, letters: str) -> str:
    digest = hashlib.sha256(seed.encode()).digest()
    return "".join(letters[byte % len(letters)] for byte in digest[: 3 + digest[31] % 5])


def write_project(
    folder: Path,
    leaflets: int,
    seed: int,
    locales: int = 0,
    extra: Mapping[str, object] | None = None,
) -> Project:
    """Write a project of generated leaflets; `extra` adds to its settings."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    settings |= {"site_url": "https://leaflets.example.org/", **(extra or {})}
    settings.pop("nav", None)
    (folder / "source").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (folder / "source" / "terms.csv").write_text(TERMS, encoding="utf-8")
    index = "# Leaflets\n\nCall 911 right away.\n"
    (folder / "source" / "index.md").write_text(index, encoding="utf-8")
    for number in range(leaflets):
        text = leaflet(number, chance)
        (folder / "source" / f"leaflet-{number:03}.md").write_text(text, encoding="utf-8")
    project = read_project(folder / "mkdocs.yml")
    write_templates(project)
    for name in LOCALES[:locales]:
        _translate(project, name)
    return read_project(folder / "mkdocs.yml")


def _translate(project: Project, name: str) -> None:
    locale = find_locale(name)
    translate = translator(name)
    terms = project.locales_dir / name / "terms.csv"
    terms.parent.mkdir(parents=True)
    rows = [f"{drug},{translate(drug)},preferred,made up,," for drug in FACTS[3:]]
    header = "concept,term,status,source,reviewed_by,reviewed_on"
    terms.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    start_locale(project, locale)
    for path in sorted((project.locales_dir / name / "LC_MESSAGES").rglob("*.po")):
        if path.stem != "site":
            catalog = read(path, path.name)
            entries = tuple(replace(e, msgstr=translate(e.message.msgid)) for e in catalog.entries)
            write(replace(catalog, entries=entries), path)


def main() -> None:
    """Write a project."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--leaflets", type=int, default=20)
    parser.add_argument("--locales", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.folder.exists():
        shutil.rmtree(arguments.folder)
    write_project(arguments.folder, arguments.leaflets, arguments.seed, arguments.locales)


if __name__ == "__main__":
    main()
