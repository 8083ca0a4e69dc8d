"""Whether a text is cut: the publisher shows only its beginning, and the rest to subscribers.

Said only where the page shows it: a notice right under the text that asks for a subscription, or a text that breaks
off. What the page's own data says of its price is no proof alone: many publishers hand the whole of a paid text to
everybody.

In: what was taken of a page and what was left. Out: yes or no. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsloom.extract.blocks import Block

SHORT = 1800
"""Characters; the free beginnings of paid articles on the pages looked at are shorter than this."""
LONG = 4000
"""A text of this length is whole, whatever stands under it."""
LONGEST_NOTICE = 400
NEAR = 15
"""Blocks under the text in which a notice speaks of it; farther down it speaks of the publisher's other texts."""
FEW = 3
"""Blocks: a text of no more that ends in dots is a teaser; a longer one may end so by intent."""
NOTICES = r"""
subscribe (?:now )?(?:to|and) (?:continue|keep|read|finish|unlock|access|get full)|to (?:continue|keep) reading,?
continue reading (?:this|your|with|for|by)
(?:article|story|content|post|page) is (?:exclusive|reserved|only|available|for)\b.{0,40}(?:subscribers|members)
(?:subscribers?|members?)[ -]only (?:article|story|content|post)
already (?:a|have a) (?:subscriber|subscription|member)|unlock (?:this|the full) (?:article|story)
you(?:'|’)?(?:ve| have) (?:reached|read|used) .{0,40}(?:limit|free articles)|want to read more\?
rest of (?:this|the) (?:article|story|post)
dieser (?:artikel|inhalt|text) ist (?:nur )?(?:für|ein)|(?:jetzt|weiter)\s?lesen mit
mit .{2,25}(?:plus|\+|abo) (?:weiter\s?)?lesen|sie haben bereits ein .{0,20}abo|exklusiv für abonnent
um diesen artikel (?:weiter|zu ende)
(?:article|contenu) (?:est )?réservé aux abonnés|il vous reste .{1,12} ?% de (?:cet|l['’]) ?article
la suite est réservée|pour lire la suite|déjà abonné
(?:contenido|artículo|noticia) (?:exclusivo|solo) para (?:suscriptores|abonados)
suscríbete para (?:seguir|continuar|leer)|ya eres suscriptor|para (?:seguir|continuar) leyendo
questo (?:articolo|contenuto) è riservato|abbonati per (?:continuare|leggere)|sei già abbonato
conteúdo exclusivo para assinantes|já é assinante|assine para
alleen voor abonnees|verder lezen\?|lees verder met|al abonnee
artykuł (?:dostępny )?(?:tylko )?dla (?:subskrybentów|prenumeratorów)
(?:artikel|innehåll) (?:är )?(?:endast )?för prenumeranter|kun for abonnenter
материал доступен (?:только )?(?:по подписке|подписчикам)|للمشتركين فقط|اشترك (?:الآن )?(?:لمتابعة|لقراءة|لمواصلة)
この記事は(?:有料|会員)|会員限定|続きを(?:読む|読むには)|残り\d+文字
"""
"""A notice a line, in the languages of the pages looked at; each line a pattern."""
NOTICE = re.compile("|".join(NOTICES.strip().split("\n")), re.IGNORECASE)
BROKEN_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\W*$")


def is_cut(taken: Sequence[Block], after: Sequence[Block], *, is_free: bool | None) -> bool:
    """Whether `taken`, the body's blocks, are the beginning of more; `after` is what stands under them."""
    n_characters = sum(len(block.text) for block in taken)
    if not taken or n_characters > LONG:
        return False
    asks = any(is_notice(block.text) for block in after[:NEAR])
    if is_cut_text(taken[-1].text):
        return asks or is_free is False or len(taken) <= FEW
    return asks and (is_free is False or (is_free is None and n_characters < SHORT))


def is_cut_text(text: str) -> bool:
    """Whether a text without a page, such as a feed's summary, breaks off."""
    return BROKEN_OFF.search(text) is not None


def is_notice(text: str) -> bool:
    """Whether a block asks for a subscription, and is no part of the text."""
    return len(text) < LONGEST_NOTICE and NOTICE.search(text) is not None
