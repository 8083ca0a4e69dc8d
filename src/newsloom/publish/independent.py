"""Which publishers of a story wrote a text of their own.

In: the articles of a story as printings. Out: the publishers that count. Refuses: nothing.

The rule. A text is by its writer: the agency that it credits; else, of a copy, whoever wrote the original; else its
publisher. A publisher that wrote a text counts once, however many articles it has. A text whose writer is not here (an
agency that is not among the publishers, an original that is in no article of this story) is a voice too: it counts
once, by the first of the publishers that ran it and does not count already. So

* two copies of an agency's text without the agency are one voice, and with the agency they add none to it;
* two different texts by one agency, in two papers, are one voice: nobody else has looked;
* a paper that only ran copies of what counts already does not count;
* there are never more independent texts than publishers, and never fewer than one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsloom.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One article, as far as it tells who wrote it."""

    article_id: str
    publisher: str
    """What tells publishers apart: the domain, or the name."""
    publisher_name: str = ""
    original_id: str | None = None
    """Of a copy: whose text it is."""
    credit: str = ""


def independent(printings: Sequence[Printing]) -> frozenset[str]:
    """The publishers that count. `printings` come in the order of their time."""
    by_id = {one.article_id: one for one in printings}
    houses = {fold(one.publisher_name): one.publisher for one in reversed(printings) if one.publisher_name}
    written = [(_writer(one, by_id, houses), one.publisher) for one in printings]
    counted = {publisher for writer, publisher in written if writer == publisher}
    elsewhere: dict[str, list[str]] = {}
    for writer, publisher in written:
        if writer not in counted:
            elsewhere.setdefault(writer, []).append(publisher)
    for bearers in sorted(elsewhere.values(), key=lambda publishers: len(set(publishers))):
        counted.update([one for one in bearers if one not in counted][:1])
    return frozenset(counted)


def _writer(one: Printing, by_id: dict[str, Printing], houses: dict[str, str]) -> str:
    """A publisher of this story, or a name that is none: an agency's, an article's that is elsewhere."""
    original, seen = one, {one.article_id}
    while original.original_id in by_id and original.original_id not in seen:
        original = by_id[original.original_id]
        seen.add(original.article_id)
    if agency := original.credit or one.credit:
        return houses.get(fold(agency), f"agency {fold(agency)}")
    return original.publisher if original.original_id is None else f"text {original.original_id}"
