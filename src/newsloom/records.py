"""The vocabulary: every record that passes between stages, and nothing else.

Records are frozen and know no more than their own fields can say. One record for each role: what fetch needs
(`DueFeed`), what the feed said (`FeedMeta`), what to remember (`FetchNote`). Alternatives are unions of small
classes, to be taken apart with `match`.

Moments are aware and in UTC, and end in `_at`. Shares lie between 0 and 1 and end in `_share`. Counts begin
with `n_`. Offsets count characters (code points) of `Article.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NewType

import numpy as np
from numpy.typing import NDArray

# ---------------------------------------------------------------------------------------------- names

FeedId = NewType("FeedId", str)
"""Short public id of a feed: `urls.short_id("feed", url)`."""
EntryId = NewType("EntryId", int)
"""The store's own number of a waiting entry; never shown to anybody."""
PublisherId = NewType("PublisherId", str)
"""Registered domain (`reuters.com`), or a slug of the name where an import gave no address."""
ArticleId = NewType("ArticleId", str)
"""Short public id of an article; the same address always gives the same id."""
StoryId = NewType("StoryId", str)
"""Short public id of a story: made from the id of its first article, and kept for ever."""
Language = NewType("Language", str)
"""ISO 639-1 code in lower case (`en`, `ar`), `und` where nobody knows."""
RawHtml = NewType("RawHtml", str)
"""Markup as a stranger sent it. Never shown."""
SafeHtml = NewType("SafeHtml", str)
"""Markup that `extract.sanitise` has made; no other module may make one."""
Vector = NDArray[np.float32]
"""float32, (n_dims,), of length 1."""

UNKNOWN_LANGUAGE = Language("und")

# -------------------------------------------------------------------------------------------- fetching


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFeed:
    """What fetch needs to know of a feed whose time has come."""

    id: FeedId
    url: str
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    """Hash of the last body, for servers that know no conditional requests."""
    n_failures: int = 0
    """Failures in a row."""
    interval_seconds: float = 3600.0
    """How long the last wait was meant to be."""
    gone_since_at: datetime | None = None
    """First 404 of an unbroken row of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFeed:
    """A feed's answer with a body."""

    feed_id: FeedId
    url: str
    """Where the body came from, redirects followed; links resolve against it."""
    content: bytes
    """Decompressed."""
    content_type: str | None
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    moved_to: str | None = None
    """New address where every redirect on the way was permanent."""
    max_age_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """A feed's answer without news: 304, or the same bytes as last time."""

    feed_id: FeedId
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    max_age_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMeta:
    """What a feed says of itself."""

    title: str
    home_url: str | None = None
    language: Language | None = None
    description: str = ""
    icon_url: str | None = None
    kind: str = ""
    """`rss20`, `atom10`, `rdf10`, `json1.1` …"""
    ttl_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that an entry carries: the episode of a podcast, a video."""

    url: str
    media_type: str
    n_bytes: int | None = None
    duration_seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as a feed gave it, uncleaned."""

    guid: str
    """The feed's opaque id, or one made of address and headline; unique within the feed."""
    feed_id: FeedId | None = None
    url: str | None = None
    headline: str = ""
    """Plain text, entities resolved."""
    summary: RawHtml = RawHtml("")
    content: RawHtml = RawHtml("")
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    revised_at: datetime | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image_url: str | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """An entry that is kept but not yet woven, and what the operator said about its feed."""

    id: EntryId
    entry: Entry
    n_attempts: int = 0
    publisher_id: PublisherId | None = None
    publisher_name: str = ""
    section: str = ""
    language: Language | None = None


