"""Sign-offs: bound to what the reviewer saw, ended by any change of it, never lost in a merge."""

from __future__ import annotations

import csv
import datetime
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.catalogs.read import read
from pipeline.catalogs.write import write
from pipeline.cli import main
from pipeline.locales import find_locale
from pipeline.model import REVIEW_ROLES, Entry, Location, Message
from pipeline.project import read_project
from pipeline.reviews import COLUMNS, Policy, Reviews, SignOff, read_reviews, write_reviews
from pipeline.terms import Concept, Glossary, Term, TermBase

CATALOG = "locales/es/LC_MESSAGES/overdose.po"
REVIEWS = "locales/es/reviews.csv"
HEADER = ",".join(COLUMNS) + "\n"
HASH = "0123456789abcdef" * 2
FIRST = "Call 911 right away. Give naloxone."
SPANISH = {
    "Overdose": "Sobredosis",
    "What to do in an overdose.": "Qué hacer en una sobredosis.",
    "Call 911": "Llame al 911",
    FIRST: "Llame al 911 ya. Administre naloxona.",
    "Signs": "Señales",
    "Slow breathing": "Respiración lenta",
    "Small pupils": "Pupilas pequeñas",
    "To find help, call 1-800-662-4357.": "Para encontrar ayuda, llame al 1-800-662-4357.",
    "A public body": "Un organismo público",
}
BY = ("--by", "Ana Ruiz", "--role", "medical")
POLICY = "{require_review: [medical, reviser], review_max_age: 100}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    set_day(monkeypatch, "2026-09-21")
    write_project(tmp_path, locales__es__terms_csv=SPANISH_TERMS)
    assert main(["init", "es"]) == 0
    translate(tmp_path / CATALOG, SPANISH)
    return tmp_path


def set_day(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    noon = datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))


def set_options(folder: Path, options: str) -> None:
    text = SETTINGS.replace("- leaflets", f"- leaflets: {options}")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / REVIEWS).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page(folder: Path) -> str:
    assert main(["build", "es", "-q", "-j", "1"]) == 0
    return (folder / "site/es/overdose/index.html").read_text(encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert main(["check", "es", "-v"]) == 0
    return [line for line in capsys.readouterr().out.splitlines() if "[review-" in line]


def test_signing_a_leaflet_writes_a_sorted_row_a_message(folder: Path) -> None:
    assert main(["review", "es", "overdose", *BY]) == 0
    found = rows(folder)
    assert len(found) == len(SPANISH)
    assert [row["hash"] for row in found] == sorted(row["hash"] for row in found)
    assert {tuple(row.values())[1:5] for row in found} == {
        ("medical", "Ana Ruiz", "2026-09-21", "overdose")
    }
    assert "Small pupils" in {row["excerpt"] for row in found}


def test_signing_twice_changes_nothing_and_a_later_date_takes_the_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["review", "es", "overdose", *BY])
    before = (folder / REVIEWS).read_bytes()
    capsys.readouterr()
    assert main(["review", "es", "overdose", *BY]) == 0
    assert (folder / REVIEWS).read_bytes() == before
    assert "written" not in capsys.readouterr().out
    assert main(["review", "es", "overdose", *BY, "--date", "2026-09-20"]) == 0
    assert {row["date"] for row in rows(folder)} == {"2026-09-20"}
    assert len(rows(folder)) == len(SPANISH)


def test_each_role_has_its_own_row(folder: Path) -> None:
    for role in REVIEW_ROLES:
        message = ["--message", FIRST, "--by", f"a {role}", "--role", role]
        assert main(["review", "es", *message]) == 0
    assert [(row["role"], row["by"]) for row in rows(folder)] == sorted(
        (role, f"a {role}") for role in REVIEW_ROLES
    )


