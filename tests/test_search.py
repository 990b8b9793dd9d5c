"""Readers find a leaflet by its words, its drugs and its numbers, in every script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import pytest
from playwright.sync_api import Browser, Page
from projects import SETTINGS, translate, write_project
from test_end_to_end import VISUAL_ORDER

from pipeline.build.edition import Edition
from pipeline.build.isolate import LRI, PDI
from pipeline.build.search import LANGUAGE, finish_index, separator, term_groups
from pipeline.cli import main
from pipeline.facts.drugs.tables import read_table
from pipeline.locales import find_locale
from pipeline.terms import Concept, Glossary, Term, TermBase

OVERDOSE = """\
---
title: Overdose
description: What to do in an overdose.
---

# Overdose

## Slow breathing {#signs}

Call 911 right away. Give naloxone.
"""

HELP = """\
---
title: Help
description: Where to get help.
---

# Help

## Stay calm {#line}

To find help, call 1-800-662-4357.
"""

MESSAGES = (
    "Overdose",
    "Slow breathing",
    "Call 911 right away. Give naloxone.",
    "To find help, call 1-800-662-4357.",
)

TRANSLATIONS = MappingProxyType(
    {
        "am": (
            "ከመጠን በላይ መውሰድ",
            "ዝግ ያለ አተነፋፈስ",
            "ወዲያውኑ ወደ 911 ይደውሉ። ናሎክሶን ይስጡ።",
            "እርዳታ ለማግኘት ወደ 1-800-662-4357 ይደውሉ።",
        ),
        "ar": (
            "جرعة زائدة",
            "التنفس البطيء",
            "اتصل على ٩١١ فورًا. أعطِ النالوكسون.",
            "للمساعدة اتصل على 1-800-662-4357 مجانًا.",
        ),
        "es": (
            "Sobredosis",
            "Respiración lenta",
            "Llame al 911 de inmediato. Dé naloxona.",
            "Para encontrar ayuda, llame al 1-800-662-4357.",
        ),
        "fa": (
            "مصرف بیش از حد",
            "تنفس کند می‌شود",
            "فوراً با ۹۱۱ تماس بگیرید. نالوکسون بدهید.",
            "برای کمک با ۱-۸۰۰-۶۶۲-۴۳۵۷ تماس بگیرید.",
        ),
        "ht": (
            "Ovèdoz",
            "Respirasyon lant",
            "Rele 911 touswit. Bay naloksòn.",
            "Pou jwenn èd, rele 1-800-662-4357.",
        ),
        "ja": (
            "過剰摂取",
            "呼吸が遅い",
            "すぐに911に電話してください。ナロキソンを投与してください。",
            "助けが必要なときは1-800-662-4357に電話してください。",
        ),
        "km": (
            "ការប្រើថ្នាំលើសកម្រិត",
            "ដង្ហើមយឺត",
            "ហៅទូរសព្ទទៅ 911 ភ្លាមៗ។ ផ្តល់ណាឡូសូន។",
            "ដើម្បីស្វែងរកជំនួយ សូមហៅ 1-800-662-4357។",
        ),
        "ko": (
            "과다 복용",
            "느린 호흡",
            "즉시 911에 전화하세요. 날록손을 투여하세요.",
            "도움을 받으려면 1-800-662-4357로 전화하세요.",
        ),
        "lo": (
            "ການໃຊ້ຢາເກີນຂະໜາດ",
            "ຫາຍໃຈຊ້າ",
            "ໂທຫາ 911 ທັນທີ. ໃຫ້ນາໂລໂຊນ.",
            "ຖ້າຕ້ອງການຄວາມຊ່ວຍເຫຼືອ ໂທຫາ 1-800-662-4357.",
        ),
        "my": (
            "ဆေးလွန်ခြင်း",
            "အသက်ရှူနှေးခြင်း",
            "၉၁၁ ကို ချက်ချင်းခေါ်ပါ။ နာလောက်ဆုန်းပေးပါ။",
            "အကူအညီရရန် 1-800-662-4357 ကိုခေါ်ပါ။",
        ),
        "ru": (
            "Передозировка",
            "Медленное дыхание",
            "Немедленно звоните 911. Дайте налоксон.",
            "Чтобы найти помощь, звоните 1-800-662-4357.",
        ),
        "th": (
            "การใช้ยาเกินขนาด",
            "หายใจช้า",
            "โทร 911 ทันที ให้ยานาล็อกโซน",
            "หากต้องการความช่วยเหลือ โทร 1-800-662-4357",
        ),
        "zh_Hans": (
            "用药过量",
            "呼吸缓慢",
            "立即拨打911。给予纳洛酮。",
            "如需帮助，请拨打1-800-662-4357。",
        ),
    }
)
"""What the messages above say in each locale."""

NALOXONE = MappingProxyType(
    {
        "am": "ናሎክሶን",
        "ar": "نالوكسون",
        "es": "naloxona",
        "fa": "نالوکسون",
        "ht": "naloksòn",
        "ja": "ナロキソン",
        "km": "ណាឡូសូន",
        "ko": "날록손",
        "lo": "ນາໂລໂຊນ",
        "my": "နာလောက်ဆုန်း",
        "ru": "налоксон",
        "th": "นาล็อกโซน",
        "zh_Hans": "纳洛酮",
    }
)

NUMBERS = (
    "8006624357",
    "18006624357",
    "1-800-662-4357",
    "+1 (800) 662-4357",
    "800 662 4357",
    "800.662.4357",
    "1-800-662-HELP",
    "1800 662 help",
    "٨٠٠٦٦٢٤٣٥٧",
    "۱-۸۰۰-۶۶۲-۴۳۵۷",
    "८००६६२४३५७",
    "662",
)
EMERGENCY = ("911", "9 1 1", "٩١١", "۹۱۱", "९११", "๙๑๑", "၉၁၁", "９１１")
NAMES = ("naloxone", "Narcan", "NALOXO")

ASKED = MappingProxyType(
    {
        "am": ("ናሎክሶን", "የናሎክሶንን", "አተነፋፈስ"),
        "ar": ("نالوكسون", "بالنالوكسون", "والنالوكسون", "تنفس", "جرعه زائده", "التَّنَفُّس"),
        "en": ("slow", "breath", "overdoses"),
        "es": ("naloxona", "naloxonas", "respiracion", "RESPIRACIÓN", "sobredosis"),
        "fa": ("نالوکسون", "نالوكسون", "نالوکسون‌ها", "تنفس", "میشود"),
        "ht": ("naloksòn", "nalokson", "ovedoz", "respirasyon"),
        "ja": ("ナロキソン", "ナロキソンを", "呼吸", "過剰", "ナロ", "呼吸が止まる"),
        "km": ("ណាឡូសូន", "ដង្ហើម", "លើសកម្រិត"),
        "ko": ("날록손", "날록손을", "날록손으로는", "호흡이", "복용"),
        "lo": ("ນາໂລໂຊນ", "ຫາຍໃຈ", "ເກີນຂະໜາດ"),
        "my": ("နာလောက်ဆုန်း", "အသက်ရှူ"),
        "ru": ("налоксон", "налоксоном", "налоксонами", "НАЛОКСОНУ", "дыхания", "передозировки"),
        "th": ("นาล็อกโซน", "ยานาล็อกโซน", "หายใจ", "เกินขนาด"),
        "zh_Hans": ("纳洛酮", "给予纳洛酮", "过量", "呼吸", "纳洛", "纳洛酮怎么用", "使用Narcan"),
    }
)
"""What readers of each locale ask that the leaflet about overdose answers."""

ABSENT = MappingProxyType(
    {
        "am": ("налоксон", "نالوكسون"),
        "ar": ("налоксон", "sobredosis", "纳洛酮", "حليب"),
        "en": ("sobredosis", "налоксон", "纳洛酮", "نالوكسون"),
        "es": ("дыхание", "ovèdoz", "纳洛酮"),
        "fa": ("sobredosis", "جرعة"),
        "ht": ("sobredosis", "дыхание", "纳洛酮"),
        "ja": ("纳洛酮", "날록손", "飲酒"),
        "km": ("หายใจ", "纳洛酮"),
        "ko": ("纳洛酮", "ナロキソン", "sobredosis"),
        "lo": ("หายใจ", "纳洛酮"),
        "my": ("หายใจ", "纳洛酮"),
        "ru": ("sobredosis", "纳洛酮", "نالوكسون", "молоко"),
        "th": ("纳洛酮", "ຫາຍໃຈ", "ดนตรี"),
        "zh_Hans": ("ナロキソン", "налоксон", "酮洛纳", "牛奶"),
    }
)
"""What only other locales say, or none does."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in fourteen languages."""
    root = tmp_path_factory.mktemp("search")
    settings = SETTINGS.replace("overdose.md\n", "overdose.md\n  - Help: help.md\n")
    write_project(root, mkdocs_yml=settings, source__overdose_md=OVERDOSE, source__help_md=HELP)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["extract", "-q"]) == 0
        assert main(["init", "-q", *TRANSLATIONS]) == 0
        for name, texts in TRANSLATIONS.items():
            header = "concept,term,status,source,reviewed_by,reviewed_on"
            terms = root / f"locales/{name}/terms.csv"
            terms.write_text(f"{header}\nnaloxone,{NALOXONE[name]},preferred,test,,\n", "utf-8")
            messages = dict(zip(MESSAGES, texts, strict=True))
            line = {MESSAGES[3]: messages.pop(MESSAGES[3])}
            translate(root / f"locales/{name}/LC_MESSAGES/overdose.po", messages)
            translate(root / f"locales/{name}/LC_MESSAGES/help.po", line)
        assert main(["check", "-q"]) == 0
        assert main(["build", "--strict", "-q", "-j", "2"]) == 0
    return root / "site"


