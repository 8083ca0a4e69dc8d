"""The sample newspaper: every file reads, and the whole has the make-up that the demo and the scores rest on."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

from newsloom.records import SECTIONS
from newsloom.sample.newspaper import Newspaper, moment, read_newspaper
from newsloom.sample.printing import print_page, proof

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
REAL_NAMES = (
    "Reuters|Associated Press|AFP|BBC|CNN|Guardian|New York Times|Washington Post|Bloomberg|Al Jazeera|Le Monde|"
    "Spiegel|Economist|Financial Times|Facebook|Google|Microsoft|Apple|Boeing|Airbus|الجزيرة|رويترز"
)


def newspaper() -> Newspaper:
    return read_newspaper()


def test_it_has_about_sixty_articles_in_english_and_fifteen_in_arabic() -> None:
    counts = Counter(piece.house.language for piece in newspaper().pieces if not piece.is_rejected)
    assert counts == {"en": 71, "ar": 16}


def test_eight_publishers_all_have_articles() -> None:
    houses = {house.key for house in newspaper().houses}
    assert len(houses) == 8
    assert {piece.house.key for piece in newspaper().pieces} == houses


def test_it_spans_six_days_and_each_day_has_news() -> None:
    days = Counter(int(piece.hours_ago // 24) for piece in newspaper().pieces)
    assert sorted(days) == [0, 1, 2, 3, 4, 5]
    assert min(days.values()) >= 9


def test_every_section_has_articles() -> None:
    assert {piece.section for piece in newspaper().pieces} == set(SECTIONS)


def test_it_has_one_of_each_trap() -> None:
    pieces = newspaper().pieces
    assert [piece.key for piece in pieces if piece.n_shown] == ["courier/aldane-nine-votes"]
    assert [piece.key for piece in pieces if piece.kind == "roundup"] == ["ledger/the-week-in-six-figures"]
    assert [piece.key for piece in pieces if piece.kind == "live"] == ["courier/selene-star-live"]
    assert [piece.key for piece in pieces if piece.is_rejected] == ["ledger/sign-in"]
    assert len([piece for piece in pieces if piece.kind == "audio"]) == 4
    assert Counter(piece.copy for piece in pieces if piece.copy) == {"wire": 10, "light-edit": 3, "exact": 2}
    assert sorted(piece.key for piece in pieces if len(piece.versions) > 1) == [
        "northwire/earthquake-tell-zayn",
        "northwire/ferry-aground-calder-bay",
        "northwire/turboprop-down-lake-innis",
        "sahlan/zilzal-tell-zayn",
    ]


def test_the_main_story_is_told_by_all_eight_publishers_in_two_languages() -> None:
    tellers = {piece.house.key for piece in newspaper().pieces if piece.story == "ferry-aground"}
    assert tellers == {house.key for house in newspaper().houses}


def test_every_story_has_a_section_and_says_what_happened() -> None:
    assert [event.key for event in newspaper().events if event.section not in SECTIONS or not event.summary] == []


def test_texts_are_as_long_as_news_is() -> None:
    lengths = {piece.key: len(" ".join(piece.versions[-1].blocks).split()) for piece in newspaper().pieces}
    assert {key: n for key, n in lengths.items() if not 100 <= n <= 450 and key != "ledger/sign-in"} == {}


def test_no_two_articles_share_an_address_or_a_headline() -> None:
    paths = Counter(piece.path for piece in newspaper().pieces)
    headlines = Counter(version.headline for piece in newspaper().pieces for version in piece.versions)
    assert [thing for thing, n in (paths + headlines).items() if n > 1] == []


def test_no_text_names_a_real_publisher_or_company() -> None:
    text = "\n".join(
        f"{version.headline} {version.standfirst} {' '.join(version.blocks)} {piece.byline}"
        for piece in newspaper().pieces
        for version in piece.versions
    )
    assert re.findall(rf"\b(?:{REAL_NAMES})\b", text) == []


def test_an_article_is_not_there_before_its_hour_and_changes_at_its_revision() -> None:
    piece = next(piece for piece in newspaper().pieces if piece.key == "northwire/turboprop-down-lake-innis")
    first, last = piece.versions
    moments = (127, first.hours_ago, 118.5, last.hours_ago, 0)
    assert [piece.version_at(hours) for hours in moments] == [None, first, first, last, last]


def test_a_revision_takes_over_the_paragraphs_that_it_names() -> None:
    piece = next(piece for piece in newspaper().pieces if piece.key == "northwire/turboprop-down-lake-innis")
    first, last = piece.versions
    assert last.blocks[1:3] == first.blocks[1:3]
    assert last.blocks[0] != first.blocks[0]


def test_a_light_edit_changes_words_and_keeps_paragraphs() -> None:
    pieces = {piece.key: piece for piece in newspaper().pieces}
    copy = pieces["calderpost/keldmark-network-down"].versions[0].blocks
    original = pieces["northwire/keldnet-outage"].versions[0].blocks
    assert copy[1] == original[1]
    assert copy[0].startswith("Some four million people in Keldmark were without")


def test_weekdays_are_those_of_the_publishers_calendar() -> None:
    piece = next(piece for piece in newspaper().pieces if piece.key == "northwire/qattan-wins-thorsund-marathon")
    one = proof(piece, base="http://127.0.0.1:1", hours_ago=0, now=NOW)
    assert one is not None
    assert moment(32, NOW).strftime("%A") == "Sunday"
    assert "Thorsund Marathon on Sunday in 2 hours" in one.blocks[0].inner


def test_no_mark_of_the_files_is_left_in_a_printed_page() -> None:
    for piece in newspaper().pieces:
        one = proof(piece, base="http://127.0.0.1:1", hours_ago=0, now=NOW)
        assert one is not None
        page = print_page(one, newspaper().pieces).decode()
        assert "{day" not in page, piece.key
        assert "](/" not in page, piece.key
        assert "&amp;lt;" not in page, piece.key


def test_moments_are_full_minutes_so_that_every_edition_stamps_them_alike() -> None:
    assert moment(1.5, NOW + timedelta(seconds=31)) == datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
