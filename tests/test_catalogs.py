"""Reading and writing catalogs: msgcat's text byte for byte, nothing lost, one error a bad file."""

from __future__ import annotations

import csv
import itertools
import json
import os
import pickle
import re
import string
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.catalogs.header import new_header
from pipeline.catalogs.language import same_language
from pipeline.catalogs.linebreak import opportunities
from pipeline.catalogs.read import check_header, parse, read
from pipeline.catalogs.references import format_references, parse_references
from pipeline.catalogs.wrap import is_wrapped
from pipeline.catalogs.write import serialize, write
from pipeline.errors import CatalogError
from pipeline.locales import find_locale
from pipeline.model import Catalog, Entry, Location, Message

FIXTURES = Path(__file__).parent / "fixtures" / "catalogs"
REAL = Path(__file__).parents[2] / "shared" / "data" / "real-translations.jsonl"
HEADER = {
    "Language": "es",
    "Content-Type": "text/plain; charset=UTF-8",
    "Plural-Forms": "nplurals=3; plural=n == 1 ? 0 : n == 0 ? 1 : 2;",
}

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

# --- Generated catalogs -----------------------------------------------------------------------

PROSE = """
a I to naloxone 911 1-800-662-4357 0,4 mg/ml 50% $5 -2 a/b … — – ½ “q” „q“ «q» ‹q› 「薬」 don't
"quote" \\ \\\\ \\n [link](https://example.org/a/b?c=d&e=f#g) **bold** <p>x</p> { .box } ( ) [ ]
! ? ; : . , ¿qué? ¡ay! é e\u0301 👩\u200d⚕️ 👍🏽 🇪🇸🇲🇽🇺
如果有人停止呼吸，请立即 カタカナー。ーぁ （全角） ￥ ％ ‼
ไทยไม่มีวรรค ភាសាខ្មែរ العربية، ﷽ אב-גד हिन्दी 한국어 \u1112\u1161\u11ab ཀ་ཁ། ၀ ※
"""
UNSEEN = (
    "\u200b\u200d\u200e\u200f\u2060\u2066\u2069\u00a0\u00ad\u2028\u2029\x85\t\n\r\a\b\f\v\x7f\ufeff"
)
fragments = st.sampled_from([*PROSE.split(), *UNSEEN, *" " * 20, "\n", "\n"])
anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\4"), max_size=9)
texts = st.lists(fragments | anything, max_size=40).map("".join)
spaced = st.lists(fragments, max_size=60).map(" ".join)
strings = texts | spaced
words = strings.filter(bool)
comments = st.lists(
    st.text(st.sampled_from(string.ascii_letters + ' é:.,~|#"\\中\u2028'), max_size=30).filter(
        lambda text: not text.endswith("\\ ")
    ),
    max_size=3,
).map(tuple)
names = st.sampled_from(
    ["index.md", "a/very/long/path/to/some/leaflet.md", "ünïcode.md", "中文.md"]
)
locations = st.lists(
    st.builds(Location, names, st.integers(0, 2000)), max_size=12, unique=True
).map(tuple)
flags = st.sampled_from([(), (), ("no-wrap",), ("c-format",), ("no-python-format", "no-wrap")])


