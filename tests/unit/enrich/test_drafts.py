"""What a model says is read and not believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.enrich.drafts import Draft, read_drafts, write_drafts

ONE = '{"sentences": [{"text": "The river rose.", "sources": [1]}]}'


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (ONE, (Draft("The river rose.", (1,)),)),
        (f"Here: {ONE} Anything else?", (Draft("The river rose.", (1,)),)),
        (f"<think>{{}}</think>{ONE}", (Draft("The river rose.", (1,)),)),
        ('[{"text": "The river rose.", "sources": ["2", 1, 1]}]', (Draft("The river rose.", (1, 2)),)),
        ('{"sentences": [{"text": "The river rose [1, 2].", "sources": [9]}]}', (Draft("The river rose.", ()),)),
        ('{"sentences": [{"text": "The\\nriver\\u200b rose (source 1)", "sources": []}]}', (Draft("The river rose", ()),)),
        ('{"sentences": []}', ()),
        ("<think>" + ONE, None),
        ("no answer", None),
        ('{"sentences": [{"text": 1, "sources": [1]}]}', None),
        ('{"sentences": "The river rose."}', None),
        ("", None),
    ],
)  # fmt: skip
def test_an_answer_is_found_in_what_stands_around_it(said: str, wanted: tuple[Draft, ...] | None) -> None:
    assert read_drafts(said, 2) == wanted


@given(st.text(max_size=300))
def test_any_text_is_read(said: str) -> None:
    found = read_drafts(said, 2)
    assert found is None or all(1 <= n <= 2 for draft in found for n in draft.sources)


def test_drafts_read_back_as_they_were_written() -> None:
    drafts = (Draft("The river rose.", (1, 2)), Draft("نهر أرون.", (2,)))
    assert read_drafts(write_drafts(drafts), 2) == drafts
