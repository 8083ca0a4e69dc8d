"""The pages' templates: Jinja2, everything escaped, with the names that pages need.

In: shapes. Out: pages. Refuses: a name that a template uses and nobody has set, with UndefinedError.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from newsloom.enrich.hashtags import spell
from newsloom.records import Reason
from newsloom.site import charts, wording
from newsloom.site.newsroom.sections import section_name
from newsloom.site.newsroom.shapes import Report
from newsloom.urls import web_url

WORDING = (
    "number", "ago", "clock", "day", "day_and_clock", "full_day", "moment", "stamp", "duration", "is_day_of", "bdi",
    "written_in", "and_list", "and_links", "short_list", "language_name", "country_name", "n_publishers",
    "n_independent", "n_articles", "named_day", "partial_day",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """What a list has of one day."""

    lines: tuple[Any, ...]


def environment(**options: Any) -> Environment:
    """The environment of all pages; Django's template backend asks for it."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # noqa: S701  it is on, above
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.globals |= {
        "static": static,
        "url": url,
        "icon_url": icon_url,
        "spark": lambda counts: charts.spark(counts, mirrored=is_mirrored()),
        "spark_line": lambda counts: charts.spark_line(counts, mirrored=is_mirrored()),
        "growth_chart": lambda moments, marks, **words: charts.growth(moments, marks, **words, mirrored=is_mirrored()),
        "line_chart": lambda counts, **words: charts.line(counts, **words, mirrored=is_mirrored()),
    }
    made.filters |= {name: getattr(wording, name) for name in WORDING}
    made.filters |= {
        "by_day": by_day,
        "hashed": lambda phrases: [f"#{spell(phrase)}" for phrase in phrases],
        "telling": telling,
        "marks": marks,
        "section_name": section_name,
        "host": host,
        "link": link,
        "data": Markup,  # what `outgoing.json_in_html` made; nothing in it can end its element
    }
    return made


def url(name: str, *arguments: str) -> str:
    """The address of a page of the newsroom, in the reader's language."""
    return _url_in(wording.reader_language(), name, arguments)


@lru_cache(maxsize=16_384)
def _url_in(language: str, name: str, arguments: tuple[str, ...]) -> str:
    """`reverse` reads the language from the thread; it is named here so that each has its own place in the memory."""
    return reverse(f"newsroom:{name}", args=arguments or None)


def icon_url(publisher_id: str) -> str:
    return reverse("publisher_icon", args=(publisher_id,))


def is_mirrored() -> bool:
    """Whether the page runs from right to left."""
    return wording.direction(wording.reader_language()) == "rtl"


def by_day(lines: Iterable[Any]) -> list[Day]:
    """Lines of a list by the day of their `at`, in the site's zone."""
    return [Day(tuple(part)) for _, part in groupby(lines, key=lambda line: timezone.localtime(line.at).date())]


def telling(reasons: Sequence[Reason]) -> Sequence[Reason]:
    """The reasons worth a reader's time: what is shared, by name; likeness and nearness in time only for want of it."""
    named = [one for one in reasons if one.terms or one.kind in ("copy", "background", "editor", "review")]
    return named[:2] or [one for one in reasons if one.kind in ("likeness", "time")][:1]


def marks(reports: Sequence[Report], now: datetime) -> list[charts.Mark]:
    """Dots of a chart of growth, each with who and when."""
    return [
        charts.Mark(
            at=report.line.at,
            count=report.n_articles,
            name=f"{name} {wording.day_and_clock(report.line.at, now)}".strip(),
            is_hollow=report.line.original_id is not None,
        )
        for report in reports
        for name in (report.line.publisher.name if report.line.publisher else "",)
    ]


def link(address: str | None) -> str:
    """A stranger's address fit for `href` and `src`: http or https, or nothing."""
    return web_url(address) or ""


def host(address: str) -> str:
    """`example.org`, for readers who want to know where a link leads."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
