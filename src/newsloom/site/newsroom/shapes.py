"""What pages show: rows and records brought into the form that templates and feeds read.

In: values that `queries` took from the database. Out: frozen shapes; no template sees a row. Refuses: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from newsloom.publish.rank import Standing
from newsloom.records import Enclosure, Hashtag, Image, Reason
from newsloom.site.newsroom.cited import BriefLines, DossierLines, ReadingLines, WrittenLines
from newsloom.site.newsroom.codec import load, load_all

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherMark:
    """A publisher as it stands beside a headline."""

    id: str
    name: str
    has_icon: bool = False

    @property
    def monogram(self) -> str:
        """First letter of its name, for want of an icon; of `The Harbour Post` the H."""
        name = self.name.removeprefix("The ").removeprefix("ال")
        return next((letter.upper() for letter in name if letter.isalnum()), "?")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story in a list; the names are those of `StoryPage`."""

    story_id: str
    slug: str
    headline: str
    standfirst: str
    language: str
    section: str
    n_articles: int
    n_publishers: int
    n_independent: int
    first_publisher: str
    first_at: datetime
    updated_at: datetime
    weight: float
    coverage: tuple[int, ...] = ()
    hashtag_values: Sequence[dict[str, Any]] = ()
    """As they are kept: most lists show none, and need not read them."""
    image_values: dict[str, Any] | None = None

    @property
    def hashtags(self) -> tuple[Hashtag, ...]:
        return load_all(Hashtag, list(self.hashtag_values))

    @property
    def image(self) -> Image | None:
        return load(Image, self.image_values) if self.image_values else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """An article in a list."""

    id: str
    headline: str
    standfirst: str
    at: datetime
    language: str
    section: str
    kind: str
    publisher: PublisherMark | None
    story_id: str
    url: str | None = None
    original_id: str | None = None
    """What it is a copy of."""
    copy_kind: str = ""
    """`exact`, `wire` or `light-edit`, of a copy in a story's coverage."""
    n_more: int = 0
    """Other articles of the same story that the list leaves out."""
    also_in: tuple[str, ...] = ()
    """Other publishers that ran the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article in its story's coverage, its copies folded under it."""

    line: ArticleLine
    reasons: tuple[Reason, ...] = ()
    copies: tuple[ArticleLine, ...] = ()
    agency: str = ""
    """Whose copy the text is, where it says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A publisher in a story's coverage; not one that only ran copies of what others here printed."""

    publisher: PublisherMark | None
    texts: tuple[Member, ...]
    is_independent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A publisher's first article about a story."""

    line: ArticleLine
    n_articles: int
    """Articles of the story by then, this one included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How a story's coverage grew."""

    moments: tuple[datetime, ...]
    """Of all articles."""
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Who covers a story."""

    houses: tuple[House, ...]
    wide: tuple[Member, ...]
    """Round-ups and live blogs, which tell of other events too."""
    first_id: str
    """The earliest article that we know."""
    growth: Growth

    @property
    def members(self) -> tuple[Member, ...]:
        """All that stand for themselves, in the order of the page."""
        return (*(member for house in self.houses for member in house.texts), *self.wide)

    @property
    def lines(self) -> tuple[ArticleLine, ...]:
        """All articles, copies too, in the order of the page."""
        return tuple(line for member in self.members for line in (member.line, *member.copies))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something related, and why."""

    headline: str
    standfirst: str
    href: str
    language: str
    publisher: PublisherMark | None
    at: datetime
    section: str
    n_publishers: int
    kind: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What we show of an article's text."""

    body: Markup
    is_excerpt: bool
    """We show the beginning only, though we have more."""
    end: int
    """Characters of `Article.text` that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article as its page shows it."""

    line: ArticleLine
    standfirst: str
    """Empty where the text begins with the same words."""
    shown: Shown
    byline: str
    authors: tuple[str, ...]
    credit: str
    published_at: datetime | None
    revised_at: datetime | None
    seen_at: datetime
    is_cut: bool
    minutes: int
    image: Image | None
    enclosures: tuple[Enclosure, ...]
    hashtags: tuple[Hashtag, ...]
    brief: BriefLines | None
    reading: ReadingLines | None
    """None where nobody has read it yet."""
    related: tuple[Card, ...]
    story: StoryLine | None
    """None while its story has no page yet."""
    original: ArticleLine | None
    """What it is a copy of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPageLines:
    """A story as its page shows it."""

    line: StoryLine
    lead: ArticleLine | None
    brief: BriefLines | None
    written: WrittenLines | None
    """The brief in a model's words."""
    dossier: DossierLines
    coverage: Coverage
    related: tuple[Card, ...]
    before: tuple[Card, ...]
    """Earlier stories of the same affair, newest first."""

    @property
    def members(self) -> tuple[Member, ...]:
        return self.coverage.members


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A hashtag with its recent days."""

    key: str
    spelling: str
    n_articles: int
    counts: tuple[int, ...]
    """Articles in each step of time, oldest first."""
    last_at: datetime
    """Its newest article; the last of `counts` is the day that ends here."""

    @property
    def first_shown(self) -> datetime:
        return self.last_at - timedelta(days=len(self.counts) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherLine:
    """A publisher on its own page and in the list of sources."""

    mark: PublisherMark
    home_url: str
    country: str
    language: str
    n_articles: int
    per_day: float
    shows_full_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """A feed and its health."""

    url: str
    title: str
    publisher: PublisherMark | None
    section: str
    state: str
    """`new`, `well`, `ill`, `retired` or `paused`."""
    error_code: str
    fetched_at: datetime | None
    last_ok_at: datetime | None
    due_at: datetime
    n_entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLinks:
    """Addresses of a list's own feeds."""

    title: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """A part of a long list, newest first, and where the older part begins."""

    items: tuple[T, ...]
    older: str = ""
    """Cursor of the next slice; empty at the end."""
    is_first: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TopStory:
    """A story of the front page's first rows, and why it stands there."""

    line: StoryLine
    standing: Standing[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontSection:
    key: str
    stories: tuple[StoryLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The front page."""

    lead: TopStory | None = None
    lead_brief: BriefLines | None = None
    seconds: tuple[TopStory, ...] = ()
    sections: tuple[FrontSection, ...] = ()
    river: tuple[ArticleLine, ...] = ()
    trends: tuple[Trend, ...] = field(default=())
