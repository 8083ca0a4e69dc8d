"""Orders to machines are heard in whatever disguise, and news is left alone."""

import re
from html import unescape

import pytest

from newsloom.orders import is_order
from newsloom.sample.newspaper import read_newspaper
from newsloom.text import sentences
from tests.hostile import FLOOD, FLOOD_IN_ARABIC, FLOOD_IN_FRENCH, VISIBLE, Trick

TAG = re.compile(r"</?(?:p|h2|ul|li|blockquote)>")


@pytest.mark.parametrize("trick", VISIBLE, ids=[trick.name for trick in VISIBLE])
def test_an_order_is_heard_in_every_disguise(trick: Trick) -> None:
    texts = [unescape(text) for text in TAG.split(trick.fragment) if text.strip()]
    assert [is_order(text) for text in texts] == [True] * len(texts)


@pytest.mark.parametrize("sentence", [*FLOOD, *FLOOD_IN_ARABIC, *FLOOD_IN_FRENCH])
def test_news_is_no_order(sentence: str) -> None:
    assert not is_order(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The council said residents should ignore the old signs and follow the new rules.",
        "Parliament passed rules for AI models on Tuesday, and developers must now publish their data.",
        "The assistant manager said the system had failed twice: once in May, once in June.",
        "Officials told villagers to disregard the rumours of a second flood.",
        "The chatbot's maker said the model would answer fewer questions about elections.",
        "He was ordered to report to the station, and did not answer.",
        "Instructions: boil the pasta for nine minutes, then drain it.",
        "“You are now free,” the judge told him.",
        "وقال الوزير إن الحكومة لن تتجاهل مطالب المزارعين.",
        "أعلنت الشركة نموذجا جديدا للذكاء الاصطناعي يوم الثلاثاء.",
        "Le ministre a dit que les consignes de sécurité n'avaient pas été suivies.",
        "",
    ],
)
def test_news_of_rules_and_machines_is_no_order(sentence: str) -> None:
    assert not is_order(sentence)


def test_the_whole_sample_newspaper_holds_no_order() -> None:
    texts = [text for piece in read_newspaper().pieces for one in piece.versions for text in one.blocks]
    assert [sentence for text in texts for sentence in sentences(text) if is_order(sentence)] == []
