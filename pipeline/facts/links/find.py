"""Find the links and the markup of a message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.facts.links.addresses import find_addresses, url_value
from pipeline.facts.links.inline import parse_inline
from pipeline.model import Fact

# Words in braces, and a lone # (Material's “# matching documents”). Leaflets have no others: in
# Markdown, %s is text.
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|\$?\{(?:[A-Za-z_][\w.]*|[0-9]*)(?:[!:,][^{}]*)?\}|\#")
_LONE = re.compile(r"(?<![^\s“\"'])\#(?=\s+[^\W\d])")
# As the extension attr_list reads them (Markdown 3.8).
_LIST = re.compile(r"\{:[^{}\n]*\}|\{ ?[.#][^{}\n]*\}|\{ *[\w-]+ *=[^{}\n]*\}")
_ATTRIBUTE = re.compile(r"([\w:@-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_WORDS = frozenset({"alt", "aria-label", "dir", "lang", "placeholder", "title"})
_ADDRESSES = frozenset({"action", "cite", "href", "poster", "src", "srcset"})
_DIALLED = re.compile(r"(?:tel|sms|smsto|callto|mailto):", re.IGNORECASE)
_SIGN = re.compile(r"[*_`\[<\\{#]|[A-Za-z0-9][.@][A-Za-z]|://")
_OPEN = re.compile(r"\*\*|!?\[[^\]]*\]\(|`")


def may_link(word: str) -> bool:
    """Tell whether a text that holds a word may hold a link or markup: no other text does."""
    return _SIGN.search(word) is not None


def find_links(text: str) -> tuple[Fact, ...]:
    """Return what a message links to and how it is marked up.

    Kinds: `url`, `host`, `email` (as read), `link-target`, `image-target`, `reference`,
    `footnote`, `html`, `code`, `placeholder`, `attribute-list`, `emphasis`; `sign` is a # that is
    no placeholder. Numbers that a link dials are left to the phones.
    """
    inline = parse_inline(text)
    facts = [fact for fact in inline.facts if not _DIALLED.match(fact.value)]
    for tag in inline.tags:
        facts.extend(_html(tag))
    for piece in inline.visible:
        facts.extend(find_addresses(piece))
        facts.extend(_marks(piece))
    facts.extend(_mails(inline.facts))
    return tuple(_placed(facts, text))


def open_marks(text: str) -> tuple[str, ...]:
    """Return the marks of links, code and strong emphasis that the parser left in the text."""
    return tuple(m[0] for piece in parse_inline(text).visible for m in _OPEN.finditer(piece))


def _marks(piece: str) -> Iterator[Fact]:
    if "{" not in piece and "#" not in piece:
        return
    for match in _LIST.finditer(piece):
        yield Fact("attribute-list", _attributes(match[0][1:-1].lstrip(":")), match[0], 0, 0)
    rest = _LIST.sub(" ", piece)
    for match in _PLACEHOLDER.finditer(rest):
        if match[0] == "#":
            kind = "placeholder" if rest.count("#") == 1 and _LONE.search(rest) else "sign"
            yield Fact(kind, "#", "#", 0, 0)
        elif not match[0].startswith("{{"):
            yield Fact("placeholder", match[0], match[0], 0, 0)


def _html(tag: str) -> Iterator[Fact]:
    name = re.match(r"</?([\w:-]+)", tag)
    if name is None:
        return
    closing = tag.startswith("</")
    attributes = "" if closing else _attributes(tag[name.end() :].rstrip("/> "))
    value = f"<{'/' * closing}{name[1].lower()}{' ' * bool(attributes)}{attributes}>"
    yield Fact("html", value, tag, 0, 0)
    for attribute in _ATTRIBUTE.finditer(tag, name.end()):
        target = (attribute[2] or "").strip("\"'")
        if attribute[1].lower() in _ADDRESSES and not _DIALLED.match(target):
            kind = "link-target" if attribute[1].lower() in ("href", "cite") else "image-target"
            yield Fact(kind, _target(target), target, 0, 0)


def _attributes(shown: str) -> str:
    """Return attributes in a fixed order, without the words and addresses that they hold."""
    pieces = []
    for match in _ATTRIBUTE.finditer(re.sub(r"(?<![\w\"'=])[.#][\w-]+", _class, shown)):
        name = match[1].lower()
        kept = match[2] and name not in _WORDS and name not in _ADDRESSES
        pieces.append(f"{name}={match[2]}" if kept else name)
    return " ".join(sorted(pieces))


def _class(match: re.Match[str]) -> str:
    return f"{'class' if match[0][0] == '.' else 'id'}={match[0][1:]}"


def _mails(facts: tuple[Fact, ...]) -> Iterator[Fact]:
    for fact in facts:
        if fact.kind == "link-target" and fact.value.lower().startswith("mailto:"):
            address = fact.value[7:].partition("?")[0]
            yield Fact("email", address.lower(), address, 0, 0)


def _placed(facts: list[Fact], text: str) -> Iterator[Fact]:
    """Give each fact its place in the text: the first that none before it has taken."""
    taken: dict[str, int] = {}
    for fact in facts:
        value = fact.value
        if fact.kind.endswith("-target"):
            value = _target(value)
        start = text.find(fact.text, taken.get(fact.text, 0)) if fact.text else -1
        if start < 0:
            yield Fact(fact.kind, value, fact.text, 0, 0)
            continue
        taken[fact.text] = start + len(fact.text)
        yield Fact(fact.kind, value, fact.text, start, start + len(fact.text))


def _target(target: str) -> str:
    """Return a link target in one form; that of a page of the site stays as it is."""
    return url_value(target) if "://" in target else target
