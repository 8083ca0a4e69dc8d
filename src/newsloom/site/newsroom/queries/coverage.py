"""Who covers a story: its articles by publisher, copies folded under their text, and how the coverage grew.

In: the rows of a story's articles, by time. Out: `Coverage`. Refuses: nothing; of no rows there is an empty one.
A copy whose original is elsewhere stands for itself, with the other copies of that text under it.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsloom.publish.independent import Printing, independent
from newsloom.records import Reason
from newsloom.site.newsroom.codec import load_all
from newsloom.site.newsroom.queries.lines import Row, article_line
from newsloom.site.newsroom.shapes import Coverage, Growth, House, Member, Report

COLUMNS = ("reasons", "copy_kind", "credit")
"""What coverage needs beside the columns of a line."""
WIDE = ("live", "roundup")
"""Kinds of article that tell of this story among others."""


def coverage_of(rows: Sequence[Row]) -> Coverage:
    """Publishers with a text of their own first, then by time; round-ups and live blogs last."""
    counted = independent([_printing(row) for row in rows])
    members = _folded(rows)
    houses: dict[str, list[Member]] = {}
    for row, member in members:
        if row["kind"] not in WIDE:
            houses.setdefault(_house(row), []).append(member)
    made = [
        House(publisher=texts[0].line.publisher, texts=tuple(texts), is_independent=house in counted)
        for house, texts in houses.items()
    ]
    return Coverage(
        houses=tuple(sorted(made, key=lambda house: not house.is_independent)),
        wide=tuple(member for row, member in members if row["kind"] in WIDE),
        first_id=rows[0]["id"] if rows else "",
        growth=_growth(rows),
    )


def _folded(rows: Sequence[Row]) -> list[tuple[Row, Member]]:
    """The articles that stand for themselves, each with its copies, by time."""
    by_id = {row["id"]: row for row in rows}
    heads: dict[str, str] = {}
    copies: dict[str, list[Row]] = {}
    for row in rows:
        text = _text(row, by_id)
        head = text if text in by_id else heads.setdefault(text, row["id"])
        if head != row["id"]:
            copies.setdefault(head, []).append(row)
    folded = {row["id"] for group in copies.values() for row in group}
    return [(row, _member(row, copies.get(row["id"], []))) for row in rows if row["id"] not in folded]


def _text(row: Row, by_id: dict[str, Row]) -> str:
    """The id of the article whose text this is, here or elsewhere; of a ring, which no judge makes, the least."""
    seen = {str(row["id"])}
    while original := row["original_id"]:
        if original in seen:
            return min(seen)
        if original not in by_id:
            return str(original)
        row = by_id[original]
        seen.add(original)
    return str(row["id"])


def _member(row: Row, copies: Sequence[Row]) -> Member:
    line = article_line(row)
    return Member(
        line=line,
        reasons=load_all(Reason, row["reasons"]),
        copies=tuple(article_line(copy) for copy in copies),
        agency=next((one["credit"] for one in (row, *copies) if one["credit"]), ""),
    )


def _growth(rows: Sequence[Row]) -> Growth:
    """Every publisher's first article, and how many articles there were by then."""
    reports: dict[str, Report] = {}
    for n_articles, row in enumerate(rows, 1):
        if _house(row) not in reports:
            reports[_house(row)] = Report(line=article_line(row), n_articles=n_articles)
    return Growth(moments=tuple(row["at"] for row in rows), reports=tuple(reports.values()))


def _house(row: Row) -> str:
    """What tells publishers apart; an article that nobody is known to have published is alone."""
    return str(row["publisher_id"] or row["publisher_name"] or row["id"])


def _printing(row: Row) -> Printing:
    return Printing(
        article_id=row["id"],
        publisher=_house(row),
        publisher_name=row["publisher__name"] or row["publisher_name"],
        original_id=row["original_id"],
        credit=row["credit"],
    )
