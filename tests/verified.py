"""A small site in English, Spanish and Arabic whose pages state every kind of fact."""

from __future__ import annotations

from pathlib import Path

from projects import ARABIC_TERMS, SETTINGS, SPANISH_TERMS, translate, write_project

from pipeline.cli import main

ROOT = "https://leaflets.example.org/"
HELP = """\
# Help line 1-800-662-4357 {#line}

Wait 2-3 minutes. Take 2 tablets of 5 mg every 6 hours, see [the signs](overdose.md#signs).

Never take naltrexone with it. Give naloxone, and call 1-800-662-4357.

| Number | Use |
| --- | --- |
| 911 | an emergency |
"""
TEXTS = {
    "es": {
        "overdose": {
            "Overdose": "Sobredosis",
            "Call 911": "Llame al 911",
            "Call 911 right away. Give naloxone.": "Llame al 911 ya. Administre naloxona.",
            "To find help, call 1-800-662-4357.": "Para hallar ayuda, llame al 1-800-662-4357.",
        },
        "help": {
            "Help line 1-800-662-4357": "Línea de ayuda 1-800-662-4357",
            "Wait 2-3 minutes. Take 2 tablets of 5 mg every 6 hours, see "
            "[the signs](overdose.md#signs).": "Espere 2-3 minutos. Tome 2 tabletas de 5 mg cada "
            "6 horas, vea [las señales](overdose.md#signs).",
            "Never take naltrexone with it. Give naloxone, and call 1-800-662-4357.": "Nunca tome "
            "naltrexona con esto. Dé naloxona y llame al 1-800-662-4357.",
            "an emergency": "una emergencia",
        },
    },
    "ar": {
        "overdose": {
            "Overdose": "جرعة زائدة",
            "Call 911 right away. Give naloxone.": "اتصل على 911 فورًا. أعطِ نالوكسون.",
        },
        "help": {
            "Help line 1-800-662-4357": "خط المساعدة 1-800-662-4357 مجاني",
            "Never take naltrexone with it. Give naloxone, and call 1-800-662-4357.": "لا تتناول "
            "نالتريكسون معه أبدًا. أعطِ نالوكسون واتصل على 1-800-662-4357 الآن.",
        },
    },
}
FUZZY = "Una traducción dudosa que nadie ha mirado"


def build_verified(root: Path) -> None:
    """Write the project below a folder and build its site."""
    settings = SETTINGS.replace(
        "  - Overdose: overdose.md\n", "  - Overdose: overdose.md\n  - help.md\n"
    )
    config = write_project(
        root,
        mkdocs_yml=f"site_url: {ROOT}\n{settings}",
        source__help_md=HELP,
        locales__es__terms_csv=SPANISH_TERMS,
        locales__ar__terms_csv=ARABIC_TERMS,
    )
    assert main(["init", "-f", str(config), "es", "ar"]) == 0
    for locale, catalogs in TEXTS.items():
        for domain, texts in catalogs.items():
            translate(root / f"locales/{locale}/LC_MESSAGES/{domain}.po", texts)
    catalog = root / "locales/es/LC_MESSAGES/overdose.po"
    text = catalog.read_text(encoding="utf-8")
    old = 'msgid "Small pupils"\nmsgstr ""'
    assert old in text
    new = f'#, fuzzy\nmsgid "Small pupils"\nmsgstr "{FUZZY}"'
    catalog.write_text(text.replace(old, new), encoding="utf-8")
    assert main(["build", "-f", str(config), "-q", "-j", "1"]) == 0
