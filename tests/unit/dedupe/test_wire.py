"""Credit lines of agencies, where they stand and where they only seem to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsloom.dedupe import find_credit
from newsloom.records import Article, ArticleId

BODY = "Ministers of the coastal states met on Monday and agreed on little."


def article(text: str = BODY, *, byline: str = "") -> Article:
    now = datetime(2025, 3, 1, tzinfo=UTC)
    return Article(id=ArticleId("a"), headline="Ministers meet", text=text, byline=byline, seen_at=now)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"PORT ELLEN, March 3 (Reuters) - {BODY}", "Reuters"),
        (f"PORT ELLEN (AP) — {BODY}", "Associated Press"),
        (f"Port Ellen (AFP) – {BODY}", "AFP"),
        (f"Ann Lee\n\nAssociated Press\n\n{BODY}", "Associated Press"),
        (f"By Ann Lee, Associated Press\n\n{BODY}", "Associated Press"),
        (f"{BODY}\n\n— Reuters", "Reuters"),
        (f"{BODY}\n\nSource: AFP", "AFP"),
        (f"عمان (رويترز) - {BODY}", "Reuters"),
        (f"الرياض - واس: {BODY}", "SPA"),
        (f"{BODY}\n\nالمصدر: وكالة الأناضول", "Anadolu"),
        (f"PORT ELLEN, Jura, March 3 (Northwire) - {BODY}", "Northwire"),
        (f"A line that stands under the headline\n\n(Isles News Agency) — {BODY}", "Isles News Agency"),
        (f"مرسى نور (وكالة أنباء الجزر) - {BODY}", "وكالة أنباء الجزر"),
    ],
)
def test_copy_that_signs_as_an_agencys_is_credited(text: str, agency: str) -> None:
    assert find_credit(article(text)) == agency


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("Associated Press", "Associated Press"),
        ("Ann Lee, Associated Press", "Associated Press"),
        ("AFP", "AFP"),
        ("Reuters Staff", "Reuters"),
        ("Ann Lee", ""),
        ("Ann Lee and Bloomberg Philanthropies", ""),
    ],
)
def test_a_byline_may_name_the_agency(byline: str, agency: str) -> None:
    assert find_credit(article(byline=byline)) == agency


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "",
        f"{BODY} The minister told Reuters that he was tired.",
        f"{BODY}\n\nContributing: Ann Lee and the Associated Press",
        f"{BODY}\n\nThe Associated Press contributed to this report.",
        f"{BODY} Adelia wrote the AP exam (AP courses are popular) in May.",
        f"The bill got nowhere under Ellery (R-Jura) — {BODY}",
        f"UPDATE (3 May): {BODY}",
        f"Turnout (as we have reported): {BODY}",
    ],
)
def test_an_agency_that_is_quoted_or_helped_is_no_credit(text: str) -> None:
    assert find_credit(article(text)) == ""
