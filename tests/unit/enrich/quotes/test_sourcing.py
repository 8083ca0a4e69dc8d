"""What an article rests on, and who speaks in a story."""

from newsloom.enrich.quotes.sourcing import sourcing, voices
from newsloom.records import (
    Article,
    CopyOf,
    Language,
    Member,
    Original,
    PublisherId,
    Quote,
    QuoteStatus,
    Sourcing,
    Story,
)
from tests.factories import make_article, story_id


def quote(speaker: str, status: QuoteStatus = "named", *, start: int = 0, description: str = "") -> Quote:
    return Quote(kind="direct", content=((start, start + 4),), speaker=speaker, status=status, description=description)


def member(name: str, publisher: str, *, copy_of: Article | None = None) -> Member:
    article = make_article(name, publisher_id=PublisherId(publisher))
    verdict = (
        CopyOf(article_id=article.id, original_id=copy_of.id, kind="wire", resemblance_share=0.9)
        if copy_of
        else Original(article_id=article.id)
    )
    return Member(article=article, verdict=verdict)


def test_each_speaker_counts_once_and_each_quotation_once() -> None:
    found = sourcing(
        [
            quote("Mara Quill"),
            quote("Mara Quill"),
            quote("three of the sources", "anonymous"),
            quote("the harbour ministry", "official"),
            quote("a report", "document"),
            quote("The Lantern Line", "declined"),
            quote("The owner", "unanswered"),
            quote("The White Lodge, the Vessian ministry and the embassy in Port Lucan", "unanswered"),
            quote("", "unknown"),
        ]
    )
    assert found == Sourcing(
        named=("Mara Quill",),
        official=("the harbour ministry",),
        anonymous=("three of the sources",),
        document=("a report",),
        declined=("The Lantern Line",),
        unanswered=("The owner", "The White Lodge", "the Vessian ministry", "the embassy in Port Lucan"),
        n_quotes=6,
        n_direct=6,
        n_anonymous_quotes=1,
        n_unknown_quotes=1,
    )


def test_an_article_without_quotations_rests_on_nobody() -> None:
    assert sourcing([]) == Sourcing()


def test_a_speaker_is_one_across_publishers_and_copies_say_nothing_new() -> None:
    post, courier = member("post", "post.example"), member("courier", "courier.example")
    copied = member("copied", "echo.example", copy_of=post.article)
    story = Story(id=story_id("wreck"), language=Language("en"), members=(post, courier, copied))
    found = voices(
        story,
        {
            post.article.id: [quote("Mara Quill", description="harbour master"), quote("officials", "anonymous")],
            courier.article.id: [quote("Quill"), quote("officials", "anonymous"), quote("", "unknown")],
            copied.article.id: [quote("Mara Quill")],
        },
    )
    assert [(one.speaker, one.description, one.status, one.n_publishers, len(one.quotes)) for one in found] == [
        ("Mara Quill", "harbour master", "named", 2, 2),
        ("officials", "", "anonymous", 1, 1),
        ("officials", "", "anonymous", 1, 1),
    ]


def test_a_last_name_of_two_people_stays_by_itself() -> None:
    post, courier = member("post", "post.example"), member("courier", "courier.example")
    story = Story(id=story_id("wreck"), language=Language("en"), members=(post, courier))
    found = voices(
        story,
        {post.article.id: [quote("Mara Quill"), quote("Otto Quill")], courier.article.id: [quote("Quill")]},
    )
    assert sorted(one.speaker for one in found) == ["Mara Quill", "Otto Quill", "Quill"]
