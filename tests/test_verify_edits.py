"""Random edits of a built site: `verify` reports each."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from verified import build_verified

from pipeline.cli import main
from pipeline.model import Finding
from pipeline.project import read_project
from pipeline.validate import Validator, new_validator
from pipeline.verify.site import read_site

EDITS = 14
"""How many edits of each kind are made."""

Edit = Callable[[random.Random, str], str | None]
"""Changes the text of a file in one place; `None` where there is nothing of the kind."""

DRUGS = {
    "naloxona": "naltrexona", "naltrexona": "naloxona",
    "نالوكسون": "نالتريكسون", "نالتريكسون": "نالوكسون",
    "naloxone": "naltrexone", "naltrexone": "naloxone",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("edits")
    build_verified(root)
    (root / "site/publication.json").unlink()  # what is told is found by reading the pages
    assert main(["verify", "-f", str(root / "mkdocs.yml")]) == 0
    return root / "site"


def replaced(text: str, start: int, end: int, new: str) -> str:
    return f"{text[:start]}{new}{text[end:]}"


def pick(
    chance: random.Random,
    found: Iterable[re.Match[str]],
    text: str,
    new: str | Callable[[str], str],
) -> str | None:
    """Replace the first group of one of the matches."""
    matches = list(found)
    if not matches:
        return None
    match = chance.choice(matches)
    return replaced(text, *match.span(1), new if isinstance(new, str) else new(match[1]))


def another_digit(chance: random.Random) -> Callable[[str], str]:
    return lambda digit: chance.choice([d for d in "0123456789" if d != digit])


def shown(html: str) -> tuple[int, int]:
    """Where the leaflet's text stands, without what the page says of itself."""
    if 'class="handout"' in html:
        return html.index("<tbody>"), html.index("</table>")
    start = html.index("<article")
    own = html.find('<div class="leaflet-about', start)
    return start, own if own >= 0 else html.index("</article>")


def inside(pattern: str, html: str) -> list[re.Match[str]]:
    """The matches in the leaflet's text."""
    start, end = shown(html)
    own = [m.span() for m in re.finditer('<div class="leaflet-(?:notice|about).*?</div>', html)]
    found = (match for match in re.finditer(pattern, html) if start <= match.start() < end)
    return [m for m in found if not any(one <= m.start() < other for one, other in own)]


def between(pattern: str, html: str) -> list[re.Match[str]]:
    """The matches in the text, and in what the page says of itself before and behind it."""
    start = html.index("<article") if "<article" in html else html.index("<tbody>")
    end = html.rindex("</article>" if "<article" in html else "</table>")
    return [match for match in re.finditer(pattern, html) if start <= match.start() < end]


def number(chance: random.Random, html: str) -> str | None:
    """Change a digit of the text."""
    return pick(chance, inside(r"(\d)(?=[^<>]*<)", html), html, another_digit(chance))


def header_number(chance: random.Random, html: str) -> str | None:
    """Change a digit of the emergency number, as it is shown or dialled."""
    found = re.finditer(r'class="leaflet-emergency" href="tel:\d*(\d)', html)
    shown = re.finditer(r'class="leaflet-emergency"[^>]*>.*?<bdi dir="ltr">\d*(\d)</bdi>', html)
    return pick(chance, [*found, *shown], html, another_digit(chance))


def dialled(chance: random.Random, html: str) -> str | None:
    """Change a digit of what a link dials."""
    return pick(chance, inside(r'href="tel:\d*?(\d)\d*"', html), html, another_digit(chance))


def title_number(chance: random.Random, html: str) -> str | None:
    """Change a digit of a title, in the navigation or the table of contents."""
    found = re.finditer(r'class="md-ellipsis"[^>]*>[^<]*?(\d)[^<]*<', html)
    return pick(chance, [*found, *re.finditer(r"<title>[^<]*?(\d)", html)], html,
                another_digit(chance))  # fmt: skip


def described_number(chance: random.Random, html: str) -> str | None:
    """Add a number to what the page says of itself to search engines and other sites."""
    found = re.finditer(r'<meta (?:name|property)="[a-z:]*(?:description|title)" content="()', html)
    return pick(chance, found, html, "1-800-555-0199 ")


def added_number(chance: random.Random, html: str) -> str | None:
    """Write another number to call into the footer, or among what the page says of itself."""
    found = [*re.finditer(r"<footer[^>]*>()", html)]
    found += re.finditer(r'<div class="leaflet-about[^>]*>()', html)
    return pick(chance, found, html, "<p>Call 1-800-555-0199</p>")


def drug(chance: random.Random, html: str) -> str | None:
    """Put another drug in the place of one."""
    return pick(chance, inside(f"({'|'.join(DRUGS)})(?=[^<>]*<)", html), html, DRUGS.__getitem__)


def quantity(chance: random.Random, html: str) -> str | None:
    """Change the unit of a dose, or of a time."""
    units = {"mg": "g", "horas": "días", "minutos": "horas", "hours": "days", "minutes": "hours"}
    found = inside(rf"\d (?:</bdi>)?({'|'.join(units)})\b(?=[^<>]*<)", html)
    return pick(chance, found, html, units.__getitem__)


