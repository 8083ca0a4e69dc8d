"""Who says what in languages without a model; all texts are invented."""

import pytest

from newsloom.enrich import quotes
from newsloom.records import Language, Quote
from tests.factories import make_article

ARABIC = (
    "قال وزير الطاقة سامر الحداد إن الأسعار ستنخفض قريبا. وأضاف الوزير في مؤتمر صحفي: «سنعمل على تحسين الشبكة».\n\n"
    "وأكدت المتحدثة باسم الحكومة ليلى ناصر أن الاجتماع سيعقد يوم الأحد. ورفضت السفارة التعليق على الخبر.\n\n"
    "«لن نقبل بهذا الاتفاق»، صرح رئيس النقابة كريم عيسى للصحفيين. وأوضح مصدر طلب عدم ذكر اسمه أن المفاوضات مستمرة. "
    "وبحسب وزارة الصحة، ارتفع عدد المصابين إلى مئة."
)


def told(text: str, language: str) -> list[tuple[str, str, str, str]]:
    """Kind, status, speaker and content of each quotation."""
    article = make_article(text=text, language=Language(language))
    return [(one.kind, one.status, one.speaker, said(text, one)) for one in quotes(article)]


def said(text: str, quote: Quote) -> str:
    return " … ".join(text[start:end] for start, end in quote.content)


def test_arabic_is_read_by_its_verbs_and_marks() -> None:
    assert told(ARABIC, "ar") == [
        ("indirect", "named", "سامر الحداد", "إن الأسعار ستنخفض قريبا"),
        ("direct", "named", "سامر الحداد", "«سنعمل على تحسين الشبكة»"),
        ("indirect", "named", "ليلى ناصر", "أن الاجتماع سيعقد يوم الأحد"),
        ("indirect", "declined", "السفارة", "التعليق"),
        ("direct", "named", "كريم عيسى", "«لن نقبل بهذا الاتفاق»"),
        ("indirect", "anonymous", "مصدر طلب عدم ذكر اسمه", "أن المفاوضات مستمرة"),
        ("indirect", "official", "وزارة الصحة", "ارتفع عدد المصابين إلى مئة"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "de",
            (
                "„Wir bauen die Brücke wieder auf“, sagte Bürgermeisterin Klara Weber am Montag. "
                "Laut Polizei gab es keine Verletzten."
            ),
            [
                ("direct", "named", "Klara Weber", "„Wir bauen die Brücke wieder auf“"),
                ("indirect", "official", "Polizei", "gab es keine Verletzten"),
            ],
        ),
        (
            "fr",
            (
                "« Nous allons reconstruire le pont », a déclaré la maire Claire Dubois. "
                "Selon la préfecture, deux cents personnes ont été évacuées."
            ),
            [
                ("direct", "named", "Claire Dubois", "« Nous allons reconstruire le pont »"),
                ("indirect", "official", "la préfecture", "deux cents personnes ont été évacuées"),
            ],
        ),
        (
            "es",
            "«Vamos a reconstruir el puente», dijo la alcaldesa Clara Ruiz. Según la policía, no hubo heridos.",
            [
                ("direct", "named", "Clara Ruiz", "«Vamos a reconstruir el puente»"),
                ("indirect", "official", "la policía", "no hubo heridos"),
            ],
        ),
        (
            "it",
            "«Ricostruiremo il ponte», ha detto la sindaca.",
            [("direct", "unknown", "", "«Ricostruiremo il ponte»")],
        ),
        ("ja", "市長は「橋を直す」と述べた。", []),
        ("de", "", []),
    ],
)
def test_other_languages_are_read_as_far_as_their_lexicon_goes(
    language: str, text: str, found: list[tuple[str, str, str, str]]
) -> None:
    assert told(text, language) == found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Weber sagte, der Deich sei alt. Die Gemeinde müsse „endlich handeln“.", "Weber"),
        ("Bereits im Mai hatte Klara Weber in einer Rede verkündet: „Sie trägt nicht mehr.“", "Klara Weber"),
        ("Die Entscheidung über die Brücke nannte Klara Weber „einen Fehler“.", "Klara Weber"),
        ("Weber zufolge soll Brandt die Brücke „nie gesehen“ haben.", "Weber"),
        ("Nach Ansicht von Klara Weber hat die Stadt „auf ganzer Linie versagt“.", "Klara Weber"),
        ("Laut dem Prüfer Brandt war die Brücke „nie sicher“.", "Prüfer Brandt"),
    ],
)
def test_a_german_speaker_is_found_far_from_the_verb_and_without_one(text: str, speaker: str) -> None:
    assert [one[2] for one in told(text, "de")][-1] == speaker


def test_a_german_refusal_is_kept_as_one() -> None:
    text = "Der Konzern lehnte eine Stellungnahme ab."
    assert told(text, "de") == [("indirect", "declined", "Der Konzern", "ab")]
