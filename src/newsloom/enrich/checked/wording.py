"""Words of a sentence as they are compared: folded, without endings, and what kind of word each is.

In: a sentence and its language. Out: `Worded`. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from newsloom.enrich.wordlists import base_form, word_lists
from newsloom.records import Language
from newsloom.text import WORD, fold_word

STEMMERS = {"en": "english", "fr": "french"}
ARABIC_HEADS = ("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك", "س")
ARABIC_TAILS = ("تهما", "هما", "تها", "ها", "هم", "ته", "ات", "ان", "ون", "ين", "وا", "يه", "ه", "ت", "ا", "ي")
FUNCTION = {
    "ar": """في من الى على عن مع بعد قبل بين خلال عند منذ حتى حول ضد تحت فوق امام دون او ام ثم بل لكن كما ان انه
    انها انهم لان كان كانت يكون تكون كانوا هذا هذه ذلك تلك هؤلاء الذي التي الذين هو هي هم نحن كل بعض غير
    اي ما لا لم لن قد لقد سوف ايضا حيث حين عندما بينما اذ اذا لدى وفق بحسب بسبب نحو اكثر اقل عبر ضمن له
    لها لهم به بها فيه فيها منه منها عليه عليها قال قالت اضاف اضافت ذكر ذكرت افاد افادت كلا كلتا نفس ذات
    مما ومن""",
}
"""Arabic words that join others or introduce what is said, as they are folded."""
ALIKE = 0.8
"""Likeness from which on two sentences are one in other words."""
INITIAL = re.compile(r"[.!?:;؟…]\s*[\"“”«'‘(]*\s*$|^[\s\"“”«'‘(\[–—-]*$")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    stem: str
    is_content: bool
    is_capital: bool
    starts: bool
    """Whether it may owe its capital to its place."""


def worded(sentence: str, language: Language) -> list[Word]:
    """The words of a sentence in order."""
    found = []
    function = _function(language)
    for match in WORD.finditer(sentence):
        text = match.group()
        folded = fold_word(text)
        if not folded:
            continue
        is_content = folded not in function and base_form(text) not in function
        if language == "ar":
            is_content = is_content and folded.lstrip("وف") not in function
        is_capital = any(letter.isupper() for letter in text)
        starts = INITIAL.search(sentence[max(0, match.start() - 4) : match.start()]) is not None
        found.append(Word(text, stem(folded, language), is_content, is_capital, starts))
    return found


def alike(sentence: str, other: str, language: Language) -> float:
    """Share of the content words of two sentences, names apart, that both have."""
    mine, theirs = (
        {word.stem for word in worded(text, language) if word.is_content and not word.is_capital}
        for text in (sentence, other)
    )
    return len(mine & theirs) / max(1, len(mine | theirs))


def stems(sentences: Sequence[str], language: Language) -> frozenset[str]:
    """The stems of all words, and of the parts of those that a mark holds together."""
    found: set[str] = set()
    for sentence in sentences:
        for text in WORD.findall(sentence):
            found.add(stem(fold_word(text), language))
            found.update(stem(fold_word(part), language) for part in re.split(r"[-‑'’.]", text) if len(part) > 1)
    return frozenset(found)


@lru_cache(maxsize=100_000)
def stem(folded: str, language: Language) -> str:
    """A folded word without its endings; Arabic without what is written together with it, too."""
    if language == "ar":
        head = next((one for one in ARABIC_HEADS if folded.startswith(one) and len(folded) - len(one) >= 3), "")
        word = folded[len(head) :]
        tail = next((one for one in ARABIC_TAILS if word.endswith(one) and len(word) - len(one) >= 3), "")
        return word[: len(word) - len(tail)]
    name = STEMMERS.get(language)
    return _stemmer(name).stemWord(folded) if name else folded


@lru_cache(maxsize=4)
def _stemmer(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)


@lru_cache(maxsize=16)
def _function(language: Language) -> frozenset[str]:
    return word_lists(language).function | frozenset(FUNCTION.get(language, "").split())