def index_of(site: Path, tag: str) -> dict[str, dict[str, object]]:
    """The search index of a locale."""
    text = (site / tag / "search" / "search_index.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


EMPTY = """() => {
  const words = JSON.parse(document.getElementById("__config").textContent).translations;
  const shown = document.querySelector(".md-search-result__meta").textContent.trim();
  return shown === words["search.result.placeholder"];
}"""
"""Whether the search is ready, and has nothing to look for."""


def ask(page: Page, query: str) -> list[str]:
    """Type into the search field; return the pages among the results, the best first."""
    field = page.locator(".md-search__input")
    field.fill("")
    field.press("End")  # Material listens to keys, and `fill` presses none
    page.wait_for_function(EMPTY)
    field.fill(query)
    field.press("End")
    page.wait_for_function(f"!({EMPTY})()")
    links = page.locator(".md-search-result__item > a").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname)"
    )
    return list(dict.fromkeys(links))


@pytest.mark.parametrize("name", sorted(ASKED))
def test_readers_find_the_leaflet(
    site: Path, browser: Browser, serve: Callable[[Path], str], name: str
) -> None:
    tag = name.replace("_", "-")
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(f"{message.type}: {message.text}"))
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"{serve(site)}/{tag}/")
    page.locator(".md-search__input").click()
    wanted = dict.fromkeys((*NAMES, *EMERGENCY, *ASKED[name]), f"/{tag}/overdose/")
    numbers = NUMBERS if name in ("ar", "ru", "zh_Hans") else NUMBERS[:3]
    wanted |= dict.fromkeys(numbers, f"/{tag}/help/")
    first = {query: next(iter(ask(page, query)), "nothing") for query in wanted}
    assert first == wanted
    assert {query: ask(page, query) for query in ABSENT[name]} == {q: [] for q in ABSENT[name]}
    assert problems == []
    assert len(hosts) == 1
    page.close()


