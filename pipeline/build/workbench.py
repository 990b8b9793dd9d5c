"""The workbench of `leaflets serve`: what a translator sees of each message, on the page itself.

Only a preview has it: there the messages of a page are marked by number, and
`<tag>/workbench.json` tells what is to be said of each. A published build has no mark, script or
file of it.
"""

from __future__ import annotations

import enum
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pipeline.build.made import Made
from pipeline.errors import BuildStopped, PipelineError
from pipeline.markdown.blocks import Block
from pipeline.model import Entry, Finding, Message
from pipeline.publish import Key, Publication
from pipeline.update.protected import KEEP, Protected
from pipeline.validate import LocaleCatalogs

STATUS = "workbench.json"
"""The file that tells whether the last save could be built; each locale's messages have its name
too, in the locale's own folder.
"""

_FILES = ("workbench.js", "workbench.css")


class MessageState(enum.Enum):
    """What is to be done about a message.

    `UNREVIEWED` breaks nothing, but is not signed off in full; whether readers see it all the same
    depends on what the project requires.
    """

    TRANSLATED = "translated"
    UNREVIEWED = "unreviewed"
    FUZZY = "fuzzy"
    BLOCKED = "blocked"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check, or the build, says of a message."""

    severity: str
    check: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a translator is told of a message; `place` is file and line, `shown` what readers get.

    `terms` are the protected terms, each with its approved form.
    """

    domain: str
    state: str
    shown: bool
    msgctxt: str | None
    msgid: str
    msgstr: str
    place: str
    terms: str
    remarks: tuple[Remark, ...]


class Workbench:
    """The records of one locale's messages, in the order of the templates."""

    def __init__(
        self,
        read: LocaleCatalogs,
        publications: Mapping[str, Publication],
        templates: Mapping[str, Sequence[Message]],
    ) -> None:
        self.templates = templates
        self.made: Made | None = None  # once a build has come so far
        self.records: list[Record] = []
        self._breaking: set[int] = set()
        self._numbers: dict[tuple[str, Key], int] = {}
        protected = Protected(read.validator.source, read.glossary)
        for domain, messages in templates.items():
            records = _records(domain, messages, read, publications.get(domain), protected)
            for message, record in zip(messages, records, strict=True):
                self._numbers[domain, message.key] = len(self.records)
                self.records.append(record)

    def mark(self, domain: str, block: Block, *, shown: bool) -> None:
        """Mark a block of a page; `shown` tells whether its translation could be written there."""
        number = self._numbers.get((domain, block.key))
        if number is None:
            return
        block.mark(number)
        if self.records[number].shown and not shown:
            self._block(number)

    def _block(self, number: int) -> None:
        """Say of a message that its translation would break the page."""
        record = self.records[number]
        hint = "Use the HTML tags of the English text, each one closed, and no others."
        remark = Remark("error", "", "The translation would break the page.", hint)
        self._breaking.add(number)
        self.records[number] = replace(
            record,
            state=MessageState.BLOCKED.value,
            shown=False,
            remarks=(*record.remarks, remark),
        )

    def keep(self, old: Workbench, domains: Collection[str]) -> None:
        """Keep what a build found out about the pages that stay as they are: all but `domains`."""
        self.made = old.made
        for number in sorted(old._breaking):
            if self.records[number].domain not in domains:
                self._block(number)

    def json(self) -> str:
        """Return the records as the script reads them."""
        return json.dumps([asdict(record) for record in self.records], ensure_ascii=False)


def write_status(
    site_dir: Path, error: PipelineError | BuildStopped | None, *, built: bool = True
) -> None:
    """Write what the last save came to; pages show the error above all else.

    `built` tells whether there are pages as they were before the error.
    """
    status = {"error": str(error) if error else None, "built": built}
    (site_dir / STATUS).write_text(json.dumps(status, ensure_ascii=False), encoding="utf-8")


def add_workbench(site_dir: Path, folder: Path, workbench: Workbench | None) -> None:
    """Add script and style to the pages of a folder, and the messages where there are some."""
    for name in _FILES:
        shutil.copyfile(Path(__file__).with_name(name), site_dir / name)
    address = ""
    if workbench is not None:
        address = f"/{folder.relative_to(site_dir).as_posix()}/{STATUS}"
        (folder / STATUS).write_text(workbench.json(), encoding="utf-8")
    add_script(folder.rglob("*.html") if folder != site_dir else folder.glob("*.html"), address)


def add_script(pages: Iterable[Path], address: str) -> None:
    """Add script and style to pages; `address` is that of the messages, if there are some."""
    messages = f' data-messages="{address}"' if address else ""
    add = (
        '<link rel="stylesheet" href="/workbench.css">'
        f'<script src="/workbench.js"{messages} defer></script>'
    )
    for path in pages:
        html = path.read_text(encoding="utf-8")
        before, end, after = html.rpartition("</body>")
        if end:
            path.write_text(f"{before}{add}{end}{after}", encoding="utf-8")


def _records(
    domain: str,
    messages: Sequence[Message],
    read: LocaleCatalogs,
    publication: Publication | None,
    protected: Protected,
) -> Iterator[Record]:
    catalog = read.catalogs.get(domain)
    entries = {e.message.key: e for e in catalog.entries if not e.obsolete} if catalog else {}
    path = catalog.path if catalog else ""
    findings: dict[Key, list[Finding]] = {}
    for finding in read.findings_in(catalog) if catalog else ():
        findings.setdefault((finding.msgctxt, finding.msgid), []).append(finding)
    for message in messages:
        entry = entries.get(message.key)
        yield Record(
            domain=domain,
            state=_state(entry, publication).value,
            shown=publication is not None and message.key in publication.msgstrs,
            msgctxt=message.msgctxt,
            msgid=message.msgid,
            msgstr=(entry.plurals[0] if entry.plurals else entry.msgstr) if entry else "",
            place=f"{path}:{entry.msgstr_line or entry.line}" if entry else path,
            terms="".join(protected.comment(message)).removeprefix(KEEP),
            remarks=tuple(_remark(finding) for finding in findings.get(message.key, ())),
        )


def _state(entry: Entry | None, publication: Publication | None) -> MessageState:
    if entry is None or publication is None:
        return MessageState.MISSING
    if entry.fuzzy:
        return MessageState.FUZZY
    if not entry.translated:
        return MessageState.MISSING
    key = entry.message.key
    if key in publication.blocked:
        return MessageState.BLOCKED
    if key in publication.reviewed:
        return MessageState.TRANSLATED
    return MessageState.UNREVIEWED


def _remark(finding: Finding) -> Remark:
    severity = "waived" if finding.waived else finding.severity.value
    return Remark(severity, finding.check, finding.message, finding.hint)