def link(chance: random.Random, html: str) -> str | None:
    """Let a link of the text lead elsewhere."""
    found = [m for m in inside(r'href="([^"]+)"', html) if "hreflang" not in html[m.end() :][:12]]
    found = [match for match in found if not match[1].startswith("#")]
    other = chance.choice(["https://example.net/", "../nowhere/index.html", "#nowhere", "tel:999"])
    return pick(chance, found, html, other)


def page_link(chance: random.Random, html: str) -> str | None:
    """Break a link, or let it lead out of the site, anywhere on a page."""
    other = chance.choice(["https://example.net/", "../nowhere/index.html", "javascript:alert(1)"])
    return pick(chance, re.finditer(r'<a [^>]*href="([^"]+)"', html), html, other)


def anchor(chance: random.Random, html: str) -> str | None:
    """Take away the place to which a link leads."""
    names = set(re.findall(r'href="#([^"]+)"', html))
    found = (m for m in re.finditer(r'\sid="([^"]+)"', html) if m[1] in names)
    return pick(chance, found, html, "elsewhere")


def language(chance: random.Random, html: str) -> str | None:
    """Say another language, of the page or of an English sentence."""
    found = [*re.finditer(r'<html[^>]* lang="([\w-]+)"', html)]
    found += between(r'<span[^>]*\slang="(en)"[^>]*class="leaflet-fallback"', html)
    found += between(r'<span class="leaflet-fallback"[^>]*\slang="(en)"', html)
    found += re.finditer(r'<td lang="([\w-]+)"', html)
    return pick(chance, found, html, chance.choice(["fr", "ru", "", "x"]))


def unmarked(chance: random.Random, html: str) -> str | None:
    """Take the language from an English sentence."""
    found = between(r'<span[^>]*?(\slang="en")[^>]*class="leaflet-fallback"', html)
    found += between(r'<span class="leaflet-fallback"[^>]*(\slang="en")', html)
    found = [match for match in found if re.match(r"[^>]*>[^<]*[a-z]{4}", html[match.end() :])]
    return pick(chance, found, html, "")


def direction(chance: random.Random, html: str) -> str | None:
    """Let a page, or a side of a handout, run in the other direction."""
    found = [*re.finditer(r'<body dir="(\w+)"', html), *re.finditer(r'<td [^>]*dir="(\w+)"', html)]
    if 'class="handout"' in html:
        found += re.finditer(r'<html[^>]* dir="(\w+)"', html)
    return pick(chance, found, html, lambda old: {"ltr": "rtl", "rtl": "ltr"}[old])


def isolation(chance: random.Random, html: str) -> str | None:
    """Take the isolation from a number to call, or turn it round."""
    old = chance.choice(
        [r"tel:\d+\"[^>]*>(<bdi dir=\"ltr\">)", r"tel:\d+\"[^>]*><bdi dir=\"(ltr)\">"]
    )
    new = "" if "(<bdi" in old else "rtl"
    return pick(chance, re.finditer(old, html), html, new)


def title_isolation(chance: random.Random, html: str) -> str | None:
    """Take the isolation from a number in a title."""
    found = re.finditer("(?:>|<title>)[^<>]*(\u2066)[\\d-]*-[\\d-]*\u2069[^<>]*<", html)
    return pick(chance, found, html, "")


def sentence(chance: random.Random, html: str) -> str | None:
    """Leave a piece of the text out."""
    return pick(chance, inside(r"(<(li|p|td)>[^<]*</\2>)", html), html, "")


def alternate(chance: random.Random, html: str) -> str | None:
    """Let a link to another language name another language, or lead elsewhere."""
    links = [m[0] for m in re.finditer(r'<(?:link rel="alternate"|a) [^>]*hreflang=[^>]*>', html)]
    links = [each for each in links if 'hreflang="x-default"' not in each]
    if not links:
        return None
    old = chance.choice(links)
    edits = [
        re.sub(r'hreflang="[\w-]+"', 'hreflang="zu"', old),
        re.sub(r"/(en|es|ar)/", "/zu/", old, count=1),
        re.sub(r"/(es|ar)/", "/en/", re.sub(r"/en/", "/ar/", old, count=1), count=1)
        if "/en/" not in old else re.sub(r"/en/", "/ar/", old, count=1),
    ]  # fmt: skip
    if old.startswith("<link"):
        edits.append("")
    new = chance.choice(edits)
    return html.replace(old, new, 1) if new != old else None


def navigation(chance: random.Random, html: str) -> str | None:
    """Let a link of the navigation lead to another page that is there."""
    found = list(re.finditer(r'href="([^"#]+)" class="md-nav__link', html))
    if not found:
        return None
    match = chance.choice(found)
    other = chance.choice(sorted({each[1] for each in found} - {match[1]}))
    return replaced(html, *match.span(1), other)


def title(chance: random.Random, html: str) -> str | None:
    """Change a word of a handout's title."""
    return pick(chance, re.finditer(r"<title>(\w+)", html), html, chance.choice(["Otra", "x"]))


