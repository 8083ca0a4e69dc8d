"""What the archive teaches about words."""

from datetime import UTC, datetime

from newsloom.enrich import Lexicon
from newsloom.enrich.wordlists import base_form, key_of, word_lists
from newsloom.records import ArticleId, Hashtag, Language, Provenance, Signature

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def signature(*terms: str) -> Signature:
    return Signature(
        article_id=ArticleId("a"),
        language=Language("en"),
        at=NOW,
        headline_terms=(),
        terms=tuple((term, 1) for term in terms),
    )


def test_a_word_says_less_the_more_articles_have_it() -> None:
    lexicon = Lexicon()
    for number in range(50):
        lexicon.add(signature("levy", f"word{number}"), ())
    assert lexicon.idf("levy") < lexicon.idf("word7") < lexicon.idf("unheard")


def test_an_empty_lexicon_knows_generic_words() -> None:
    assert Lexicon().idf("official", is_common=True) < Lexicon().idf("asteroid")


def test_forms_of_one_word_have_one_base() -> None:
    assert base_form("Accords") == base_form("accord's") == "accord"
    assert base_form("countries") == "country"
    assert base_form("crisis") == "crisis"
    assert base_form("والنفط") == base_form("للنفط") == base_form("النفط") == "نفط"


def test_one_key_serves_all_spellings_of_one_thing() -> None:
    assert key_of("the Abraham Accords") == key_of("Abraham Accord") == "abrahamaccord"


def test_places_have_one_name() -> None:
    places = word_lists(Language("en")).places
    assert [places[key_of(name)] for name in ("United States", "U.S", "American", "Azerbaijani", "Gaza Strip")] == [
        "US",
        "US",
        "US",
        "Azerbaijan",
        "Gaza",
    ]
    arabic = word_lists(Language("ar")).places
    assert arabic[key_of("الروسية")] == "روسيا"


def test_a_language_without_lists_has_empty_ones() -> None:
    assert word_lists(Language("sw")).function == frozenset()


def test_what_lies_in_a_quarter_of_the_compass_owns_no_name() -> None:
    lexicon = Lexicon()
    one = Hashtag(
        key="westcalder",
        spelling="WestCalder",
        phrase="West Calder",
        score=1.0,
        provenance=Provenance(kind="rule", name="hashtags", version="1"),
        reason="headline",
    )
    for _ in range(5):
        lexicon.add(signature(), [one])
    assert lexicon.owner("Calder") is None