def test_what_is_not_whole_sure_and_clean_is_refused_and_the_rest_signed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog = read(folder / CATALOG, CATALOG)
    changed = {
        "Signs": {"flags": ("fuzzy",)},
        "Slow breathing": {"msgstr": ""},
        FIRST: {"msgstr": "Llame al 112 ya. Administre naloxona."},
    }
    entries = tuple(replace(e, **changed.get(e.message.msgid, {})) for e in catalog.entries)
    write(replace(catalog, entries=entries), folder / CATALOG)
    capsys.readouterr()
    assert main(["review", "es", "overdose", *BY]) == 1
    *refused, total, written, attributes = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[2] for line in refused] == [
        f"not signed off, blocked by phone-changed: “{FIRST}”",
        "not signed off, it is fuzzy: “Signs”",
        "not signed off, it is not translated: “Slow breathing”",
    ]
    lines = (folder / CATALOG).read_text(encoding="utf-8").splitlines()
    place, line = refused[0].split(":")[:2]
    assert place == CATALOG
    assert "Llame al 112" in lines[int(line) - 1]
    assert total == "6 messages signed off by Ana Ruiz (medical, 2026-09-21)"
    assert (written, attributes) == (f"{REVIEWS}: written", "locales/.gitattributes: written")
    assert len(rows(folder)) == len(SPANISH) - 3
    assert main(["review", "es", "--all-translated", *BY]) == 1  # the blocked one has words
    assert len(rows(folder)) == len(SPANISH) - 3


def test_one_message_can_be_signed(folder: Path) -> None:
    assert main(["review", "es", "--message", f" {FIRST} ", *BY]) == 0
    assert [row["excerpt"] for row in rows(folder)] == [FIRST]


CALLS = [
    (["es", *BY], "nothing to sign off; name leaflets"),
    (["es"], "nothing to sign off; name leaflets"),
    (["es", "overdose"], "missing --by and --role"),
    (["es", "overdose", "--by", "Ana"], "missing --role"),
    (["es", "overdose", "--by", "A\nB", "--role", "medical"], "expected a name on one line"),
    (["es", "overdose", "--by", " ", "--role", "medical"], "expected a name on one line"),
    (["es", "overdoze", *BY], "es has no catalog of “overdoze”; expected one of index, overdose"),
    (["es", "--message", "Small pupil", *BY], "did you mean “Small pupils”?"),
    (["es", "overdose", *BY, "--date", "soon"], "expected a day such as 2027-01-31"),
    (["es", "overdose", *BY, "--date", "2026-09-23"], "is in the future"),
    (["en", "overdose", *BY], "there is nothing to sign"),
    (["fr", "overdose", *BY], "start it with: leaflets init fr"),
]


