"""Phone numbers and short codes (911, 988, 1-800-662-HELP), in any script's digits.

A number is its digits in order (ITU-T E.161 for letters); how they are grouped is the
language's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.facts.characters import HYPHENS, INVISIBLE, SPACES, ascii_digits
from pipeline.model import Difference, Fact
from pipeline.terms import Glossary, TermBase

KIND = "phone"

_JOINER = f"[{re.escape(HYPHENS + SPACES + './()' + ''.join(sorted(INVISIBLE)))}]{{0,4}}"
_CHAIN = re.compile(rf"\+?\(?[0-9]+(?:{_JOINER}[0-9]+)*(?:-[A-Z]{{3,}}(?:-?[A-Z0-9]+)*)?")
_GROUP = re.compile(r"[0-9]+|[A-Z0-9]+")
_DATE = re.compile(
    r"[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[0-9]{1,2}[-./][0-9]{1,2}[-./](?:[0-9]{4}|[0-9]{2})"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:([ .\u00a0\u202f\u2009])[0-9]{3})(?:\1[0-9]{3})*")
_YEARS = re.compile(rf"(?:1[89]|20)[0-9]{{2}}\s*[{re.escape(HYPHENS)}/]\s*(?:1[89]|20)[0-9]{{2}}")
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_SHORTEST, _LONGEST = 7, 15  # E.164 allows 15 digits; a local number has at least 7


def find_phones(text: str, glossary: Glossary) -> tuple[Fact, ...]:
    """Return the phone numbers of a text, in order; the value of each is its digits.

    Short codes are those of the term base, and the emergency numbers of the glossary's region
    and of its locale's country (libphonenumber).
    """
    plain = ascii_digits(text)
    return tuple(
        Fact(KIND, value, text[start:end], start, end)
        for chain in _CHAIN.finditer(plain)
        for value, start, end in _numbers(plain, chain, glossary)
    )


def compare_phones(
    source: tuple[Fact, ...], target: tuple[Fact, ...], glossary: Glossary
) -> tuple[Difference, ...]:
    """Return how the numbers of a translation differ from the source's, as multisets.

    Kinds: `changed`, `reversed` (groups in the wrong order), `truncated`, `missing`, `added`.
    A number for which the locale has an approved substitute must be that substitute.
    """
    left = list(target)
    unmet = []
    for fact in source:
        match = next((f for f in left if f.value in allowed_values(fact.value, glossary)), None)
        if match is None:
            unmet.append(fact)
        else:
            left.remove(match)
    differences = []
    for fact in unmet:
        near = next((f for f in left if _relation(fact.value, f.value)), None)
        if near is None:
            near = left[0] if len(left) == 1 and len(unmet) == 1 else None
        if near is None:
            differences.append(Difference("missing", fact))
        else:
            left.remove(near)
            kind = _relation(fact.value, near.value) or "changed"
            differences.append(Difference(kind, fact, near))
    return (*differences, *(Difference("added", None, fact) for fact in left))


def allowed_values(value: str, glossary: Glossary) -> frozenset[str]:
    """Return the digits that a locale may show for a number of the source."""
    concept = _listed(glossary.base).get(value)
    substitutes = glossary.approved(concept) if concept and not glossary.is_source else ()
    return frozenset(digits_of(form) for form in substitutes) or frozenset({value})


def digits_of(number: str) -> str:
    """Return the digits of a number as it is written, letters by the keypad (ITU-T E.161)."""
    return re.sub(r"[^0-9]", "", ascii_digits(number).upper().translate(_KEYPAD))


def _numbers(
    plain: str, chain: re.Match[str], glossary: Glossary
) -> Iterator[tuple[str, int, int]]:
    """Cut a chain of digit groups into numbers: listed ones first, then what looks like one."""
    listed = _all_listed(glossary)
    groups = [match.span() for match in _GROUP.finditer(plain, chain.start(), chain.end())]
    rest: list[tuple[int, int]] = []
    at = 0
    while at < len(groups):
        for upto in range(len(groups), at, -1):
            start, end = groups[at][0], groups[upto - 1][1]
            value = digits_of(plain[start:end])
            if value in listed and _stands_alone(plain, start, end):
                yield from _unlisted(plain, rest, glossary)
                rest = []
                yield value, _with_plus(plain, start), end
                at = upto
                break
        else:
            rest.append(groups[at])
            at += 1
    yield from _unlisted(plain, rest, glossary)


def _unlisted(
    plain: str, groups: list[tuple[int, int]], glossary: Glossary
) -> Iterator[tuple[str, int, int]]:
    if not groups:
        return
    start, end = _with_plus(plain, groups[0][0]), groups[-1][1]
    shown = plain[start:end]
    value = digits_of(shown)
    short = len(groups) == 1 and value in _emergency(glossary)
    if (short or _looks_like_a_phone(shown, value, len(groups))) and _stands_alone(
        plain, start, end
    ):
        yield value, start, end


def _looks_like_a_phone(shown: str, value: str, groups: int) -> bool:
    if not _SHORTEST <= len(value) <= _LONGEST:
        return False
    if shown.startswith("+"):
        return True
    if any(pattern.fullmatch(shown) for pattern in (_DATE, _THOUSANDS, _YEARS)):
        return False
    return groups > 1 or (len(value) >= 9 and not value.endswith("00000"))


def _stands_alone(plain: str, start: int, end: int) -> bool:
    """Tell whether digits are no part of a longer number: a decimal, a percentage, a code."""
    before, after = plain[:start], plain[end:]
    if re.search(r"[0-9][.,:]$|[A-Za-z_$€£#][-]?$", before[-2:]):
        return False
    return not re.match(r"[.,:][0-9]|\s?[%٪°]|[A-Za-z_]", after)


def _with_plus(plain: str, start: int) -> int:
    while start and plain[start - 1] in "+(":
        start -= 1
    return start


def _relation(expected: str, found: str) -> str:
    """Name how a number was damaged; empty where it is likely to be another number."""
    if expected == found:
        return ""
    if sorted(expected) == sorted(found) and _is_rotation(expected, found):
        return "reversed"
    if len(found) >= 3 and len(found) < len(expected) and found in expected:
        return "truncated"
    if len(expected) == len(found):
        same = sum(a == b for a, b in zip(expected, found, strict=True))
        if same >= len(expected) - max(1, len(expected) // 4):
            return "changed"
    if abs(len(expected) - len(found)) == 1 and _is_one_more_or_less(expected, found):
        return "changed"
    return ""


def _is_rotation(expected: str, found: str) -> bool:
    """Tell whether the digits are the same but for the order of their groups, or mirrored."""
    if found == expected[::-1]:
        return True
    groups = [expected[i:j] for i, j in ((0, 1), (1, 4), (4, 7), (7, 11))]
    return len(expected) >= 7 and (
        found == "".join(reversed(groups))
        or any(found == expected[cut:] + expected[:cut] for cut in range(1, len(expected)))
    )


def _is_one_more_or_less(expected: str, found: str) -> bool:
    longer, shorter = sorted((expected, found), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


@cache
def _emergency_of(region: str) -> frozenset[str]:
    from phonenumbers import is_emergency_number

    numbers = map(str, range(100, 1000))
    return frozenset(number for number in numbers if is_emergency_number(number, region))


@lru_cache(maxsize=256)
def _emergency(glossary: Glossary) -> frozenset[str]:
    """Return the three-digit emergency numbers of the project's region and the locale's country."""
    return _emergency_of(glossary.region) | _emergency_of(glossary.locale.territory)


@lru_cache(maxsize=16)
def _listed(base: TermBase) -> dict[str, str]:
    return {
        digits_of(term.term): concept.id
        for concept in base.concepts.values()
        if concept.kind == "number"
        for term in concept.terms
    }


@lru_cache(maxsize=256)
def _all_listed(glossary: Glossary) -> frozenset[str]:
    """Return the digits of every number in the term base and of its approved substitutes."""
    listed = set(_listed(glossary.base))
    for concept, terms in glossary.terms.items():
        if glossary.base.concepts[concept].kind == "number":
            listed.update(digits_of(term.term) for term in terms)
    return frozenset(listed)
