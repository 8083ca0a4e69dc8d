"""What a page puts round an article is taken off before it is read; the article stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.enrich.furniture import bare_headline, is_glued, without_furniture
from newsloom.enrich.wordlists import word_lists
from newsloom.records import Language

ENGLISH = word_lists(Language("en"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("GENEVA (AP) — The ferry sank.", "The ferry sank."),
        ("CALDER BAY, Fla. (Reuters) - The ferry sank.", "The ferry sank."),
        ("Berit Hollis and Piet Lannoy USA TODAY The ferry sank.", "The ferry sank."),
        ("Berit Hollis USA TODAY HARN – The ferry sank.", "The ferry sank."),
        ("Minister Hollis Berit (Bea) HollisPier opens MORE spoke.", "Minister Hollis spoke."),
        ("(Reuters photo: Piet Lannoy) The ferry sank.", "The ferry sank."),
        ("Enlarge this image toggle caption Piet Lannoy/AFP/Getty Images The ferry sank.", "The ferry sank."),
        ("This is a rush transcript. Copy may not be in its final form. The ferry sank.", "The ferry sank."),
        ("The opinions expressed by columnists are their own and do not represent the views of Harn.com The ferry sank.",
         "The ferry sank."),
        ("Hollis (R-HA) spoke.", "Hollis spoke."),
    ],
)  # fmt: skip
def test_furniture_is_taken_off(text: str, kept: str) -> None:
    assert " ".join(without_furniture(text, ENGLISH).split()) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Berit Hollis of Fox News fell ill.",
        "McHollis wants MORE of it.",
        "Minister Hollis said Harn must pay.",
    ],
)
def test_what_only_resembles_furniture_stays(text: str) -> None:
    assert without_furniture(text, ENGLISH) == text


@given(st.text())
def test_nothing_is_added_to_any_text(text: str) -> None:
    assert len(without_furniture(text, ENGLISH)) <= len(text)


def test_a_headline_loses_its_byline() -> None:
    assert bare_headline("Ferry sinks off Harn By Berit Hollis Monday Jan 8") == "Ferry sinks off Harn"
    assert bare_headline("Ferry sinks by Harn on Monday") == "Ferry sinks by Harn on Monday"


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("Berit HollisHarn", True), ("WikiLeaks", False), ("YouTube Harn", False), ("Berit McHollis", False)],
)
def test_two_elements_without_a_space_are_glued(name: str, verdict: bool) -> None:
    assert is_glued(name) is verdict
