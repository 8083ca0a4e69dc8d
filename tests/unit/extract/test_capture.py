"""Plain-text captures: every article of the page, and nothing of its furniture."""

from datetime import UTC, datetime

import pytest

from newsloom.extract.capture import read_capture
from newsloom.records import Article, Rejection
from tests.unit.extract.captures import ARABIC, ENGLISH, FIRST_CARD, MAIN, NEWS_PAGE

CAPTURED = datetime(2025, 8, 8, 15, 0, tzinfo=UTC)


def articles(text: str, *, now: datetime = CAPTURED, source: str = "page.txt") -> list[Article]:
    return [found for found in read_capture(text, source, now=now) if isinstance(found, Article)]


def test_an_aggregators_page_gives_its_article_and_every_card() -> None:
    found = articles(ENGLISH)
    assert [(a.headline, a.publisher_name) for a in found] == [
        ("Harbour council eyes floating market, officials say", ""),
        ("Ferry strike enters third day as talks resume", "Coastal Courier"),
        ("Shipyard wins order for two icebreakers", "The Merrow Gazette"),
    ]


def test_the_article_of_the_page_keeps_its_paragraphs_and_loses_the_words_at_links() -> None:
    assert articles(ENGLISH)[0].text.split("\n\n") == [
        MAIN[1],
        MAIN[2].replace(", opens new tab", ""),
        MAIN[3],
    ]


def test_the_pages_hashtags_become_the_topics_of_its_article() -> None:
    assert articles(ENGLISH)[0].topics == ("PortMerrow",)


def test_nothing_of_the_furniture_gets_into_a_body() -> None:
    bodies = " ".join(article.text for article in articles(ENGLISH) + articles(ARABIC))
    furniture = ("opens new tab", "Hashtags", "AI Features", "Daily8", "omments", "Related", "minutes ago", "هاشتاغز",
                 "التعليقات", "تعليقات بعد", "ذات صلة", "الذكاء الاصطناعي", "منذ")  # fmt: skip
    assert [words for words in furniture if words in bodies] == []


def test_ages_are_counted_from_the_moment_of_the_capture() -> None:
    assert [a.published_at for a in articles(ENGLISH)] == [
        None,
        datetime(2025, 8, 8, 14, 40, tzinfo=UTC),
        datetime(2025, 8, 8, 13, 0, tzinfo=UTC),
    ]


def test_a_dateline_tells_the_day_of_a_capture_whose_file_is_younger() -> None:
    found = articles(ENGLISH, now=datetime(2027, 1, 5, 9, 0, tzinfo=UTC))
    assert {a.at.date().isoformat() for a in found} == {"2025-08-08"}


def test_a_card_that_breaks_off_says_so_and_the_others_do_not() -> None:
    assert [a.is_cut for a in articles(ENGLISH)] == [False, False, True]


def test_the_section_of_a_card_is_that_of_its_bullet() -> None:
    assert [a.section for a in articles(ENGLISH)] == ["", "", "business"]


def test_the_agency_of_a_dateline_is_the_credit() -> None:
    assert [a.credit for a in articles(ENGLISH)] == ["", "Tidewire", ""]


def test_arabic_pages_are_read_alike() -> None:
    main, card = articles(ARABIC)
    assert (main.headline, main.publisher_name, main.published_at, main.topics, main.language) == (
        "مجلس الميناء يدرس نقل سوق السمك إلى الماء",
        "صحيفة الساحل",
        datetime(2025, 8, 8, 12, 0, tzinfo=UTC),
        ("ميناء_مرو",),
        "ar",
    )
    assert (card.headline, card.publisher_name, card.section, card.published_at) == (
        "حوض السفن يفوز بعقد لبناء كاسحتي جليد",
        "بريد الخليج",
        "business",
        datetime(2025, 8, 8, 13, 0, tzinfo=UTC),
    )


def test_a_list_of_cards_without_an_article_gives_the_cards() -> None:
    listing = "\n".join(["Latest news with #PortMerrow", *FIRST_CARD])
    assert [a.publisher_name for a in articles(listing)] == ["Coastal Courier"]


def test_a_card_with_a_headline_alone_is_refused() -> None:
    page = "\n".join([*MAIN, "Related Articles", *FIRST_CARD[:4]])
    found = read_capture(page, "page.txt", now=CAPTURED)
    assert found[1] == Rejection(
        reason="no-text", headline="Ferry strike enters third day as talks resume", detail="Coastal Courier"
    )


def test_long_runs_of_text_are_broken_into_paragraphs_and_lose_no_word() -> None:
    sentences = [
        f"The ferry left the {n}th pier at dawn and came back by noon with its hold full of herring." for n in range(30)
    ]
    card = articles("\n".join([*MAIN, "Related Articles", *FIRST_CARD[:4], " ".join(sentences)]))[1]
    assert card.text.split() == " ".join(sentences).split()
    assert all(len(paragraph) < 600 for paragraph in card.text.split("\n\n"))


def test_an_ordinary_news_page_gives_its_one_article() -> None:
    (found,) = articles(NEWS_PAGE, source="https://courier.example/keeper")
    assert (found.headline, found.byline, found.authors, found.published_at, found.publisher_id) == (
        "Lighthouse keeper retires after 41 years",
        "Anna Berg and Tom Reed",
        ("Anna Berg", "Tom Reed"),
        datetime(2025, 8, 8, 9, 30, tzinfo=UTC),
        "courier.example",
    )
    assert found.text.split("\n\n") == [
        "The last keeper of the Skerry lighthouse handed over his keys on Thursday, ending a service of forty-one years.",
        "Eirik Moen, 66, had lit the lamp by hand until 1999, when a machine took over that part of his work.",
        "A quiet farewell",
        '"I shall miss the storms more than the calm days," he said as neighbours gathered on the pier to see him off.',
        "The coast guard will look after the building, which the county wants to open to visitors in the coming summer.",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no-text"),
        ("Home\nNews\nSport\nContact", "no-text"),
        ("404\nPage not found\nGo back to the front page", "error-page"),
        ("\n".join(f"Council votes on bridge number {n}" for n in range(40)), "index-page"),
        ("A headline of five words\nOne sentence alone stands here, and it is too short to be news.", "too-short"),
    ],
)
def test_a_page_without_an_article_is_refused_with_the_reason(text: str, reason: str) -> None:
    (found,) = read_capture(text, "page.txt", now=CAPTURED)
    assert isinstance(found, Rejection)
    assert found.reason == reason


@pytest.mark.parametrize(
    "line", ["Coastal Courier • 2 hours ago", "Coastal Courier 2 hours ago", "Coastal Courier2 hours ago"]
)
def test_publisher_and_age_may_stand_on_one_line_under_the_headline(line: str) -> None:
    (main, *_) = articles("\n".join([MAIN[0], line, *MAIN[1:], "Related Articles", *FIRST_CARD]))
    assert (main.publisher_name, main.published_at) == ("Coastal Courier", datetime(2025, 8, 8, 13, 0, tzinfo=UTC))
