"""What kind of article it is: a text, an episode, a video, a live blog, a round-up of many events.

Live blogs and round-ups speak of many events, so that a story never forms around them; better one too few than a
report called a round-up.

In: metadata, address, enclosures. Out: an `ArticleKind`. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsloom.records import ArticleKind, Enclosure

LIVE_URL = re.compile(
    r"/live(?:blog|ticker)s?/|/(?:news|sport|world|politics)/live/|/live/(?:\d{4}/|[\w-]+-\d{5,})"
    r"|live-?(?:blog|ticker|updates?|coverage)\b",
    re.IGNORECASE,
)
LIVE_HEADLINE = re.compile(
    r"live ?blog|live ?ticker|live (?:updates?|coverage|news)|newsticker|\bas it happened\b|[-–—|:]\s*live\b\W*$"
    r"|^live\b\s?[:|–—-]"
    r"|\ben direct\b|\ben vivo\b|\bin diretta\b|\bao vivo\b|مباشر\W*$|^مباشر\b|تغطية (?:مباشرة|حية)",
    re.IGNORECASE,
)
ROUNDUP = re.compile(
    r"(?:^|[:|–—-] )(?:(?:the|your|our) )?(?:[\w’']+ )?"
    r"(?:morning|evening|daily|weekly|weekend|midday|afternoon|nightly|news|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r" (?:briefing|round-?up|digest|wrap(?:-?up)?|recap|newsletter|headlines)\b"
    r"|^(?:the )?(?:briefing|round-?up|digest|news in brief|in brief|first thing|up first)\b"
    r"|\b(?:news )?round-?up\s?[:|–—-]|\bweek in (?:review|pictures|photos|politics)\b|\bthe week ahead\b"
    r"|\b(?:here(?:'|’)?s )?what we know(?: so far| about)?\b"
    r"|\bwhat (?:you need )?to know (?:today|this (?:morning|week))\b"
    r"|\b(?:top|biggest|main) (?:stories|headlines) (?:of|from|for|this) "
    r"|\b\w+ things to know (?:today|this|before|for)\b"
    r"|\b(?:today|yesterday)(?:'|’)s (?:headlines|top stories|news)\b|^(?:in pictures|photos of the (?:day|week))\b"
    r"|\b(?:nachrichten|wochen|tages)(?:rück|über)blick\b|\bdas wichtigste (?:am|vom|des|in kürze)\b|\bwas wir wissen\b"
    r"|\bl['’]essentiel de l['’]actu|\bce que l['’]on sait\b|\blo que sabemos\b"
    r"|\bresumen (?:del día|de la semana|de noticias)\b"
    r"|\bcosa sappiamo\b|موجز (?:الأخبار|الأنباء|أخبار|الصباح|المساء)|أبرز (?:عناوين|أخبار|الأخبار)"
    r"|حصاد (?:اليوم|الأسبوع)"
    r"|جولة (?:في )?الصحاف|ماذا نعرف عن|ما نعرفه (?:حتى الآن|عن)",
    re.IGNORECASE,
)


def kind_of(
    headline: str, url: str | None, schema_types: Sequence[str], enclosures: Sequence[Enclosure] = ()
) -> ArticleKind:
    """By its enclosures first, then by what the page, its address and its headline say."""
    for enclosure in enclosures:
        if enclosure.media_type.startswith("audio/"):
            return "audio"
        if enclosure.media_type.startswith("video/"):
            return "video"
    if "LiveBlogPosting" in schema_types or LIVE_HEADLINE.search(headline):
        return "live"
    if url and LIVE_URL.search(url.partition("?")[0]):
        return "live"
    return "roundup" if ROUNDUP.search(headline) else "text"
