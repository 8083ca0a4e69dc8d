"""Copies: found whole, cut, or with paragraphs added; and nothing is a copy by accident."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.dedupe import Shelf, sketch
from newsloom.dedupe.sketch import N_KEPT, overlap
from newsloom.records import Article, ArticleId, CopyOf, Original, PublisherId, Verdict

MORNING = datetime(2025, 3, 1, 8, tzinfo=UTC)


def prose(seed: int, n_words: int) -> str:
    """Words that no other seed strings together alike."""
    chance = random.Random(seed)
    return " ".join(f"w{chance.randrange(5000)}" for _ in range(n_words))


def article(name: str, text: str, *, hours: float = 0, publisher: str = "daily.example", credit: str = "") -> Article:
    at = MORNING + timedelta(hours=hours)
    return Article(
        id=ArticleId(name),
        headline=name,
        text=text,
        seen_at=at,
        published_at=at,
        publisher_id=PublisherId(publisher),
        credit=credit,
    )


def judge_all(*articles: Article) -> dict[str, Verdict]:
    shelf = Shelf()
    verdicts: dict[str, Verdict] = {}
    for one in articles:
        drawn = sketch(one)
        verdicts[one.id] = shelf.judge(one, drawn)
        shelf.add(one, drawn, verdicts[one.id])
    return verdicts


def test_the_same_text_in_other_capitals_and_marks_is_an_exact_copy() -> None:
    text = prose(1, 80)
    verdicts = judge_all(article("a", text), article("b", text.upper().replace(" ", ", "), hours=1))
    assert verdicts["b"] == CopyOf(
        article_id=ArticleId("b"), original_id=ArticleId("a"), kind="exact", resemblance_share=1.0
    )


def test_a_text_with_a_new_paragraph_is_a_light_edit() -> None:
    text = prose(1, 300)
    verdict = judge_all(article("a", text), article("b", text + "\n\n" + prose(2, 60), hours=1))["b"]
    assert isinstance(verdict, CopyOf)
    assert (verdict.original_id, verdict.kind) == ("a", "light-edit")
    assert verdict.resemblance_share == pytest.approx(296 / 356)


def test_a_credited_text_cut_to_a_third_is_wire_copy() -> None:
    text = prose(1, 600)
    cut = " ".join(text.split()[:200])
    verdict = judge_all(
        article("a", text, publisher="reuters.com"), article("b", cut, hours=1, publisher="x.example", credit="Reuters")
    )["b"]
    assert isinstance(verdict, CopyOf)
    assert (verdict.original_id, verdict.kind) == ("a", "wire")


def test_wire_copy_with_as_many_local_paragraphs_is_found_by_its_credit_alone() -> None:
    wire, local = prose(1, 200), prose(2, 300)
    own = article("a", wire, publisher="apnews.com")
    with_local = article("b", f"{wire}\n\n{local}", hours=1, publisher="x.example", credit="Associated Press")
    assert isinstance(judge_all(own, with_local)["b"], CopyOf)
    rival = article("a", wire, publisher="y.example")
    assert judge_all(rival, replace(with_local, credit=""))["b"] == Original(article_id=ArticleId("b"))


def test_the_agencys_own_article_is_an_original_though_a_copy_came_first() -> None:
    text = prose(1, 200)
    early = article("a", text, publisher="x.example", credit="AFP")
    own = article("b", text, hours=1, publisher="afp.com", credit="AFP")
    late = article("c", text, hours=2, publisher="y.example", credit="AFP")
    verdicts = judge_all(early, own, late)
    assert verdicts["b"] == Original(article_id=ArticleId("b"))
    late_verdict = verdicts["c"]
    assert isinstance(late_verdict, CopyOf)
    assert late_verdict.original_id == "b"


def test_an_agency_that_no_list_knows_is_known_by_its_name() -> None:
    text = prose(1, 200)
    rival = article("a", text, publisher="x.example", credit="Northwire")
    own = replace(article("b", text, hours=1, publisher="nw.example", credit="Northwire"), publisher_name="Northwire")
    verdicts = judge_all(rival, own, article("c", text + " " + prose(2, 90), hours=2, credit="Northwire"))
    assert verdicts["b"] == Original(article_id=ArticleId("b"))
    late = verdicts["c"]
    assert isinstance(late, CopyOf)
    assert (late.original_id, late.kind) == ("b", "wire")


def test_a_copy_of_a_copy_is_a_copy_of_the_original() -> None:
    text = prose(1, 200)
    verdict = judge_all(article("a", text), article("b", text, hours=1), article("c", text, hours=2))["c"]
    assert isinstance(verdict, CopyOf)
    assert verdict.original_id == "a"


@pytest.mark.parametrize("text", ["", "Watch live.", "Our newsletter: all the news of the day"])
def test_very_short_texts_are_never_copies(text: str) -> None:
    assert judge_all(article("a", text), article("b", text, hours=1))["b"] == Original(article_id=ArticleId("b"))


def test_texts_of_one_event_that_share_a_quotation_are_two_texts() -> None:
    quotation = prose(9, 30)
    first = article("a", f"{prose(1, 150)} {quotation} {prose(2, 150)}")
    second = article("b", f"{prose(3, 150)} {quotation} {prose(4, 150)}", hours=1)
    assert judge_all(first, second)["b"] == Original(article_id=ArticleId("b"))


def test_a_reprint_after_the_window_is_news_again() -> None:
    text = prose(1, 200)
    assert judge_all(article("a", text), article("b", text, hours=24 * 15))["b"] == Original(article_id=ArticleId("b"))


def test_one_wrong_date_does_not_empty_the_shelf() -> None:
    text = prose(1, 200)
    others = [article(f"o{n}", prose(100 + n, 100)) for n in range(5)]
    future = article("f", prose(2, 200), hours=24 * 9000)
    assert isinstance(judge_all(*others, article("a", text), future, article("b", text, hours=1))["b"], CopyOf)


def test_chinese_text_is_compared_by_its_letters() -> None:
    chance = random.Random(3)
    text = "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(300))
    verdict = judge_all(article("a", text), article("b", text[:250], hours=1))["b"]
    assert isinstance(verdict, CopyOf)
    assert verdict.kind == "light-edit"


def test_a_shelf_built_again_judges_alike() -> None:
    articles = [article(f"a{n}", prose(n // 3, 120 + n), hours=n) for n in range(12)]
    live, rebuilt = Shelf(), Shelf()
    for one in articles:
        drawn = sketch(one)
        verdict = live.judge(one, drawn)
        assert rebuilt.judge(one, drawn) == verdict
        live.add(one, drawn, verdict)
        rebuilt.remember(drawn, verdict, at=one.at, publisher_id=one.publisher_id)


words = st.lists(st.sampled_from([f"w{n}" for n in range(40)]), max_size=120).map(" ".join)


@given(words, words)
def test_resemblance_is_the_same_both_ways_and_whole_with_oneself(first: str, second: str) -> None:
    a, b = sketch(article("a", first)), sketch(article("b", second))
    there, back = overlap(a, b), overlap(b, a)
    assert there.resemblance_share == back.resemblance_share
    assert (there.first_share, there.second_share) == (back.second_share, back.first_share)
    assert overlap(a, a).resemblance_share == (1.0 if a.n_shingles else 0.0)


def test_of_long_texts_resemblance_is_estimated_closely() -> None:
    text, more = prose(1, 3000), prose(2, 3000)
    a, b = sketch(article("a", text)), sketch(article("b", f"{text} {more}"))
    assert len(a.minhash) == len(b.minhash) == N_KEPT
    assert overlap(a, b).resemblance_share == pytest.approx(0.5, abs=0.05)
    assert overlap(a, b).first_share == pytest.approx(1.0, abs=0.02)
