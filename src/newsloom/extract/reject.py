"""Tells a page that is no article, and why, so that the operator can see it.

In: what was found on the page. Out: a `Rejection`, or None for an article. Refuses: nothing.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsloom.extract.blocks import Block
from newsloom.extract.body import Body
from newsloom.extract.metadata import Metadata
from newsloom.records import Rejection, RejectionReason

SHORTEST = 120
"""Characters. A news flash of two sentences has more; one caption or one notice has less."""
SHORT = 700
"""A text under this is looked at twice: an error page or a login wall has no more."""
VERY_SHORT = 250
"""With a text under this, what stands around it is listened to as well."""
ERROR = re.compile(
    r"\b(?:404|403|410|500|502|503)\b.{0,30}(?:error|not found|forbidden|gone|unavailable)"
    r"|\berror (?:404|403|500|502|503)\b|^\W*(?:404|403|500|502|503)\W*$"
    r"|page (?:not|could not be|cannot be|can(?:'|’)t be) found|page (?:does not|doesn(?:'|’)t|no longer) exist"
    r"|page (?:is )?(?:unavailable|missing)|access (?:denied|to this page has been denied)"
    r"|not found\W*$|^forbidden\W*$|just a moment\W*$|attention required|are you (?:a )?(?:robot|human)"
    r"|verify (?:that )?you(?:'|’)?(?: a)?re (?:a )?human|(?:un)?usual (?:traffic|activity)"
    r"|service unavailable|bad gateway|security check|checking your browser|enable javascript"
    r"|please turn on javascript|pardon our interruption|request blocked"
    r"|seite (?:wurde )?(?:leider )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada"
    r"|pagina non trovata|página não encontrada|страница не найдена|الصفحة غير موجودة|ページが見つかりません",
    re.IGNORECASE,
)
LOGIN = re.compile(
    r"(?:please )?(?:log|sign) ?in (?:to (?:continue|read|view|access|your)|with|or|below)"
    r"|create (?:a free |an )?account (?:to|or)|(?:register|subscribe) (?:now )?to (?:continue|read|view|access)"
    r"|forgot(?:ten)? (?:your )?password|already (?:a )?(?:subscriber|member|registered)|anmelden,? um"
    r"|melden sie sich an|connectez-vous pour|inicia sesión para|accedi per|سجل الدخول",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|personali[sz]ed ads|our partners|vendors|datenschutz|einwilligung|privacy|traceurs"
    r"|partenaires|ملفات تعريف الارتباط",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.!?؟。！？।][\"'”’»)\]]*(?:\s|$)")


def find_rejection(body: Body, metadata: Metadata, *, title: str, url: str | None) -> Rejection | None:
    """Why a page is no article; None where it is one."""
    text = "\n".join(block.text for block in body.taken)

    def refused(reason: RejectionReason, detail: str) -> Rejection:
        return Rejection(reason=reason, url=url, detail=detail, headline=metadata.headline)

    if len(text) < SHORT:
        if said := ERROR.search(title) or ERROR.search(metadata.headline):
            return refused("error-page", said.group().strip())
        around = " ".join(block.text for block in body.left[:60]) if len(text) < VERY_SHORT else ""
        if len(LOGIN.findall(f"{text} {around}")) >= 2:
            return refused("login-wall", "the page asks to sign in")
        if len(CONSENT.findall(text)) >= 3:
            return refused("boilerplate", "a notice about cookies and consent")
    if is_index(body, metadata, url):
        return refused("index-page", "a page that lists articles")
    if not text:
        return refused("no-text", "no body among the page's blocks")
    if len(text) < SHORTEST:
        return refused("too-short", f"{len(text)} characters")
    return None if metadata.headline else refused("no-headline", "no headline on the page")


def is_index(body: Body, metadata: Metadata, url: str | None) -> bool:
    """Whether a page lists other pages: a front or section page, a tag, an archive.

    Lists of links under an article are common, so a page that calls itself an article, or that holds much prose and
    a date, is never an index.
    """
    if any(kind.endswith(("Article", "Posting")) and kind != "SocialMediaPosting" for kind in metadata.schema_types):
        return False
    parts = urlsplit(url) if url else None
    prose = sum(len(block.text) for block in body.taken if is_prose(block))
    if parts and not parts.path.strip("/") and not parts.query and prose < 4 * SHORT:
        return True
    n_cards = sum(1 for block in body.left if _is_card(block))
    n_taken_cards = sum(1 for block in body.taken if _is_card(block))
    if n_taken_cards > 8 and n_taken_cards > len(body.taken) / 2:
        return True
    return n_cards > 25 and prose < 300 and metadata.published_at is None


def is_prose(block: Block) -> bool:
    """A block that says something: a sentence's end in it, and not a link as a whole."""
    return block.n_linked * 2 < len(block.text) and SENTENCE.search(block.text) is not None


def _is_card(block: Block) -> bool:
    """A linked headline, as front pages list them."""
    return 25 <= len(block.text) <= 200 and block.n_linked >= 0.8 * len(block.text)
