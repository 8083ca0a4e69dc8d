"""Small invented editions in a store, with everything that pages show."""

from __future__ import annotations

from typing import Any

from newsloom.publish import publish
from newsloom.records import (
    Article,
    Brief,
    Citation,
    CopyOf,
    Dossier,
    Enrichment,
    Hashtag,
    Joins,
    Member,
    Original,
    PublisherId,
    Reason,
    Relation,
    SafeHtml,
    Story,
    StoryId,
    Verdict,
    Woven,
)
from newsloom.store import Store
from newsloom.text import sentence_spans
from tests.factories import NOON, RULE, after, make_article, make_hashtag, make_woven, story_id

PARAGRAPHS = (
    "The {name} opened on Saturday. Hundreds came to see it.",
    "The mayor cut a ribbon of kelp. A band played.",
    "The third paragraph belongs to the publisher alone.",
)


def paper(name: str, house: str, **fields: Any) -> Article:
    """An article of three paragraphs by the publisher of that name."""
    blocks = [block.format(name=name) for block in PARAGRAPHS]
    values: dict[str, Any] = {
        "publisher_id": PublisherId(f"{house}.example"),
        "publisher_name": house.title(),
        "url": f"https://{house}.example/{name}",
        "standfirst": f"What the {name} is for",
        "byline": "Ida Quill",
        "text": "\n\n".join(blocks),
        "html": SafeHtml("".join(f"<p>{block}</p>" for block in blocks)),
    }
    return make_article(f"{name}{house}", **values | {"headline": f"The {name} opens"} | fields)


def print_story(
    store: Store,
    name: str,
    *articles: Article,
    copies: tuple[Article, ...] = (),
    hashtags: tuple[Hashtag, ...] = (),
    related: tuple[Relation, ...] = (),
    before: tuple[Relation, ...] = (),
    brief: bool = True,
    dossier: Dossier | None = None,
) -> StoryId:
    """Keep the articles as one story and make its page; `copies` repeat the first."""
    reasons = (Reason(kind="names", terms=("Ida Quill", "Calder Bay")),)
    woven: list[Woven] = []
    for article in (*articles, *copies):
        verdict: Verdict = Original(article_id=article.id)
        if article in copies:
            verdict = CopyOf(article_id=article.id, original_id=articles[0].id, kind="wire", resemblance_share=0.95)
        one = make_woven(article, story=name, joins=bool(woven), hashtags=hashtags, verdict=verdict)
        if isinstance(one.placement, Joins):
            joins = Joins(article_id=article.id, story_id=story_id(name), logit=2.5, reasons=reasons)
            one = make_woven(article, story=name, hashtags=hashtags, verdict=verdict, placement=joins)
        woven.append(one)
    store.keep(woven, now=NOON)
    story = Story(
        id=story_id(name),
        language=articles[0].language,
        members=tuple(
            Member(article=one.article, verdict=one.verdict, reasons=reasons, hashtags=hashtags) for one in woven
        ),
    )
    enrichment = Enrichment(
        story_id=story.id,
        made_at=after(60),
        hashtags=hashtags,
        related=related,
        before=before,
        brief=brief_of(*articles[:2]) if brief else None,
        dossier=dossier,
        article_briefs=tuple((article.id, brief_of(article)) for article in articles) if brief else (),
        article_related=tuple((article.id, related) for article in articles),
    )
    store.keep_enrichments([(enrichment, publish(story, enrichment, None, now=after(60)))])
    return story.id


def brief_of(*articles: Article) -> Brief:
    """The first sentence of each, and the last one of the first."""
    spans = [(article, list(sentence_spans(article.text))) for article in articles]
    chosen = [(article, found[0]) for article, found in spans] + [(spans[0][0], spans[0][1][-1])]
    cited = tuple(
        Citation(text=article.text[start:end], article_id=article.id, start=start, end=end)
        for article, (start, end) in chosen
    )
    return Brief(sentences=cited, n_articles=len(articles), n_publishers=len(articles), provenance=RULE)


def print_edition(store: Store, n_stories: int) -> tuple[StoryId, ...]:
    """So many stories, each by two publishers, with a copy, a hashtag, a brief, and the first one related to it."""
    found: list[StoryId] = []
    harbour = make_hashtag("Harbour")
    for number in range(n_stories):
        name = ("pier", "quay", "dock", "lock")[number]
        first = paper(name, "gazette", published_at=after(10 * number))
        second = paper(name, "courier", published_at=after(10 * number + 5), headline=f"Crowds at the {name}")
        copy = paper(name, "herald", published_at=after(10 * number + 7))
        lead = paper("pier", "gazette").id
        reasons = (Reason(kind="hashtags", terms=("Harbour",)),)
        related = Relation(story_id=None, article_id=lead, kind="same-affair", score=0.9, reasons=reasons)
        found.append(
            print_story(
                store,
                name,
                first,
                second,
                copies=(copy,),
                hashtags=(harbour, make_hashtag(f"The{name.title()}")),
                related=(related,) if number else (),
            )
        )
    return tuple(found)


def reader(**cookies: str) -> Any:
    """A reader's browser without scripts."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    for name, value in cookies.items():
        client.cookies[name] = value
    return client
