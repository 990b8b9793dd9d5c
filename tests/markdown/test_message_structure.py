"""A translation has the structure of its message: the same elements, attributes and targets."""

from __future__ import annotations

import pytest

from pipeline.markdown.structure import same_structure

LINK = "See [help](help.md) and [more](more.md#a)."

SAME = [
    ("Wash your hands.", "Lávese las manos."),
    ("Do **not** wait.", "*No* espere **nunca**."),
    ("Do **not** wait.", "No espere."),
    ("Wait <b>here</b>.", "Espere aquí."),
    ("Wait here.", "Espere<br>aquí."),
    (LINK, "Vea [más](more.md#a) y [ayuda](help.md)."),
    (LINK, "Vea [**más**](more.md#a) y *[ayuda](help.md)*."),
    ('[help](help.md "Help")', '[ayuda](help.md "Ayuda")'),
    ("![A hand](hand.png)", "![Una mano](hand.png)"),
    ("[Call 911](tel:911) now.", "[Llame al 112](tel:112) ya."),
    ("<https://a.org/> or [b][b].", "[be][b] o <https://a.org/>."),
    ("Press `Enter`.[^1]", "Pulse `Entrar`.[^1]"),
    ("[Go](a.md){ .md-button } [b](b.md)", "[be](b.md) [Vaya](a.md){ .md-button }"),
    ('<span lang="en" title="x">a</span>', '<span lang="es" title="y">a</span>'),
    ("Write {name} here.", "Escriba {name} aquí."),
    ("From 10:30 to 11:15.", "De 10:30 a 11:15: siempre."),
    ("Call now.", "Llame [ahora] ya."),
    ("Smile :smile: now.", "Ahora :smile: sonría."),
]

OTHER = [
    (LINK, "Vea [ayuda](help.md)."),
    (LINK, "Vea [ayuda](help.md), [ayuda](help.md) y [más](more.md#a)."),
    (LINK, "Vea [ayuda](help.md) y [más](more.md#b)."),
    ("[help](help.md)", "[ayuda](//evil.invalid/)"),
    ("[help](help.md)", "[ayuda] (help.md)"),
    ("[Call 911](tel:911) now.", "[Llame al 911](sms:911) ya."),
    ("[Call 911](tel:911) now.", "Llame al 911 ya."),
    ("![A hand](hand.png)", "[Una mano](hand.png)"),
    ("Wash.", "![x](hand.png)"),
    ("Wash.", "```\nLávese.\n```"),
    ("Wash.[^1]", "Lávese.[^2]"),
    ("Wash.", "<span>Lávese</span>."),
    ("Wash.", '<b id="x">Lávese</b>.'),
    ("Wash.", "<b hidden>Lávese</b>."),
    ("<kbd>a</kbd>", '<kbd class="x">a</kbd>'),
    ("[a](a.md){ .big } [b](b.md)", "[a](a.md) [b](b.md){ .big }"),
    ("[a](a.md){ .big }", "[a](a.md)"),
    ("*Wash*", "*Lávese*{ .big }"),
    ("Wash.", "Lávese :smile:"),
    ("[b][b]", "[b][c]"),
]


@pytest.mark.parametrize(("msgid", "msgstr"), SAME)
def test_words_and_their_order_are_free(msgid: str, msgstr: str) -> None:
    assert same_structure(msgid, msgstr)


@pytest.mark.parametrize(("msgid", "msgstr"), OTHER)
def test_elements_attributes_and_targets_are_not(msgid: str, msgstr: str) -> None:
    assert not same_structure(msgid, msgstr)


def test_an_approved_address_may_stand_for_the_english_one() -> None:
    approved = {"https://es.a.org": "a.org", "https://a.org": "a.org"}

    def localized(address: str) -> str:
        return approved.get(address, address)

    msgid, msgstr = "[a](https://a.org){ .big }", "[a](https://es.a.org){ .big }"
    assert same_structure(msgid, msgstr, localized)
    assert not same_structure(msgid, msgstr)
    assert not same_structure(msgid, msgstr.replace("es.", "fr."), localized)
