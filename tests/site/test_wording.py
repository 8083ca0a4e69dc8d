"""Numbers, times and names are written as each language writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from newsloom.site import charts, wording

AT = datetime(2025, 8, 8, 15, 48, 30, tzinfo=UTC)


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


def both(language: str, english: str, arabic: str) -> str:
    return {"en": english, "ar": arabic}[language]


def test_numbers(language: str) -> None:
    assert wording.number(12345.6) == both(language, "12,345.6", "١٢٬٣٤٥٫٦")


def test_moments_carry_their_zone(language: str) -> None:
    said = both(language, "Fri, 8 Aug 2025, 15:48 UTC", "الجمعة، ٨ أغسطس ٢٠٢٥، ١٥:٤٨ UTC")
    assert wording.moment(AT) == said


def test_a_day_has_its_year_where_it_is_another(language: str) -> None:
    assert wording.day(AT, AT) == both(language, "8 Aug", "٨ أغسطس")
    assert wording.day(AT, AT + timedelta(days=365)) == both(language, "8 Aug 2025", "٨ أغسطس ٢٠٢٥")


@pytest.mark.parametrize(
    ("passed", "english", "arabic"),
    [
        (timedelta(seconds=-90), "1 second ago", "قبل ثانية واحدة"),
        (timedelta(seconds=20), "20 seconds ago", "قبل ٢٠ ثانية"),
        (timedelta(minutes=2, seconds=50), "2 minutes ago", "قبل دقيقتين"),
        (timedelta(minutes=3), "3 minutes ago", "قبل ٣ دقائق"),
        (timedelta(hours=1, minutes=59), "1 hour ago", "قبل ساعة واحدة"),
        (timedelta(hours=21), "21 hours ago", "قبل ٢١ ساعة"),
    ],
)
def test_ages(language: str, passed: timedelta, english: str, arabic: str) -> None:
    assert wording.ago(AT, AT + passed) == both(language, english, arabic)


@pytest.mark.parametrize(
    ("n", "arabic"),
    [
        (0, "لا ناشرين"), (1, "ناشر واحد"), (2, "ناشران"), (3, "٣ ناشرين"), (10, "١٠ ناشرين"), (11, "١١ ناشرًا"),
        (99, "٩٩ ناشرًا"), (100, "١٠٠ ناشر"), (102, "١٠٢ ناشر"), (103, "١٠٣ ناشرين"), (111, "١١١ ناشرًا"),
    ],
)  # fmt: skip
def test_arabic_has_six_plurals(n: int, arabic: str) -> None:
    with translation.override("ar"):
        assert wording.n_publishers(n) == arabic


def test_lists_isolate_names_of_the_other_script(language: str) -> None:
    names = wording.and_list(["Reuters", "المرفأ", "<b>"])
    between = both(language, (", ", " and "), (" و", " و"))  # type: ignore[arg-type]
    isolated = [f'<bdi dir="auto">{name}</bdi>' for name in ("Reuters", "المرفأ", "&lt;b&gt;")]
    assert names == isolated[0] + both(language, ", ", " و") + isolated[1] + between[1] + isolated[2]


def test_a_text_in_another_language_says_so(language: str) -> None:
    assert wording.written_in(language) == ""
    assert wording.written_in("ar" if language == "en" else "en") == both(
        language, ' lang="ar" dir="rtl"', ' lang="en" dir="ltr"'
    )
    assert wording.written_in("und") == ' dir="auto"'
    assert wording.written_in('"><script>') == ' lang="&#34;&gt;&lt;script&gt;" dir="ltr"'


def test_a_language_that_nobody_knows_keeps_its_code(language: str) -> None:
    assert wording.language_name("qqq") == "qqq"
    assert wording.language_name("ar") == both(language, "Arabic", "العربية")
    assert wording.country_name("ie") == both(language, "Ireland", "أيرلندا")
    assert wording.country_name("zz9") == ""


def test_charts_run_with_the_script() -> None:
    counts = (4, 0, 1)
    said = {"title": "<t>", "description": "d", "first": "a", "last": "b", "peak": "4"}
    to_right, to_left = charts.line(counts, **said), charts.line(counts, **said, mirrored=True)
    assert "<title>&lt;t&gt;</title>" in to_right
    assert '<text x="0" y="84" text-anchor="start">a</text>' in to_right
    assert '<text x="320" y="84" text-anchor="end">a</text>' in to_left
    assert charts.line((0,), **said).count("<polyline") == 1
    assert 'points="0.0,17.0 36.0,12.0 72.0,2.0"' in charts.spark((1, 2))
    assert 'points="0.0,2.0 36.0,12.0 72.0,17.0"' in charts.spark((1, 2), mirrored=True)
    assert charts.spark((0, 0)).count("<polyline") == 1


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_coverage_grows_by_a_step_with_each_article_and_has_its_marks(mirrored: bool) -> None:
    hours = [AT + timedelta(hours=hour) for hour in (0, 1, 4)]
    marks = [charts.Mark(at=hours[0], count=1, name="<A>"), charts.Mark(at=hours[2], count=3, name="B", is_hollow=True)]
    said = {"title": "t", "description": "d", "first": "a", "last": "b", "total": "3"}
    drawn = charts.growth(hours, marks, **said, mirrored=mirrored)
    xs = [315.0, 237.5, 5.0] if mirrored else [5.0, 82.5, 315.0]
    steps = f"M{xs[0]} 120 H{xs[0]} V88.0 H{xs[1]} V56.0 H{xs[2]} V24.0"
    assert f'<path class="line" d="{steps}"/>' in drawn
    assert f'<circle class="mark" cx="{xs[0]}" cy="88.0" r="3.5"><title>&lt;A&gt;</title></circle>' in drawn
    assert f'<circle class="mark hollow" cx="{xs[2]}" cy="24.0"' in drawn


def test_thousands_of_articles_draw_no_more_steps_than_can_be_seen() -> None:
    moments = [AT + timedelta(seconds=number) for number in range(5000)]
    said = {"title": "t", "description": "d", "first": "a", "last": "b", "total": "5000"}
    assert charts.growth(moments, (), **said).count(" V") < 2 * 2 * charts.WIDTH


def test_articles_of_one_moment_are_one_step() -> None:
    said = {"title": "t", "description": "d", "first": "a", "last": "b", "total": "2"}
    assert 'd="M5.0 120 H5.0 V24.0"' in charts.growth([AT, AT], (), **said)


def test_a_long_list_of_names_is_cut_where_that_leaves_two_or_more_out() -> None:
    with translation.override("en"):
        assert wording.short_list(["A", "B", "C"], 2) == wording.and_list(["A", "B", "C"])
        assert re.sub(r"</?bdi[^>]*>", "", wording.short_list(["A", "<B>", "C", "D"], 2)) == "A, &lt;B&gt; and 2 more"
    with translation.override("ar"):
        assert re.sub(r"</?bdi[^>]*>", "", wording.short_list(["أ", "ب", "ج", "د"], 2)) == "أ وب واثنان آخران"


def test_english_needs_no_catalogue_where_arabic_is_the_default() -> None:
    with translation.override("en"):
        assert ngettext("%(shown)s article", "%(shown)s articles", 2) == "%(shown)s articles"
