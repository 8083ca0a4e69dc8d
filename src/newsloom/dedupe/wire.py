"""Where copy came from: the agency that an article says it is by.

The agencies of the world are known by name; of any other a dateline tells, for only agencies put their name there.

In: an article. Out: the agency's usual name, or nothing. Refuses: an agency that is only quoted ("told Reuters"), or
that only contributed ("with files from AFP"): such an article is its publisher's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsloom.records import Article, PublisherId
from newsloom.text import folded_words

HEAD = 400
"""Characters at the start in which a dateline or a credit line stands."""
TAIL = 160
"""And at the end."""
DATELINE = re.compile(
    r"^(?:(?P<place>[^\n:;!?()«»\"“”]{2,60}?)[^\S\n]*)?\((?P<name>[^\W\d_a-z][^\n()\d,/:;]{1,39})\)\s*(?:--?|[–—:])\s",
    re.MULTILINE,
)
"""`THORSUND (Northwire) -`, `(Northwire) —`, `مرسى نور (وكالة أنباء) -`. Of 1,153 names that stood so before a text,
all but two were the agency's or the station's that had written it (31,700 articles of the years 2009 to 2026)."""
MOST_PLACE_WORDS, MOST_NAME_WORDS = 6, 5


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: the name it is known by, how it signs, and the domains of its own articles."""

    name: str
    signatures: tuple[str, ...]
    domains: tuple[str, ...] = ()


AGENCIES = (
    Agency("Reuters", ("Reuters", "Thomson Reuters", "رويترز"), ("reuters.com",)),
    Agency("Associated Press", ("AP", "Associated Press", "أسوشيتد برس", "أ ب"), ("apnews.com", "ap.org")),
    Agency("AFP", ("AFP", "Agence France-Presse", "فرانس برس", "أ ف ب", "أ.ف.ب", "ا ف ب"), ("afp.com",)),
    Agency("UPI", ("UPI", "United Press International"), ("upi.com",)),
    Agency("Bloomberg", ("Bloomberg", "Bloomberg News", "بلومبرغ", "بلومبيرغ"), ("bloomberg.com",)),
    Agency("dpa", ("dpa", "DPA", "Deutsche Presse-Agentur", "د ب أ", "الألمانية"), ("dpa.com",)),
    Agency("Xinhua", ("Xinhua", "شينخوا"), ("xinhuanet.com", "news.cn")),
    Agency("TASS", ("TASS", "تاس"), ("tass.com", "tass.ru")),
    Agency("PA", ("PA", "PA Media", "Press Association"), ("pa.media",)),
    Agency("EFE", ("EFE", "Agencia EFE"), ("efe.com",)),
    Agency("ANSA", ("ANSA",), ("ansa.it",)),
    Agency("Kyodo", ("Kyodo", "Kyodo News"), ("kyodonews.net",)),
    Agency("Yonhap", ("Yonhap", "Yonhap News Agency"), ("yna.co.kr",)),
    Agency("PTI", ("PTI", "Press Trust of India"), ("ptinews.com",)),
    Agency("ANI", ("ANI", "Asian News International"), ("aninews.in",)),
    Agency("IANS", ("IANS",), ("ians.in",)),
    Agency("Canadian Press", ("The Canadian Press", "Canadian Press"), ("thecanadianpress.com",)),
    Agency("AAP", ("AAP", "Australian Associated Press"), ("aap.com.au",)),
    Agency("Anadolu", ("AA", "Anadolu", "Anadolu Agency", "الأناضول"), ("aa.com.tr",)),
    Agency("MENA", ("MENA", "أ ش أ", "الشرق الأوسط"), ("mena.org.eg",)),
    Agency("SPA", ("SPA", "واس"), ("spa.gov.sa",)),
    Agency("WAM", ("WAM", "وام"), ("wam.ae",)),
    Agency("KUNA", ("KUNA", "كونا"), ("kuna.net.kw",)),
    Agency("QNA", ("QNA", "قنا"), ("qna.org.qa",)),
    Agency("Petra", ("Petra", "بترا"), ("petra.gov.jo",)),
    Agency("SANA", ("SANA", "سانا"), ("sana.sy",)),
    Agency("WAFA", ("WAFA", "وفا"), ("wafa.ps",)),
    Agency("Sputnik", ("Sputnik", "سبوتنيك"), ("sputniknews.com", "sputnikglobe.com")),
    Agency("States Newsroom", ("States Newsroom",), ("statesnewsroom.com",)),
)  # fmt: skip