@st.composite
def entries(draw: st.DrawFn, number: int) -> Entry:
    """A message that gettext can hold; its context, with the number, makes it the only one."""
    plural = draw(st.none() | strings)
    msgstr = draw(words if plural is None else st.just(""))
    forms = () if plural is None else (draw(words), draw(strings), draw(strings))
    context = draw(strings)
    return Entry(
        Message(draw(strings), f"{number}{context}", draw(locations), draw(comments)),
        msgstr,
        forms,
        plural,
        flags=draw(st.sampled_from([(), ("fuzzy",)])) + draw(flags),
        translator_comments=draw(comments),
        previous=draw(st.none() | st.tuples(st.none() | strings, strings, st.none() | strings)),
        obsolete=draw(st.booleans()),
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalog in the order in which it is written."""
    found = [draw(entries(number)) for number in range(draw(st.integers(1, 4)))]
    found.sort(key=lambda entry: entry.obsolete)
    return Catalog("es/a.po", HEADER, tuple(found), draw(comments), draw(flags))


def without_lines(catalog: Catalog) -> Catalog:
    found = tuple(replace(entry, line=0, msgstr_line=0) for entry in catalog.entries)
    return replace(catalog, entries=found)


def normalised(tool: str, text: str, *options: str) -> str:
    """What msgcat makes of a catalog."""
    done = subprocess.run(
        [tool, *options, "-"], input=text.encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@unhurried
@given(catalogs())
def test_parse_undoes_serialize(catalog: Catalog) -> None:
    for wrap in (True, False):
        assert without_lines(parse(serialize(catalog, wrap), catalog.path)) == catalog


@unhurried
@given(catalogs())
def test_serialize_undoes_parse(catalog: Catalog) -> None:
    text = serialize(catalog)
    assert serialize(parse(text, catalog.path)) == text


@unhurried
@given(catalogs())
def test_lines_are_those_of_the_keywords(catalog: Catalog) -> None:
    text = serialize(catalog)
    lines = text.split("\n")
    for entry in parse(text, catalog.path).entries:
        assert lines[entry.line - 1].removeprefix("#~ ").startswith("msgctxt ")
        assert lines[entry.msgstr_line - 1].removeprefix("#~ ").startswith("msgstr")


def law(msgcat: str, catalog: Catalog) -> None:
    for wrap, options in ((True, ()), (False, ("--no-wrap",))):
        text = serialize(catalog, wrap)
        assert normalised(msgcat, text, *options) == text


def test_msgcat_gives_generated_catalogs_back(msgcat: str) -> None:
    # No flags of format strings: in their directives msgcat does not break (see write.py).
    @unhurried
    @given(catalogs())
    def check(catalog: Catalog) -> None:
        found = tuple(
            replace(entry, flags=tuple(flag for flag in entry.flags if flag != "c-format"))
            for entry in catalog.entries
        )
        law(msgcat, replace(catalog, entries=found))

    check()


@pytest.fixture(scope="module")
def real() -> list[tuple[str, str]]:
    """Published health texts with their translations into 70 languages."""
    if not REAL.is_file():
        pytest.skip("the collection of real translations is not in ../shared/data")
    with REAL.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row["source"], row["target"]) for row in rows]


def test_msgcat_gives_real_translations_back(msgcat: str, real: list[tuple[str, str]]) -> None:
    def in_turn(number: int, source: str, target: str) -> Entry:
        message = Message(source, str(number))
        match number % 4:
            case 0:
                return Entry(message, target, obsolete=True, previous=(None, target, None))
            case 1:
                return Entry(message, target, previous=(target, target, source))
            case 2:
                return Entry(message, "", (target, source), target)
        return Entry(message, target)

    found = [in_turn(number, *pair) for number, pair in enumerate(real)]
    found.sort(key=lambda entry: entry.obsolete)
    law(msgcat, Catalog("a.po", HEADER, tuple(found)))


def test_msgcat_gives_references_back(msgcat: str) -> None:
    found = []
    for number, length in enumerate(range(1, 90)):
        paths = ("a" * length, f"b{number} é.md", "c.md", "ü" * (length % 40 + 1), "d/e.md")
        places = (Location(path, line) for line, path in enumerate(paths))
        found.append(Entry(Message("x", str(number), tuple(places)), "y"))
    law(msgcat, Catalog("a.po", HEADER, tuple(found)))


# --- Fixtures ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "wrap"), [("everything.po", True), ("unwrapped.po", False)])
def test_tidy_files_stay_as_they_are(name: str, wrap: bool, msgcat: str) -> None:
    path = FIXTURES / "tidy" / name
    text = path.read_text(encoding="utf-8")
    assert is_wrapped(text) is wrap
    assert serialize(read(path, name), wrap) == text
    assert normalised(msgcat, text, *([] if wrap else ["--no-wrap"])) == text


@pytest.mark.parametrize("change", [("\n", "\r\n"), ("", "\ufeff", 1)], ids=["CRLF", "BOM"])
def test_line_ends_and_byte_order_mark_go(change: tuple[str, str]) -> None:
    text = (FIXTURES / "tidy" / "everything.po").read_text(encoding="utf-8")
    assert serialize(parse(text.replace(*change), "a.po")) == text


@pytest.mark.parametrize("name", ["comments", "strings"])
def test_untidy_files_lose_nothing(name: str) -> None:
    catalog = read(FIXTURES / "untidy" / f"{name}.po", "a.po")
    assert serialize(catalog) == (FIXTURES / "untidy" / f"{name}.tidy.po").read_text("utf-8")


def test_everything_is_read() -> None:
    catalog = read(FIXTURES / "tidy" / "everything.po", "es/a.po")
    assert catalog.header["X-Note"] == "folded\n over two lines"
    assert catalog.header_comments[1:] == ("", "Ask the clinic before you change a dose.")
    assert catalog.header_flags == ("fuzzy",)
    first, *_, plural = catalog.entries
    assert first.previous is not None
    assert first.previous[::2] == ("button", "Calls")
    assert first.translator_comments == ("checked with a nurse", "", "  indented")
    assert first.message.comments == ("Heading 1", "", "second note")
    assert first.message.locations[2:] == (Location("two words.md", 3), Location("help.md", 0))
    assert (first.line, first.msgstr_line) == (29, 31)
    assert plural.plurals == ("un día", "%d de días", "%d días")
    assert plural.obsolete


EXPECTED = (FIXTURES / "broken" / "expected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda line: line.split(":")[0])
def test_a_broken_file_is_one_error(expected: str) -> None:
    name = expected.split(":")[0]
    with pytest.raises(CatalogError) as caught:
        read(FIXTURES / "broken" / name, name)
    assert str(caught.value) == expected


def test_every_broken_file_has_its_error() -> None:
    files = [path.name for path in (FIXTURES / "broken").glob("*.po")]
    assert sorted(files) == sorted(line.split(":")[0] for line in EXPECTED)


BYTES = {
    b"\xff\xfem\0s\0": "a.po:1: file is in UTF-16; expected UTF-8",
    b'msgid ""\n\nmsgstr "\xe9"\n': "a.po:3: byte 0xE9 is not UTF-8; expected UTF-8",
    b'msgid ""\nmsgstr "charset=CP1252\\n"\n"\xe9"\n': (
        "a.po:2: “charset=CP1252”; expected “Content-Type: text/plain; charset=UTF-8”,"
        " and a file in UTF-8"
    ),
    b'msgid ""\nmsgstr "\0"\n': "a.po:2: U+0000, which gettext reserves; expected text",
}


@pytest.mark.parametrize(("content", "expected"), BYTES.items())
def test_other_encodings_are_errors(content: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(content)
    with pytest.raises(CatalogError) as caught:
        read(path, "a.po")
    assert str(caught.value) == expected


def test_a_file_that_cannot_be_opened_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"^a\.po: cannot be read: No such file"):
        read(tmp_path / "a.po", "a.po")


SOURCE = (FIXTURES / "tidy" / "everything.po").read_text(encoding="utf-8")
lines_of_catalogs = st.sampled_from(SOURCE.split("\n") + EXPECTED)


@unhurried
@given(
    st.lists(lines_of_catalogs, max_size=12).map("\n".join),
    st.integers(0, len(SOURCE)),
    st.integers(0, 40),
    anything | st.sampled_from(['"', "\\", "\n", "#", "#~", "#|", "msgstr ", "[1]", '""']),
)
def test_garbage_is_a_catalog_error(lines: str, start: int, length: int, text: str) -> None:
    for damaged in (lines, SOURCE[:start] + text + SOURCE[start + length :]):
        found = parsed_or_error(damaged)
        if isinstance(found, CatalogError):
            assert 1 <= (found.line or 0) <= damaged.count("\n") + 1
            assert len(str(found).splitlines()) == 1
        else:
            once = serialize(found)
            assert serialize(parse(once, "a.po")) == once


def parsed_or_error(text: str) -> Catalog | CatalogError:
    try:
        return parse(text, "a.po")
    except CatalogError as error:
        return error


# --- Style ------------------------------------------------------------------------------------


LONG = "word " * 40 + "end."


@pytest.mark.parametrize("text", [LONG, f"{LONG}\n{LONG}", f"“{LONG}”\n\nshort"])
def test_wrapped_and_unwrapped_are_told_apart(text: str) -> None:
    for obsolete in (True, False):
        catalog = Catalog("a.po", HEADER, (Entry(Message(text), text, obsolete=obsolete),))
        assert is_wrapped(serialize(catalog))
        assert not is_wrapped(serialize(catalog, wrap=False))
        assert not is_wrapped(serialize(catalog, wrap=False).replace("\n", "\r\n"))


def test_messages_that_are_never_wrapped_say_nothing() -> None:
    unwrapped = [Entry(Message(f"{n} {LONG}"), LONG, flags=("no-wrap",)) for n in range(9)]
    assert is_wrapped(serialize(Catalog("a.po", HEADER, tuple(unwrapped))))


@pytest.mark.parametrize("text", ["short", "short\nand\n", "x" * 200])
def test_what_needs_no_wrapping_counts_as_wrapped(text: str) -> None:
    catalog = Catalog("a.po", HEADER, (Entry(Message(text), text),))
    assert is_wrapped(serialize(catalog, wrap=False))


def test_line_breaks_are_those_of_uax_14() -> None:
    table = {
        "a b": [2],
        "a\u00a0b": [],
        "a-b": [2],
        "1-800": [],
        "a\u200bb": [2],
        "如果，有": [1, 3],
        "ไทยไทย": [],
        "🇪🇸🇲🇽": [2],
        "👩\u200d⚕️": [],
        "אב-גד": [],
        "한국": [1],
        "\u1112\u1161\u11ab국": [3],
        "Help.</p>": [5, 7],
        "(a) [b]": [4],
    }
    assert {text: opportunities(text) for text in table} == table


@given(st.text(st.sampled_from("ab5 ,.;:!?-–()[]«»\"'/%$€如，국…\u00a0é")))
def test_plain_lines_break_where_the_rules_say_step_by_step(text: str) -> None:
    stepped = opportunities(f"{text}\n\u200d")  # a joiner sends all of it through the rules
    assert [offset for offset in stepped if offset < len(text)] == opportunities(text)


def test_the_table_of_characters_is_in_order() -> None:
    path = Path("pipeline/catalogs/characters.csv")
    with (FIXTURES.parents[2] / path).open(encoding="ascii", newline="") as file:
        rows = [(int(row["first"], 16), int(row["last"], 16)) for row in csv.DictReader(file)]
    assert all(first <= last for first, last in rows)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(rows))


# --- Headers ----------------------------------------------------------------------------------


CREATED = "2025-03-01 12:00+0000"


@pytest.mark.parametrize("name", ["es", "zh_Hans", "ar", "ht", "pt_BR", "cy", "so", "ckb", "br"])
def test_msgfmt_accepts_new_headers(name: str, msgfmt: str, tmp_path: Path) -> None:
    locale = find_locale(name)
    header = new_header(locale, "overdose", "Leaflets", CREATED, "en")
    catalog = Catalog(f"{name}/overdose.po", header, (Entry(Message("a"), "b"),))
    path = tmp_path / "overdose.po"
    write(catalog, path)
    check_header(read(path, catalog.path), locale)
    assert not [value for value in header.values() if value.isupper()]
    command = [msgfmt, "--check", "--check-header", "-o", os.devnull, path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_template_keeps_its_placeholders() -> None:
    header = new_header(None, "overdose", "Leaflets", CREATED)
    assert header["Project-Id-Version"] == "Leaflets overdose"
    assert header["Last-Translator"] == "FULL NAME <EMAIL@ADDRESS>"
    assert header["Language"] == ""
    assert "Plural-Forms" not in header
    check_header(Catalog("overdose.pot", header), find_locale("es"))


SPANISH = "expected “Plural-Forms: nplurals=2; plural=(n != 1);”"
HEADERS = [
    ("es", "Language: es", "nplurals=2; plural=(n != 1);", ""),
    ("es", "Language: es_MX", "nplurals=2;plural=n!=1", ""),
    ("es", "X-Poedit: 3", "nplurals=3; plural=n == 1 ? 0 : n % 1000000 == 0 ? 1 : 2;", ""),
    ("es", "Language: pt", "", "4: “Language: pt” in the catalog of es; expected “Language: es”"),
    ("es", "Language: Spanish", "", "4: “Language: Spanish” in the catalog of es; expected"),
    ("es", "Language: es", "", ""),
    (
        "es",
        "Language: es",
        "nplurals=1; plural=0;",
        f"5: “nplurals=1” in the catalog of es; {SPANISH}",
    ),
    ("zh_Hans", "Language: zh_CN", "nplurals=1; plural=0;", ""),
    ("zh_Hans", "Language: zh_TW", "", "4: “Language: zh_TW” in the catalog of zh_Hans; expected"),
]


def test_a_catalog_with_plural_forms_says_how_many_there_are() -> None:
    text = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    text += 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'
    with pytest.raises(
        CatalogError, match=f"2: no Plural-Forms in the header; {re.escape(SPANISH)}"
    ):
        check_header(parse(text, "a.po"), find_locale("es"))


@pytest.mark.parametrize(("name", "language", "forms", "expected"), HEADERS)
def test_the_header_fits_the_folder(name: str, language: str, forms: str, expected: str) -> None:
    lines = ["Content-Type: text/plain; charset=UTF-8", language]
    lines += [f"Plural-Forms: {forms}"] if forms else []
    text = "\n".join(f'"{line}\\n"' for line in lines)
    catalog = parse(f'msgid ""\nmsgstr ""\n{text}\n', "a.po")
    if not expected:
        check_header(catalog, find_locale(name))
        return
    with pytest.raises(CatalogError) as caught:
        check_header(catalog, find_locale(name))
    assert str(caught.value).startswith(f"a.po:{expected}")


def test_a_header_that_was_made_in_memory_is_checked_too() -> None:
    catalog = Catalog("a.po", {"Plural-Forms": "two"})
    with pytest.raises(CatalogError, match="“Plural-Forms: two”; expected the like of"):
        check_header(catalog, find_locale("es"))


def test_a_header_is_a_mapping_that_travels() -> None:
    header = read(FIXTURES / "tidy" / "everything.po", "a.po").header
    assert pickle.loads(pickle.dumps(header)) == header == dict(header)  # noqa: S301
    assert len(header) == len(list(header))
    assert repr(header).startswith("Header({'Project-Id-Version'")


SAME = ["es es", "zh_CN zh_Hans", "sr@latin sr_Latn", "no nb", "iw he", "pt pt_BR", "tl fil"]
OTHER = ["es pt", "zh_TW zh_Hans", "sr sr_Latn", "pt_PT pt_BR", "Spanish es", "zh zh_Hant", "- es"]


@pytest.mark.parametrize("pair", [*SAME, *OTHER])
def test_names_of_languages_are_compared_by_meaning(pair: str) -> None:
    one, other = pair.split()
    assert same_language(one, other) is same_language(other, one) is (pair in SAME)


# --- References -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a.md:3", "a.md", 3),
        ("a.md", "a.md", 0),
        ("a.md : 03", "a.md", 3),
        ("c:/a.md:3", "c:/a.md", 3),
        ("a.md:x", "a.md:x", 0),
        ("\u2068a b.md\u2069:3", "a b.md", 3),
        ("\u2068a b.md\u2069", "a b.md", 0),
        ("a\u00a0b.md:3", "a\u00a0b.md", 3),
    ],
)
def test_references_are_read(text: str, path: str, line: int) -> None:
    both = parse_references([f"x.md:1 {text}", "y.md:2"])
    assert both == (Location("x.md", 1), Location(path, line), Location("y.md", 2))


def test_references_are_written_once_without_dot() -> None:
    places = [Location("./a.md", 1), Location("a.md", 1), Location("b\tc.md", 2)]
    assert list(format_references(places)) == ["#: a.md:1 \u2068b c.md\u2069:2"]


# --- Files ------------------------------------------------------------------------------------

CATALOG = Catalog("es/a.po", HEADER, (Entry(Message("a"), "á"),))


def test_write_says_whether_the_file_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    assert write(CATALOG, path)
    os.utime(path, (1, 1))
    assert not write(CATALOG, path)
    assert path.stat().st_mtime == 1
    assert write(replace(CATALOG, header_comments=("Spanish",)), path)
    assert path.read_text(encoding="utf-8").startswith("# Spanish\n")
    assert list(tmp_path.iterdir()) == [path]


def test_write_keeps_permissions_and_links(tmp_path: Path) -> None:
    path, link = tmp_path / "a.po", tmp_path / "link.po"
    path.touch(0o640)
    link.symlink_to(path)
    assert write(CATALOG, link)
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert read(path, CATALOG.path).entries[0].msgstr == "á"


def test_a_file_that_cannot_be_replaced_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.po"
    path.write_text("before", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CatalogError, match=r"^es/a\.po: cannot be written: No space left"):
        write(CATALOG, path)
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"^es/a\.po: cannot be written: No such file"):
        write(CATALOG, tmp_path / "none" / "a.po")


@pytest.mark.parametrize("character", ["\0", "\4", "\ud800"])
def test_what_no_catalog_can_hold_is_not_written(character: str, tmp_path: Path) -> None:
    catalog = replace(CATALOG, entries=(Entry(Message("a"), character),))
    with pytest.raises(CatalogError, match=rf"U\+{ord(character):04X} is no text"):
        write(catalog, tmp_path / "a.po")
    assert not list(tmp_path.iterdir())
