"""Small judgements of a text: its language, its kind, whether it is cut, whether a line is furniture."""

import pytest

from newsloom.extract.cut import is_cut, is_cut_text
from newsloom.extract.furniture import is_furniture
from newsloom.extract.kinds import kind_of
from newsloom.extract.language import identify, usual_code
from newsloom.records import Enclosure, Language
from tests.unit.extract.test_blocks import blocks_of


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("The ferry to the island will run again from Saturday, the harbour office said.", None, "en"),
        ("The ferry to the island will run again from Saturday, the harbour office said.", "fr", "en"),
        ("Die Fähre zur Insel verkehrt ab Samstag wieder, teilte das Hafenamt mit.", None, "de"),
        ("Le ferry pour l'île reprendra samedi, a annoncé la capitainerie du port.", "en", "fr"),
        ("El ferry a la isla volverá a funcionar el sábado, informó la autoridad portuaria.", None, "es"),
        ("ستعود العبّارة إلى الجزيرة صباح يوم السبت، بحسب ما أعلنته إدارة الميناء.", "en", "ar"),
        ("Паром на остров снова пойдёт в субботу, сообщили в порту.", None, "ru"),
        ("島へのフェリーは土曜日の朝から再開すると港湾局が発表した。", None, "ja"),
        ("Ferjen til øya går igjen fra lørdag, opplyser havnekontoret.", "nb", "no"),
        ("Tern 2, Skua 1", None, "und"),
        ("42", "sv", "sv"),
        ("42", None, "und"),
        ("", "en-GB", "en"),
    ],
)
def test_the_language_is_that_of_the_text(text: str, declared: str | None, expected: str) -> None:
    assert identify(text, Language(declared) if declared else None) == expected


@pytest.mark.parametrize(("claim", "code"), [("EN-gb", "en"), ("pt_BR", "pt"), ("nn", "no"), ("english", None), ("xx", None), ("", None)])  # fmt: skip
def test_a_claimed_language_is_brought_to_two_letters(claim: str, code: str | None) -> None:
    assert usual_code(claim) == code


@pytest.mark.parametrize(
    ("headline", "url", "types", "kind"),
    [
        ("Ferry to run again from Saturday", "https://a.example/world/ferry", (), "text"),
        ("Harbour storm: live updates", "https://a.example/world/storm", (), "live"),
        ("Storm – live", "https://a.example/world/storm", (), "live"),
        ("Storm hits the harbour", "https://a.example/world/live/2026/storm", (), "live"),
        ("Storm hits the harbour", "https://a.example/world/storm-live-blog", (), "live"),
        ("Storm hits the harbour", "https://a.example/x", ("WebPage", "LiveBlogPosting"), "live"),
        ("Where gulls live", "https://a.example/where-gulls-live-and-breed", (), "text"),
        ("Morning briefing: ferries, storms and a piano", None, (), "roundup"),
        ("The harbour fire: what we know so far", None, (), "roundup"),
        ("Week in pictures", None, (), "roundup"),
        ("موجز الأخبار: العبّارة تعود", None, (), "roundup"),
        ("Daily ferry returns to the island", None, (), "text"),
        ("Police round up stray ponies", None, (), "text"),
    ],
)
def test_the_kind_is_told_by_headline_address_and_data(
    headline: str, url: str | None, types: tuple[str, ...], kind: str
) -> None:
    assert kind_of(headline, url, types) == kind


def test_enclosures_go_before_the_rest() -> None:
    episode = Enclosure(url="https://a.example/1.mp3", media_type="audio/mpeg")
    picture = Enclosure(url="https://a.example/1.jpg", media_type="image/jpeg")
    assert kind_of("Morning briefing", None, (), (picture, episode)) == "audio"
    assert kind_of("Morning briefing", None, (), (picture,)) == "roundup"


LONG = "The ferry will run again on Saturday, the harbour office said. " * 40


@pytest.mark.parametrize(
    ("taken", "left", "is_free", "expected"),
    [
        (LONG, "", None, False),
        (LONG, "Subscribe to continue reading", None, False),
        (LONG, "Subscribe to continue reading", False, True),
        (LONG * 3, "Subscribe to continue reading", False, False),
        (LONG[:500], "", None, False),
        (LONG[:500], "", False, False),
        (LONG[:500], "Subscribe to our morning newsletter", None, False),
        (LONG[:500], "This article is for subscribers only.", None, True),
        (LONG[:500], "Diesen Artikel weiterlesen mit Courier Plus", None, True),
        (LONG[:500], "Dieser Artikel ist nur für Abonnenten", None, True),
        (LONG[:500], "Cet article est réservé aux abonnés", None, True),
        (LONG[:500], "هذا المقال للمشتركين فقط", None, True),
        ("The ferry will run again, and the harbour…", "", None, True),
        ("The ferry will run again [...]", "", None, True),
    ],
)
def test_a_text_is_cut_where_something_says_so(taken: str, left: str, is_free: bool | None, expected: bool) -> None:
    assert is_cut(blocks_of(f"<p>{taken}</p>"), blocks_of(f"<p>{left}</p>"), is_free=is_free) is expected


def test_no_text_is_not_cut() -> None:
    assert not is_cut([], [], is_free=False)
    assert is_cut_text("And then …")
    assert not is_cut_text("And then it ended.")


@pytest.mark.parametrize(
    "text",
    ["Advertisement", "ADVERTISEMENT", "Read more:", "READ MORE: Storm closes the quay", "Sign up for our newsletter", "opens new tab",
     "Share this article", "Share on Facebook", "No comments yet...", "Comments", "Try Our AI Features", "Hashtags", "Related articles",
     "Photo: Ida Brandt", "© 2026 Coastal Courier", "Lesen Sie auch: Sturm am Hafen", "À lire aussi : la tempête", "Te puede interesar",
     "Читайте также: шторм", "اقرأ أيضاً: العاصفة", "إعلان", "関連記事", "Follow us on Instagram", "3 min read", "Story continues below advertisement"],
)  # fmt: skip
def test_standing_phrases_are_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    ["Advertisement spending fell by a third, the council said.", "Comments by the minister drew laughter.", "Share prices rose on Monday.",
     "Read by millions, the paper closed in May.", "Tickets go on sale on Friday.", "Print is not dead, says its printer.", "",
     "Follow the coast road for an hour and you will see it.", "Related to the storm, three boats sank."],
)  # fmt: skip
def test_sentences_are_not(text: str) -> None:
    assert not is_furniture(text)
