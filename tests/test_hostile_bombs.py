"""Input made to exhaust the machine, and links out of the project: one line, and soon."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import SPANISH_TERMS, write_project

from pipeline.cli import main
from pipeline.files import LARGEST_CATALOG, LONGEST_MESSAGE

PO = "locales/es/LC_MESSAGES/overdose.po"
LONGEST = 5.0
LARGEST = 1 << 30

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _message(msgstr: str, msgid: str = "Call 911 right away. Give naloxone 5 mg.") -> str:
    return f'{HEADER}msgid "{msgid}"\nmsgstr "{msgstr}"\n'


def _docx(size: int, parts: int = 1) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(parts):
            package.writestr(f"word/part{number}.xml", b"0" * size)
    return file.getvalue()


BOMBS: dict[str, tuple[str, Callable[[], bytes | str], str, str]] = {
    "a translation of 100 MB": (
        PO,
        lambda: _message("a" * 100_000_000),
        "check",
        f"{PO}: cannot be read: more than 8,388,608 bytes",
    ),
    "a million messages": (
        PO,
        lambda: HEADER + "".join(f'msgid "{n}"\nmsgstr "{n}"\n\n' for n in range(1_000_000)),
        "check",
        f"{PO}: cannot be read: more than 8,388,608 bytes",
    ),
    "a translation that is too long": (
        PO,
        lambda: _message("a" * (LONGEST_MESSAGE + 1)),
        "check",
        f"{PO}:4: a text of 5,001 characters; expected at most 5,000",
    ),
    "a paragraph that is too long": (
        "source/overdose.md",
        lambda: "# Words\n\n" + "a " * LONGEST_MESSAGE,
        "extract",
        "source/overdose.md:3: a text of 9,999 characters; expected at most 5,000",
    ),
    "a leaflet of 10 MB": (
        "source/overdose.md",
        lambda: "a\n" * 5_000_000,
        "extract",
        "source/overdose.md: cannot be read: more than 2,097,152 bytes",
    ),
    "a table of 50 MB": (
        "locales/es/terms.csv",
        lambda: SPANISH_TERMS + "a" * 50_000_000,
        "check",
        "locales/es/terms.csv: cannot be read: more than 4,194,304 bytes",
    ),
    "a table with a long field": (
        "locales/es/terms.csv",
        lambda: SPANISH_TERMS + "a" * 200_000,
        "check",
        "locales/es/terms.csv:3: no CSV: field larger",
    ),
    "settings of 10 MB": (
        "mkdocs.yml",
        lambda: "a" * 10_000_000,
        "check",
        "mkdocs.yml: cannot be read:",
    ),
    "an XLIFF file of 50 MB": (
        "in.xlf",
        lambda: " " * 50_000_000,
        "receive in.xlf",
        "in.xlf: 50,000,000 bytes; expected at most",
    ),
    "a Word document that unpacks to 200 MB": (
        "in.docx",
        lambda: _docx(200_000_000),
        "import in.docx",
        "in.docx: unpacks to 200,000,000 bytes",
    ),
    "a Word document of many parts": (
        "in.docx",
        lambda: _docx(0, 3000),
        "import in.docx",
        "in.docx: unpacks to 0 bytes in 3,000 parts",
    ),
}

SLOW = (
    *("1", "1 2 ", "911 ", "1-", "1/", "+1 ", "2 o 3 ", "1,000", "[", "[a](", "**a ", "`a"),
    *(
        "<",
        "<b a=",
        "<!-- ",
        "&#57;",
        "{: a=b ",
        "naloxone ",
        "a@b.",
        "http://a.b/",
        "\u0301",
        "两片",
    ),
)
"""What regular expressions, parsers and comparisons have to go back over when it is repeated."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, locales__es__terms_csv=SPANISH_TERMS)
    (tmp_path / PO).parent.mkdir()
    return tmp_path


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_one_line(
    project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file, make, command, expected = BOMBS[name]
    content = make()
    (project / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    del content
    started = time.monotonic()
    assert main(command.split()) == 2
    assert time.monotonic() - started < LONGEST
    error = capsys.readouterr().err
    assert error.startswith(expected)
    assert error.count("\n") == 1


def test_thousands_of_locales_are_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(10_000):
        (project / "locales" / f"x{number}").mkdir()
    assert main(["check"]) == 2
    assert capsys.readouterr().err == "locales: more than 1,000 folders; expected one a locale\n"


def test_what_repeats_itself_is_checked_in_time(project: Path) -> None:
    texts = [(piece * LONGEST_MESSAGE)[:LONGEST_MESSAGE] for piece in SLOW]
    slow = []
    for number, text in enumerate(texts):
        (project / PO).write_text(_message(text, f"{number}: 911, 5 mg."), encoding="utf-8")
        started = time.process_time()
        assert main(["check", "-q"]) in (0, 1)
        if time.process_time() - started > LONGEST:
            slow.append(text[:10])
    assert slow == []


def test_the_largest_catalog_stays_within_memory(project: Path) -> None:
    message = 'msgid "Call {0} people."\nmsgstr "Llame a {0} personas."\n\n'
    count = (LARGEST_CATALOG - len(HEADER)) // len(message.format(100_000))
    text = HEADER + "".join(message.format(number) for number in range(count))
    (project / PO).write_text(text, encoding="utf-8")
    program = (
        "import resource; from pipeline.catalogs.read import read; from pathlib import Path;"
        f"found = read(Path({PO!r}), 'x'); assert len(found.entries) == {count};"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert int(run.stdout) < LARGEST


LINKS = [
    ("source/passwords.md", "/etc/passwd", "extract"),
    ("source/picture.png", "../../outside", "build"),
    ("source/history.txt", "../.git/config", "build"),
    ("source/more", "/etc", "build"),
    ("source/loop", "../source", "build"),
    ("source/self", "self", "build"),
    ("locales/es/LC_MESSAGES/x.po", "/etc/passwd", "check"),
    ("locales/es/waivers.csv", "/etc/passwd", "check"),
    ("locales/es/reviews.csv", "../../../outside", "check"),
    ("locales/fr", "/etc", "check"),
    ("locales/de", "../locales", "update"),
]


@pytest.mark.parametrize(("name", "target", "command"), LINKS, ids=[link[0] for link in LINKS])
def test_a_link_out_of_the_project_is_refused(
    project: Path, name: str, target: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / name).symlink_to(target)
    assert main([command]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"{name}: is a symbolic link to")
    assert error.count("\n") == 1
    assert not (project / "site").exists()


def test_a_folder_that_became_a_link_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "locales").rename(project.parent / "elsewhere")
    (project / "locales").symlink_to(project.parent / "elsewhere")
    assert main(["check"]) == 2
    assert "locales: is a symbolic link to" in capsys.readouterr().err


def test_a_link_within_the_project_may_stay(project: Path) -> None:
    (project / "LICENSE.md").write_text("# License\n", encoding="utf-8")
    (project / "source" / "license.md").symlink_to("../LICENSE.md")
    assert main(["extract", "-q"]) == 0
