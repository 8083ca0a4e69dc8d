"""What a question asks for, and by which words it is looked up."""

from __future__ import annotations

import pytest

from newsloom.enrich.answers import parse_question, read
from newsloom.enrich.answers.values import values
from tests.factories import make_article

KINDS = [
    ("Who was elected mayor?", "name"),
    ("How many people were saved?", "number"),
    ("What was the revenue in the first quarter?", "number"),
    ("When does the season start?", "date"),
    ("Release date of the film", "date"),
    ("Which country recognised the treaty?", "country"),
    ("Which US state was hit?", "state"),
    ("Where did the ferry sink?", "place"),
    ("Which ice cream brand was sold?", "name"),
    ("Which rare phenomenon was seen?", "thing"),
    ("كم عدد الضحايا؟", "number"),
    ("متى بدأ الموسم؟", "date"),
    ("أين غرقت العبارة؟", "place"),
    ("أي دولة وقعت المعاهدة؟", "country"),
    ("", "thing"),
]


def test_questions_ask_for_a_kind() -> None:
    assert [(text, parse_question(text).kind) for text, _ in KINDS] == KINDS


TERMS = [
    ("Which of the following cities opened its harbours this week?", ("citi", "open", "harbour")),
    ("<em>What</em> sank?", ("sank",)),
    ("من افتتح المكتبة؟", ("افتتح", "مكتب")),
    ("Who was it?", ()),
]


def test_small_words_are_not_looked_up() -> None:
    assert [(text, parse_question(text).terms) for text, _ in TERMS] == TERMS


def test_each_term_keeps_the_word_it_stood_as() -> None:
    question = parse_question("Which harbours opened, and which harbour opens?")
    assert list(zip(question.terms, question.words, strict=True)) == [("harbour", "harbours"), ("open", "opened")]


VALUES = [
    ("Who won?", "Lena Brandt beat the Rovers in Oslo.", ["lena brandt", "rovers", "oslo"]),
    ("Who opened it?", "On Tuesday, Jul 10, Ana Lee did.", ["ana lee"]),
    ("How many villages?", "Fourteen villages and $4.2 million, 30 percent.", ["4.2 million", "30 percent"]),
    ("Which country signed?", "France and Aldport signed, the French said.", ["france", "french"]),
    ("When did it start?", "It began on March 3, 2026, a Tuesday.", ["march 3 2026", "tuesday"]),
    ("Who is the leader, Lena Brandt or not?", "Lena Brandt is.", []),
]


@pytest.mark.parametrize(("question", "sentence", "found"), VALUES)
def test_values_are_of_the_kind_that_is_asked_for(question: str, sentence: str, found: list[str]) -> None:
    assert list(values(sentence, parse_question(question))) == found


FOLDED = [
    ("café", "Cafés in Malmö: the CAFÉ and the cafe.", 3),
    ("ministry", "The ministries of the ministry", 2),
    ("الحكومة", "قالت حكومة البلاد إن والحكومة ستبقى", 2),
    ("図書", "新しい図書館", 1),
]


@pytest.mark.parametrize(("asked", "text", "n_found"), FOLDED)
def test_words_are_found_in_all_their_forms(asked: str, text: str, n_found: int) -> None:
    question = parse_question(asked)
    assert len(read(make_article(text=text), question).found) == n_found
