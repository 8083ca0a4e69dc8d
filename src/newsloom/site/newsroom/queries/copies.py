"""Who else printed a text: what makes one card of an article and its copies in a list.

In: lines of originals. Out: the same, knowing the other publishers. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsloom.site.newsroom.models import Article
from newsloom.site.newsroom.shapes import ArticleLine, Slice


def with_copies(lines: Sequence[ArticleLine]) -> tuple[ArticleLine, ...]:
    """Each with the names of the other publishers that ran its text, the earliest first. One query."""
    others: dict[str, dict[str, str]] = {line.id: {} for line in lines}
    own = {line.id: line.publisher.id if line.publisher else None for line in lines}
    copies = Article.objects.filter(original_id__in=others).order_by("at", "id")
    columns = ("original_id", "publisher_id", "publisher__name", "publisher_name")
    for original_id, publisher_id, name, given_name in copies.values_list(*columns):
        if publisher_id != own[original_id]:
            others[original_id].setdefault(publisher_id or given_name, name or given_name or publisher_id)
    return tuple(replace(line, also_in=tuple(filter(None, others[line.id].values()))) for line in lines)


def slice_with_copies(part: Slice[ArticleLine]) -> Slice[ArticleLine]:
    """One query."""
    return Slice(with_copies(part.items), part.older, part.is_first)