@pytest.mark.parametrize(("arguments", "expected"), CALLS, ids=[text for _, text in CALLS])
def test_a_call_that_cannot_be_followed(
    folder: Path, arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["review", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert expected in line
    assert not (folder / REVIEWS).exists()


BAD = [
    ("hash,role\n", "1: no column by, date, domain, excerpt"),
    (f"{HEADER}abc,medical,Ana,2026-01-01,overdose,x\n", "2: hash “abc”; expected the 32 digits"),
    (f"{HEADER}{HASH},boss,Ana,2026-01-01,overdose,x\n", "2: role “boss”; expected one of"),
    (f"{HEADER}{HASH},medical,,2026-01-01,overdose,x\n", "2: no name in “by”"),
    (f"{HEADER}{HASH},medical,Ana,soon,overdose,x\n", "2: date “soon”; expected 2027-01-31"),
    (f"{HEADER}{HASH},medical,Ana\n", "2: expected 6 fields, as in line 1"),
    (f"{HEADER}<<<<<<< HEAD\n", "2: expected 6 fields, as in line 1"),
    (f'{HEADER}{HASH},medical,"Ana\n', "no CSV:"),
]


@pytest.mark.parametrize(("text", "expected"), BAD, ids=[expected for _, expected in BAD])
@pytest.mark.parametrize("command", ["check", "status", "review", "build"])
def test_a_table_that_cannot_be_read(
    folder: Path, command: str, text: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / REVIEWS).write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main([command, "es", *(["overdose", *BY] if command == "review" else [])]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{REVIEWS}:")
    assert expected in line
    assert (folder / REVIEWS).read_text(encoding="utf-8") == text


OPTIONS = [
    ("{require_review: [nurse]}", "require_review: 'nurse'; expected some of translator, reviser"),
    ("{review_max_age: 0}", "review_max_age: 0; expected days, such as 365"),
    ("{review_max_age: a year}", "review_max_age: 'a year'; expected days"),
    ("{review_max_age: yes}", "review_max_age: True; expected days"),
]


@pytest.mark.parametrize(("options", "expected"), OPTIONS, ids=[text for _, text in OPTIONS])
def test_an_option_that_cannot_be_used(
    folder: Path, options: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_options(folder, options)
    assert main(["check", "es"]) == 2
    assert expected in capsys.readouterr().err


def test_readers_see_what_every_required_role_has_signed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And only as long as nothing changes, and no sign-off is too old."""
    set_options(folder, POLICY)
    assert "naloxona" not in page(folder)
    main(["review", "es", "overdose", *BY])
    assert "naloxona" not in page(folder)
    main(["review", "es", "overdose", "--by", "Luis", "--role", "reviser"])
    built = page(folder)
    assert "naloxona" in built
    assert "This translation is a draft" not in built
    translate(folder / CATALOG, {FIRST: "Llame al 911 ahora. Administre naloxona."})
    built = page(folder)
    assert "naloxona" not in built
    assert "Pupilas" in built
    translate(folder / CATALOG, SPANISH)
    assert "naloxona" in page(folder)
    terms = folder / "locales/es/terms.csv"
    text = terms.read_text(encoding="utf-8")
    terms.write_text(text + "naloxone,naloxona clorhidrato,admitted,,,\n", encoding="utf-8")
    built = page(folder)
    assert "naloxona" not in built
    assert "Pupilas" in built
    terms.write_text(text, encoding="utf-8")
    set_day(monkeypatch, "2026-12-30")  # a hundred days on
    assert "naloxona" in page(folder)
    set_day(monkeypatch, "2026-12-31")
    assert "naloxona" not in page(folder)


def test_what_nobody_has_signed_off_is_found_in_a_built_site(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_options(folder, POLICY)
    assert main(["build", "-q", "-j", "1"]) == 0
    assert main(["verify", "-q"]) == 0
    path = folder / "site/es/overdose/index.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Small pupils", "Pupilas pequeñas"), encoding="utf-8")
    capsys.readouterr()
    assert main(["verify", "-q"]) == 1
    assert "page-unpublished" in capsys.readouterr().out


def test_a_page_signed_off_in_full_loses_the_draft_notice(folder: Path) -> None:
    draft = "This translation is a draft"
    assert draft in page(folder)
    main(["review", "es", "overdose", "--by", "Luis", "--role", "reviser"])
    assert draft in page(folder), "no medical reviewer has looked at it"
    main(["review", "es", "overdose", *BY])
    assert draft not in page(folder)
    translate(folder / CATALOG, {"Small pupils": "Pupilas muy pequeñas"})
    assert draft in page(folder)


def test_what_readers_see_must_be_signed_off_and_nothing_else(folder: Path) -> None:
    """A page that is partly in English is no draft if all that is translated is signed off."""
    translate(folder / CATALOG, {"Signs": ""})
    assert main(["review", "es", "--all-translated", *BY]) == 0
    built = page(folder)
    assert "This translation is a draft" not in built
    assert "Parts of this page are in English" in built


def test_a_sign_off_that_matches_nothing_is_told_and_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["review", "es", "overdose", *BY])
    assert told(capsys) == []
    translate(folder / CATALOG, {"Small pupils": "Pupilas"})
    before = (folder / REVIEWS).read_bytes()
    (line,) = told(capsys)
    number = next(
        index for index, row in enumerate(rows(folder), 2) if row["excerpt"] == "Small pupils"
    )
    assert line.startswith(f"{REVIEWS}:{number}: info: ")
    assert "Ana Ruiz (medical, 2026-09-21)" in line
    assert main(["review", "es", "--message", "Small pupils", *BY]) == 0
    assert set(before.splitlines()) < set((folder / REVIEWS).read_bytes().splitlines())
    assert main(["review", "es", "--prune"]) == 0
    assert "1 of 10 sign-offs removed" in capsys.readouterr().out
    assert len(rows(folder)) == len(SPANISH)
    assert told(capsys) == []


def test_a_sentence_that_comes_back_is_still_signed_off(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["review", "es", "overdose", *BY])
    source = folder / "source/overdose.md"
    text = source.read_text(encoding="utf-8")
    for changed in (text.replace("- Small pupils\n", ""), text):
        source.write_text(changed, encoding="utf-8")
        assert main(["extract", "-q"]) == 0
        assert main(["update", "es", "-q"]) == 0
        assert told(capsys) == []
        assert main(["review", "es", "--prune"]) == 0
        assert len(rows(folder)) == len(SPANISH)
    assert "This translation is a draft" not in page(folder)


def test_age_ends_a_sign_off_and_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["review", "es", "--message", FIRST, *BY])
    set_day(monkeypatch, "2036-09-21")
    assert told(capsys) == []
    set_options(folder, POLICY)
    (line,) = told(capsys)
    assert "does not hold today. [review-ended]" in line


def test_columns_that_somebody_added_stay(folder: Path) -> None:
    main(["review", "es", "overdose", *BY])
    head, *others = (folder / REVIEWS).read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{head},ticket", *(f"{line},T-{n}" for n, line in enumerate(others))])
    (folder / REVIEWS).write_text(f"{text}\n", encoding="utf-8")
    main(["review", "es", "overdose", *BY, "--date", "2026-09-20"])
    assert [row["ticket"] for row in rows(folder)] == [f"T-{n}" for n in range(len(others))]


def test_sign_offs_survive_other_programs(folder: Path, msgcat: str) -> None:
    main(["review", "es", "overdose", *BY])
    path = folder / CATALOG
    for options in (["--no-wrap"], ["--no-location", "--sort-output"], ["--width=40"]):
        subprocess.run([msgcat, *options, path, "-o", path], check=True)
        project = read_project(folder / "mkdocs.yml")
        assert main(["review", "es", "--prune"]) == 0
        assert len(rows(folder)) == len(SPANISH), project.name


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(
        ["git", "-C", folder, *who, *arguments], check=True, capture_output=True, text=True
    )


@pytest.mark.parametrize("first", [True, False], ids=["a first table", "one that is there"])
def test_branches_that_sign_off_different_messages_merge(
    folder: Path, first: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    git(folder, "init", "-q", "-b", "main")
    if not first:
        assert main(["review", "es", "--message", "Signs", *BY]) == 0
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "start")
    messages = [message for message in SPANISH if message not in ("Signs", "Overdose")]
    for branch, part in (("one", messages[::2]), ("two", messages[1::2])):
        git(folder, "checkout", "-q", "-b", branch, "main")
        chosen = [f"--message={message}" for message in part]
        assert main(["review", "es", *chosen, *BY]) == 0
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", branch)
    git(folder, "merge", "-q", "one", "-m", "merge")
    assert told(capsys) == []
    assert {row["excerpt"] for row in rows(folder)} >= set(messages)
    assert main(["review", "es", "overdose", *BY]) == 0
    assert len(rows(folder)) == len(SPANISH)


def test_after_a_merge_the_later_of_two_rows_counts(folder: Path) -> None:
    lines = [
        f"{HASH},medical,Zoe,2026-01-01,overdose,x",
        HEADER.strip(),
        f"{HASH},medical,Ana,2026-03-01,overdose,x",
        f"{HASH},medical,Bea,2026-02-01,overdose,x",
    ]
    (folder / REVIEWS).write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    (row,) = reviews_of(folder).rows
    assert row.by == "Ana"


def reviews_of(folder: Path) -> Reviews:
    project = read_project(folder / "mkdocs.yml")
    glossary = glossaries({"naloxone": ["naloxona"]})[1]
    return read_reviews(project, glossary, glossary, datetime.date(2026, 9, 21))


def glossaries(forms: dict[str, list[str]], status: str = "preferred") -> tuple[Glossary, Glossary]:
    names = (("naloxone", "drug"), ("heroin", "drug"), ("911", "number"))
    terms = {name: (Term(name, name, "preferred", 2),) for name, _ in names}
    base = TermBase(
        "source/terms.csv", {name: Concept(name, kind, terms[name]) for name, kind in names}
    )
    own = {
        concept: tuple(Term(concept, form, status, 2) for form in found)
        for concept, found in forms.items()
    }
    spanish = Glossary(find_locale("es"), base, own, "locales/es/terms.csv", "US")
    return Glossary(find_locale("en"), base, terms, base.path, "US"), spanish


def hash_of(entry: Entry, forms: dict[str, list[str]] | None = None, status: str = "") -> str:
    known = {"naloxone": ["naloxona"]} if forms is None else forms
    return Reviews(*glossaries(known, status or "preferred")).hash(entry)


pieces = st.sampled_from(["", "a", "b", "1:a", "0", "1", "naloxone", "911", "á"])
entries = st.builds(
    Entry,
    message=st.builds(Message, msgid=pieces, msgctxt=st.none() | pieces),
    msgstr=pieces,
    plurals=st.sampled_from([(), ("a", "b"), ("ab", ""), ("", "ab")]),
    msgid_plural=st.none() | pieces,
)


@given(entries, entries)
def test_what_a_reviewer_saw_and_its_hash_are_the_same_or_neither(one: Entry, two: Entry) -> None:
    def seen(entry: Entry) -> tuple[object, ...]:
        texts = entry.plurals or (entry.msgstr,)
        return (*entry.message.key, entry.msgid_plural, bool(entry.plurals), texts)

    assert (hash_of(one) == hash_of(two)) == (seen(one) == seen(two))


@given(entries, st.text(), st.integers(1, 99))
def test_what_a_reviewer_does_not_sign_ends_nothing(entry: Entry, text: str, line: int) -> None:
    places = (Location("source/a.md", line),)
    message = replace(entry.message, locations=places, comments=(text,))
    changed = replace(
        entry, message=message, flags=("fuzzy",), translator_comments=(text,), line=line
    )
    assert hash_of(changed) == hash_of(entry)


FORMS = [
    ("naloxone", {"naloxone": ["naloxona", "Narcan"]}, True),
    ("naloxone", {}, True),
    ("naloxone", {"naloxone": ["naloxona"], "heroin": ["heroína"]}, False),
    ("911", {"naloxone": ["naloxona"], "911": ["112"]}, True),
    ("Breathe", {"naloxone": ["otra"], "911": ["112"]}, False),
]


@pytest.mark.parametrize(("msgid", "forms", "ends"), FORMS)
def test_the_approved_forms_of_its_terms_are_part_of_a_message(
    msgid: str, forms: dict[str, list[str]], ends: bool
) -> None:
    entry = Entry(Message(msgid), "x")
    assert (hash_of(entry, forms) != hash_of(entry)) is ends


def test_a_deprecated_form_is_no_approved_form() -> None:
    entry = Entry(Message("naloxone"), "x")
    assert hash_of(entry, {"naloxone": ["x"]}, "deprecated") == hash_of(entry, {})
    assert hash_of(entry, status="admitted") != hash_of(entry, status="preferred")


cells = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1)
names = st.one_of(
    cells, st.sampled_from(["=1+1", "'=1", "-x", "@a", "+1", "''", "'", "＝1", "a,b"])
)
sign_offs = st.builds(
    SignOff,
    hash=st.text("0123456789abcdef", min_size=32, max_size=32),
    role=st.sampled_from(REVIEW_ROLES),
    by=names,
    date=st.dates(),
    domain=names,
    excerpt=names,
)


@given(st.lists(sign_offs, unique_by=lambda row: row.key, max_size=5))
def test_rows_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, found: list[SignOff]
) -> None:
    """In one order whatever the order was, and with no cell that a spreadsheet calculates."""
    folder = tmp_path_factory.mktemp("reviews")
    write_project(folder)
    path = folder / REVIEWS
    path.parent.mkdir(parents=True)
    assert write_reviews(path, REVIEWS, reversed(found))
    assert not write_reviews(path, REVIEWS, found)
    expected = sorted(found, key=lambda row: row.key)
    assert [replace(row, line=0) for row in reviews_of(folder).rows] == expected
    with path.open(encoding="utf-8", newline="") as file:
        assert not any(
            cell[:1] in set("=+-@＝＋－＠\t\r") for row in csv.reader(file) for cell in row
        )


DAYS = [
    (None, "2026-01-01", "2099-01-01", True),
    (365, "2026-01-01", "2027-01-01", True),
    (365, "2026-01-01", "2027-01-02", False),
    (None, "2026-01-02", "2026-01-01", True),
    (None, "2026-01-03", "2026-01-01", False),
    (10**9, "2026-01-01", "2099-01-01", True),
]


@pytest.mark.parametrize(("age", "date", "today", "holds"), DAYS)
def test_how_long_a_sign_off_holds(age: int | None, date: str, today: str, holds: bool) -> None:
    row = SignOff(HASH, "medical", "Ana", datetime.date.fromisoformat(date), "overdose", "x")
    policy = Policy(("medical",), age, datetime.date.fromisoformat(today))
    assert policy.holds(row) is holds
