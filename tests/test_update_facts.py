"""Suggestions never carry an old fact: the new one is put in, or there is no suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import SPANISH_TERMS, write_project

from pipeline.catalogs.read import read
from pipeline.cli import main
from pipeline.locales import find_locale
from pipeline.model import Entry, Message
from pipeline.project import read_project
from pipeline.terms import read_glossary, read_term_base
from pipeline.update.alike import Alike, Correction
from pipeline.update.protected import Protected
from pipeline.update.suggest import Suggester


@pytest.fixture(scope="module")
def suggester(tmp_path_factory: pytest.TempPathFactory) -> Suggester:
    config = write_project(tmp_path_factory.mktemp("project"), locales__es__terms_csv=SPANISH_TERMS)
    project = read_project(config)
    base = read_term_base(project)
    source, target = (read_glossary(project, base, find_locale(name)) for name in ("en", "es"))
    return Suggester(Protected(source, target), lambda entry: frozenset())


@pytest.mark.parametrize(
    ("old", "msgstr", "new", "expected"),
    [
        ("Call 911 now.", "Llame al 911 ya.", "Call 988 now.", "Llame al 988 ya."),
        ("Call 911 now.", "Llame al ٩١١ ya.", "Call 988 now.", "Llame al 988 ya."),
        ("Call 911 now.", "Llame ya.", "Call 988 now.", None),
        ("Call 911 now.", "Llame al 911, sí, al 911.", "Call 988 now.", None),
        ("Call 911 now.", "Llame al 911 ya.", "Call now.", None),
        ("Call now.", "Llame ya.", "Call 911 now.", "Llame ya."),
        ("Call 911, then 988.", "Al 911, luego al 988.", "Call 988, then 911.", None),
        ("Give naloxone.", "Dé naloxona.", "Give naltrexone.", "Dé naltrexona."),
        ("Naloxone works.", "Naloxona actúa.", "Naltrexone works.", "Naltrexona actúa."),
        ("Give naloxone.", "Dé naloxonas.", "Give naltrexone.", None),
        ("Give morphine.", "Dé morfina.", "Give codeine.", None),
        ("Take 2 tablets.", "Tome 2 tabletas.", "Take 3 tablets.", "Tome 3 tabletas."),
        ("Take 2 tablets.", "Tome dos tabletas.", "Take 3 tablets.", None),
        ("Take 2 tablets.", "Tome 2 tabletas.", "Take 1 tablet.", None),
        ("Take 2.5 mg.", "Tome 2,5 mg.", "Take 7.5 mg.", "Tome 7,5 mg."),
        ("Take 5 mg.", "Tome 5 mg.", "Take 5 mcg.", None),
        ("Wait 30 to 90 minutes.", "Espere de 30 a 90 minutos.", "Wait 30 to 60 minutes.",
         "Espere de 30 a 60 minutos."),
        ("Do not sleep.", "No duerma.", "Do sleep.", None),
        ("Sleep here.", "Duerma aquí.", "Do not sleep here.", None),
        ("See [it](https://a.org/x).", "Vea [esto](https://a.org/x).",
         "See [it](https://a.org/y).", "Vea [esto](https://a.org/y)."),
        ("See [it](https://a.org/x).", "Vea esto.", "See [it](https://a.org/y).", None),
        ("Slow breathing", "Respiración lenta", "Weak breathing", "Respiración lenta"),
    ],
)  # fmt: skip
def test_facts_of_a_suggestion(
    suggester: Suggester, old: str, msgstr: str, new: str, expected: str | None
) -> None:
    found = suggester.suggest(Entry(Message(old), msgstr, flags=("no-wrap",)), Message(new)).entry
    assert (found.msgstr if found else None) == expected
    if found:
        assert found.flags == ("fuzzy", "no-wrap")
        assert found.previous == (None, old, None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Slow breathing", "slow  breathing.", True),
        ("“Clean” here", '"Clean" here', True),
        ("Stop – now", "Stop—now", True),
        ("30-90 minutes", "30–90 minutes", True),
        ("Call now!", "Call now.", True),
        ("Sleeping?", "Sleeping.", False),
        ("No, stop", "No stop", False),
        ("well-being", "wellbeing", False),
        ("A colour chart", "A color chart", True),
        ("A colours chart", "A color chart", False),
    ],
)
def test_what_reads_alike(one: str, other: str, same: bool) -> None:
    alike = Alike((Correction("color", "colour"),))
    assert (alike.form(one) == alike.form(other)) is same


def test_a_fact_is_never_typography(suggester: Suggester) -> None:
    known = Entry(Message("Take 5 mg."), "Tome 5 mg.")
    assert suggester.keep(known, Message("Take 5 mg")) is not None
    assert suggester.keep(known, Message("Take 6 mg")) is None


LEAFLET = """\
# Care

