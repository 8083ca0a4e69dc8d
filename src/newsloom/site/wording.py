"""Numbers, times and names in the reader's language.

In: values of records; the language of the thread, as Django knows it. Out: text, or `Markup` where parts are kept
apart. Refuses: nothing; a language that CLDR does not know is written in English.

The words and forms of dates and numbers are those of CLDR. English pages take the British order of day and month;
Arabic pages take the Arabic digits, those that CLDR calls native to the language. Clocks show 24 hours everywhere.
What was said once is remembered, because a page says the same things many times over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_timedelta, get_timezone_gmt
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils import timezone, translation
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from newsloom.records import Precision

P = ParamSpec("P")
T = TypeVar("T")

BRITISH = Locale("en", "GB")
RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv"))
DIGITS = {"ar": "arab"}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
COMMA = {"ar": "، "}
N_REMEMBERED = 8192


_speaking: ContextVar[str] = ContextVar("speaking")


@contextmanager
def speaking() -> Iterator[str]:
    """Ask for the reader's language once, because a page needs it some hundred times."""
    token = _speaking.set(_asked())
    try:
        yield _speaking.get()
    finally:
        _speaking.reset(token)


def reader_language() -> str:
    """Language of the page: ISO 639-1."""
    return _speaking.get("") or _asked()


def _asked() -> str:
    return (translation.get_language() or "en").partition("-")[0]


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """CLDR's locale."""
    try:
        return BRITISH if language == "en" else Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return BRITISH


def spoken(say: Callable[Concatenate[str, P], T]) -> Callable[P, T]:
    """A function of a language and values, as a function of the values alone, in the reader's language."""
    remembered = lru_cache(maxsize=N_REMEMBERED)(say)

    @wraps(say)
    def in_reader_language(*values: P.args, **named: P.kwargs) -> T:
        return remembered(reader_language(), *values, **named)  # type: ignore[arg-type]  # all of them are hashable

    return in_reader_language


def in_digits(language: str, text: str) -> str:
    """The text with the digits of the language; Babel writes those of dates in Latin always."""
    return text.translate(ARABIC_DIGITS) if language in DIGITS else text


@spoken
def number(language: str, value: float) -> str:
    system = DIGITS.get(language, "latn")
    return in_digits(language, format_decimal(value, locale=locale_of(language), numbering_system=system))


