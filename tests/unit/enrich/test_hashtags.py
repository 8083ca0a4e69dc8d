"""Hashtags say what an article is about, in one spelling, and nothing else."""

from datetime import UTC, datetime

import pytest

from newsloom.enrich import Lexicon, hashtags, key_phrases, story_hashtags
from newsloom.enrich.hashtags import spell
from newsloom.records import Article, ArticleId, CopyOf, Language, Member, Original, Signature, Story, StoryId
from newsloom.urls import article_id

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

HARBOUR = """MARENNE (Northwire) - The port of Calder Bay will get a second breakwater, Transport Minister Odette Sarrin said \
on Tuesday.

The breakwater, planned since Storm Odile, will cost 40 million crowns. Sarrin told reporters that Calder Bay could \
not wait for another storm.

The Lantern Line, whose ferries use the harbour, welcomed the harbour plan. "Calder Bay needs it," said a spokesman.

Storm Odile sank 14 boats in Calder Bay in January. Sarrin spoke in Calder Bay beside Mayor Berit Hollis, who has asked \
for the harbour plan for years.

Reporting by Piet Lannoy. (Getty Images)"""

OIL = """ارتفعت أسعار النفط اليوم الخميس بعد أن أعلنت منظمة «أوبك» خفض الإنتاج. وقال وزير الطاقة السعودي إن القرار يهدف إلى \
استقرار السوق.

وأضاف الوزير أن السعودية ملتزمة بخفض الإنتاج حتى نهاية العام. وقال محللون إن أسعار النفط قد تصل إلى مئة دولار."""


def article(headline: str, text: str, **fields: object) -> Article:
    made: dict[str, object] = {"language": Language("en"), **fields}
    return Article(id=article_id(headline=headline, text=text), headline=headline, text=text, seen_at=NOW, **made)  # type: ignore[arg-type]


def spellings(one: Article, lexicon: Lexicon | None = None) -> list[str]:
    return [hashtag.spelling for hashtag in hashtags(one, lexicon or Lexicon())]


def note(lexicon: Lexicon, one: Article, times: int = 1) -> None:
    signature = Signature(article_id=one.id, language=one.language, at=NOW, headline_terms=(), terms=())
    for _ in range(times):
        lexicon.add(signature, hashtags(one, lexicon))


def test_people_places_events_and_topics_are_found_best_first() -> None:
    found = spellings(article("Calder Bay to get second breakwater after Storm Odile", HARBOUR))
    assert found == ["CalderBay", "StormOdile", "OdetteSarrin"]


def test_writers_publishers_agencies_days_and_credits_are_no_hashtags() -> None:
    one = article(
        "Northwire reports on Calder Bay: Tuesday in the harbour",
        HARBOUR,
        byline="Piet Lannoy",
        publisher_name="Northwire",
        credit="Reuters",
    )
    assert not {"Northwire", "PietLannoy", "Tuesday", "GettyImages", "MARENNE", "Marenne"} & set(spellings(one))


@pytest.mark.parametrize(
    ("phrase", "spelled"),
    [
        ("Abraham Accords", "AbrahamAccords"),
        ("peace deal", "PeaceDeal"),
        ("U.S", "US"),
        ("G20", "G20"),
        ("São Paulo", "SãoPaulo"),
        ("Nagorno-Karabakh", "NagornoKarabakh"),
        ("KELDMARK", "Keldmark"),
        ("أسعار النفط", "أسعار_النفط"),
    ],
)
def test_hashtags_are_spelled_as_readers_write_them(phrase: str, spelled: str) -> None:
    assert spell(phrase) == spelled


def test_peoples_and_long_names_count_for_their_country() -> None:
    text = (
        "Israeli and Azerbaijani officials met. The United States and the U.S. envoy welcomed it. "
        "Azerbaijan hopes for trade with Israel."
    )
    found = spellings(article("Azerbaijan and Israel talk", text))
    assert found == ["Azerbaijan", "Israel", "US"]


def test_a_surname_counts_for_the_full_name() -> None:
    text = "Prime Minister Corin Aldane resigned. Aldane had governed for two years. Nobody will miss Aldane."
    assert spellings(article("Aldane resigns", text)) == ["CorinAldane"]


def test_a_surname_that_two_people_share_is_nobodys() -> None:
    text = "Corin Aldane resigned. Vera Aldane did not. Corin Aldane and Vera Aldane are not related."
    found = spellings(article("Corin Aldane resigns, Vera Aldane stays", text))
    assert sorted(found) == ["CorinAldane", "VeraAldane"]


