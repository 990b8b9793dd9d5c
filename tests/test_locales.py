"""Locales as CLDR describes them."""

import gettext

import pytest

from pipeline.catalogs.plurals import plural_forms
from pipeline.errors import LocaleError
from pipeline.locales import find_locale

LOCALES = [
    ("es", "es", "Español", "ltr", "ES", "Latn"),
    ("zh_Hans", "zh-Hans", "中文 (简体)", "ltr", "CN", "Hans"),
    ("zh-Hant", "zh-Hant", "中文 (繁體)", "ltr", "TW", "Hant"),
    ("ar", "ar", "العربية", "rtl", "EG", "Arab"),
    ("pt_BR", "pt-BR", "Português (Brasil)", "ltr", "BR", "Latn"),
    ("es_419", "es-419", "Español (Latinoamérica)", "ltr", "419", "Latn"),
    ("sr_Latn", "sr-Latn", "Srpski (latinica)", "ltr", "RS", "Latn"),
    ("ht", "ht", "Kreyòl Ayisyen", "ltr", "HT", "Latn"),
    ("hmn", "hmn", "Hmong", "ltr", "CN", "Latn"),
    ("tl", "tl", "Filipino (Pilipinas)", "ltr", "PH", "Latn"),
    ("prs", "prs", "فارسی (افغانستان)", "rtl", "AF", "Arab"),
    ("chk", "chk", "Chuukese", "ltr", "FM", "Latn"),
    ("ckb", "ckb", "کوردیی ناوەندی", "rtl", "IQ", "Arab"),
    ("en_XA", "en-XA", "Pseudo (en-XA)", "ltr", "XA", "Latn"),
    ("ar_XB", "ar-XB", "Pseudo (ar-XB)", "rtl", "XB", "Arab"),
]


@pytest.mark.parametrize(
    ("name", "tag", "autonym", "direction", "territory", "script"),
    LOCALES,
    ids=[row[0] for row in LOCALES],
)
def test_a_locale(
    name: str, tag: str, autonym: str, direction: str, territory: str, script: str
) -> None:
    locale = find_locale(name)
    assert locale.name == name.replace("-", "_")
    found = (locale.tag, locale.autonym, locale.direction, locale.territory, locale.script)
    assert found == (tag, autonym, direction, territory, script)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("xx", "is not in CLDR"),
        ("klingon", "is not in CLDR"),
        ("", "is not in CLDR"),
        ("zh_hans", "expected “zh_Hans”"),
        ("ES", "expected “es”"),
    ],
)
def test_what_is_no_locale(name: str, expected: str) -> None:
    with pytest.raises(LocaleError, match=expected):
        find_locale(name)


@pytest.mark.parametrize("name", ["es", "ar", "ru", "zh_Hans", "ht", "hmn", "so", "pl", "fr"])
def test_plural_forms_are_what_gettext_can_evaluate(name: str) -> None:
    fields = plural_forms(find_locale(name)).rstrip(";").split("; ")
    count = int(fields[0].removeprefix("nplurals="))
    choose = gettext.c2py(fields[1].removeprefix("plural="))
    assert {choose(number) for number in range(200)} == set(range(count))
