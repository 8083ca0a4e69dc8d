"""What enrich and publish made of stories, as rows: many stories in one transaction, because each is small."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from newsloom.errors import NoSuchStoryError
from newsloom.records import ArticleId, Enrichment, Image, Language, StoryId, StoryPage
from newsloom.site.newsroom import codec, models
from newsloom.site.newsroom.store.rows import one_of_each
from newsloom.site.newsroom.store.stories import resolve
from newsloom.site.newsroom.store.tellings import forget_old
from newsloom.site.newsroom.store.transaction import in_parts, moment, readable, run_many, take_turn, whole
from newsloom.store.storable import storable

KEEP_PAGE = """
UPDATE newsroom_story SET slug = %s, headline = %s, standfirst = %s, lead_id = %s, language = %s, section = %s,
  n_articles = %s, n_publishers = %s, n_independent = %s, first_publisher = %s, first_at = %s, updated_at = %s,
  weight = %s, image = %s, coverage = %s, hashtags = %s, related = %s, before = %s, brief = %s, dossier = %s,
  made_at = %s,
  stale_since = CASE WHEN changed_at <= %s THEN NULL ELSE stale_since END
WHERE id = %s"""
"""A story that changed after its page was begun stays stale."""
KNOW_HASHTAG = """
INSERT INTO newsroom_hashtag (key, spelling, n_articles, first_at, last_at) VALUES (%s, %s, 0, %s, %s)
ON CONFLICT (key) DO NOTHING"""
TAG_STORY = "INSERT INTO newsroom_storyhashtag (story_id, hashtag_id, at, score, rank) VALUES (%s, %s, %s, %s, %s)"
KEEP_ARTICLE_ENRICHMENT = "UPDATE newsroom_article SET brief = %s, related = %s WHERE id = %s"

Made = Sequence[tuple[Enrichment, StoryPage]]


class Pages:
    """The part of `DjangoStore` that keeps what readers see of stories."""

    def stories_to_enrich(self, *, limit: int) -> tuple[StoryId, ...]:
        stale = models.Story.objects.filter(stale_since__isnull=False).order_by("stale_since", "id")
        with readable():
            return tuple(StoryId(known) for known in stale.values_list("id", flat=True)[:limit])

    def pages(self, story_ids: Sequence[StoryId]) -> dict[StoryId, StoryPage]:
        with readable():
            homes = resolve(story_ids)
            made = models.Story.objects.filter(made_at__isnull=False).defer(
                "hashtags", "related", "before", "brief", "dossier", "written"
            )
            shown = made.in_bulk(set(homes.values()))
        return {asked: _page_of(shown[home]) for asked, home in homes.items() if home in shown}

    def keep_enrichments(self, made: Made) -> None:
        made = storable(tuple(made))
        with whole():
            take_turn()
            wanted = [enrichment.story_id for enrichment, _ in made]
            rows = models.Story.objects.select_for_update().filter(id__in=wanted)
            found = list(rows.values_list("id", "merged_into_id", "brief"))
            gone = {known: home for known, home, _ in found}
            for enrichment, _ in made:
                if enrichment.story_id not in gone:
                    raise NoSuchStoryError(enrichment.story_id)
            living = [(enrichment, page) for enrichment, page in made if gone[enrichment.story_id] is None]
            run_many(KEEP_PAGE, [_page_values(enrichment, page) for enrichment, page in living])
            forget_old({known: brief for known, _, brief in found}, {one.story_id: one.brief for one, _ in living})
            _keep_story_tags(living)
            _keep_article_enrichments([enrichment for enrichment, _ in living])


def _page_values(enrichment: Enrichment, page: StoryPage) -> tuple[Any, ...]:
    made_at = moment(enrichment.made_at)
    return (
        page.slug, page.headline, page.standfirst, page.lead_id, page.language, page.section,
        page.n_articles, page.n_publishers, page.n_independent, page.first_publisher,
        moment(page.first_at), moment(page.updated_at), page.weight,
        codec.to_json(page.image) if page.image else None,
        codec.compact(page.coverage),
        codec.compact(codec.dump_all(enrichment.hashtags)),
        codec.compact(codec.dump_all(enrichment.related)),
        codec.compact(codec.dump_all(enrichment.before)),
        codec.to_json(enrichment.brief) if enrichment.brief else None,
        codec.to_json(enrichment.dossier) if enrichment.dossier else None,
        made_at, made_at, page.story_id,
    )  # fmt: skip


def _page_of(row: models.Story) -> StoryPage:
    return StoryPage(
        story_id=StoryId(row.id),
        slug=row.slug,
        headline=row.headline,
        standfirst=row.standfirst,
        lead_id=ArticleId(row.lead_id or ""),
        language=Language(row.language),
        section=row.section,
        n_articles=row.n_articles,
        n_publishers=row.n_publishers,
        n_independent=row.n_independent,
        first_publisher=row.first_publisher,
        first_at=row.first_at,
        updated_at=row.updated_at,
        weight=row.weight,
        image=codec.load(Image, row.image) if row.image else None,
        coverage=tuple(row.coverage),
    )


def _keep_story_tags(made: Made) -> None:
    models.StoryHashtag.objects.filter(story_id__in=[page.story_id for _, page in made]).delete()
    tags = [
        (page, rank, tag) for enrichment, page in made for rank, tag in enumerate(one_of_each(enrichment.hashtags), 1)
    ]
    run_many(
        KNOW_HASHTAG,
        sorted((tag.key, tag.spelling, moment(page.first_at), moment(page.updated_at)) for page, _, tag in tags),
    )
    run_many(
        TAG_STORY, [(page.story_id, tag.key, moment(page.updated_at), tag.score, rank) for page, rank, tag in tags]
    )


def _keep_article_enrichments(made: Sequence[Enrichment]) -> None:
    """Write the briefs and related ones that changed; the others' rows, with their long texts, stay as they are."""
    briefs = {known: codec.dump(brief) if brief else None for one in made for known, brief in one.article_briefs}
    related = {known: codec.dump_all(relations) for one in made for known, relations in one.article_related}
    changed = []
    for known, old_brief, old_related in chain.from_iterable(
        models.Article.objects.filter(id__in=part).values_list("id", "brief", "related") for part in in_parts(related)
    ):
        new = briefs.get(ArticleId(known), old_brief), related[ArticleId(known)]
        if new != (old_brief, old_related):
            changed.append((codec.compact(new[0]) if new[0] else None, codec.compact(new[1]), known))
    run_many(KEEP_ARTICLE_ENRICHMENT, changed)