def test_a_surname_is_the_full_name_that_comes_late_unless_the_archive_knows_another_bearer() -> None:
    text = "Ferro scored. " + "The crowd sang on. " * 6 + "Luca Ferro will not forget it. Ferro wept."
    assert spellings(article("Ferro wins the cup", text))[0] == "LucaFerro"
    lexicon = Lexicon()
    note(lexicon, article("Nadia Ferro speaks", "Nadia Ferro spoke. Nadia Ferro spoke again."), times=3)
    assert "NadiaFerro" in spellings(article("Ferro wins the cup", text), lexicon)


def test_a_family_name_that_stands_first_is_the_person_whom_a_title_tells() -> None:
    text = "Talks began with President Xu Merin on Friday. Xu welcomed the guests. Xu spoke of peace."
    assert spellings(article("Xu welcomes talks", text)) == ["XuMerin"]


def test_what_is_no_name_alone_is_none_with_the_article_before_it() -> None:
    text = "The week was wet. Calder Bay had the wettest week of the year."
    assert spellings(article("The week in Calder Bay", text, topics=("The week",))) == ["CalderBay"]


def test_a_storm_is_called_by_its_whole_name() -> None:
    text = "Storm Petra hit the islands. Petra killed four. The storm, the third storm of the year, lost its strength."
    found = spellings(article("Four killed as Storm Petra hits the islands", text))
    assert found[0] == "StormPetra"
    assert "Petra" not in found


def test_a_name_is_neither_cut_short_by_a_headline_nor_made_longer_by_its_home() -> None:
    text = "Calder Bay Rovers of Ardena won on Sunday. Nobody had given Rovers a chance. The cup is with Calder Bay Rovers."
    found = spellings(article("Soccer: Second-division Calder Bay Rovers stun Thorsund Athletic", text))
    assert found[0] == "CalderBayRovers"
    assert not {"BayRovers", "Rovers", "CalderBayRoversOfArdena"} & set(found)


def test_a_standfirst_that_the_text_begins_with_is_read_once() -> None:
    standfirst = "Lamp Lit Again"
    text = "The keeper came home to Calder Head. The sea was calm. Calder Head was dark for a year."
    printed = article("Keeper returns", f"{standfirst}\n\n{text}", standfirst=standfirst)
    assert spellings(printed) == spellings(article("Keeper returns", text, standfirst=standfirst))


def test_a_storys_hashtags_say_a_thing_once() -> None:
    first = article("Harrow falls", "Shares in Harrow fell on Monday. Nobody wants Harrow now.")
    second = article("Harrow Savings falls", "Harrow Savings fell on Monday. Harrow Savings has lost a third.")
    members = [
        Member(article=one, verdict=Original(article_id=one.id), hashtags=hashtags(one, Lexicon()))
        for one in (first, second)
    ]
    assert [tag.spelling for tag in members[0].hashtags] == ["Harrow"]
    found = story_hashtags(Story(id=StoryId("s"), language=Language("en"), members=tuple(members)))
    assert [tag.spelling for tag in found] == ["HarrowSavings"]


def test_a_long_text_of_few_names_takes_its_publishers_tags() -> None:
    text = (
        "The network of Keldnet failed for nine hours. "
        + "Nobody in town could telephone before the evening came. " * 20
    )
    assert spellings(article("Keldnet fails", text, topics=("Telecoms", "Technology"))) == ["Keldnet", "Telecoms"]
    assert spellings(article("Keldnet fails", text[:400], topics=("Telecoms",))) == ["Keldnet"]


def test_one_thing_keeps_the_spelling_that_the_archive_gave_it() -> None:
    lexicon = Lexicon()
    note(lexicon, article("The Selene Accords are signed", "The Selene Accords are signed. The Selene Accords hold."))
    found = hashtags(article("A Selene Accord at last", "A Selene Accord at last. The Selene Accord holds."), lexicon)
    assert [(tag.spelling, tag.key) for tag in found] == [("SeleneAccords", "seleneaccords")]


def test_a_bare_surname_is_the_archives_one_bearer() -> None:
    lexicon = Lexicon()
    note(lexicon, article("Corin Aldane speaks", "Corin Aldane spoke. Corin Aldane spoke again."), times=3)
    assert spellings(article("Aldane under fire", "They want Aldane to go. Few defend Aldane now."), lexicon) == [
        "CorinAldane"
    ]