FetchOutcome = Literal["fetched", "unchanged", "failed", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchNote:
    """What to remember of one fetch: the whole of a feed's next state, with its new entries."""

    feed_id: FeedId
    at: datetime
    outcome: FetchOutcome
    due_at: datetime
    interval_seconds: float
    url: str | None = None
    """New address to keep, where the feed has moved for good."""
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    n_failures: int = 0
    gone_since_at: datetime | None = None
    error_code: str = ""
    error_detail: str = ""
    meta: FeedMeta | None = None
    entries: tuple[Entry, ...] = ()
    """All entries of the answer; the store keeps those that it has not seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the web, or a file, answered at an entry's address."""

    url: str | None
    """Final address, where known."""
    content: bytes
    content_type: str | None = None
    fetched_at: datetime | None = None


PublisherKind = Literal["", "agency", "broadcaster", "newspaper", "magazine", "online", "official"]
"""`online` was born on the web; `official` is an authority or an international body. Empty where nobody has said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who stands behind feeds and articles."""

    id: PublisherId
    name: str
    home_url: str | None = None
    country: str = ""
    """ISO 3166-1 alpha-2, or empty."""
    language: Language | None = None
    kind: PublisherKind = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Icon:
    """A publisher's favicon, re-encoded by us as a square PNG, so that no stranger's file is ever served."""

    content: bytes
    n_pixels: int
    """Length of a side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSubscription:
    """A feed as an operator adds it."""

    url: str
    title: str = ""
    publisher: Publisher | None = None
    section: str = ""
    """One of `SECTIONS`, or empty."""
    language: Language | None = None
    folders: tuple[str, ...] = ()
    """Where it stood in the subscription list it came from, outermost first; stores do not keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFeed:
    """A feed as it is kept: what lists and exports show of it."""

    id: FeedId
    subscription: FeedSubscription
    """With the address where the feed is now."""
    due_at: datetime
    n_failures: int = 0
    error_code: str = ""
    """Of the last answer; empty where that was good."""
    is_retired: bool = False


SECTIONS = (
    "world", "politics", "business", "technology", "science", "health", "climate", "sport", "culture", "opinion",
)  # fmt: skip
"""The places on the site, in the order of the masthead. An article of no known section has an empty one."""

# ------------------------------------------------------------------------------------------- extracting

ArticleKind = Literal["text", "audio", "video", "live", "roundup"]
"""`audio` and `video` are known by their enclosures; `live` blogs and `roundup` columns speak of many events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    url: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One publisher's text at one canonical address, cleaned."""

    id: ArticleId
    headline: str
    text: str
    """Plain text, one paragraph (or heading, or list item) a line pair: joined by a blank line."""
    seen_at: datetime
    html: SafeHtml = SafeHtml("")
    """The same body as markup: the text of its blocks, joined by blank lines, is `text`. Empty where only text came."""
    given_id: str | None = None
    """The id that came with an import; what export and the stage commands print."""
    url: str | None = None
    publisher_id: PublisherId | None = None
    publisher_name: str = ""
    standfirst: str = ""
    byline: str = ""
    """The line as printed, without "By"."""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    revised_at: datetime | None = None
    section: str = ""
    language: Language = UNKNOWN_LANGUAGE
    image: Image | None = None
    is_cut: bool = False
    """The publisher shows only the beginning (paywall)."""
    kind: ArticleKind = "text"
    enclosures: tuple[Enclosure, ...] = ()
    topics: tuple[str, ...] = ()
    """The publisher's own tags."""
    credit: str = ""
    """Agency that the text says it comes from, by its usual name ("Reuters"), or empty."""

    @property
    def at(self) -> datetime:
        """When it was published, as far as anybody knows."""
        return self.published_at or self.seen_at

    @property
    def public_id(self) -> str:
        return self.given_id or self.id


RejectionReason = Literal[
    "no-text", "too-short", "index-page", "error-page", "not-html", "login-wall", "no-headline", "boilerplate",
    "unreadable", "too-slow",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A page that is no article, and why; shown to the operator."""

    reason: RejectionReason
    url: str | None = None
    detail: str = ""
    headline: str = ""


# --------------------------------------------------------------------------------------------- copies


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A short image of a text by which copies are found."""

    article_id: ArticleId
    n_shingles: int
    minhash: NDArray[np.uint32]
    """uint32, sorted: the 1,024 smallest hashes of the shingles, or all where there are fewer."""
    exact_hash: int
    """64 bits of the folded text; equal texts have equal hashes."""


CopyKind = Literal["exact", "wire", "light-edit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    article_id: ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOf:
    article_id: ArticleId
    original_id: ArticleId
    kind: CopyKind
    resemblance_share: float


Verdict = Original | CopyOf

# -------------------------------------------------------------------------------------------- stories

ReasonKind = Literal["copy", "names", "words", "likeness", "time", "background", "hashtags", "review", "editor"]
"""`review`: a later look at the open stories moved the article here from another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an article joined a story, or a card is related; the template makes the sentence."""

    kind: ReasonKind
    terms: tuple[str, ...] = ()
    """The shared names, words or hashtags, best first, spelled as readers write them."""
    value: float | None = None
    """Likeness as a share; hours apart for `time`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What clustering sees of an article."""

    article_id: ArticleId
    language: Language
    at: datetime
    headline_terms: tuple[str, ...]
    terms: tuple[tuple[str, int], ...]
    """Term and its count in headline and lead, most frequent first."""
    names: tuple[str, ...] = ()
    """Names in the text as they are spelled there, most frequent first."""
    spellings: tuple[tuple[str, str], ...] = ()
    """Terms that are folded beyond reading, and how the text spells them."""
    vector: Vector | None = None
    encoder: str = ""
    """Name of the encoder that made the vector, empty where there is none; vectors of two encoders tell nothing of each
    other."""
    spans_events: bool = False
    """A round-up or live blog: it may join a story, but never draws others into one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    article_id: ArticleId
    story_id: StoryId
    logit: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts:
    article_id: ArticleId
    story_id: StoryId


Placement = Joins | Starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Merges:
    """All articles of `gone_id` belong to `kept_id`, the older one; the address of the other redirects."""

    kept_id: StoryId
    gone_id: StoryId
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Splits:
    """These articles leave `story_id` for `new_id`, a story of their own or one that exists already."""

    story_id: StoryId
    new_id: StoryId
    article_ids: tuple[ArticleId, ...]


Revision = Merges | Splits

CorrectionKind = Literal["merge", "split", "move", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An article that a correction put into another story, and how it stood before."""

    article_id: ArticleId
    from_id: StoryId
    to_id: StoryId
    logit: float | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirected:
    """A story's address that leads elsewhere since a correction; None stands for the story itself."""

    story_id: StoryId
    before: StoryId | None
    after: StoryId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPair:
    """Two articles of which an editor has said whether they tell of one event."""

    article_ids: tuple[ArticleId, ArticleId]
    """The smaller id first."""
    is_together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an editor did to stories: kept for ever, and undone by another correction only."""

    number: int
    """Rises with time."""
    kind: CorrectionKind
    at: datetime
    by: str
    """The editor, as people are known at sign-in."""
    note: str = ""
    """Why, where the editor said so."""
    undoes: int | None = None
    """Number of the correction that this one took back."""
    moved: tuple[Moved, ...] = ()
    redirected: tuple[Redirected, ...] = ()
    pairs: tuple[LabelledPair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an article stands, and whether an editor has settled it there."""

    article_id: ArticleId
    story_id: StoryId
    is_settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article's place in a story."""

    article: Article
    verdict: Verdict
    logit: float | None = None
    reasons: tuple[Reason, ...] = ()
    hashtags: tuple[Hashtag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The articles of one or more publishers about one event."""

    id: StoryId
    language: Language
    members: tuple[Member, ...]
    """By `Article.at`, then id."""


# ------------------------------------------------------------------------------------------- enriching


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who made a part."""

    kind: Literal["publisher", "rule", "model"]
    name: str
    """`reuters.com`, `hashtags`, `minilm` …"""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hashtag:
    key: str
    """Folded: lower case, no accents, no separators; what an address carries."""
    spelling: str
    """Without the mark: `AbrahamAccords`, `أسعار_النفط`."""
    phrase: str
    """As it stands in the text."""
    score: float
    provenance: Provenance
    reason: str = ""
    """`headline`, `lead`, `publisher-tag`, `repeated`."""


EntityType = Literal["Person", "Location", "Organization", "NORP", "Date", "Misc", "Money", "Facility", "Product"]
"""What the recogniser tells apart, in the words of the set it learned from. NORP: nationalities, religious and
political groups; Misc: events, works, laws, languages, diseases, and what fits nowhere else."""
EntityKind = Literal["person", "organisation", "place", "event"]
"""What readers tell apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of `Article.text` that names something."""

    start: int
    end: int
    text: str
    type: EntityType


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing that an article names, with all its mentions."""

    key: str
    """Folded: what an address carries, and what is compared."""
    name: str
    """Its fullest name in the article, or the one that the archive knows it by."""
    type: EntityType
    kind: EntityKind | None
    """None for what has no page: dates, sums, products, groups."""
    mentions: tuple[Mention, ...]
    """In the order of the text, at least one."""
    country: str = ""
    """ISO 3166-1 alpha-2 of the country that it is, or whose people or capital it is."""
    spellings: tuple[str, ...] = ()
    """Other names of it, in other scripts too, that the text or the archive shows together with it."""


RelationKind = Literal["same-affair", "background"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A link from one article or story to another."""

    story_id: StoryId | None
    article_id: ArticleId
    """The article to show: the lead of `story_id` where there is one."""
    kind: RelationKind
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A sentence and where exactly it stands: `article.text[start:end] == text`."""

    text: str
    article_id: ArticleId
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Our text about a story or an article, each sentence tied to the one it rests on."""

    sentences: tuple[Citation, ...]
    n_articles: int
    n_publishers: int
    provenance: Provenance


WritingTask = Literal["brief", "answer", "translation", "explanation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSentence:
    """A sentence that a model wrote, checked against those that it rests on."""

    text: str
    sources: tuple[Citation, ...]
    """At least one; whatever names, numbers, dates and quotations the text has stand in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text that a model wrote and code has checked: "written by MODEL from 6 sentences, checked"."""

    task: WritingTask
    language: Language
    sentences: tuple[WrittenSentence, ...]
    n_sources: int
    """Different sentences that it rests on."""
    provenance: Provenance
    """The model; its version is that of the check."""
    prompt: str
    """What the model was told, by name and version: `brief/1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefDue:
    """A story's brief that no model has put into words yet."""

    story_id: StoryId
    language: Language
    brief: Brief


Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """What a sentence tells, and the day that it names for it."""

    on: date
    """The day; the first of the month, or of the year, where the text is no more precise."""
    precision: Precision
    words: str
    """What names the day in the sentence: `on Friday`, `Aug 8`."""
    citation: Citation
    n_publishers: int = 1
    """Publishers that tell it with this day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReading:
    """One value that a sentence gives, and who gave it when."""

    value: float
    """In ones: `2.4 million` is 2,400,000; a share of `40 per cent` is 40 of the unit `%`."""
    shown: str
    """As it stands there: `at least 61,158`."""
    at: datetime
    """Of the article."""
    citation: Citation
    publishers: tuple[PublisherId, ...] = ()
    """Who gave this value, the first one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing that the articles of a story count, and the values that they give, by time."""

    what: str
    """What is counted, in the words of the first sentence that has any: `homes`; empty where `deed` says it."""
    deed: str
    """`killed`, `injured`, `missing`, `detained`, `displaced`, `rescued`, `abducted`, or empty."""
    unit: str
    """`%`, a currency's sign or name, or empty."""
    readings: tuple[FigureReading, ...]
    """One for each value, by the time of the first article that gives it."""
    is_disputed: bool = False
    """Two publishers gave values within a day that cannot both be right; otherwise the value changed with time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one or several publishers of a story say, in the words of the first."""

    citation: Citation
    publishers: tuple[PublisherId, ...]
    """All that say it, the first one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """How one publisher's headline puts the story."""

    article_id: ArticleId
    publisher_id: PublisherId
    headline: str
    own_words: tuple[str, ...]
    """Words of it that no other headline of the story has, as they are spelled there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspectives:
    """What the publishers of a story agree on and where they differ; no opinion of ours."""

    agreed: tuple[Statement, ...] = ()
    """By half of those who wrote a text of their own, and by two at least; most borne out first."""
    only_some: tuple[Statement, ...] = ()
    """What one publisher alone tells in its beginning, in the order of time."""
    framings: tuple[Framing, ...] = ()
    """In the order of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What lies deeper in a story than its brief: every line leads to the sentence that it is read from."""

    timeline: tuple[DatedEvent, ...] = ()
    figures: tuple[Figure, ...] = ()
    perspectives: Perspectives | None = None
    voices: tuple[Voice, ...] = ()
    """Those whom most publishers quote first; what they say as far as it has been read."""
    named: tuple[Named, ...] = ()
    """Whom and what the story is about, most important first; `n_mentions` counts articles."""


QuoteKind = Literal["direct", "indirect", "mixed"]
"""`mixed`: told in the article's words, with some of the speaker's own in quotation marks."""
QuoteStatus = Literal["named", "official", "anonymous", "group", "document", "declined", "unanswered", "unknown"]
"""What stands behind a quotation. `named`: a person or a body that has a name. `official`: an institution, or somebody
who speaks for it and is not named ("a spokesman for the ministry"). `anonymous`: people who are there and not named
("three of the sources"). `group`: many at once ("critics", "Republicans"). `document`: a report, a letter, a law.
`declined`: asked, and would not say. `unanswered`: asked, and not heard of. `unknown`: the article does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Who says what, and where it stands: offsets into `Article.text`, each role in any number of pieces."""

    kind: QuoteKind
    content: tuple[tuple[int, int], ...]
    """What is said; of who declined or did not answer, what was asked for."""
    cue: tuple[tuple[int, int], ...] = ()
    """The words that say that it is said."""
    source: tuple[tuple[int, int], ...] = ()
    """The speaker as the text has it here: "he", "Rubio", "a spokesman for the ministry"."""
    speaker: str = ""
    """By the name in full that the article gives, "he" and "Rubio" resolved; without a name as it is described."""
    description: str = ""
    """What else the article says the speaker is: "Secretary of State"."""
    status: QuoteStatus = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One of the things that an article is about, by name."""

    key: str
    name: str
    kind: EntityKind
    n_mentions: int
    start: int
    """Of its first mention in the text."""
    end: int
    country: str = ""
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is read in one article by itself, after it stands in its story: whom it names, and who says what in it."""

    article_id: ArticleId
    named: tuple[Named, ...] = ()
    """Those that it is about, most important first."""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """What an article rests on: its speakers by status, each once, in the order in which they speak."""

    named: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    anonymous: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    n_quotes: int = 0
    n_direct: int = 0
    n_anonymous_quotes: int = 0
    """Quotations of `anonymous` speakers."""
    n_unknown_quotes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """A quotation and the article that has it."""

    article_id: ArticleId
    publisher_id: PublisherId | None
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One speaker of a story, and what all publishers have of him."""

    speaker: str
    description: str
    status: QuoteStatus
    quotes: tuple[Attributed, ...]
    """In the order of their articles, then of the text."""
    n_publishers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One of several values that coverage gives for one thing, and who gives it."""

    value: str
    """As the first of the sentences spells it."""
    sentences: tuple[Citation, ...]
    """Newest first."""
    at: datetime
    """When the newest of their articles was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the coverage says to a question: sentences that publishers wrote, and nothing else."""

    question: str
    abstained: bool
    """The coverage does not say; then there are no sentences."""
    sentences: tuple[Citation, ...] = ()
    """The best first; where they conflict, the newest first."""
    articles: tuple[ArticleId, ...] = ()
    """The articles most likely to hold the answer, best first, whether or not it was found."""
    value: str = ""
    """The name, figure, day or word most likely asked for, as a sentence spells it; empty where none stands out."""
    conflict: tuple[Finding, ...] = ()
    """Two values or more that sentences alike give for one thing, newest first; else none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrichment:
    """What enrich found out about one story."""

    story_id: StoryId
    made_at: datetime
    hashtags: tuple[Hashtag, ...] = ()
    related: tuple[Relation, ...] = ()
    """For the story page: none of what stands in `before`."""
    before: tuple[Relation, ...] = ()
    """Earlier stories of the same affair, over before this one began, newest first."""
    brief: Brief | None = None
    dossier: Dossier | None = None
    """None where there is nothing to lay in it."""
    article_briefs: tuple[tuple[ArticleId, Brief | None], ...] = ()
    """Of each member that was read this time, None where it is its own brief; the others keep what they have."""
    article_related: tuple[tuple[ArticleId, tuple[Relation, ...]], ...] = ()
    """Of each member that was looked at this time; the others keep what they have."""


# ------------------------------------------------------------------------------------------- publishing


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """What lists and the story page show, worked out once for each change of a story."""

    story_id: StoryId
    slug: str
    headline: str
    standfirst: str
    """First sentence of the brief, or the lead article's standfirst or first sentence."""
    lead_id: ArticleId
    language: Language
    section: str
    n_articles: int
    n_publishers: int
    n_independent: int
    """Publishers less those that only ran copies; `publish.independent` has the whole rule."""
    first_publisher: str
    first_at: datetime
    updated_at: datetime
    weight: float
    """Importance apart from age and reader: breadth and growth, as `publish.rank` explains them."""
    image: Image | None = None
    coverage: tuple[int, ...] = field(default=())
    """Articles in each twelfth of the story's life, for the coverage line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Woven:
    """One article with all that was decided about it: kept whole or not at all."""

    article: Article
    sketch: Sketch
    verdict: Verdict
    signature: Signature
    placement: Placement
    hashtags: tuple[Hashtag, ...] = ()
    entry_id: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What the window is rebuilt from at start: one article of the last days."""

    sketch: Sketch
    signature: Signature
    story_id: StoryId
    verdict: Verdict
    hashtags: tuple[Hashtag, ...] = ()
    publisher_id: PublisherId | None = None
    publisher_name: str = ""
    is_settled: bool = False
    """An editor has settled it in its story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One pass of the pipeline, in numbers."""

    started_at: datetime
    ended_at: datetime
    n_feeds: int = 0
    n_feeds_failed: int = 0
    n_articles: int = 0
    n_rejected: int = 0
    n_copies: int = 0
    n_stories: int = 0