def test_a_number_that_is_found_reads_in_its_order(
    site: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    """In a right-to-left result, too, where each of its groups is marked."""
    page = browser.new_page()
    page.goto(f"{serve(site)}/ar/")
    page.locator(".md-search__input").click()
    assert ask(page, "8006624357") == ["/ar/help/"]
    line = page.locator(".md-search-result__article p").filter(has=page.locator("mark"))
    assert line.locator("mark").all_inner_texts() == ["1", "800", "662", "4357"]
    assert line.evaluate(VISUAL_ORDER) == "18006624357"
    page.close()


def test_an_index_holds_only_its_own_language(site: Path) -> None:
    indexes = {path.parts[-3]: index_of(site, path.parts[-3]) for path in site.glob("*/search/*")}
    assert len(indexes) == len(ASKED)
    for name in TRANSLATIONS:
        tag = name.replace("_", "-")
        text = json.dumps(indexes[tag]["docs"], ensure_ascii=False)
        text = text.replace(LRI, "").replace(PDI, "")
        assert TRANSLATIONS[name][1] in text
        assert "Stay calm" in text, "English that stands on a page is that page's text"
        assert "Slow breathing" not in text
        others = [one for one in TRANSLATIONS if one != name]
        assert [one for one in others if TRANSLATIONS[one][1] in text] == []


def test_what_stands_in_the_words_of_an_index(site: Path) -> None:
    config = index_of(site, "ru")["config"]
    assert config["lang"] == [LANGUAGE]
    words = config["fields"]["text"]["leaflets"]  # type: ignore[index]
    assert [group["show"] for group in words["terms"]] == [
        ["1-800-662-4357"],
        ["911"],
        ["налоксон"],
    ]
    assert {"narcan", "naloxone", "налоксон"} <= set(words["terms"][2]["ask"])
    assert "18006624357" in words["terms"][0]["ask"]


def test_letters_are_written_as_they_are(site: Path) -> None:
    """An escape is six bytes; a letter is two or three."""
    for name in ("ar", "th", "zh_Hans"):
        path = site / name.replace("_", "-") / "search" / "search_index.json"
        text = path.read_text(encoding="utf-8")
        assert TRANSLATIONS[name][1] in text
        assert re.findall(r"(?<!\\)\\u[0-9a-f]{4}", text) == []


def test_the_index_of_another_theme_keeps_its_settings(tmp_path: Path) -> None:
    content = {"config": {"lang": ["en"]}, "docs": [{"location": "", "title": "a", "text": "b"}]}
    path = tmp_path / "search_index.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    finish_index(path, edition("ru"))
    assert json.loads(path.read_text(encoding="utf-8")) == content
    finish_index(tmp_path / "absent.json", edition("ru"))
    assert not (tmp_path / "absent.json").exists()


def test_chinese_is_the_same_with_and_without_jieba(tmp_path: Path) -> None:
    config = {"lang": ["zh"], "fields": {"text": {"boost": 1}}}
    text = "<p>\u200b给予\u200b纳\u200b洛\u200b酮\u200b。ยา\u200bนา</p>"
    path = tmp_path / "search_index.json"
    docs = [{"location": "", "title": "\u200b用药\u200b过量", "text": text}]
    path.write_text(json.dumps({"config": config, "docs": docs}), encoding="utf-8")
    finish_index(path, edition("zh_Hans"))
    entry = json.loads(path.read_text(encoding="utf-8"))["docs"][0]
    assert entry["title"] == "用药过量"
    assert entry["text"] == "<p>给予纳洛酮。ยา\u200bนา</p>"


def test_words_end_where_a_separator_begins() -> None:
    found = re.compile(separator(["l’eau — [1], a|b^c]d\\e", "😀 مي\u200cشود، -", "नमस्ते।"]))
    assert found.split("l’eau—[1]|b^c]d\\e.f") == ["l", "eau", "1", "b", "c", "d", "e", "f"]
    assert found.split("مي\u200cشود،😀नमस्ते।x") == ["مي\u200cشود", "नमस्ते", "x"]
    assert found.split(f"{LRI}1-800{PDI}") == ["", "1", "800", ""]


SOURCE_TERMS = {
    "911": ("number", ("911",)),
    "line": ("number", ("1-800-662-4357", "1-800-662-HELP")),
    "alprazolam": ("drug", ("alprazolam",)),
    "xanax": ("brand", ("Xanax",)),
    "naloxone": ("drug", ("naloxone",)),
    "opioid": ("class", ("opioid",)),
}
BASE = TermBase(
    "source/terms.csv",
    {
        id: Concept(id, kind, tuple(Term(id, term, "preferred", 1) for term in terms))
        for id, (kind, terms) in SOURCE_TERMS.items()
    },
)


def glossary(name: str, **forms: tuple[str, ...]) -> Glossary:
    """A locale's glossary, with forms by concept."""
    terms = {
        id.strip("_"): tuple(Term(id.strip("_"), form, "preferred", 1) for form in found)
        for id, found in forms.items()
    }
    return Glossary(find_locale(name), BASE, terms, f"locales/{name}/terms.csv", "US")


def edition(name: str) -> Edition:
    """A locale's edition without a page."""
    return Edition(find_locale(name), glossary(name), {}, (find_locale("en"), find_locale(name)))


def test_a_drug_and_its_brands_are_one() -> None:
    russian = glossary("ru", alprazolam=("алпразолам",), xanax=("Ксанакс",))
    (group,) = term_groups(["Не пейте Ксанакс (алпразоламом)."], russian)
    assert group.show == {"ксанакс", "алпразоламом"}
    assert group.ask == {"alprazolam", "xanax", "алпразолам", "ксанакс"}


def test_a_number_is_asked_for_by_any_of_its_forms() -> None:
    texts = ["Llame al 112.", "1-800-662-4357 o 1-800-662-HELP", "Nada de opioides."]
    spanish = glossary("es_ES", _911=("112",), opioid=("opioide",))
    assert [(group.ask, group.show) for group in term_groups(texts, spanish)] == [
        ({"911", "112"}, {"112"}),
        ({"18006624357"}, {"1-800-662-4357", "1-800-662-help"}),
        ({"opioid", "opioide"}, {"opioides"}),
    ]


def test_what_no_text_names_is_not_in_the_index() -> None:
    assert term_groups(["Atme ruhig."], glossary("de", naloxone=("Naloxon",))) == []


def test_brands_are_of_known_drugs() -> None:
    rows = read_table("brands.csv")
    assert tuple(rows[0]) == ("drug", "brand", "source")
    lines = files("pipeline.facts").joinpath("data/brands.csv").read_text("utf-8").splitlines()[1:]
    assert lines == sorted(set(lines))
    brands = [row["brand"].lower() for row in rows]
    assert len(brands) == len(set(brands)), "a brand is of one drug"
    assert {row["drug"] for row in rows} <= {row["drug"] for row in read_table("drugs.csv")}
    assert all(row["source"] for row in rows)