def test_the_publishers_own_tags_count_where_the_text_has_them() -> None:
    text = "The team played football in the rain. Football is a winter game in Thorsund."
    found = spellings(article("Rain stops play", text, topics=("Football", "Boat Race")))
    assert found[0] == "Football"
    assert "BoatRace" not in found


def test_arabic_hashtags_join_words_by_a_line_and_lose_what_is_stuck_to_them() -> None:
    found = spellings(article("أسعار النفط ترتفع بعد قرار «أوبك» خفض الإنتاج", OIL, language=Language("ar")))
    assert found[:3] == ["أسعار_النفط", "خفض_الإنتاج", "أوبك"]


def test_a_text_without_words_has_no_hashtags() -> None:
    assert spellings(article("", "")) == []
    assert spellings(article("...", "! ? 12 %")) == []


def test_a_storys_hashtags_are_what_its_articles_agree_on() -> None:
    lexicon = Lexicon()
    one = article("Calder Bay to get second breakwater after Storm Odile", HARBOUR)
    other = article("Calder Bay waits", "Calder Bay waits for a breakwater. Calder Bay is patient. Gwen Pryce is not.")
    copy = article("Gwen Pryce", "Gwen Pryce waits. Gwen Pryce is patient.")
    members = (
        Member(article=one, verdict=Original(article_id=one.id), hashtags=hashtags(one, lexicon)),
        Member(article=other, verdict=Original(article_id=other.id), hashtags=hashtags(other, lexicon)),
        Member(
            article=copy,
            verdict=CopyOf(article_id=copy.id, original_id=ArticleId("x"), kind="wire", resemblance_share=0.9),
            hashtags=hashtags(copy, lexicon),
        ),
    )
    found = story_hashtags(Story(id=StoryId("s"), language=Language("en"), members=members))
    assert [tag.spelling for tag in found][:2] == ["CalderBay", "StormOdile"]
    assert found[-1].spelling == "GwenPryce"


def test_key_phrases_do_not_nest() -> None:
    phrases = [phrase for phrase, _ in key_phrases(article("", HARBOUR), Lexicon())]
    assert "Calder Bay" in phrases
    for one in phrases:
        assert not any(one != other and f" {one} " in f" {other} " for other in phrases)


def test_a_verb_form_is_a_noun_where_the_text_says_so() -> None:
    text = (
        "The gun control debate is back. Hollis wants gun control now. The council has turned gun control down. "
        "Gun control is dead, Hollis said."
    )
    phrases = [phrase for phrase, _ in key_phrases(article("", text), Lexicon())]
    assert "gun control" in [phrase.lower() for phrase in phrases]


def test_the_two_nouns_that_longer_phrases_share_are_a_topic() -> None:
    text = "\n".join(
        [
            "The harbour levy dispute goes on in Calder Bay.",
            "The harbour levy vote was put off.",
            "Ferries pay the harbour levy.",
            *(f"Sentence {n} tells of weather and wind." for n in range(12)),
        ]
    )
    assert "HarbourLevy" in spellings(article("Harbour levy talks fail", text))


def test_who_is_only_quoted_further_down_is_no_hashtag() -> None:
    lead = ["The Selene Star sank off Calder Bay.", "The Selene Star was old.", "Calder Bay mourns.", "It was dark."]
    filler = [f"Water came in at hour {n} of the night." for n in range(8)]
    text = "\n".join([*lead, *filler, "Divers were sad, Odette Sarrin said.", "Odette Sarrin left."])
    assert "OdetteSarrin" not in spellings(article("Selene Star sinks off Calder Bay", text))


def test_a_place_that_the_whole_archive_speaks_of_needs_the_headline() -> None:
    filler = [f"Water came in at hour {n} of the night." for n in range(12)]
    text = "\n".join(["The Selene Star sank off France.", "France mourns.", "France is sad.", *filler])
    common = Lexicon()
    for _ in range(100):
        common.note_words(["france"])
    assert "France" in spellings(article("Selene Star sinks", text))
    assert "France" not in spellings(article("Selene Star sinks", text), common)
    assert "France" in spellings(article("Selene Star sinks off France", text), common)


@pytest.mark.parametrize(
    ("name", "hashtag"),
    [
        ("Attorney General Berit Hollis", "BeritHollis"),
        ("Special Counsel Berit Hollis", "BeritHollis"),
        ("Berit J. Hollis", "BeritHollis"),
    ],
)
def test_titles_and_initials_are_no_part_of_a_name(name: str, hashtag: str) -> None:
    text = f"There {name} spoke of Calder Bay. Then {name} left."
    assert hashtag in spellings(article("Speech in Calder Bay", text))