def find_credit(article: Article) -> str:
    """The agency whose copy the article is, by its usual name; empty where it claims none.

    Looked for in the byline, then the lines at the head of the text, then those at its end.
    """
    patterns = _patterns()
    for byline in (article.byline, *article.authors):
        if found := patterns.byline.fullmatch(byline.strip()):
            return patterns.names[found["agency"].casefold()]
    head, tail = article.text[:HEAD], article.text[-TAIL:]
    for pattern, part in (*((pattern, head) for pattern in patterns.head), (patterns.tail, tail)):
        if found := pattern.search(part):
            return patterns.names[found["agency"].casefold()]
    return _dateline_credit(head)


def is_own(publisher_id: PublisherId | None, publisher_name: str, credit: str) -> bool:
    """Whether this publisher is the agency of that name."""
    if any(publisher_id in agency.domains for agency in AGENCIES if agency.name == credit):
        return True
    return bool(credit) and _key(publisher_name) == _key(credit)


def is_agency(publisher_id: PublisherId | None) -> bool:
    return any(publisher_id in agency.domains for agency in AGENCIES)


def _dateline_credit(head: str) -> str:
    """The name in brackets behind a place at the head of the text, whoever it is; a remark in brackets is none."""
    found = DATELINE.search(head)
    if found is None or len(found["name"].split()) > MOST_NAME_WORDS:
        return ""
    place = (found["place"] or "").split()
    n_small = sum(word[0].islower() for word in place)
    is_place = len(place) <= MOST_PLACE_WORDS and n_small < 2 and not (place and place[0][0].islower())
    return found["name"].strip() if is_place else ""


def _key(name: str) -> tuple[str, ...]:
    return tuple(word for word in folded_words(name) if word != "the")


@dataclass(frozen=True, slots=True)
class _Patterns:
    names: dict[str, str]
    byline: re.Pattern[str]
    head: tuple[re.Pattern[str], ...]
    tail: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    names = {signature.casefold(): agency.name for agency in AGENCIES for signature in agency.signatures}
    signatures = sorted((signature for agency in AGENCIES for signature in agency.signatures), key=len, reverse=True)
    agency = f"(?P<agency>{'|'.join(map(re.escape, signatures))})"
    writer = r"(?:by\s+|بقلم\s+)?(?:[^,|/–—\n]{3,60}(?:,|\||/|\s[–—-]|\s+of)\s*)?"
    ending = r"(?:\s+(?:news|staff|writers?|wire|correspondents?|reporters?|business writers?|news agency))?"
    signed = r"(?:(?i:by)\s+(?:[^,|\n]{3,60}[,|]\s*)?)?"
    source = r"(?i:source|credit|via|copyright|©|المصدر|وكالة|وكالات)(?:\s*:)?(?:\s+وكالة)?"
    return _Patterns(
        names=names,
        # "By Ann Lee, Associated Press", "AFP", "Reuters staff"
        byline=re.compile(rf"{writer}(?:the\s+)?{agency}{ending}", re.IGNORECASE),
        head=(
            # "LONDON, May 3 (Reuters) -", "(AP) —", "عمان (رويترز) -"
            re.compile(rf"\({agency}\)\s*(?:[-–—:.,]|$)", re.MULTILINE),
            # "الرياض - واس:", "BEIJING — Xinhua —"
            re.compile(rf"^[^\n.]{{2,40}}\s[-–—]\s\(?{agency}\)?\s*[:–—-]", re.MULTILINE),
            # a line of its own: "Associated Press", "By Tom Ray, AP", "وكالة الأناضول"
            re.compile(rf"^(?:{source}\s*)?{signed}(?:the\s+)?{agency}$", re.MULTILINE),
        ),
        # the last line: "— Reuters", "Source: AFP", "(AP)"
        tail=re.compile(
            rf"(?:^|\n|[.!?\"”]\s)\s*(?:[-–—(\[]+\s*|{source}\s*)(?:the\s+)?{agency}[)\].]*\s*$", re.IGNORECASE
        ),
    )
