"""What the archive has taught: how common a word is, and how a thing is usually spelled as a hashtag.

In: signatures and hashtags of articles, in the order of their time. Out: idf of a word, established spellings.
Refuses: nothing. Nothing of it is kept: it is rebuilt from what the store remembers.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log

from newsloom.enrich.policy import COMMON_SHARE, LEXICON_SPELLINGS, LEXICON_WORDS, PRIOR_ARTICLES
from newsloom.enrich.wordlists import base_form, key_of, word_lists
from newsloom.records import Hashtag, Language, Signature

OWNER_SHARE, KNOWN_OWNER_SHARE, KNOWN_OWNER = 0.9, 0.7, 30
"""Of a family of whom one is in the news a smaller share is enough once that one is known: `Trump` is Donald Trump
where the text does not say which."""

COMPASS = frozenset({"north", "south", "east", "west"})


class Lexicon:
    """Document frequencies and established spellings of an archive, bounded in memory.

    An empty lexicon behaves as an archive of `PRIOR_ARTICLES` articles in which no word is known, so that the first
    article of a new installation gets sensible hashtags from position and repetition.
    """

    def __init__(self) -> None:
        self._n_articles = 0
        self._frequency: dict[str, int] = {}
        self._spellings: dict[str, tuple[str, str, int]] = {}
        self._owners: dict[str, dict[str, int]] = {}

    def __len__(self) -> int:
        return self._n_articles

    def add(self, signature: Signature, hashtags: Iterable[Hashtag]) -> None:
        """Take note of one article. Cost: O(terms)."""
        spelled = dict(signature.spellings)
        self.note_words(spelled.get(term, term) for term, _ in signature.terms)
        for hashtag in hashtags:
            key = key_of(hashtag.phrase)
            address, spelling, count = self._spellings.pop(key, (hashtag.key, hashtag.spelling, 0))
            self._spellings[key] = (address, spelling, count + 1)
            self._note_owner(hashtag)
        while len(self._spellings) > LEXICON_SPELLINGS:
            del self._spellings[next(iter(self._spellings))]

    def remember(self, signature: Signature, hashtags: Iterable[Hashtag]) -> None:
        """The same, at the rebuild from the store."""
        self.add(signature, hashtags)

    def note_words(self, words: Iterable[str]) -> None:
        """Take note of the words of one more article."""
        self._n_articles += 1
        for word in {base_form(word) for word in words}:
            self._frequency[word] = self._frequency.get(word, 0) + 1
        if len(self._frequency) > LEXICON_WORDS:
            self._forget_rare_words()

    def idf(self, word: str, *, is_common: bool = False) -> float:
        """How much a word says, from about 0.3 to 12; `word` is a base form.

        `is_common` is what the word lists say before the archive has spoken: such a word counts as one of every tenth
        article of the prior.
        """
        prior = PRIOR_ARTICLES * COMMON_SHARE if is_common else 1.0
        return log((self._n_articles + PRIOR_ARTICLES) / (self._frequency.get(word, 0) + prior)) + 0.3

    def established(self, phrase: str) -> tuple[str, str] | None:
        """Key and spelling of the hashtag that this phrase, in any of its forms, already has."""
        found = self._spellings.get(key_of(phrase))
        return found[:2] if found else None

    def owner(self, name: str) -> str | None:
        """`Donald Trump` for `Trump`: the one longer name among the archive's hashtags that ends with this word, if
        it is more often one than the word alone: `Florida` is not South Florida.

        One owner needs three articles and nine tenths of all such names', or it is too early to say.
        """
        owners = self._owners.get(key_of(name), {})
        best = max(owners, key=lambda phrase: owners[phrase], default=None)
        if best is None or owners[best] < 3:
            return None
        share = KNOWN_OWNER_SHARE if owners[best] >= KNOWN_OWNER else OWNER_SHARE
        if owners[best] < share * sum(owners.values()):
            return None
        if self.uses(name) >= owners[best]:
            return None
        return best

    def uses(self, phrase: str) -> int:
        """In how many articles the phrase is a hashtag."""
        found = self._spellings.get(key_of(phrase))
        return found[2] if found else 0

    def share(self, words: Iterable[str]) -> float:
        """In what share of the articles the rarest of these base forms stands; those counted that an empty lexicon
        pretends to have seen."""
        frequency = min((self._frequency.get(word, 0) for word in words), default=0)
        return frequency / (self._n_articles + PRIOR_ARTICLES)

    def _note_owner(self, hashtag: Hashtag) -> None:
        """Remember whose last word it is, where every word begins with a capital; West Virginia owns no Virginia."""
        first, _, last = hashtag.phrase.rpartition(" ")
        opening = base_form(first.partition(" ")[0])
        is_another = opening in COMPASS or opening in word_lists(Language("und")).titles
        if first and not is_another and first[0].isupper() and last[0].isupper():
            owners = self._owners.setdefault(key_of(last), {})
            owners[hashtag.phrase] = owners.get(hashtag.phrase, 0) + 1
            while len(self._owners) > LEXICON_SPELLINGS:
                del self._owners[next(iter(self._owners))]

    def _forget_rare_words(self) -> None:
        """Halve every count, so that what is seen no more fades and memory stays bounded."""
        self._n_articles //= 2
        self._frequency = {word: count // 2 for word, count in self._frequency.items() if count > 1}
