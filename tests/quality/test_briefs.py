"""A floor under the briefs of stories, where the editors' summaries lie beside the checkout."""

import pytest

from benchmarks.briefs import STORIES, measure_stories
from benchmarks.corpora import find_corpora


@pytest.mark.shared
def test_a_storys_brief_says_more_of_what_editors_say_than_the_lead_articles_beginning() -> None:
    folder = find_corpora()
    if folder is None:
        pytest.skip("the labelled stories are not beside the checkout, and NEWSLOOM_DATA names no other place")
    row = measure_stories(folder / STORIES)
    gain, interval = row["rouge1_gain"], row["interval"]
    assert isinstance(gain, float)
    assert isinstance(interval, list)
    assert gain >= 3.4
    assert interval[0] > 2
