"""Sign-offs: who has looked at which translation, in which role, and for how long that holds.

`locales/<locale>/reviews.csv` has a row a message and role, sorted by hash, so that branches that
sign off different messages merge. It stands beside the catalogs, not in them: no PO editor can
lose it. The hash is bound to all that the reviewer saw: context, source text, translation, and the
locale's approved forms of the terms that the message holds. A change of any of them ends the
sign-off, and so does the age that the project's settings allow (`review_max_age`).
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.catalogs.write import replace_file
from pipeline.csvfile import read_rows, require
from pipeline.errors import TableError
from pipeline.facts.drugs import find_drugs
from pipeline.facts.phones import find_phones, listed_concepts
from pipeline.locales import Locale
from pipeline.model import REVIEW_ROLES, Catalog, Entry, Finding, Severity
from pipeline.project import Project
from pipeline.terms import Glossary

COLUMNS = ("hash", "role", "by", "date", "domain", "excerpt")
MEDICAL = "medical"
"""The role without which every page says that it is a draft."""

_HASH = re.compile(r"[0-9a-f]{32}")
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_ESCAPED = re.compile(r"'+[=+\-@＝＋－＠]")


@dataclass(frozen=True, slots=True)
class SignOff:
    """One row: who signed off which message, in which role and when.

    `hash` stands for the message as it was then; `domain` and `excerpt` only tell people which one
    it was. `more` holds the columns that somebody added, `line` is 0 for a row not yet written.
    """

    hash: str
    role: str
    by: str
    date: datetime.date
    domain: str
    excerpt: str
    more: tuple[tuple[str, str], ...] = ()
    line: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What there is one row of: a message and a role."""
        return (self.hash, self.role)


@dataclass(frozen=True)
class Policy:
    """What a project asks of sign-offs: which roles before readers see a text, and how fresh."""

    required: tuple[str, ...] = ()
    max_age: int | None = None
    today: datetime.date = datetime.date.max

    @property
    def complete(self) -> frozenset[str]:
        """The roles that make a message reviewed: those required, and always the medical one."""
        return frozenset({*self.required, MEDICAL})

    def last_day(self, row: SignOff) -> datetime.date | None:
        """Return the last day on which a sign-off holds, `None` where age does not end it."""
        if self.max_age is None:
            return None
        try:
            return row.date + datetime.timedelta(days=self.max_age)
        except OverflowError:
            return datetime.date.max

    def holds(self, row: SignOff) -> bool:
        """Tell whether a sign-off is neither too old nor from a day to come.

        A day's grace is for reviewers whose clocks are ahead of UTC.
        """
        if row.date.toordinal() > self.today.toordinal() + 1:
            return False
        last = self.last_day(row)
        return last is None or self.today <= last


@dataclass(frozen=True)
class Reviews:
    """The sign-offs of a locale, and what the project asks of them.

    `source` and `target` are the glossaries whose terms a sign-off is bound to.
    """

    source: Glossary
    target: Glossary
    rows: tuple[SignOff, ...] = ()
    policy: Policy = Policy()
    path: str = ""

    def hash(self, entry: Entry) -> str:
        """Return 32 hexadecimal digits for a message, its translation and its terms (SHA-256)."""
        message = entry.message
        parts = [
            *_optional(message.msgctxt),
            message.msgid,
            *_optional(entry.msgid_plural),
            str(len(entry.plurals)),
            *(entry.plurals or (entry.msgstr,)),
        ]
        for concept in _concepts(message.msgid, entry.msgid_plural, self.source):
            terms = [t for t in self.target.terms.get(concept, ()) if t.status != "deprecated"]
            parts += [concept, *sorted(f"{term.status} {term.term}" for term in terms), ""]
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def signed(self, entry: Entry) -> frozenset[str]:
        """Return the roles whose sign-off of a translation holds today."""
        if not self.rows:
            return frozenset()
        rows = self._by_hash.get(self.hash(entry), ())
        return frozenset(row.role for row in rows if self.policy.holds(row))

    def rows_of(self, entry: Entry) -> tuple[SignOff, ...]:
        """Return the sign-offs of a translation, whether they hold or not."""
        return self._by_hash.get(self.hash(entry), ()) if self.rows else ()

    def stale(self, catalogs: Iterable[Catalog]) -> list[SignOff]:
        """Return the rows that no translation of the locale matches any more.

        One that a fuzzy or obsolete entry matches is not among them: its text may come back.
        """
        if not self.rows:
            return []
        current = {self.hash(entry) for catalog in catalogs for entry in catalog.entries}
        return [row for row in self.rows if row.hash not in current]

    def findings(
        self, catalogs: Mapping[str, Catalog], severities: Mapping[str, Severity]
    ) -> Iterator[Finding]:
        """Yield what there is to tell of sign-offs: those that match nothing, and the ended."""
        stale = {row.line for row in self.stale(catalogs.values())}
        for row in self.rows:
            who = f"{row.by} ({row.role}, {row.date})"
            if row.line in stale:
                message = f"The sign-off by {who} of “{row.excerpt}” matches no translation."
                locale = self.target.locale.name
                hint = f"Sign the new text off; “leaflets review {locale} --prune” removes the row."
                yield from self._finding("review-stale", severities, row, message, hint)
            elif not self.policy.holds(row):
                message = f"The sign-off by {who} of “{row.excerpt}” does not hold today."
                hint = "Look at the message again, and sign it off anew."
                yield from self._finding("review-ended", severities, row, message, hint)

    def _finding(
        self, check: str, severities: Mapping[str, Severity], row: SignOff, message: str, hint: str
    ) -> Iterator[Finding]:
        if check in severities:
            locale = self.target.locale.name
            severity = severities[check]
            yield Finding(check, severity, message, self.path, row.line, locale=locale, hint=hint)

    @cached_property
    def _by_hash(self) -> dict[str, tuple[SignOff, ...]]:
        found: dict[str, tuple[SignOff, ...]] = {}
        for row in self.rows:
            found[row.hash] = (*found.get(row.hash, ()), row)
        return found