Call 911 right away.

Wait in a quite room.

Small pupils

Take 2 tablets a day.
"""
TRANSLATIONS = {
    "Call 911 right away.": "Llame al 911 de inmediato.",
    "Wait in a quite room.": "Espere en un cuarto tranquilo.",
    "Small pupils": "Pupilas pequeñas",
    "Take 2 tablets a day.": "Tome dos tabletas al día.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from projects import translate

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    write_project(tmp_path, locales__es__terms_csv=SPANISH_TERMS, source__care_md=LEAFLET)
    assert main(["extract"]) == 0
    assert main(["init", "es"]) == 0
    translate(tmp_path / "locales/es/LC_MESSAGES/care.po", TRANSLATIONS)
    text = LEAFLET.replace("911", "988").replace("quite", "quiet").replace("pupils", "pupils.")
    text = text.replace("2 tablets", "3 tablets")
    (tmp_path / "source/care.md").write_text(text, encoding="utf-8")
    assert main(["extract"]) == 0
    return tmp_path


def test_a_person_reads_what_will_happen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {path: path.read_bytes() for path in folder.rglob("*.po")}
    capsys.readouterr()
    assert main(["update", "--dry-run", "--minor", "quite", "quiet"]) == 0
    assert {path: path.read_bytes() for path in folder.rglob("*.po")} == files
    shown = capsys.readouterr().out
    assert "minor change" in shown
    assert "suggested, new fact" in shown
    assert "left out, fact changed" in shown


def test_comments_say_which_fact_changed_until_somebody_translates(folder: Path) -> None:
    catalog = folder / "locales/es/LC_MESSAGES/care.po"
    (folder / "locales/minor-changes.csv").write_text(
        "old,new,reason\nquite,quiet,a slip of the pen\n", encoding="utf-8"
    )
    assert main(["update"]) == 0
    entries = {e.message.msgid: e for e in read(catalog, "care.po").entries if not e.obsolete}
    call, wait = entries["Call 988 right away."], entries["Wait in a quiet room."]
    assert (call.msgstr, call.flags) == ("Llame al 988 de inmediato.", ("fuzzy",))
    assert "Changed: The English said 911, it now says 988." in call.message.comments
    assert (wait.msgstr, wait.flags) == ("Espere en un cuarto tranquilo.", ())
    assert entries["Small pupils."].flags == ()
    take = entries["Take 3 tablets a day."]
    assert take.msgstr == ""
    assert any(line.endswith("The old translation is left out.") for line in take.message.comments)
    text = catalog.read_text(encoding="utf-8")
    assert main(["update"]) == 0
    assert catalog.read_text(encoding="utf-8") == text
    done = text.replace('#, fuzzy\n#| msgid "Call 911 right away."\n', "")
    done = done.replace('tablets a day."\nmsgstr ""', 'tablets a day."\nmsgstr "Tome tres."')
    catalog.write_text(done, encoding="utf-8")
    assert main(["update"]) == 0
    assert "Changed: " not in catalog.read_text(encoding="utf-8")


def test_a_compendium_fills_what_is_empty(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compendium = folder / "old.po"
    compendium.write_text(
        'msgid ""\nmsgstr "Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Slow breathing"\nmsgstr "Respiración lenta"\n\n'
        'msgid "To find help, please call 1-800-662-4357."\n'
        'msgstr "Para hallar ayuda, llame al 1-800-662-4357."\n',
        encoding="utf-8",
    )
    assert main(["update", "--compendium", "old.po"]) == 0
    found = {
        e.message.msgid: e
        for e in read(folder / "locales/es/LC_MESSAGES/overdose.po", "overdose.po").entries
    }
    assert found["Slow breathing"].translated
    near = found["To find help, call 1-800-662-4357."]
    assert (near.fuzzy, near.msgstr) == (True, "Para hallar ayuda, llame al 1-800-662-4357.")
    compendium.write_text(compendium.read_text().replace("Language: es", "Language: fr"))
    capsys.readouterr()
    assert main(["update", "--compendium", "old.po"]) == 2
    assert capsys.readouterr().err.startswith("old.po:")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--minor", "", "x"], "--minor with an empty text"),
        (["--compendium", "none.po"], "none.po: cannot be read"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    files = {path: path.read_bytes() for path in folder.rglob("*.po")}
    capsys.readouterr()
    assert main(["update", *arguments]) == 2
    assert capsys.readouterr().err.startswith(said)
    assert {path: path.read_bytes() for path in folder.rglob("*.po")} == files
