"""What is kept of a model's text, task by task, by a model at our own seam."""

import json
from collections.abc import Sequence

from newsloom.enrich.writer import Prompt
from newsloom.enrich.written import Unwritten, explain, translate, write_answer, write_brief
from newsloom.errors import ModelUnavailable
from newsloom.records import ArticleId, Citation, Language, Written
from tests.hostile import FLOOD, FLOOD_IN_ARABIC, ORDER

EN, AR = Language("en"), Language("ar")


class Scripted:
    """A model that says what a test wants, and remembers what it was asked."""

    name = identity = "scripted"

    def __init__(self, *answers: Sequence[tuple[str, Sequence[int]]] | Exception) -> None:
        self.asked: list[Prompt] = []
        self._answers = list(answers)

    def write(self, prompt: Prompt) -> str:
        self.asked.append(prompt)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return json.dumps({"sentences": [{"text": text, "sources": list(numbers)} for text, numbers in answer]})


def cited(*texts: str) -> list[Citation]:
    return [Citation(text=text, article_id=ArticleId(f"a{n}"), start=0, end=len(text)) for n, text in enumerate(texts)]


def texts_of(found: Written | Unwritten) -> list[str]:
    assert isinstance(found, Written)
    return [sentence.text for sentence in found.sentences]


def test_a_brief_needs_two_sentences_that_stand() -> None:
    writer = Scripted([(FLOOD[0], [1])], [(FLOOD[0], [1])])
    assert write_brief(cited(*FLOOD[:3]), EN, Scripted([(FLOOD[0], [1])])) == Unwritten(reason="nothing-stood")
    assert write_brief(cited(FLOOD[0]), EN, writer) == Unwritten(reason="too-little")
    assert writer.asked == []


def test_what_is_said_twice_is_kept_once() -> None:
    writer = Scripted([(FLOOD[0], [1]), (FLOOD[0].upper().lower(), [1]), (FLOOD[1], [2]), (FLOOD[0], [1])], [])
    assert texts_of(write_brief(cited(*FLOOD[:2]), EN, writer)) == [FLOOD[0], FLOOD[1]]


def test_a_repair_that_is_worse_leaves_what_stood() -> None:
    good = [(FLOOD[0], [1]), (FLOOD[1], [2])]
    for second in ([], [(FLOOD[0], [1])], ModelUnavailable("scripted", "gone")):
        writer = Scripted([*good, ("Mayor Anna Berg was arrested.", [2])], second)
        assert texts_of(write_brief(cited(*FLOOD[:3]), EN, writer)) == [FLOOD[0], FLOOD[1]]


def test_orders_are_never_shown_to_a_model() -> None:
    writer = Scripted([(FLOOD[0], [1]), (FLOOD[1], [2])])
    write_brief(cited(FLOOD[0], ORDER, FLOOD[1]), EN, writer)
    assert "previous instructions" not in writer.asked[0].messages[1].text


def test_an_answer_rests_on_what_was_found() -> None:
    writer = Scripted([("Eighty people spent the night in the town hall.", [1])])
    found = write_answer("Where did people sleep?", cited(FLOOD[3]), EN, writer)
    assert texts_of(found) == ["Eighty people spent the night in the town hall."]
    assert write_answer(" ", cited(FLOOD[3]), EN, writer) == Unwritten(reason="too-little")


def test_plain_words_may_be_more_of_the_writers_own() -> None:
    told = [
        ("The river Arun broke its banks on Friday night and flooded three hundred homes in Melverton.", [1]),
        ("The water board had warned on Thursday that the old dyke would not hold.", [2]),
    ]
    assert texts_of(explain(cited(FLOOD[0], FLOOD[2]), EN, Scripted(told))) == [text for text, _ in told]


def test_a_translation_is_whole_or_not_at_all() -> None:
    whole = [(FLOOD_IN_ARABIC[4], [1]), (FLOOD_IN_ARABIC[7], [2])]
    sources = cited(FLOOD[4], FLOOD[7])
    found = translate(sources, EN, AR, Scripted(whole))
    assert texts_of(found) == [FLOOD_IN_ARABIC[4], FLOOD_IN_ARABIC[7]]
    assert isinstance(found, Written)
    assert (found.language, found.task, found.n_sources) == ("ar", "translation", 2)
    for part in (whole[:1], whole[::-1], [(FLOOD_IN_ARABIC[4], [1, 2])]):
        assert translate(sources, EN, AR, Scripted(part, part)) == Unwritten(reason="nothing-stood")


def test_nothing_is_written_in_a_language_that_cannot_be_checked() -> None:
    writer = Scripted()
    assert write_brief(cited(*FLOOD), Language("ja"), writer) == Unwritten(reason="language")
    assert translate(cited(*FLOOD), EN, Language("ja"), writer) == Unwritten(reason="language")
    assert translate(cited(*FLOOD), EN, EN, writer) == Unwritten(reason="language")


def test_a_model_that_is_away_is_a_reason_and_no_error() -> None:
    found = write_brief(cited(*FLOOD), EN, Scripted(ModelUnavailable("scripted", "gone")))
    assert found == Unwritten(reason="no-model", detail="gone")
