"""An article as words, each judged: does it break a phrase, stand in one, or belong to a name?

No tagger. A word of a closed class or a known verb form breaks; an ending may say that a word is no noun; a capital
counts as a name's only where it is not owed to a sentence's start or to a headline's style. Arabic has no capitals and
joins its small words to the next: they are taken off where the text shows the word without them.

In: lines of text. Out: `Token`. Refuses: nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from newsloom.enrich.wordlists import base_form, word_lists
from newsloom.records import Language
from newsloom.text import N_WORDS_LATELY, WORD, fold_word

BREAK, DETERMINER, VERBAL, NOUN, NAME, PARTICLE = range(6)
"""What a word can be. A determiner breaks too, and tells of its neighbours: a word before it is no noun, and a
participle after it may stand in a phrase."""

PARTED = re.compile(f"({WORD.pattern})")
"""Splits a line into gaps and words, in turn."""
DETERMINERS = frozenset("the a an this these those his her its their our my your some any no of".split())
PARTICIPLE = re.compile(r"(?:ed|ing)$")
NO_NOUN = re.compile(r"(?:ly|n't|'ll|'ve|'re|'d|n’t|’ll|’ve|’re|’d)$")
NOUN_DESPITE = frozenset(
    """family ally supply italy july assembly fly bully belly jelly rally tally folly monopoly anomaly fed seed speed
    need deed weed creed breed feed bed shed meeting building training mining housing banking funding warning hearing
    shooting bombing killing voting trading spending lending ruling wedding morning evening king spring string ring wing
    thing fishing farming drilling trafficking smuggling laundering doping racing boxing skiing filing offering pricing
    rating ceiling hacking spying bidding manufacturing marketing engineering advertising broadcasting counselling
    gathering suffering beating stabbing poisoning burning flooding cleaning cooking gambling gaming parking
    recycling refining sentencing shipping surfing swimming testing tracking uprising upbringing wellbeing whaling
    restructuring nursing policing pudding roofing sterling darling sibling ceasing overfishing planning polling
    rehearing writing painting drawing recording reading beijing boeing viking""".split()
)
NAME_OPENINGS = frozenset(
    "new old great little big good high low long first second third last one two three four five".split()
)
"""Words of closed classes that names begin with: New York, High Court, Big Tech."""
OPENINGS = frozenset({'"', "“", "‘", "'", ": “", ': "', ":", "``", "—", "–"})
"""What stands between two words where the second begins a sentence of its own."""
INFINITIVE_MARKS = frozenset("to will would can could may might must should shall not".split())
PREPOSITIONS = frozenset("of in on for with by against from about over under after before between during".split())
ADJECTIVE = re.compile(r"(?:al|ic|ous|ive|ful|an|ary|ern|less|able|ible|ant|ent)$")
ACRONYM = re.compile(r"^(?:[A-Z]\.)+[A-Z]?$|^[A-Z]$|^(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Gov|Sen|Rep|Rev|St|Prof)$")
ARABIC_NAME = re.compile(r"«([^«»]{2,40})»")
ARABIC_CLITIC = re.compile(r"^[وفبلك]")


class Token:
    """A word in its place."""

    __slots__ = ("base", "follows", "is_lower", "is_possessive", "kind", "starts", "text")

    def __init__(self, text: str, follows: bool, starts: bool, language: Language) -> None:
        self.text = text
        self.follows = follows
        """Whether only a space parts it from the token before."""
        self.starts = starts
        """Whether it may owe its capital to its place."""
        self.is_lower, self.base, self.kind, self.is_possessive = _known(text, language)


def tokens(lines: Sequence[str], language: Language) -> list[list[Token]]:
    """The words of each line; the first line is the headline."""
    found = [_tokens(line, language) for line in lines]
    if language == "ar":
        _take_clitics_off(found, language)
        _name_the_quoted(found, lines)
    else:
        _judge_capitals(found, language)
        _judge_verbs(found)
        _free_nouns(found, language)
    return found


def _tokens(line: str, language: Language) -> list[Token]:
    found: list[Token] = []
    gaps_and_words = PARTED.split(line)
    for gap, word in zip(gaps_and_words[0::2], gaps_and_words[1::2], strict=False):
        follows, starts = gap == " ", False
        if not found:
            follows, starts = False, True
        elif not follows:
            follows = gap == " & " or (gap == ". " and ACRONYM.match(found[-1].text) is not None)
            starts = not follows and gap.strip() in OPENINGS
        found.append(Token(word, follows, starts, language))
    return found


@lru_cache(maxsize=N_WORDS_LATELY)
def _known(word: str, language: Language) -> tuple[bool, str, int, bool]:
    """Whether a word begins small, its base form, what it can be as far as its form tells, and whether it owns."""
    is_lower = not word[0].isupper()
    small = word if is_lower else word.lower()
    return is_lower, base_form(small), _kind(small, language), word.endswith(("'s", "’s", "s'", "s’"))


def _kind(word: str, language: Language) -> int:
    lists, folded = word_lists(language), fold_word(word)
    if folded in lists.particles:
        return PARTICLE
    is_english = language in ("en", "und")
    if is_english and folded in DETERMINERS:
        return DETERMINER
    if len(word) < 2 or word[0].isdigit() or folded in lists.breaks or word.replace("’", "'") in lists.breaks:
        return BREAK
    if is_english and base_form(word) not in NOUN_DESPITE:
        if NO_NOUN.search(word):
            return BREAK
        if PARTICIPLE.search(word):
            return VERBAL
    if language == "ar" and _is_arabic_verb(word):
        return BREAK
    return NOUN


def _judge_capitals(lines: Sequence[Sequence[Token]], language: Language) -> None:
    named, lower = _capitals(lines[1:])
    is_titled = _is_titled(lines[0])
    lists = word_lists(language)
    for number, line in enumerate(lines):
        for place, token in enumerate(line):
            if token.is_lower or token.kind == PARTICLE:
                continue
            following = line[place + 1] if place + 1 < len(line) else None
            leads = following is not None and following.follows and not following.is_lower
            is_doubtful = token.starts or (number == 0 and is_titled)
            is_known = token.base in named and lower[token.base] < 3
            may_lead = leads and number > 0 and token.kind in (NOUN, VERBAL) and not lower[token.base]
            word = token.text.lower().replace("’", "'")
            if word in lists.calendar:
                token.kind = BREAK
            elif word in lists.function and not _is_marked(token.text):
                token.kind = NAME if leads and word in NAME_OPENINGS else token.kind
            elif "-" in word and token.text.rpartition("-")[2].islower():
                continue  # Muslim-majority, US-led: an adjective, whatever name it is made of
            elif not is_doubtful or is_known or may_lead or _is_marked(token.text):
                token.kind = NAME


def _capitals(lines: Sequence[Sequence[Token]]) -> tuple[set[str], Counter[str]]:
    """Words whose capital is their own, and how often each word stands in lower case."""
    named: set[str] = set()
    lower: Counter[str] = Counter()
    for line in lines:
        for token in line:
            if token.is_lower:
                lower[token.base] += 1
            elif not token.starts or _is_marked(token.text):
                named.add(token.base)
    return named, lower


def _is_titled(headline: Sequence[Token]) -> bool:
    """Whether a headline capitalises all its words, so that a capital says nothing."""
    long_words = [token for token in headline if len(token.text) > 3]
    n_capitals = sum(1 for token in long_words if not token.is_lower)
    return n_capitals > 0.7 * len(long_words)


def _is_marked(word: str) -> bool:
    """`NATO`, `iPhone`, `G7`: a name by its own shape."""
    return (
        not word[1:].islower()
        and any(letter.isupper() for letter in word[1:])
        and not (word.isupper() and len(word) > 6)
    )


def _judge_verbs(lines: Sequence[Sequence[Token]]) -> None:
    """A small word before a determiner is a verb; a participle stands in a phrase only after one."""
    for line in lines:
        before: Token | None = None
        for place, token in enumerate(line):
            after_determiner = before is not None and before.kind == DETERMINER and token.follows
            following = line[place + 1] if place + 1 < len(line) and line[place + 1].follows else None
            if token.kind == VERBAL and not after_determiner:
                token.kind = BREAK
            elif token.kind == NOUN and not after_determiner and following is not None:
                has_object = following.kind == DETERMINER and following.base != "of"
                if has_object or (before is not None and _is_infinitive(before, token, following)):
                    token.kind = BREAK
            before = token


def _free_nouns(lines: Sequence[Sequence[Token]], language: Language) -> None:
    """A verb form that can be a noun too is one after a determiner, between a preposition and a noun, and behind a noun
    that it stands behind again and again: `the fire`, `of fire crews`, `gun control`."""
    double = word_lists(language).double
    if not double:
        return
    pairs = Counter(
        (before.base, token.base)
        for line in lines
        for before, token in pairwise(line)
        if token.base in double and token.follows and before.kind >= NOUN
    )
    for line in lines:
        before: Token | None = None
        for place, token in enumerate(line):
            if token.kind == BREAK and token.base in double and token.is_lower and before is not None:
                following = line[place + 1] if place + 1 < len(line) and line[place + 1].follows else None
                if token.follows and _is_noun_here(before, token, following, pairs):
                    token.kind = NOUN
            before = token


def _is_noun_here(before: Token, token: Token, following: Token | None, pairs: Mapping[tuple[str, str], int]) -> bool:
    has_object = following is not None and (following.kind == DETERMINER or following.base == "to")
    if before.kind == DETERMINER:
        return before.base != "no" or not has_object
    if before.kind >= NOUN and before.kind != PARTICLE:
        return not has_object and pairs[before.base, token.base] > 1
    return before.base in PREPOSITIONS and following is not None and following.kind == NOUN


def _is_infinitive(before: Token, token: Token, following: Token) -> bool:
    """`to halt exports`, `will seek talks`; not `to national parks`."""
    if before.base not in INFINITIVE_MARKS or not token.follows or following.kind not in (NOUN, NAME):
        return False
    return not ADJECTIVE.search(token.text)


def _take_clitics_off(lines: Sequence[Sequence[Token]], language: Language) -> None:
    """`بخفض` is `خفض` where the text has that too; `والنفط` and `للنفط` are `النفط`; what `و` joins is a new phrase."""
    seen = {token.text for line in lines for token in line}
    for line in lines:
        for token in line:
            bare = _without_clitic(token.text, seen)
            if bare is None:
                continue
            is_conjunction = token.text[0] == "و"
            token.text = bare
            _, token.base, token.kind, _ = _known(bare, language)
            token.follows = token.follows and not is_conjunction and token.kind != BREAK


def _name_the_quoted(found: Sequence[Sequence[Token]], lines: Sequence[str]) -> None:
    """Few words between guillemets are a name, there and wherever they come back."""
    quoted = [WORD.findall(span) for line in lines for span in ARABIC_NAME.findall(line)]
    named = {tuple(base_form(word) for word in words) for words in quoted if 0 < len(words) < 4}
    for line in found:
        for start in range(len(line)):
            for length in range(1, 4):
                stretch = line[start : start + length]
                if tuple([token.base for token in stretch]) in named and all(one.follows for one in stretch[1:]):
                    for token in stretch:
                        token.kind = NAME
                    stretch[0].follows = False


def _without_clitic(word: str, seen: set[str]) -> str | None:
    for joined, bare in (("وال", "ال"), ("بال", "ال"), ("فال", "ال"), ("كال", "ال"), ("لل", "ال"), ("ولل", "ال")):
        if word.startswith(joined) and len(word) - len(joined) >= 3:
            return bare + word[len(joined) :]
    rest = word[1:]
    if ARABIC_CLITIC.match(word) and len(rest) >= 3 and (rest in seen or (word[0] == "و" and _is_small_arabic(rest))):
        return rest
    return None


def _is_small_arabic(word: str) -> bool:
    lists = word_lists(Language("ar"))
    folded = fold_word(word)
    return folded in lists.function or folded in lists.verbs or _is_arabic_verb(word)


def _is_arabic_verb(word: str) -> bool:
    """By shape: `ارتفعت`, `يهدف`; not `محادثات`, `بيروت`, `الكويت`."""
    if word.startswith("ال") or len(word) < 4:
        return False
    return (word.endswith("ت") and not word.endswith(("ات", "وت", "يت"))) or (word[0] == "ي" and 4 <= len(word) <= 6)
