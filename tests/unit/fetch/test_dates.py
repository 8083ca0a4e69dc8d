"""Dates and durations in their many spellings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.fetch.dates import possible, read_date, read_duration

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 03 Nov 2026 12:00:00 GMT", "Tue, 3 Nov 2026 12:00:00 +0000", "03 Nov 2026 12:00 UT", "Tue, 03 Nov 2026 13:00:00 +0100",
        "Tuesday, 03 November 2026 07:00:00 EST", "Tue, 03 Nov 2026 04:00:00 PST", "Tue, 03 Nov 2026 12:00:00",
        "Tue, 03 Nov 2026 17:30:00 +05:30", "2026-11-03T12:00:00Z", "2026-11-03T12:00:00.123Z", "2026-11-03T13:00:00+01:00",
        "2026-11-03 12:00:00", "2026-11-03T12:00Z", " 2026-11-03T09:00:00-0300 ",
    ],
)  # fmt: skip
def test_one_moment_in_many_spellings(text: str) -> None:
    assert read_date(text) == NOON


@pytest.mark.parametrize("text", ["", "yesterday", "Tue, 32 Nov 2026 12:00:00 GMT", "2026-13-01T00:00:00Z", "03/11/2026",
                                  "Tue, 03 Nov 2026 25:00:00 GMT", "0000-00-00T00:00:00Z", "Tue, 03 Foo 2026 12:00:00 GMT"])  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@given(st.text(max_size=40))
def test_no_text_is_too_strange_to_be_asked_for_its_date(text: str) -> None:
    found = read_date(text)
    assert found is None or found.tzinfo is UTC
    read_duration(text)


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2100, 1, 1)))
def test_every_moment_is_read_back_in_both_spellings(naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC, microsecond=0)
    assert read_date(moment.strftime("%a, %d %b %Y %H:%M:%S GMT")) == moment
    assert read_date(moment.isoformat()) == moment


def test_a_date_in_the_future_is_dropped_and_so_is_the_beginning_of_time() -> None:
    assert possible(NOON + timedelta(hours=23), now=NOON) == NOON + timedelta(hours=23)
    assert possible(NOON + timedelta(hours=25), now=NOON) is None
    assert possible(datetime(1970, 1, 1, tzinfo=UTC), now=NOON) is None
    assert possible(None, now=NOON) is None


@pytest.mark.parametrize(("text", "seconds"), [("95", 95), ("1:35", 95), ("0:01:35", 95), ("01:02:03", 3723), ("95.4", 95),
                                               ("", None), ("0", None), ("-5", None), ("1:2:3:4", None), ("long", None), ("nan", None)])  # fmt: skip
def test_durations_are_seconds(text: str, seconds: int | None) -> None:
    assert read_duration(text) == seconds
