"""Addresses: their canonical form, whose they are, and the short ids made from them.

In: addresses as feeds, pages and people write them. Out: strings. Refuses: nothing; what cannot be read as an
http(s) address gives None.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from tld import get_fld

from newsloom.records import ArticleId, FeedId, PublisherId, StoryId

TRACKING_PARAMETERS = frozenset(
    """fbclid gclid dclid gclsrc yclid msclkid twclid igshid mc_cid mc_eid cmpid cmp ncid ocid at_medium
    at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_origin at_link_type at_format
    at_ptr_name at_bbc_team at_campaign_type ito rss_id partner ref_src ref_url ftag ns_mchannel ns_source
    ns_campaign ns_linkname smid smtyp sr_share taid traffic_source wt_mc xtor _hsenc _hsmi oly_anon_id
    oly_enc_id vero_id wickedid spm guccounter guce_referrer guce_referrer_sig soc_src soc_trk""".split()
)
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "stm_")


def web_url(url: str | None, base: str | None = None) -> str | None:
    """An absolute http or https address, resolved against `base`; None for any other scheme or for nonsense."""
    if not url:
        return None
    try:
        absolute = urljoin(base, url.strip()) if base else url.strip()
        parts = urlsplit(absolute)
        parts.port  # noqa: B018  raises ValueError where it is no number
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    return absolute


@lru_cache(maxsize=65536)
def canonical_url(url: str) -> str:
    """One form for addresses that lead to one article: tracking and fragment dropped, host in lower case.

    Two addresses of one article that differ in more than that stay two; the page's own canonical link joins them.
    """
    found = web_url(url)
    if found is None:
        return url.strip()
    parts = urlsplit(found)
    host = (parts.hostname or "").lower().rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if parts.port and parts.port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host = f"{host}:{parts.port}"
    query = urlencode(
        [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if name.lower() not in TRACKING_PARAMETERS and not name.lower().startswith(TRACKING_PREFIXES)
        ]
    )
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))


@lru_cache(maxsize=8192)
def registered_domain(url: str) -> PublisherId | None:
    """`bbc.co.uk` of `https://www.bbc.co.uk/news`; the host with its port where it has no registered domain."""
    found = web_url(url)
    if found is None:
        return None
    domain = get_fld(found, fail_silently=True)
    return PublisherId(domain or urlsplit(found).netloc.rpartition("@")[2].lower())


def short_id(kind: str, key: str) -> str:
    """Twelve characters (60 bits) of a hash: the same key always gives the same id, and none tells of a neighbour."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8, person=kind.encode()[:16]).digest()
    return base64.b32encode(digest).decode().lower()[:12]


def feed_id(url: str) -> FeedId:
    return FeedId(short_id("feed", canonical_url(url)))


def article_id(*, given_id: str | None = None, url: str | None = None, headline: str = "", text: str = "") -> ArticleId:
    """By the id that came with an import, else by address, else by what the article says.

    A given id that already has the form of ours (an export of this or another newsloom) is taken as it is.
    """
    if given_id and re.fullmatch(r"[a-z2-7]{12}", given_id):
        return ArticleId(given_id)
    if given_id:
        return ArticleId(short_id("given", given_id))
    if url:
        return ArticleId(short_id("article", canonical_url(url)))
    return ArticleId(short_id("article", f"{headline}\n{text}"))


def story_id(first: ArticleId) -> StoryId:
    return StoryId(short_id("story", first))
