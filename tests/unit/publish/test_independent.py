"""Who wrote a text of their own: the count on the page says no more than is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.publish.independent import Printing, independent


def printed(article: str, publisher: str, of: str | None = None, credit: str = "") -> Printing:
    return Printing(
        article_id=article, publisher=publisher, publisher_name=publisher.title(), original_id=of, credit=credit
    )


@pytest.mark.parametrize(
    ("printings", "expected"),
    [
        pytest.param([printed("a", "wire"), printed("b", "post", "a")], {"wire"}, id="a copy adds none"),
        pytest.param([printed("a", "wire"), printed("b", "wire")], {"wire"}, id="two texts of one house are one voice"),
        pytest.param(
            [printed("b", "post", "away"), printed("c", "mail", "away")], {"post"}, id="two copies of what is elsewhere"
        ),
        pytest.param(
            [printed("b", "post", "away"), printed("c", "mail", "beyond")], {"post", "mail"}, id="copies of two texts"
        ),
        pytest.param(
            [printed("a", "wire"), printed("b", "post", "a"), printed("c", "post")],
            {"wire", "post"},
            id="a copy does not take from a text of one's own",
        ),
        pytest.param(
            [printed("a", "post"), printed("b", "post", "away"), printed("c", "mail", "away")],
            {"post", "mail"},
            id="what is elsewhere is carried by one that does not count yet",
        ),
        pytest.param(
            [printed("a", "post", credit="Wire"), printed("b", "mail", credit="Wire")],
            {"post"},
            id="two different texts of an agency that is not here",
        ),
        pytest.param(
            [printed("a", "post", credit="Wire"), printed("b", "wire")],
            {"wire"},
            id="an agency's text that no shingle knew",
        ),
        pytest.param([printed("a", "wire", credit="WIRE")], {"wire"}, id="an agency credits itself"),
        pytest.param(
            [printed("a", "post", "away", "Wire"), printed("b", "wire")], {"wire"}, id="a credited copy of another text"
        ),
        pytest.param(
            [printed("a", "wire"), printed("b", "post", "a"), printed("c", "mail", "b")], {"wire"}, id="chain"
        ),
        pytest.param(
            [printed("a", "post", "x"), printed("b", "mail", "x"), printed("c", "post", "y")],
            {"post", "mail"},
            id="the text with fewer bearers is given its bearer first",
        ),
        pytest.param([], set(), id="nobody"),
    ],
)
def test_the_publishers_that_count(printings: list[Printing], expected: set[str]) -> None:
    assert independent(printings) == expected


@given(
    st.lists(
        st.tuples(
            st.sampled_from("pqr"),
            st.one_of(st.none(), st.sampled_from(["a0", "a1", "a2", "away", "beyond"])),
            st.sampled_from(["", "P", "Wire"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_somebody_always_wrote_and_never_more_than_published(drawn: list[tuple[str, str | None, str]]) -> None:
    printings = [printed(f"a{place}", *values) for place, values in enumerate(drawn)]
    counted = independent(printings)
    assert counted
    assert counted <= {one.publisher for one in printings}