def indexed_number(chance: random.Random, text: str) -> str | None:
    """Change a digit of a text or a title in a search index."""
    found = re.finditer(r'"(?:text|title)":\s*"(?:[^"\\<>]|\\.|<[^>]*>)*?(\d)', text)
    found = [m for m in found if text[: m.start(1)].rpartition("\\u")[2][4:] or True]
    found = [m for m in found if "\\u" not in text[m.start(1) - 5 : m.start(1)]]
    return pick(chance, found, text, another_digit(chance))


def indexed_drug(chance: random.Random, text: str) -> str | None:
    """Put another drug in the place of one in a search index."""
    names = {json.dumps(old)[1:-1]: json.dumps(new)[1:-1] for old, new in DRUGS.items()} | DRUGS
    docs = text.index('"docs"')
    found = [m for m in re.finditer("|".join(map(re.escape, names)), text) if m.start() > docs]
    if not found:
        return None
    match = chance.choice(found)
    return replaced(text, *match.span(), names[match[0]])


def indexed_place(chance: random.Random, text: str) -> str | None:
    """Let a search result lead elsewhere."""
    return pick(chance, re.finditer(r'"location":\s*"([^"]+)"', text), text, "nowhere/")


def mapped(chance: random.Random, text: str) -> str | None:
    """Change an address in a sitemap, or leave a page out."""
    found = [*re.finditer(r"<loc>([^<]*)</loc>", text), *re.finditer(r'href="([^"]*)"', text)]
    if chance.random() < 0.3:
        return pick(chance, re.finditer(r"(<url>.*?</url>)", text, re.DOTALL), text, "")
    return pick(chance, found, text, "https://leaflets.example.org/es/nowhere/")


ON_PAGES: tuple[Edit, ...] = (
    number, header_number, dialled, title_number, described_number, added_number, drug, quantity,
    link, page_link, anchor, language, unmarked, direction, isolation, title_isolation, sentence,
    alternate, navigation,
)  # fmt: skip
ON_HANDOUTS: tuple[Edit, ...] = (
    number, dialled, drug, quantity, link, page_link, language, unmarked, direction, isolation,
    title_isolation, sentence, title,
)  # fmt: skip
IN_INDEXES: tuple[Edit, ...] = (indexed_number, indexed_drug, indexed_place)

PAGES = [f"{tag}/{slug}index.html" for tag in ("es", "ar") for slug in ("", "help/", "overdose/")]
HANDOUTS = [page.replace("index.html", "handout/index.html") for page in PAGES]
INDEXES = [f"{tag}/search/search_index.{e}" for tag in ("es", "ar") for e in ("json", "js")]
SITEMAPS = [f"{tag}/sitemap.xml" for tag in ("es", "ar")]


def files_by_edit() -> dict[Edit, list[str]]:
    """Return the files in which each edit can be made."""
    files: dict[Edit, list[str]] = {}
    for edits, places in (
        (ON_PAGES, PAGES),
        (ON_HANDOUTS, HANDOUTS),
        (IN_INDEXES, INDEXES),
        ((mapped,), SITEMAPS),
    ):
        for edit in edits:
            files.setdefault(edit, []).extend(places)
    return files


FILES = files_by_edit()


def findings(validator: Validator, site: Path, tag: str) -> list[Finding]:
    """Verify one language of the site, of which what is right was proved before, and anew."""
    proofs = [read_site(validator, site), read_site(validator, site, anew=True)]
    locale = next(locale for locale in proofs[0].locales if locale.tag == tag)
    remembered, found = (proof.edition(locale) for proof in proofs)
    assert remembered == found
    return found


@pytest.mark.parametrize("edit", FILES, ids=lambda edit: edit.__name__)
def test_each_edit_is_told(site: Path, edit: Edit) -> None:
    chance = random.Random(edit.__name__)  # noqa: S311 - no secret
    validator = new_validator(read_project(site.parent / "mkdocs.yml"))
    untold, made = [], 0
    for _ in range(50 * EDITS):
        place = chance.choice(FILES[edit])
        good = (site / place).read_text(encoding="utf-8")
        bad = edit(chance, good)
        if bad is None or bad == good:
            continue
        (site / place).write_text(bad, encoding="utf-8")
        told = findings(validator, site, place.partition("/")[0])
        (site / place).write_text(good, encoding="utf-8")
        if not told:
            at = next(i for i, (a, b) in enumerate(zip(good, bad, strict=False)) if a != b)
            untold.append(f"{place}: {good[at - 90 : at + 60]!r} became {bad[at - 90 : at + 60]!r}")
        made += 1
        if made == EDITS:
            break
    assert made == EDITS
    assert not untold, "\n".join(untold)


def test_there_are_enough_edits() -> None:
    assert len(FILES) * EDITS >= 300


def test_the_site_is_right_without_edits(site: Path) -> None:
    validator = new_validator(read_project(site.parent / "mkdocs.yml"))
    assert not [*findings(validator, site, "es"), *findings(validator, site, "ar")]
