"""`leaflets adopt`: translated Markdown becomes catalogs, fuzzy where it may not fit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from projects import SPANISH_TERMS, translate, write_project

from pipeline.catalogs.read import read
from pipeline.cli import main
from pipeline.importing.align import Segment, align

PO = "locales/es/LC_MESSAGES/overdose.po"

SPANISH = """\
---
title: Sobredosis
description: Qué hacer en una sobredosis.
---

# Sobredosis

!!! danger "Llame al 911"

    Llame al 911 de inmediato. Dé naloxona.

## Señales {#signs}

- Respiración lenta
- Pupilas pequeñas

Para encontrar ayuda, llame al 1-800-662-4357.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    config = write_project(root, locales__es__terms_csv=SPANISH_TERMS)
    for command in (["extract"], ["init", "es"]):
        assert main([*command, "-f", str(config)]) == 0
    return root


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(made, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def adopt(text: str, *options: str, name: str = "overdose.md") -> int:
    path = Path("old") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return main(["adopt", "es", "old", *options])


def translations() -> dict[str, tuple[str, bool]]:
    entries = read(Path(PO), PO).entries
    return {e.message.msgid: (e.msgstr, e.fuzzy) for e in entries if e.msgstr}


WHOLE = {
    "Overdose": ("Sobredosis", False),
    "What to do in an overdose.": ("Qué hacer en una sobredosis.", False),
    "Call 911": ("Llame al 911", False),
    "Call 911 right away. Give naloxone.": ("Llame al 911 de inmediato. Dé naloxona.", False),
    "Signs": ("Señales", False),
    "Slow breathing": ("Respiración lenta", False),
    "Small pupils": ("Pupilas pequeñas", False),
    "To find help, call 1-800-662-4357.": (
        "Para encontrar ayuda, llame al 1-800-662-4357.",
        False,
    ),
}


def test_a_translation_with_the_same_structure_is_adopted(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(PO).read_bytes()
    assert adopt(SPANISH, "--dry-run") == 0
    assert Path(PO).read_bytes() == before
    assert adopt(SPANISH) == 0
    shown = capsys.readouterr()
    assert f"old/overdose.md → {PO}: 8 adopted, 0 as fuzzy, 0 there already" in shown.out
    assert shown.err == ""
    assert translations() == WHOLE
    assert main(["check", "es"]) == 0
    after = Path(PO).read_bytes()
    assert adopt(SPANISH) == 0
    assert Path(PO).read_bytes() == after


def test_nothing_that_is_translated_is_overwritten(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(Path(PO), {"Signs": "Síntomas"})
    assert adopt(SPANISH) == 1
    assert "old/overdose.md:12: “Señales”: the catalog's “Síntomas” stays" in (
        capsys.readouterr().err
    )
    assert translations() == WHOLE | {"Signs": ("Síntomas", False)}


UNSURE = [
    ("another number", ("al 911 de", "al 991 de"), "lacks 911; adds 991", ["Call 911 right away."]),
    ("another drug", ("Dé naloxona", "Dé naltrexona"), "lacks naloxone", ["Call 911 right away."]),
    (
        "a block too few",
        ("- Respiración lenta\n", ""),
        ": not translated: “S",
        ["Signs", "Slow", "Small", "To find help"],
    ),
    (
        "a block too many",
        ("- Pupilas", "- Algo que la fuente no dice para nada aquí\n- Pupilas"),
        "nothing in the source for “Algo que",
        ["Signs", "Slow", "Small", "To find help"],
    ),
    ("another role", ("## Señales", "Señales"), "is a paragraph, its source a heading", ["Signs"]),
    (
        "far too long",
        ("Pupilas pequeñas", "Pupilas " + "muy, muy " * 30 + "pequeñas"),
        "is much longer or shorter",
        ["Small pupils"],
    ),
]


@pytest.mark.parametrize(
    ("_", "change", "message", "fuzzy"), UNSURE, ids=[case[0] for case in UNSURE]
)
def test_what_is_unsure_is_fuzzy_and_told(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    _: str,
    change: tuple[str, str],
    message: str,
    fuzzy: list[str],
) -> None:
    assert adopt(SPANISH.replace(*change)) == 1
    assert message in capsys.readouterr().err
    found = translations()
    for msgid, (msgstr, is_fuzzy) in found.items():
        assert is_fuzzy is any(msgid.startswith(start) for start in fuzzy), msgid
        if not is_fuzzy:
            assert msgstr == WHOLE[msgid][0]


def test_what_is_still_english_is_left_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert adopt(SPANISH.replace("Respiración lenta", "Slow breathing")) == 1
    assert "still in the source language" in capsys.readouterr().err
    assert "Slow breathing" not in translations()


REFUSED = [
    ("a file of no leaflet", "other.md", "there is no leaflet of the name “other”"),
    ("a name that leads out", "sub/../x/overdose.md", "there is no leaflet of the name “x/over"),
]


@pytest.mark.parametrize(("_", "name", "message"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_file_of_another_name_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], _: str, name: str, message: str
) -> None:
    Path("old/sub").mkdir(parents=True)
    assert adopt(SPANISH, name=name) == 2
    assert message in capsys.readouterr().err


def test_bad_input_is_refused_in_one_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(PO).read_bytes()
    assert main(["adopt", "es", "nowhere"]) == 2
    assert "nowhere: no folder" in capsys.readouterr().err
    assert adopt("---\ntitle: [\n---\n") == 2
    assert "old/overdose.md:3: front matter" in capsys.readouterr().err
    assert main(["adopt", "en", "old"]) == 2
    assert Path(PO).read_bytes() == before


def segments(*texts: str) -> list[Segment]:
    made = []
    for text in texts:
        number = frozenset(("phone", word) for word in text.split() if word.isdigit())
        role = "heading of level 2" if text.startswith("#") else "paragraph"
        made.append(Segment(text, role, number))
    return made


PATHS = [
    ("the same", ["# a", "b", "c"], ["# A", "B", "C"], "00 11 22"),
    (
        "one lost at an anchor",
        ["# a", "b", "call 911", "d"],
        ["# A", "call 911", "D"],
        "00 1- 21 32",
    ),
    ("anchors cross a gap", ["a 1", "b 2", "c 3"], ["B 2", "C 3"], "0- 10 21"),
    ("one more", ["a 1", "c 3"], ["A 1", "B 2", "C 3"], "00 -1 12"),
    ("nothing at all", ["a"], [], "0-"),
    ("no source", [], ["a"], "-0"),
]


@pytest.mark.parametrize(("_", "one", "two", "path"), PATHS, ids=[case[0] for case in PATHS])
def test_facts_are_anchors(_: str, one: list[str], two: list[str], path: str) -> None:
    found = align(segments(*one), segments(*two))
    shown = [
        "".join("-" if index is None else str(index) for index in (pair.source, pair.target))
        for pair in found
    ]
    assert " ".join(shown) == path
