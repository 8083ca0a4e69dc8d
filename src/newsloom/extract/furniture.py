"""The standing phrases of news pages that are no part of any article: "Advertisement", "Read more", "Sign up".

In: the text of a block, or of a caption. Out: whether a block is furniture; a caption without it. Refuses: nothing.

A phrase counts only where it makes up the block, or opens a short one: an article may well speak of advertisements. A
few are the words of links and buttons, and stick to captions; nobody writes them in one.
"""

from __future__ import annotations

import re

LONGEST = 240
"""No piece of furniture that we have seen is longer, save legal notes."""

WHOLE = r"""
advertisement(?:s|ing)?|sponsored(?: content| links?)?|promoted(?: content)?|ad|ads by \w+
story continues(?: below)?(?: advertisement)?
article continues (?:below|after) .{0,30}|continue reading(?: below)?.{0,60}|scroll (?:down )?to continue.{0,30}
skip (?:to|past|ad).{0,60}
view (?:image|photo|gallery).{0,30}
share(?: this)?(?: article| story| page| post| on .{1,30}| via .{1,20})?|tweet|pin it|print(?: this)?(?: article)?
email(?: this)?(?: article)?|copy link|link copied.{0,20}|save(?: article)?
comments?(?: \(\d+\))?|\d+ comments?|no comments(?: yet)?\W*|leave a (?:comment|reply)
join the (?:conversation|discussion).{0,40}|show comments|view comments|post a comment|add a comment
subscribe(?: now| today| here)?|sign (?:up|in)(?: now| here)?|log ?in|register(?: now)?|follow us.{0,60}|get the app
download (?:the|our) .{0,20}app.{0,40}
read more|read also|see also|also read|more on this(?: story| topic)?|more (?:stories|news|from .{1,40}|on .{1,40})
related(?: articles?| stories| topics?| content| coverage| links?)?|recommended(?: for you| stories| reading)?
you (?:may|might) also like|most (?:read|popular|viewed)|trending(?: now)?|top stories|latest(?: news| stories)?
up next|editor'?s'? picks|popular(?: now)?|don'?t miss|what to read next
(?:related )?(?:topics|tags|hashtags|categories|filed under|explore more)|watch(?: now| live)?
listen(?: now| to (?:this )?article)?(?: \d+ min)?|\d+ min(?:ute)?s? (?:read|listen)|transcript|play(?: video)?
try our ai features|loading.{0,3}|back to top|close|menu|search|next|previous
our standards: .{0,60}|all rights reserved\W*|the post .{1,200} appeared first on .{1,80}
this (?:article|story) (?:was )?(?:originally|first) (?:appeared|published) (?:on|in|at) .{1,80}
anzeige|werbung|mehr zum thema|lesen sie auch.{0,160}|lesen sie hier.{0,160}|auch interessant|mehr lesen|weiterlesen
das könnte (?:sie|dich) auch interessieren|teilen|kommentare?|startseite|zur startseite
jetzt (?:abonnieren|lesen|testen).{0,60}|bild vergrößern|artikel (?:teilen|merken|drucken|vorlesen).{0,30}
empfohlener externer inhalt|externe inhalte anzeigen|newsletter
publicité|lire aussi.{0,200}|à lire aussi.{0,200}|lire la suite|partager|commentaires?|sur le même sujet
abonnez-vous.{0,80}|s'abonner|la rédaction vous conseille
publicidad|lea también.{0,200}|lee también.{0,200}|leer más|te puede interesar.{0,160}|compartir|comentarios
relacionad[oa]s?|más información|suscríbete.{0,80}|newsletter
pubblicità|leggi anche.{0,200}|continua a leggere|condividi|commenti|publicidade|leia (?:também|mais).{0,200}
compartilhe|lees ook.{0,200}|lees meer|advertentie|deel|reageer|läs (?:också|även|mer).{0,200}|annons
les også.{0,200}|annonse|læs også.{0,200}|annonce|lue myös.{0,200}|mainos
реклама|читайте также.{0,200}|читать далее|поделиться|комментарии|подписаться.{0,80}
czytaj (?:także|też|więcej).{0,200}|reklama|udostępnij|reklam|paylaş|devamını oku
اقرأ أيضا.{0,200}|اقرأ أيضاً.{0,200}|اقرأ المزيد.{0,80}|إعلان|مواضيع (?:ذات صلة|مشابهة)|شارك.{0,30}|تعليقات?
للمزيد.{0,60}|كلمات دلالية|المزيد من .{0,40}|تابعونا.{0,60}
広告|関連記事|続きを読む|シェア|相关阅读|相关新闻|延伸阅读|责任编辑.{0,20}|分享|广告|관련기사|무단 ?전재.{0,60}|광고
"""
STUCK = r"""
opens in (?:a )?new (?:tab|window)|opens new tab|purchase licensing rights|open image in gallery
view (?:image|photo) in full-?screen|(?:toggle|hide|show) caption|(?:click|tap) to (?:enlarge|expand|zoom)
enlarge(?: this)? image|image caption
"""
OPENING = r"""
sign up (?:for|to) |subscribe to |get (?:the|our) .{0,60}(?:newsletter|inbox|alerts)|click here (?:to|for)\b
follow .{1,40} on (?:twitter|x|facebook|instagram|linkedin|telegram|whatsapp|google)
(?:photo|image|picture|video|graphic|illustration|screenshot|foto|bild|crédito|crédit|credit|source|quelle|getty)s?\s?[:/©]
(?:photo|image|picture|video|graphic|illustration)s? (?:by|credit|courtesy)\s?[:/©]
photograph: |©|copyright (?:©|\d{4})|\(?(?:photo|image) (?:by|credit|courtesy|via)
(?:read|see|watch|listen|more|related|also|recommended)(?: (?:more|also|next|on|here))?\s?:
(?:read|watch|see) more (?:about|on|from)|download (?:the|our) |join our |have a (?:tip|story)
this (?:article|story) is (?:only )?(?:for|available to) (?:subscribers|members)
we use cookies|this (?:site|website) uses (?:cookies|akismet)
by (?:clicking|continuing|signing|submitting|subscribing|entering)
please (?:enable|disable|log|sign|subscribe|enter|check|try)|thank(?:s| you) for (?:subscribing|signing|reading)
you(?:'ve| have) (?:reached|successfully|been)|your (?:email|subscription)|unsubscribe |manage your
mehr zum thema|lesen sie (?:auch|mehr|hier)|foto: |à lire |lire (?:aussi|également) |lea (?:también|más)
leggi (?:anche|tutto)|leia (?:também|mais)|lees ook|läs (?:mer|också|även)|les også|læs (?:også|mere)|lue myös
читайте (?:также|подробнее)|czytaj (?:też|także|również)|اقرأ (?:أيضا|أيضاً|المزيد)
"""


def _one(lines: str) -> str:
    return "|".join(line for line in lines.strip().split("\n"))


FURNITURE = re.compile(rf"(?:{_one(WHOLE)}|{_one(STUCK)})[\s\W]*$|(?:{_one(OPENING)})", re.IGNORECASE)
STUCK_FURNITURE = re.compile(rf"[\s,|·]*\b(?:{_one(STUCK)})\b[\s,|·]*", re.IGNORECASE)
LEADING = re.compile(r"^[^\w©]+")


def is_furniture(text: str) -> bool:
    """Whether a block is a standing phrase of the page rather than of the article."""
    if len(text) > LONGEST:
        return False
    return FURNITURE.match(LEADING.sub("", text) or text) is not None


def without_furniture(caption: str) -> str:
    """A caption less the words of the links and buttons about it."""
    return STUCK_FURNITURE.sub(" ", caption).strip()
