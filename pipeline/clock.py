"""The time, which tests and reproducible builds set themselves."""

from __future__ import annotations

import datetime
import os

from pipeline.errors import UsageError


def now() -> datetime.datetime:
    """Return the time in UTC; `SOURCE_DATE_EPOCH` (seconds since 1970) stands in for the clock.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.datetime.now(datetime.UTC)
    if not epoch.isdecimal():
        raise UsageError(f"SOURCE_DATE_EPOCH is “{epoch}”; expected seconds since 1970")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
