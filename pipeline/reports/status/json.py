"""The status as one JSON object, for programs: keys may be added and are never renamed."""

from __future__ import annotations

import json
from typing import Any

from pipeline.coverage import Coverage
from pipeline.gate import Held
from pipeline.model import Finding
from pipeline.reports.status.figures import done
from pipeline.reviews import SignOff
from pipeline.status import LeafletStatus, LocaleStatus, ReviewStatus, Status, WaiverStatus

VERSION = 1


def render(status: Status) -> str:
    """Return the report: `{"version": 1, "locales": [{…, "domains": [{…}]}]}`."""
    report = {
        "version": VERSION,
        "project": status.project,
        "date": status.today.isoformat(),
        "require_review": list(status.required),
        "review_max_age": status.max_age,
        "locales": [_locale(locale) for locale in status.locales],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _locale(status: LocaleStatus) -> dict[str, Any]:
    locale, oldest = status.locale, status.oldest
    return {
        "locale": locale.name,
        "tag": locale.tag,
        "autonym": locale.autonym,
        "direction": locale.direction,
        **_figures(status.figures),
        "waiting": sum(leaflet.waiting for leaflet in status.leaflets),
        "waiting_since": oldest.since.isoformat() if oldest and oldest.since else None,
        "domains": [_leaflet(leaflet) for leaflet in status.leaflets],
        "held_back": [_held(held) for held in status.held],
        "blocked_messages": [_blocked(finding) for finding in status.blocked],
        "waivers": [_waiver(waiver) for waiver in status.waivers],
        "expiring_reviews": [_review(review) for review in status.expiring],
        "stale_reviews": [_sign_off(row) for row in status.stale],
    }


def _leaflet(leaflet: LeafletStatus) -> dict[str, Any]:
    return {
        "domain": leaflet.domain,
        **_figures(leaflet.figures),
        "waiting": leaflet.waiting,
        "waiting_since": leaflet.since.isoformat() if leaflet.since else None,
        "held_back": _held(leaflet.held) if leaflet.held else None,
    }


def _held(held: Held) -> dict[str, Any]:
    return {
        "reason": held.reason,
        "path": held.path,
        "line": held.line,
        "below": held.below,
    }


def _figures(figures: Coverage) -> dict[str, Any]:
    return {
        "messages": figures.messages,
        "translated": figures.translated,
        "fuzzy": figures.fuzzy,
        "blocked": figures.blocked,
        "reviewed": figures.reviewed,
        "words": figures.words,
        "words_left": figures.words_left,
        "percent": done(figures),
        "published": figures.published,
        "unreviewed": figures.unsigned,
        "held_back_messages": figures.held,
        "source_changed": figures.changed,
        "state": figures.state.value,
    }


def _blocked(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "domain": finding.domain,
        "path": finding.path,
        "line": finding.line,
        "msgctxt": finding.msgctxt,
        "msgid": finding.msgid,
        "msgstr": finding.msgstr,
        "message": finding.message,
        "hint": finding.hint,
    }


def _waiver(status: WaiverStatus) -> dict[str, Any]:
    waiver, finding = status.waiver, status.finding
    return {
        "check": waiver.check,
        "message": waiver.message,
        "reason": waiver.reason,
        "by": waiver.by,
        "expires": waiver.expires.isoformat(),
        "ended": status.ended,
        "path": waiver.path,
        "line": waiver.line,
        "domain": finding.domain if finding else None,
        "msgid": finding.msgid if finding else None,
    }


def _review(review: ReviewStatus) -> dict[str, Any]:
    return {
        **_sign_off(review.row),
        "last_day": review.last_day.isoformat(),
        "ended": review.ended,
    }


def _sign_off(row: SignOff) -> dict[str, Any]:
    return {
        "hash": row.hash,
        "role": row.role,
        "by": row.by,
        "date": row.date.isoformat(),
        "domain": row.domain,
        "excerpt": row.excerpt,
    }
