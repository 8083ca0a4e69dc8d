"""Floors under who says what: on an invented article, and on the labelled ones where they lie beside the checkout."""

import re

import pytest

from benchmarks.corpora import find_corpora
from benchmarks.quotes import Labels, Scores, labels_of, measure
from newsloom.enrich import quotes
from newsloom.records import Quote
from tests.factories import make_article

MARKED = """\
⟨Harbour master Mara Quill⟩ ‹said› ⟦on Monday that the ferry Selene Star should never have left Port Lucan⟧.

⟦“The steering gear was worn, and everybody on the quay knew it,”⟧ ⟨Quill⟩ ‹told› reporters. ⟦“We asked for a week. We got a night.”⟧

⟨The Lantern Line⟩, which owns the ship, ‹denied› ⟦that it had been warned⟧. ⟨Its chief executive, Otto Brandt,⟩ ‹said in a statement› ⟦that the company had “followed every rule there is.”⟧

⟨Two officials with knowledge of the inquiry⟩ ‹said› ⟦a waiver had been signed two days before the wreck⟧. ⟨They⟩ ‹described› ⟦the inspection as hurried⟧.

‹According to› ⟨the report⟩, ⟦the lifeboats had not been tested since spring⟧. ⟨A spokesman for the transport ministry⟩ ‹declined› ⟦to comment⟧. ⟨The shipyard⟩ ‹did not respond to› ⟦requests for comment⟧.

⟨Brandt⟩ also ‹argued› ⟦that the weather could not have been foreseen⟧, a view that ⟨several meteorologists⟩ ‹rejected›. ⟦“You could see it from the kitchen window,”⟧ ⟨she⟩ ‹said›.

⟨Critics⟩ ‹accused› ⟦the ministry of looking away⟧. ⟦“It is our dead they are counting,”⟧ ‹said› ⟨Ines Orsel, whose brother was on board⟩.

⟨Orsel⟩ ‹believes› ⟦the company will settle before the trial⟧. The wreck lies at forty metres. Divers went down twice on Tuesday and found the recorder.
"""
ROLES = {"⟦⟧": "content", "‹›": "cue", "⟨⟩": "source"}
SPEAKERS = {
    "should never have left": ("Mara Quill", "named"),
    "everybody on the quay": ("Mara Quill", "named"),
    "it had been warned": ("The Lantern Line", "named"),
    "followed every rule": ("Otto Brandt", "named"),
    "a waiver had been signed": ("Two officials with knowledge of the inquiry", "anonymous"),
    "had not been tested since": ("the report", "document"),
    "could not have been foreseen": ("Otto Brandt", "named"),
    "looking away": ("Critics", "group"),
    "our dead they are": ("Ines Orsel", "named"),
    "will settle before": ("Ines Orsel", "named"),
}
FLOORS = {"content": 0.8, "cue": 0.7, "source": 0.7}


def unmarked() -> tuple[str, list[Labels]]:
    """The article without its marks, and what they marked."""
    text, opened, spans = "", {}, {role: [] for role in ROLES.values()}  # type: ignore[var-annotated]
    for sign in MARKED:
        role = next((role for marks, role in ROLES.items() if sign in marks), None)
        if role is None:
            text += sign
        elif role in opened:
            spans[role].append((opened.pop(role), len(text)))
        else:
            opened[role] = len(text)
    return text, [Labels(**spans)]


def found() -> tuple[str, tuple[Quote, ...]]:
    text, _ = unmarked()
    return text, quotes(make_article(text=text))


@pytest.mark.parametrize("role", FLOORS)
def test_an_invented_article_is_read_over_its_floor(role: str) -> None:
    text, wanted = unmarked()
    scores = Scores()
    scores.add(text, [labels_of(one) for one in quotes(make_article(text=text))], wanted, [])
    assert scores.roles[role].scores()["f1"] >= FLOORS[role]


def test_most_speakers_of_an_invented_article_are_known_by_name_and_status() -> None:
    text, told = found()
    who = {
        clue: {(one.speaker, one.status) for one in told for start, end in one.content if clue in text[start:end]}
        for clue in SPEAKERS
    }
    right = [clue for clue, speaker in SPEAKERS.items() if speaker in who[clue]]
    assert len(right) >= 8


def test_who_declined_and_who_did_not_answer_is_kept_as_such() -> None:
    _, told = found()
    assert {one.status: one.speaker for one in told if one.status in {"declined", "unanswered"}} == {
        "declined": "A spokesman for the transport ministry",
        "unanswered": "The shipyard",
    }


def test_the_kind_of_a_quotation_is_told_by_its_marks() -> None:
    text, told = found()
    direct = [" ".join(text[start:end] for start, end in one.content) for one in told if one.kind == "direct"]
    assert all(re.search(r"[“”]", said) for said in direct)
    assert len(direct) >= 3


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "floors"),
    [
        ("quotes-polnear", {"content": 0.8, "cue": 0.6, "source": 0.7, "found": 0.95, "right": 0.78}),
        ("quotes-german-wikinews", {"found": 0.95, "right": 0.6}),
    ],
)
def test_the_articles_not_trained_on_are_read_over_their_floors(name: str, floors: dict[str, float]) -> None:
    folder = find_corpora()
    if folder is None:
        pytest.skip("the labelled articles are not beside the checkout, and NEWSLOOM_DATA names no other place")
    line = measure(folder / name)
    reached = {
        **{role: tally.scores()["f1"] for role, tally in line.roles.items()},
        "found": line.line()["quoted_found"],
        "right": line.line()["quoted_right_source"],
    }
    assert {measure: score for measure, score in reached.items() if score < floors.get(measure, 0.0)} == {}  # type: ignore[operator]