def ago(moment_at: datetime, now: datetime) -> str:
    """`3 hours ago`; below a minute, and for clocks that run ahead of ours, the smallest honest step."""
    seconds = max((now - moment_at).total_seconds(), 1)
    step = next((step for step in (86400, 3600, 60) if seconds >= step), 1)
    return _ago(seconds // step * step)


@spoken
def _ago(language: str, seconds: float) -> str:
    passed = timedelta(seconds=-seconds)
    return in_digits(language, format_timedelta(passed, add_direction=True, threshold=1, locale=locale_of(language)))


@spoken
def clock(language: str, moment_at: datetime) -> str:
    """`08:12`, in the site's zone."""
    return in_digits(language, timezone.localtime(moment_at).strftime("%H:%M"))


def day(moment_at: datetime, now: datetime) -> str:
    """`8 Aug`, with the year where it is not this one."""
    return _day(moment_at, timezone.localtime(now).year)


@spoken
def _day(language: str, moment_at: datetime, this_year: int) -> str:
    local = timezone.localtime(moment_at)
    form = "MMMd" if local.year == this_year else "yMMMd"
    return in_digits(language, format_skeleton(form, local, locale=locale_of(language)))


def day_and_clock(moment_at: datetime, now: datetime) -> str:
    """`8 Aug 08:12`."""
    return f"{day(moment_at, now)} {clock(moment_at)}"


def is_day_of(moment_at: datetime, now: datetime) -> bool:
    """Whether both lie in one day of the site's zone."""
    return timezone.localtime(moment_at).date() == timezone.localtime(now).date()


@spoken
def full_day(language: str, moment_at: datetime) -> str:
    """`Friday 8 August 2025`, as a masthead has it."""
    written = format_date(timezone.localtime(moment_at).date(), "full", locale=locale_of(language))
    return in_digits(language, written)


@spoken
def named_day(language: str, on: date, precision: Precision) -> str:
    """`8 August 2025`, `August 2025`, `2025`: a day as precise as it is known."""
    if precision == "day":
        return in_digits(language, format_date(on, "long", locale=locale_of(language)))
    form = "yMMMM" if precision == "month" else "y"
    return in_digits(language, format_skeleton(form, on, locale=locale_of(language)))


@spoken
def full_date(language: str, on: date) -> str:
    """`Friday, 8 August 2025`."""
    return in_digits(language, format_date(on, "full", locale=locale_of(language)))


@spoken
def moment(language: str, moment_at: datetime) -> str:
    """`Fri, 8 Aug 2025, 15:48 UTC`: the whole of it, zone and all."""
    local = timezone.localtime(moment_at)
    date = format_skeleton("yMMMEd", local, locale=locale_of(language))
    written = f"{date}{COMMA.get(language, ', ')}{local:%H:%M} {_zone(language, local)}"
    return in_digits(language, written)


@spoken
def zone(language: str, moment_at: datetime) -> str:
    """`UTC`, `GMT+04:00`: the site's zone at that moment."""
    return in_digits(language, _zone(language, timezone.localtime(moment_at)))


def _zone(language: str, local: datetime) -> str:
    return "UTC" if not local.utcoffset() else get_timezone_gmt(local, "long", locale=locale_of(language))


def partial_day(on: date, precision: Precision) -> str:
    """For machines: `2025-08-08`, `2025-08`, `2025`."""
    return on.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


@lru_cache(maxsize=N_REMEMBERED)
def stamp(moment_at: datetime) -> str:
    """For machines: ISO 8601 in the site's zone, to the second."""
    return timezone.localtime(moment_at).isoformat(timespec="seconds")


@spoken
def duration(language: str, seconds: int) -> str:
    """`1:02:09`, `7:30`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return in_digits(language, f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}")


@spoken
def n_publishers(_language: str, n: int) -> str:
    return ngettext("%(shown)s publisher", "%(shown)s publishers", n) % {"shown": number(n)}


@spoken
def n_independent(_language: str, n: int) -> str:
    return ngettext("%(shown)s independent text", "%(shown)s independent texts", n) % {"shown": number(n)}


@spoken
def n_articles(_language: str, n: int) -> str:
    return ngettext("%(shown)s article", "%(shown)s articles", n) % {"shown": number(n)}


@spoken
def language_name(language: str, code: str) -> str:
    """`Arabic` of `ar`; the code itself where CLDR has no name."""
    return str(locale_of(language).languages.get(code, code))


@spoken
def country_name(language: str, code: str) -> str:
    """`Ireland` of `IE`; empty for no country that CLDR knows."""
    return str(locale_of(language).territories.get(code.upper(), ""))


def bdi(text: str) -> Markup:
    """A name or phrase of unknown script, kept from disturbing the line it stands in."""
    return Markup('<bdi dir="auto">{}</bdi>').format(text)


def and_list(texts: Iterable[str]) -> Markup:
    """`A, B and C`, each part isolated from its neighbours."""
    return and_links(map(bdi, texts))


def and_links(links: Iterable[Markup]) -> Markup:
    """`A, B and C` of what is markup already."""
    return Markup(format_list(list(links), locale=locale_of(reader_language())))  # noqa: S704  the parts are markup


def short_list(texts: Sequence[str], limit: int) -> Markup:
    """`A, B, C and 9 more`; one that would be left out alone stands with the others."""
    if len(texts) <= limit + 1:
        return and_list(texts)
    n_left = len(texts) - limit
    more = ngettext("%(shown)s more", "%(shown)s more", n_left) % {"shown": number(n_left)}
    return and_links([*(bdi(text) for text in texts[:limit]), escape(more)])


@spoken
def written_in(language: str, of_text: str) -> Markup:
    """The attributes of an element whose text is in another language than the page."""
    if of_text == language:
        return Markup("")
    if of_text in ("", "und"):
        return Markup(' dir="auto"')
    return Markup(' lang="{}" dir="{}"').format(of_text, direction(of_text))
