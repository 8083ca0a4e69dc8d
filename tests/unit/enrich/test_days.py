"""Days are told by the day on which the text was published."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.enrich.days import find_days
from newsloom.records import Language

FRIDAY = date(2025, 8, 8)
NAMED = [
    ("en", "He fell on Friday.", [("Friday", "2025-08-08", "day")]),
    ("en", "He fell on Thursday after the talks in March.", [("Thursday", "2025-08-07", "day"), ("March", "2025-03-01", "month")]),
    ("en", "He fell last Friday.", [("Friday", "2025-08-01", "day")]),
    ("en", "The summit will be held on Monday.", [("Monday", "2025-08-11", "day")]),
    ("en", "Next Friday is the feast.", [("Friday", "2025-08-15", "day")]),
    ("en", "Friday, Aug. 8 was hot.", [("Aug. 8", "2025-08-08", "day")]),
    ("en", "It began on August 31st, 2024, they say.", [("August 31st, 2024", "2024-08-31", "day")]),
    ("en", "It began on 3 of May 2024.", [("3 of May 2024", "2024-05-03", "day")]),
    ("en", "On 12 December it began.", [("12 December", "2024-12-12", "day")]),
    ("en", "It will begin on 12 December.", [("12 December", "2025-12-12", "day")]),
    ("en", "They told him on Thursday that it will begin.", [("Thursday", "2025-08-07", "day")]),
    ("en", "On 12 January it began.", [("12 January", "2025-01-12", "day")]),
    ("en", "Snow lay in December and in January.", [("December", "2024-12-01", "month"), ("January", "2025-01-01", "month")]),
    ("en", "In 2019 they met; 2018 people came.", [("2019", "2019-01-01", "year")]),
    ("en", "Two days ago, and three years earlier.", [("Two days ago", "2025-08-06", "day"), ("three years earlier", "2022-01-01", "year")]),
    ("en", "It came out on 2025-07-31.", [("2025-07-31", "2025-07-31", "day")]),
    ("en", "Yesterday it rained; tomorrow it may.", [("Yesterday", "2025-08-07", "day"), ("tomorrow", "2025-08-09", "day")]),
    ("en", "They may march in the sun on 31 June with Sun Li.", []),
    ("en", "It was on 08/09/2025, or 9.8.25.", []),
    ("ar", "أعلن الوزير أمس أن اللقاء يوم الجمعة 8 أغسطس 2025.", [("أمس", "2025-08-07", "day"), ("8 أغسطس 2025", "2025-08-08", "day")]),
    ("ar", "وقع في آذار الماضي ومنذ عام 2019.", [("آذار", "2025-03-01", "month"), ("2019", "2019-01-01", "year")]),
    ("ar", "وصل أمس الأول ويعود الأحد المقبل.", [("أمس", "2025-08-06", "day"), ("الأحد", "2025-08-10", "day")]),
    ("ar", "قبل 3 أيام في شهر تموز.", [("قبل 3 أيام", "2025-08-05", "day"), ("تموز", "2025-07-01", "month")]),
    ("fr", "Le 14 juillet 2024, et hier.", [("14 juillet 2024", "2024-07-14", "day"), ("hier", "2025-08-07", "day")]),
    ("es", "El 3 de marzo de 2024.", [("3 de marzo de 2024", "2024-03-03", "day")]),
    ("de", "Am 3. Oktober 2024 und gestern.", [("3. Oktober 2024", "2024-10-03", "day"), ("gestern", "2025-08-07", "day")]),
    ("und", "He fell on Friday.", [("Friday", "2025-08-08", "day")]),
    ("xx", "Foo 12 bar 2024-05-06.", [("2024-05-06", "2024-05-06", "day")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "named"), NAMED)
def test_days_are_found_and_told(language: str, text: str, named: list[tuple[str, str, str]]) -> None:
    found = find_days(text, Language(language), FRIDAY)
    assert [(text[day.start : day.end], day.on.isoformat(), day.precision) for day in found] == named


@given(
    st.text(alphabet="0123 89-.,AugFridaymysto أمسقبل", max_size=80),
    st.sampled_from(["en", "ar", "fr", "tlh"]),
    st.dates(),
)
def test_no_text_breaks_it_and_days_stand_in_order(text: str, language: str, published_on: date) -> None:
    found = find_days(text, Language(language), published_on)
    assert [day.start for day in found] == sorted(day.start for day in found)
    assert all(earlier.end <= later.start for earlier, later in pairwise(found))
