"""Reasons: what two articles share that a reader would take for one."""

from datetime import UTC, datetime

from newsloom.cluster import Window, sign
from newsloom.records import Article, ArticleId, Joins, Language, Original

MORNING = datetime(2025, 3, 2, 8, tzinfo=UTC)
TEXT = """The dam above Ellenfeld burst on Sunday, 79 people were brought to safety and mayor Ada Okoro promised in February
that it would hold. The river Tarn carried the bridge away on Sunday, said Ada Okoro, and 79 sandbags were all that the town had."""


def article(name: str, headline: str, text: str) -> Article:
    return Article(
        id=ArticleId(name),
        headline=headline,
        text=text,
        language=Language("en"),
        published_at=MORNING,
        seen_at=MORNING,
    )


def test_days_months_and_bare_numbers_are_no_reasons() -> None:
    window = Window()
    first = sign(article("a", "Dam above Ellenfeld bursts", TEXT), None)
    window.add(
        first, window.place(first, Original(article_id=first.article_id)).story_id, Original(article_id=ArticleId("a"))
    )
    second = sign(article("b", "Ellenfeld dam bursts, bridge gone", TEXT.replace("promised", "had promised")), None)
    placement = window.place(second, Original(article_id=second.article_id))
    assert isinstance(placement, Joins)
    said = {term.lower() for reason in placement.reasons for term in reason.terms}
    assert said & {"sunday", "february", "79"} == set()
    assert "ada okoro" in said
