"""The lead image, with what is printed under it.

In: `Clues`, and the element that prints the headline. Out: an `Image`, or None. Refuses: logos, placeholders, and
addresses that are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsloom.extract.clues import Clues, is_aside, printed
from newsloom.extract.furniture import without_furniture
from newsloom.extract.jsonld import listed, plain, resolved, text_in
from newsloom.extract.names import WRITTEN_BY, is_person
from newsloom.records import Image
from newsloom.urls import web_url

NO_PICTURE = re.compile(
    r"logo|placeholder|default[-_.]?(?:image|img|share|social|thumb)|sprite|favicon|apple-touch|blank\.|spacer|"
    r"pixel\.|avatar|1x1|"
    r"share[-_]?(?:image|img|card)|social[-_]?(?:share|card)|fallback|no[-_]?image",
    re.IGNORECASE,
)
CREDIT_CLASS = re.compile(r"credit|copyright|source|photographer|attribution|byline|quelle|rechte|autor", re.IGNORECASE)
CAPTION_CLASS = re.compile(r"caption|bildunterschrift|legend|leyenda|cutline|didascalia", re.IGNORECASE)
CREDIT_AT_END = re.compile(
    r"[\s.(\[–—|-]*\b(?:fotos?|photo(?:graph)?s?|bild|images?|pictures?|credits?|crédits?|crédito|imagen|quelle|source|صورة|"
    r"تصوير)\s*(?:credit|courtesy)?\s*[:/©]\s*(?P<named>[^:]{2,100})$|"
    r"\s*[(\[](?P<held>[^()\[\]]*/[^()\[\]]*|[^()\[\]]*(?:AP Photo|Associated Press|Getty|Reuters|AFP|EPA|dpa)"
    r"[^()\[\]]*)[)\]]\.?$|"
    r"\s*©\s?(?P<sign>.{2,100})$|"
    r"(?:(?<=[.…])\s*|\s{2,})(?P<agency>(?-i:(?:[A-Z][\w.’'-]+\s?){1,4}?/\s?[A-Z][\w’'./ -]{1,60}))$",
    re.IGNORECASE,
)
"""The ways in which captions end with a credit: after a word for it, in brackets, after a sign, with an agency."""
CREDIT_LABEL = re.compile(
    r"^\W*(?:(?:image|photo(?:graph)?|picture)s?\s*)?"
    r"(?:credits?|sources?|copyright|courtesy of|foto|bild|quelle|crédit)?\s*(?::|\bby\b)\s*|"
    r"^\W*(?:credits?|copyright|source|foto|quelle)\s+",
    re.IGNORECASE,
)
LABEL_ALONE = re.compile(
    r"(?:^|[\s(])\(?(?:image |photo )?(?:credit|source|caption|copyright|foto|photo|bild|image)s?\s*:?\s*\)?$|"
    r"^\s*image caption,?\s*",
    re.IGNORECASE,
)
LONGEST_CAPTION = 600
SMALLEST = 100
"""Pixels; what is narrower is an icon."""


def find_image(clues: Clues, headline: HtmlElement | None) -> Image | None:
    """The picture that the page shows for the article: by its data, else the first large one around the headline."""
    figure = next(_figures(clues, headline), None)
    stated = (
        next(_stated(clues), None) or (_of_figure(figure, clues) if figure is not None else None) or _of_entry(clues)
    )
    if stated is None:
        return None
    around = _same_figure(clues, stated.url)
    around = around if around is not None else figure
    caption, credit = _under(around) if around is not None else ("", "")
    return Image(
        url=stated.url,
        caption=(caption or without_furniture(stated.caption))[:LONGEST_CAPTION],
        credit=(credit or stated.credit)[:200],
        alt=stated.alt or (_alt(around) if around is not None else ""),
        width=stated.width,
        height=stated.height,
    )


def _stated(clues: Clues) -> Iterator[Image]:
    """Images by schema.org data and meta elements, the better ones first."""
    for value in resolved(clues.article.get("image"), clues.things):
        image = _of_schema(value, clues)
        if image and (image.width or SMALLEST) >= SMALLEST:
            yield image
    for name in (
        "og:image:secure_url",
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
        "parsely-image-url",
    ):
        for value in clues.all_of(name):
            if url := _picture(value, clues):
                yield Image(
                    url=url,
                    alt=clues.first("og:image:alt", "twitter:image:alt"),
                    width=_pixels(clues.first("og:image:width")),
                    height=_pixels(clues.first("og:image:height")),
                )


def _of_schema(value: Any, clues: Clues) -> Image | None:
    if isinstance(value, str):
        url = _picture(value, clues)
        return Image(url=url) if url else None
    if not isinstance(value, dict):
        return None
    addresses = (
        one for name in ("url", "contentUrl", "@id") for one in listed(value.get(name)) if isinstance(one, str)
    )
    url = next((url for address in addresses if (url := _picture(address, clues))), None)
    if url is None:
        return None
    return Image(
        url=url,
        caption=text_in(value.get("caption")) or text_in(value.get("description")),
        credit=text_in(value.get("creditText"))
        or text_in(value.get("creator"))
        or text_in(value.get("copyrightHolder")),
        width=_pixels(value.get("width")),
        height=_pixels(value.get("height")),
    )


def _of_figure(figure: HtmlElement, clues: Clues) -> Image | None:
    for image in figure.iter("img"):
        url = _picture(_source(image), clues)
        width = _pixels(image.get("width"))
        if url and (width or SMALLEST) >= SMALLEST:
            return Image(url=url, alt=plain(image.get("alt") or ""), width=width, height=_pixels(image.get("height")))
    return None


def _of_entry(clues: Clues) -> Image | None:
    url = web_url(clues.entry.image_url, clues.base_url) if clues.entry else None
    return Image(url=url) if url else None


def _figures(clues: Clues, headline: HtmlElement | None) -> Iterator[HtmlElement]:
    for element in clues.zone(headline):
        if element.tag != "figure" or is_aside(element) or not _of_figure(element, clues):
            continue
        if not WRITTEN_BY.match(printed(element)) and not is_person(_alt(element)):
            yield element


def _same_figure(clues: Clues, url: str) -> HtmlElement | None:
    stem = _stem(url)
    if len(stem) < 5:
        return None
    for image in clues.tree.iter("img"):
        if stem in unquote(
            f"{image.get('src')} {image.get('data-src')} {image.get('srcset')} {image.get('data-srcset')}"
        ):
            for parent in image.iterancestors():
                if parent.tag == "figure" or CAPTION_CLASS.search(parent.get("class") or ""):
                    return parent if not is_aside(parent) else None
    return None


def _under(figure: HtmlElement) -> tuple[str, str]:
    """Caption and credit as printed under a picture."""
    caption = next(figure.iter("figcaption"), None)
    if caption is None:
        caption = next((e for e in figure.iterdescendants() if CAPTION_CLASS.search(e.get("class") or "")), None)
    if caption is None:
        return "", ""
    text = without_furniture(printed(caption))
    marked = (
        without_furniture(printed(e)) for e in caption.iterdescendants() if CREDIT_CLASS.search(e.get("class") or "")
    )
    credit = next((words for words in marked if words), "")
    if credit:
        text = text.replace(credit, " ")
    elif found := CREDIT_AT_END.search(text):
        text, credit = text[: found.start()] + ("." if found[0][0] == "." else ""), found[found.lastgroup or 0]
    text = LABEL_ALONE.sub("", " ".join(text.split())).strip(" |–—-")
    if CREDIT_LABEL.match(text) or text.startswith("/"):
        text, credit = "", f"{credit} {text}" if credit else text
    return text, CREDIT_LABEL.sub("", credit).strip(" ()[]|:–—-©")


def _alt(figure: HtmlElement) -> str:
    return next((plain(image.get("alt") or "") for image in figure.iter("img") if image.get("alt")), "")


def _source(image: HtmlElement) -> str:
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        value = image.get(name) or ""
        if value and not value.startswith("data:"):
            return value
    return (image.get("srcset") or image.get("data-srcset") or "").split(" ")[0]


def _picture(value: str | None, clues: Clues) -> str | None:
    url = web_url(unescape(value), clues.base_url) if value else None
    if url is None or "#" in url or NO_PICTURE.search(urlsplit(url).path) or urlsplit(url).path.endswith(".svg"):
        return None
    return url.replace(" ", "%20")


def _pixels(value: Any) -> int | None:
    if isinstance(value, dict):
        value = value.get("value")
    found = re.match(r"\d{1,5}", str(value or ""))
    return int(found[0]) or None if found else None


def _stem(url: str) -> str:
    name = (
        unquote(urlsplit(url).path).rsplit("/", 1)[-1].rpartition(".")[0]
        or unquote(urlsplit(url).path).rsplit("/", 1)[-1]
    )
    return re.sub(r"[-_](?:\d+x\d+|scaled|\d{2,4}w?|large|small)$", "", name)