def reviews_path(project: Project, locale: Locale) -> Path:
    """The file that holds a locale's sign-offs."""
    return project.locales_dir / locale.name / "reviews.csv"


def read_reviews(
    project: Project, source: Glossary, target: Glossary, today: datetime.date
) -> Reviews:
    """Read a locale's sign-offs; raise `TableError` for a row that cannot be understood.

    Where two rows are about the same message and role, as after a merge, the later one counts.
    """
    path = reviews_path(project, target.locale)
    shown = project.shown(path)
    options = project.options
    policy = Policy(options.require_review, options.review_max_age, today)
    rows: dict[tuple[str, str], SignOff] = {}
    for line, fields in read_rows(path, shown, COLUMNS):
        if tuple(fields[name] for name in COLUMNS) == COLUMNS:
            continue  # a second header, as a merge of two new files may leave it
        row = _row(fields, shown, line)
        known = rows.get(row.key)
        if known is None or (row.date, row.by) > (known.date, known.by):
            rows[row.key] = row
    return Reviews(source, target, tuple(rows.values()), policy, shown)


def write_reviews(path: Path, shown: str, rows: Iterable[SignOff]) -> bool:
    """Write sign-offs, as a whole or not at all, and say whether the file changed.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    rows = sorted(rows, key=lambda row: row.key)
    more = dict.fromkeys(name for row in rows for name, _ in row.more)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *more])
    for row in rows:
        own = (row.hash, row.role, row.by, row.date.isoformat(), row.domain, row.excerpt)
        others = dict(row.more)
        writer.writerow(map(_no_formula, [*own, *(others.get(name, "") for name in more)]))
    content = out.getvalue().encode()
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path.resolve(), content)
    except OSError as error:
        raise TableError(f"cannot be written: {error.strerror}", shown) from error
    return True


def _row(fields: Mapping[str, str], shown: str, line: int) -> SignOff:
    plain = {name: _formula(value) for name, value in fields.items()}
    hash_, role, by = plain["hash"], plain["role"], plain["by"]
    found = f"hash “{hash_}”; expected the 32 digits that leaflets review writes"
    require(bool(_HASH.fullmatch(hash_)), found, shown, line)
    expected = ", ".join(REVIEW_ROLES)
    require(role in REVIEW_ROLES, f"role “{role}”; expected one of {expected}", shown, line)
    require(bool(by), "no name in “by”; a sign-off needs one", shown, line)
    date = datetime.date.min
    try:
        date = datetime.date.fromisoformat(plain["date"])
    except ValueError:
        require(False, f"date “{plain['date']}”; expected 2027-01-31", shown, line)
    more = tuple((name, value) for name, value in plain.items() if name not in COLUMNS)
    return SignOff(hash_, role, by, date, plain["domain"], plain["excerpt"], more, line)


def _no_formula(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _formula(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text


def _optional(text: str | None) -> tuple[str, ...]:
    """Tell no text from an empty one."""
    return ("0",) if text is None else ("1", text)


def _concepts(msgid: str, plural: str | None, source: Glossary) -> list[str]:
    """Return the concepts of the term base that a message holds, in the order of their names."""
    listed = listed_concepts(source.base)
    found = set()
    for text in (msgid, plural or ""):
        found |= {fact.value for fact in find_drugs(text, source)}
        found |= {listed.get(fact.value, "") for fact in find_phones(text, source)}
    return sorted(found & set(source.base.concepts))
