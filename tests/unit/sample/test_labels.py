"""The labels of the sample newspaper agree with themselves."""

from collections import Counter
from datetime import UTC, datetime

from newsloom.sample.labels import Gold, gold

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def labelled() -> dict[str, Gold]:
    return {one.key: one for one in gold(NOW)}


def test_the_same_moment_gives_the_same_labels() -> None:
    assert gold(NOW) == gold(NOW)


def test_every_piece_has_an_id_of_its_own() -> None:
    assert max(Counter(one.article.id for one in gold(NOW)).values()) == 1


def test_a_copy_has_an_original_of_the_same_story_that_came_before() -> None:
    by_id = {one.article.id: one for one in gold(NOW)}
    for one in gold(NOW):
        if one.original_id is not None:
            original = by_id[one.original_id]
            assert original.story == one.story, one.key
            assert original.article.at < one.article.at, one.key
            assert original.original_id is None, one.key


def test_stories_are_related_in_both_directions() -> None:
    related = {(one.story, other) for one in gold(NOW) for other in one.related}
    assert {(other, story) for story, other in related} == related
    assert ("ferry-inquiry", "ferry-aground") in related


def test_both_parts_hold_stories_copies_and_both_languages() -> None:
    for part in ("tune", "report"):
        inside = [one for one in gold(NOW) if one.part == part]
        assert len({one.story for one in inside}) >= 8
        assert {one.article.language for one in inside} == {"en", "ar"}
        assert any(one.copy for one in inside)


def test_every_article_has_four_to_eight_hashtags_but_copies_may_have_fewer() -> None:
    counts = {one.key: len(one.hashtags) for one in gold(NOW) if not one.is_rejected}
    assert {key: n for key, n in counts.items() if not 3 <= n <= 8} == {}
    assert {one.key for one in gold(NOW) if len(one.hashtags) < 4 and not one.is_rejected and not one.copy} == set()


def test_a_cut_text_is_labelled_with_what_the_publisher_shows() -> None:
    one = labelled()["courier/aldane-nine-votes"]
    assert one.article.is_cut
    assert one.article.text.count("\n\n") == 2


def test_texts_carry_no_markup() -> None:
    for one in gold(NOW):
        assert not set("<>{}[]") & set(one.article.text), one.key


def test_authors_are_the_people_of_the_byline() -> None:
    authors = {key: one.article.authors for key, one in labelled().items()}
    assert authors["courier/waiver-for-selene-star"] == ("Alma Desrosier", "Bastian Roe")
    assert authors["courier/farm-at-the-end-of-the-runway"] == ("Teodor Quill",)
    assert authors["calderpost/holm-walks-out"] == ("Fergus Ashdown",)
    assert authors["marfa/layl-tell-zayn"] == ("ريم الصبّاغ",)
    assert authors["marfa/indimaj-khalij-wadi"] == ()
