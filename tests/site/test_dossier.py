"""A story's page lays out what is read from its articles, each line with the way to its sentence."""

from __future__ import annotations

import re
from datetime import date

import pytest

from newsloom.records import (
    Citation,
    DatedEvent,
    Dossier,
    Figure,
    FigureReading,
    Framing,
    Perspectives,
    PublisherId,
    Statement,
)
from newsloom.site.newsroom.models import Publisher, Story
from newsloom.site.newsroom.store import DjangoStore
from tests.editions import paper, print_story, reader
from tests.factories import after, story_id

GAZETTE = paper("pier", "gazette", published_at=after(0))
COURIER = paper("pier", "courier", published_at=after(5), headline="Crowds at the pier")
HOUSES = (PublisherId("gazette.example"), PublisherId("courier.example"))


def cited(article: object, words: str) -> Citation:
    start = GAZETTE.text.index(words)
    return Citation(text=words, article_id=article.id, start=start, end=start + len(words))  # type: ignore[attr-defined]


OPENED = cited(GAZETTE, "The pier opened on Saturday.")
BAND = cited(COURIER, "A band played.")
PAST = cited(COURIER, "The third paragraph belongs to the publisher alone.")
DOSSIER = Dossier(
    timeline=(
        DatedEvent(on=date(2026, 3, 1), precision="month", words="March", citation=BAND),
        DatedEvent(on=date(2026, 3, 14), precision="day", words="Saturday", citation=OPENED, n_publishers=2),
    ),
    figures=(
        Figure(
            what="visitors",
            deed="injured",
            unit="",
            is_disputed=True,
            readings=(
                FigureReading(value=3, shown="three", at=after(0), citation=OPENED, publishers=HOUSES[:1]),
                FigureReading(value=2, shown="two <b>", at=after(5), citation=BAND, publishers=HOUSES[1:]),
            ),
        ),
    ),
    perspectives=Perspectives(
        agreed=(Statement(citation=OPENED, publishers=HOUSES),),
        only_some=(Statement(citation=PAST, publishers=HOUSES[1:]),),
        framings=(
            Framing(article_id=GAZETTE.id, publisher_id=HOUSES[0], headline=GAZETTE.headline, own_words=("opens",)),
            Framing(article_id=COURIER.id, publisher_id=HOUSES[1], headline=COURIER.headline, own_words=("Crowds",)),
        ),
    ),
)


@pytest.fixture
def store(db: None) -> DjangoStore:
    kept = DjangoStore()
    print_story(kept, "pier", GAZETTE, COURIER, dossier=DOSSIER)
    Publisher.objects.filter(id=HOUSES[0]).update(country="GB", kind="newspaper")
    return kept


def page(language: str = "en") -> str:
    return str(reader().get(f"/{language}/story/{story_id('pier')}/the-pier-opens").content.decode())


@pytest.mark.usefixtures("store")
def test_every_part_of_the_dossier_stands_on_the_page_with_its_publishers() -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page()))
    for told in (
        "What several publishers report 1 statement The pier opened on Saturday. Gazette Reported by Gazette and Courier",
        "What only one publisher reports 1 statement The third paragraph belongs to the publisher alone. Courier Only in Courier",
        "Figures some differ visitors : injured accounts differ",
        "three Gazette",
        "Timeline 2 events March 2026 A band played. Courier 14 March 2026 2 publishers The pier opened on Saturday.",
        "United Kingdom · newspaper The pier opens Gazette",
    ):
        assert told in text


@pytest.mark.usefixtures("store")
def test_a_line_leads_to_its_sentence_here_or_at_the_publisher() -> None:
    text = page()
    assert f'href="/en/article/{GAZETTE.id}#s0"' in text
    assert "https://courier.example/pier#:~:text=The%20third" in text
    article = reader().get(f"/en/article/{GAZETTE.id}").content.decode()
    assert '<mark id="s0">The pier opened on Saturday.</mark>' in article


@pytest.mark.usefixtures("store")
def test_what_strangers_wrote_stays_text_and_own_words_are_marked() -> None:
    text = page()
    assert "two &lt;b&gt;" in text
    assert "two <b>" not in text
    assert "<u>Crowds</u> at the pier" in text


@pytest.mark.usefixtures("store")
def test_an_article_that_is_gone_takes_its_lines_with_it() -> None:
    values = Story.objects.get(id=story_id("pier")).dossier
    values["timeline"][0]["citation"]["article_id"] = "goneforgood2"
    Story.objects.filter(id=story_id("pier")).update(dossier=values)
    assert "March 2026" not in re.sub(r"14 March 2026", "", page())


@pytest.mark.usefixtures("store")
def test_days_and_numbers_of_an_arabic_page_are_arabic() -> None:
    text = page("ar")
    assert "١٤ مارس ٢٠٢٦" in text
    assert "حدثان" in text


def test_a_story_without_a_dossier_says_nothing_of_one(db: None) -> None:
    print_story(DjangoStore(), "pier", GAZETTE, COURIER)
    assert 'class="dossier"' not in page()
