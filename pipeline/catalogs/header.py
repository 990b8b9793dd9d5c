"""The header of a new catalog: what it says of the language, the project and the people."""

from __future__ import annotations

from pipeline.catalogs.plurals import plural_forms
from pipeline.locales import Locale


def new_header(
    locale: Locale | None, domain: str, project: str, created: str, source: str = ""
) -> dict[str, str]:
    """Return the header of a new catalog, or of a template if there is no locale.

    `created` is a date such as `2025-03-01 12:00+0000`. In a template, what a translator fills in
    stands in capitals, as xgettext leaves it; a catalog has no such placeholder. `source` is the
    language of the msgids, for Poedit (`X-Source-Language`).
    """
    fields = {
        "Project-Id-Version": f"{project} {domain}",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": created,
        "PO-Revision-Date": created if locale else "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "Automatically generated" if locale else "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": locale.english if locale else "LANGUAGE <LL@li.org>",
        "Language": locale.name if locale else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if locale:
        fields["Plural-Forms"] = plural_forms(locale)
    if locale and source:
        fields["X-Source-Language"] = source
    return fields | {"Generated-By": "leaflets"}
