"""Floors under related articles, where the labelled stream lies beside the checkout: its last weeks, by words alone."""

from datetime import UTC, datetime

import pytest

from benchmarks.corpora import find_corpora
from benchmarks.related import Piece, mates_of, ours, scores, stream
from newsloom.cluster import sign
from newsloom.enrich import Lexicon, hashtags

FROM = datetime(2018, 12, 1, tzinfo=UTC)


@pytest.mark.shared
def test_the_same_event_is_found_without_its_story() -> None:
    folder = find_corpora()
    if folder is None:
        pytest.skip("the labelled stream is not beside the checkout, and NEWSLOOM_DATA names no other place")
    labelled = [(article, event) for article, event in stream(folder / "stories-allsides") if article.at >= FROM]
    lexicon, ready = Lexicon(), []
    for article, event in labelled:
        signature, tags = sign(article, None), hashtags(article, lexicon)
        lexicon.add(signature, tags)
        ready.append(Piece(article, signature, tags, event))
    mates = mates_of(labelled, tuning=False)
    known = {article.id for article, event in labelled if event is not None}
    lists = ours(ready, mates).lists
    found = scores([([one for one in lists[asking] if one in known], right) for asking, right in mates.items()])
    assert found["first_three_share"] >= 0.84
    assert found["mrr"] >= 0.79
