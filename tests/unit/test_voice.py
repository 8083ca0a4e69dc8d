"""Who speaks in a sentence."""

import pytest

from newsloom.records import Language
from newsloom.voice import tells_of_others


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("I have reported on ferries for eleven years.", "en"),
        ("The state, I fear, is very good at paper.", "en"),
        ("What I saw there was paper.", "en"),
        ("There is a drawer in every office; you know yours.", "en"),
        ("And yet we, too, went on board.", "und"),
        ("Wir haben einen Staat aus Papier gebaut.", "de"),
        ("J'ai vu la mer se lever.", "fr"),
        ("نحن نعرف البحر.", "ar"),
    ],
)
def test_a_writer_of_himself_or_to_his_reader_is_heard(sentence: str, language: str) -> None:
    assert not tells_of_others(sentence, Language(language))


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The ferry broke in two on the rocks.", "en"),
        ("The US sent two ships to the harbour of World War I wrecks.", "en"),
        ('"I have never seen such a sea," said Marek Toll.', "en"),
        ("“We must leave,” the minister said, “and you must stay.”", "en"),
        ('and we left," said Marek Toll, who made the trip five times.', "en"),
        ('The captain said: "We are sinking.', "en"),
        ("‘I could see the floor’: vaccine empties a children’s ward", "en"),
        ("私たちは船を見た。", "ja"),
    ],
)
def test_reports_and_what_others_are_quoted_with_pass(sentence: str, language: str) -> None:
    assert tells_of_others(sentence, Language(language))
