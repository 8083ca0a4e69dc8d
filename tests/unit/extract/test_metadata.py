"""What a page says of itself, from every place where pages say it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.extract.sections import section_of
from newsloom.records import SECTIONS, Entry, Image, RawHtml
from newsloom.text import repeats_text
from tests.unit.extract.pages import URL, metadata_of, schema

SITE = '<meta property="og:site_name" content="Coastal Courier">'
TEXT = (
    "<p>Forty boats crossed the harbour on Friday in the first regatta since the quay was rebuilt, its club said.</p>"
)


# ---------------------------------------------------------------------------------------------- headline


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<h1>Forty boats race in harbour regatta</h1>"),
        ("<title>Forty boats race in harbour regatta | Coastal Courier</title>" + SITE, ""),
        ('<meta property="og:title" content="Forty boats race in harbour regatta - courier.example">', ""),
        (schema('{"@type": "NewsArticle", "headline": "Forty boats race in harbour regatta"}'), ""),
        (schema('{"@graph": [{"@type": "WebSite", "name": "Coastal Courier"}, {"@type": ["NewsArticle"], "headline": '
                '"Forty boats race in harbour regatta"}]}'), "<h1>Coastal Courier</h1>"),
        ('<meta property="og:title" content="Regatta: forty boats race">',
         "<h1>Coastal Courier Sport</h1><h1>Forty boats race in harbour regatta</h1>"),
        ('<meta property="og:title" content="Forty boats race in harbour regatta">',
         "<h1><span>Sailing </span>Forty boats race in harbour regatta</h1>"),
        ("", "<h1>Opinion | Forty boats race in harbour regatta</h1>"),
    ],
)  # fmt: skip
def test_the_headline_is_found_without_the_names_of_site_and_desk(head: str, body: str) -> None:
    assert metadata_of(head, body + TEXT).headline == "Forty boats race in harbour regatta"


def test_the_printed_headline_goes_before_the_one_made_to_be_shared() -> None:
    head = '<meta property="og:title" content="You will not believe how many boats raced">'
    assert metadata_of(head, "<h1>Forty boats raced in the harbour</h1>").headline == "Forty boats raced in the harbour"


def test_the_entrys_headline_is_taken_where_the_page_has_none() -> None:
    assert metadata_of("", TEXT, entry=Entry(guid="1", headline="Forty boats race")).headline == "Forty boats race"


# ---------------------------------------------------------------------------------------------- authors


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (schema('{"@type": "NewsArticle", "headline": "x", "author": [{"@type": "Person", "name": "Anna Berg"}, '
                '{"@type": "Person", "name": "Tom Reed"}]}'), "", ("Anna Berg", "Tom Reed")),
        (schema('{"@graph": [{"@type": "NewsArticle", "headline": "x", "author": {"@id": "#a"}}, '
                '{"@type": "Person", "@id": "#a", "name": "Anna Berg"}]}'), "", ("Anna Berg",)),
        (schema('{"@type": "NewsArticle", "headline": "x", "author": "By Anna Berg and Tom Reed"}'), "",
         ("Anna Berg", "Tom Reed")),
        (schema('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Courier Staff"}}'),
         '<h1>Forty boats race</h1><p class="byline">By ANNA BERG, Sports Editor</p>', ("Anna Berg",)),
        ('<meta name="author" content="Anna Berg">', "", ("Anna Berg",)),
        ('<meta property="article:author" content="https://social.example/anna">',
         '<h1>Forty boats race</h1><a rel="author" href="/a">Anna Berg</a>', ("Anna Berg",)),
        ("", '<h1>Forty boats race</h1><div>By <a href="/a">Anna Berg</a> and <a href="/t">Tom Reed</a>, Reuters</div>',
         ("Anna Berg", "Tom Reed")),
        ("", '<h1>Forty boats race</h1><p class="byline">By Reuters</p>', ("Reuters",)),
        ("", '<h1>Vierzig Boote</h1><span class="autor">Von Jürgen von der Heide und Käthe Müller-Lüd</span>',
         ("Jürgen von der Heide", "Käthe Müller-Lüd")),
        ("", '<h1>سباق القوارب في الميناء</h1><div class="author-name">بقلم ليلى حداد</div>', ("ليلى حداد",)),
        ("", '<h1>Forty boats race</h1><p class="byline">By Anna Berg, PhD (anna@courier.example)</p>', ("Anna Berg",)),
        ('<meta name="author" content="admin">', "<h1>Forty boats race</h1>", ()),
    ],
)  # fmt: skip
def test_authors_are_people_or_else_agencies(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert metadata_of(head, body + TEXT).authors == authors


def test_the_byline_is_the_printed_line_without_by() -> None:
    body = '<h1>Forty boats race</h1><p class="byline">By Anna Berg and Tom Reed | Updated 28 February 2026</p>'
    assert metadata_of("", body).byline == "Anna Berg and Tom Reed"


# ---------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("head", "body", "at"),
    [
        (schema('{"@type": "NewsArticle", "headline": "x", "datePublished": "2026-02-27T09:30:00+02:00"}'), "",
         datetime(2026, 2, 27, 7, 30, tzinfo=UTC)),
        ('<meta property="article:published_time" content="2026-02-27T07:30Z">', "",
         datetime(2026, 2, 27, 7, 30, tzinfo=UTC)),
        ('<meta name="date" content="Fri, 27 Feb 2026 09:30:00 EST">', "", datetime(2026, 2, 27, 14, 30, tzinfo=UTC)),
        ("", "<h1>Forty boats</h1><time datetime='2026-02-27'>Friday</time>", datetime(2026, 2, 27, tzinfo=UTC)),
        ("", '<h1>Forty boats</h1><p class="date">27 February 2026, 9.30am GMT</p>',
         datetime(2026, 2, 27, 9, 30, tzinfo=UTC)),
        ("", '<h1>Forty boats</h1><p class="datum">27. Februar 2026</p>', datetime(2026, 2, 27, tzinfo=UTC)),
        ("", '<h1>سباق</h1><p class="date">27 فبراير 2026</p>', datetime(2026, 2, 27, tzinfo=UTC)),
        ("", "<h1>Forty boats</h1>", datetime(2026, 2, 27, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_the_moment_of_publication_is_read_wherever_it_stands(head: str, body: str, at: datetime) -> None:
    assert metadata_of(head, body).published_at == at


def test_a_revision_is_kept_beside_the_publication() -> None:
    found = metadata_of(
        schema('{"@type": "NewsArticle", "headline": "x", "datePublished": "2026-02-26", "dateModified": "2026-02-27"}')
    )
    assert (found.published_at, found.revised_at) == (
        datetime(2026, 2, 26, tzinfo=UTC),
        datetime(2026, 2, 27, tzinfo=UTC),
    )


def test_a_day_that_has_not_come_is_not_believed() -> None:
    head = '<meta property="article:published_time" content="2031-01-01T00:00:00Z">'
    assert metadata_of(head, "", url=None).published_at is None


def test_a_page_put_out_anew_has_the_day_that_it_prints() -> None:
    head = '<meta property="article:published_time" content="2021-05-01T00:00:00Z">'
    body = "<h1>The best boats of the year</h1><time datetime='2026-02-20'>20 February 2026</time>"
    assert metadata_of(head, body, url=None).published_at == datetime(2026, 2, 20, tzinfo=UTC)


def test_the_first_day_of_a_line_is_the_publication_whatever_its_markup_says() -> None:
    body = (
        "<h1>Forty boats</h1><time datetime='2026-02-28T10:00:00Z'>"
        "Posted: Feb 25, 2026 | Last updated: February 28</time>"
    )
    assert metadata_of("", body, url=None).published_at == datetime(2026, 2, 25, tzinfo=UTC)


# ---------------------------------------------------------------------------------------------- section


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("Sports", "sport"), ("college-football", "sport"), ("Wirtschaft", "business"), ("رياضة", "sport"),
        ("اقتصاد", "business"), ("العالم", "world"), ("ثقافة وفنون", "culture"), ("Middle East", "world"),
        ("Meinung", "opinion"), ("Santé", "health"), ("us-politics", "politics"), ("News", ""), ("Anna Berg", ""),
    ],
)  # fmt: skip
def test_a_publishers_name_of_a_section_is_one_of_ours(name: str, section: str) -> None:
    assert section_of(name) == section


def test_the_section_comes_from_the_articles_data_or_else_from_its_address() -> None:
    assert metadata_of('<meta property="article:section" content="Business">').section == "business"
    assert metadata_of().section == "sport"
    assert metadata_of(url="https://courier.example/opinion/sport/why").section == "opinion"


@given(st.text(max_size=60))
def test_any_name_gives_a_section_or_none(name: str) -> None:
    assert section_of(name) in ("", *SECTIONS)


# ---------------------------------------------------------------------------------------------- image


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        (
            'A mast in fog. NORTHWIRE/Mia Holm/File Photo <a href="/rights">Purchase Licensing Rights<i>, opens new tab</i></a>',
            "A mast in fog.", "NORTHWIRE/Mia Holm/File Photo",
        ),
        ("<button>Open image in gallery</button> A mast in fog | Tap to enlarge", "A mast in fog", ""),
        ("A mast in fog. She came and/or went", "A mast in fog. She came and/or went", ""),
        (
            'A mast in fog <span class="credit">Mia Holm <a>opens in a new window</a></span>', "A mast in fog", "Mia Holm",
        ),
    ],
)  # fmt: skip
def test_the_words_of_links_about_a_picture_are_no_part_of_its_caption(printed: str, caption: str, credit: str) -> None:
    body = f'<h1>Forty boats</h1><figure><img src="/pics/mast-in-fog.jpg"><figcaption>{printed}</figcaption></figure>'
    image = metadata_of("", body).image
    assert image is not None
    assert (image.caption, image.credit) == (caption, credit)


def test_the_lead_image_has_the_caption_and_credit_printed_under_it() -> None:
    head = (
        '<meta property="og:image" content="https://img.example/regatta-1200.jpg">'
        '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">'
    )
    body = (
        '<h1>Forty boats</h1><figure><img src="/pics/regatta-1200.jpg" alt="Boats"><figcaption>The fleet leaves the '
        'quay. <span class="credit">Photo: Mia Holm</span></figcaption></figure>'
    )
    assert metadata_of(head, body).image == Image(
        url="https://img.example/regatta-1200.jpg",
        caption="The fleet leaves the quay.",
        credit="Mia Holm",
        alt="Boats",
        width=1200,
        height=630,
    )


def test_logos_and_placeholders_are_no_lead_image() -> None:
    assert metadata_of('<meta property="og:image" content="https://img.example/logo-share.png">').image is None


# ---------------------------------------------------------------------------------------------- standfirst


def test_the_line_under_the_headline_is_the_standfirst() -> None:
    body = f'<h1>Forty boats</h1><p class="standfirst">The quay is whole again, and so is the race.</p>{TEXT}'
    assert metadata_of("", body).standfirst == "The quay is whole again, and so is the race."


@pytest.mark.parametrize(
    "description",
    [
        "Forty boats crossed the harbour on Friday in the first regatta since the quay was rebuilt",
        "Forty boats crossed the harbour on Friday in the first…",
        "Get the latest news from the Coastal Courier, your source for the coast.",
        "Forty boats",
    ],
)
def test_a_description_that_says_nothing_new_is_no_standfirst(description: str) -> None:
    head = f'<meta name="description" content="{description}">'
    assert metadata_of(head, f"<h1>Forty boats</h1>{TEXT}").standfirst == ""


def test_a_standfirst_that_begins_the_text_repeats_it() -> None:
    assert repeats_text("Forty boats crossed the harbour.", "FORTY boats crossed the harbour. Then they came back.")
    assert not repeats_text("The quay is whole again.", "Forty boats crossed the harbour.")


# ---------------------------------------------------------------------------------------------- the rest


def test_the_canonical_address_is_believed_on_the_publishers_own_ground_only() -> None:
    own = '<link rel="canonical" href="https://courier.example/regatta?utm_source=x">'
    foreign = '<link rel="canonical" href="https://gazette.example/regatta">'
    front = '<link rel="canonical" href="https://courier.example/">'
    assert [metadata_of(head).canonical_url for head in (own, foreign, front)] == [
        "https://courier.example/regatta",
        URL,
        URL,
    ]


def test_language_topics_payment_and_types_are_as_the_page_says() -> None:
    found = metadata_of(
        schema(
            '{"@type": "NewsArticle", "headline": "x", "keywords": "Sailing, Port Merrow,Sailing",'
            ' "isAccessibleForFree": "False"}'
        ),
        lang="en-GB",
    )
    assert (found.language, found.topics, found.is_free, found.schema_types) == (
        "en",
        ("Sailing", "Port Merrow"),
        False,
        ("NewsArticle",),
    )


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "NewsArticle", "headline": "Forty boats",}',
        '<!-- {"@type": "NewsArticle", "headline": "Forty boats"} -->',
        '{"@type": "NewsArticle", "headline": "Forty\nboats"}',
        '{"@type": "WebSite"} {"@type": "NewsArticle", "headline": "Forty boats"};',
        '[[{"@type": "NewsArticle", "headline": "Forty &amp;#32; boats"}]]'.replace("&amp;#32; ", ""),
    ],
)
def test_broken_schema_data_is_mended(data: str) -> None:
    assert metadata_of(schema(data), TEXT).headline == "Forty boats"


def test_what_the_feed_says_fills_what_the_page_leaves_empty() -> None:
    entry = Entry(
        guid="1",
        headline="Forty boats",
        summary=RawHtml("..."),
        authors=("Anna Berg",),
        published_at=datetime(2026, 2, 25, 8, tzinfo=UTC),
        categories=("Sailing",),
        image_url="https://img.example/boats.jpg",
    )
    found = metadata_of("", TEXT, url="https://courier.example/x", entry=entry)
    assert (found.authors, found.published_at, found.topics, found.image) == (
        ("Anna Berg",),
        datetime(2026, 2, 25, 8, tzinfo=UTC),
        ("Sailing",),
        Image(url="https://img.example/boats.jpg"),
    )


@given(st.text(max_size=400))
def test_no_markup_makes_it_fail(body: str) -> None:
    metadata_of("", f"<h1>{body}</h1><p class='byline'>{body}</p>{schema(body)}")
