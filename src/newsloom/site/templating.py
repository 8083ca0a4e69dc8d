"""How pages are written: the Jinja2 environment, and numbers, times and mixed scripts in the reader's language.

In: values of the records. Out: text or `Markup`, everything else escaped. Refuses: a name that a template uses and
nobody has set, with UndefinedError.

The words and forms of dates and numbers are those of CLDR. English pages take the British order of day and month;
Arabic pages take the Arabic digits, those that CLDR calls native to the language. Clocks show 24 hours everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta, get_timezone_gmt
from babel.lists import format_list
from babel.numbers import format_decimal
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from newsloom.site import charts
from newsloom.urls import web_url

BRITISH = Locale("en", "GB")
RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv"))
DIGITS = {"ar": "arab"}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


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
        "bar_chart": lambda counts, **words: charts.bars(counts, **words, mirrored=is_mirrored()),
        "line_chart": lambda counts, **words: charts.line(counts, **words, mirrored=is_mirrored()),
    }
    made.filters |= {
        "number": number,
        "ago": ago,
        "clock": clock,
        "day": day,
        "full_day": full_day,
        "moment": moment,
        "stamp": stamp,
        "duration": duration,
        "bdi": bdi,
        "written_in": written_in,
        "and_list": and_list,
        "language_name": language_name,
        "country_name": country_name,
        "day_and_clock": day_and_clock,
        "groupby_day": groupby_day,
        "is_day_of": is_day_of,
        "hashed": lambda phrases: [f"#{phrase}" for phrase in phrases],
        "host": host,
        "link": link,
        "data": Markup,  # what `outgoing.json_in_html` made; nothing in it can end its element
    }
    return made


def url(name: str, *arguments: object) -> str:
    """The address of a page of the newsroom, in the reader's language."""
    return reverse(f"newsroom:{name}", args=arguments or None)


def icon_url(publisher_id: str) -> str:
    return reverse("publisher_icon", args=(publisher_id,))


def reader_language() -> str:
    """Language of the page: ISO 639-1."""
    return (translation.get_language() or "en").partition("-")[0]


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def is_mirrored() -> bool:
    return direction(reader_language()) == "rtl"


@lru_cache(maxsize=16)
def _locale_of(language: str) -> Locale:
    return BRITISH if language == "en" else Locale.parse(language)


def locale() -> Locale:
    """CLDR's locale of the page's language."""
    return _locale_of(reader_language())


# ------------------------------------------------------------------------------------ numbers and times


def number(value: float) -> str:
    return in_digits(format_decimal(value, locale=locale(), numbering_system=DIGITS.get(reader_language(), "latn")))


def in_digits(text: str) -> str:
    """The text with the digits of the page's language; Babel writes those of dates in Latin always."""
    return text.translate(ARABIC_DIGITS) if reader_language() in DIGITS else text


def ago(moment_at: datetime, now: datetime) -> str:
    """`3 hours ago`; below a minute, and for clocks that run ahead of ours, the smallest honest step."""
    passed = max(now - moment_at, timedelta(seconds=1))
    return in_digits(format_timedelta(-passed, add_direction=True, threshold=1, locale=locale()))


def clock(moment_at: datetime) -> str:
    """`08:12`, in the site's zone."""
    return in_digits(timezone.localtime(moment_at).strftime("%H:%M"))


def day(moment_at: datetime, now: datetime) -> str:
    """`8 Aug`, with the year where it is not this one."""
    local, here = timezone.localtime(moment_at), timezone.localtime(now)
    return in_digits(format_skeleton("MMMd" if local.year == here.year else "yMMMd", local, locale=locale()))


def day_and_clock(moment_at: datetime, now: datetime) -> str:
    """`8 Aug 08:12`."""
    return f"{day(moment_at, now)} {clock(moment_at)}"


def groupby_day(lines: Iterable[Any]) -> list[Day]:
    """Lines of a list by the day of their `at`, in the site's zone."""
    return [Day(tuple(part)) for _, part in groupby(lines, key=lambda line: timezone.localtime(line.at).date())]


def is_day_of(moment_at: datetime, now: datetime) -> bool:
    """Whether both lie in one day of the site's zone."""
    return timezone.localtime(moment_at).date() == timezone.localtime(now).date()


def full_day(moment_at: datetime) -> str:
    """`Friday 8 August 2025`, as a masthead has it."""
    return in_digits(format_date(timezone.localtime(moment_at).date(), "full", locale=locale()))


def moment(moment_at: datetime) -> str:
    """`Fri, 8 Aug 2025, 15:48 UTC`: the whole of it, zone and all."""
    local = timezone.localtime(moment_at)
    date = in_digits(format_skeleton("yMMMEd", local, locale=locale()))
    zone = in_digits("UTC" if not local.utcoffset() else get_timezone_gmt(local, "long", locale=locale()))
    return f"{date}{'، ' if reader_language() == 'ar' else ', '}{clock(moment_at)} {zone}"


def stamp(moment_at: datetime) -> str:
    """For machines: ISO 8601 in the site's zone, to the second."""
    return timezone.localtime(moment_at).isoformat(timespec="seconds")


def duration(seconds: int) -> str:
    """`1:02:09`, `7:30`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return in_digits(f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}")


# ------------------------------------------------------------------------------------------ mixed scripts


def language_name(code: str) -> str:
    """`Arabic` of `ar`, in the reader's language; the code itself where CLDR has no name."""
    return str(locale().languages.get(code, code))


def country_name(code: str) -> str:
    """`Ireland` of `IE`, in the reader's language; empty for no country that CLDR knows."""
    return str(locale().territories.get(code.upper(), ""))


def bdi(text: str) -> Markup:
    """A name or phrase of unknown script, kept from disturbing the line it stands in."""
    return Markup('<bdi dir="auto">{}</bdi>').format(text)


def written_in(language: str) -> Markup:
    """The attributes of an element whose text is in `language`; none where that is the page's own."""
    if language == reader_language():
        return Markup("")
    if language in ("", "und"):
        return Markup(' dir="auto"')
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def and_list(texts: Iterable[str]) -> Markup:
    """`A, B and C` in the reader's language, each part isolated from its neighbours."""
    return Markup(format_list([bdi(text) for text in texts], locale=locale()))  # noqa: S704  parts are escaped


# ---------------------------------------------------------------------------------------------- addresses


def link(address: str | None) -> str:
    """A stranger's address fit for `href` and `src`: http or https, or nothing."""
    return web_url(address) or ""


def host(address: str) -> str:
    """`example.org`, for readers who want to know where a link leads."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
