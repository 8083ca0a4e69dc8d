"""The thresholds of enrich, each with what set it."""

from __future__ import annotations

# ------------------------------------------------------------------------------------------- lexicon

LEXICON_WORDS = 300_000
"""Distinct words remembered, about 40 MB; two weeks of a continent's news have fewer."""
LEXICON_SPELLINGS = 200_000
PRIOR_ARTICLES = 200
"""Articles that an empty lexicon pretends to have seen."""
COMMON_SHARE = 0.1
"""Share of them that hold a word which the lists call generic."""

# ------------------------------------------------------------------------------------------ hashtags

READ_CHARACTERS = 3_200
"""Hashtags look no further into a text: what it is about stands in its first twenty sentences."""
LEAD_SENTENCES = 4
MAX_HASHTAGS = 8
MIN_HASHTAGS = 5
"""From here on a hashtag needs `FAINT_SHARE` of the first one's weight."""
FEWEST_HASHTAGS = 4
"""That a substantial text gets if names in full up to `SPARE_SENTENCES`, or else its publisher's tags, can help: on the
sample newspaper 10 of 23 that had fewer then have four, at no cost to precision on the tuning part."""
SPARE_SENTENCES = 8
FAINT_SHARE = 0.04
MAX_NAMES = 6
"""Hashtags that may be names while topics wait."""
MIN_MENTIONS = 3
"""What stands in neither headline nor lead is what the text is about only when it comes back so often."""
SUBSTANTIAL_CHARACTERS = 900
"""A text of this length gets `MIN_HASHTAGS` where its words allow it, if need be of what it passes by."""
TRUSTED_TAGS = 12
"""A publisher that gives more tags gives words for search engines."""
KEY_PHRASES = 20
LENGTH_POWER = {"en": 0.0, "und": 0.0}
"""A phrase weighs the sum of its words' weights over its length to this power. Even halves, F1 at 10, with 0 and 1:
DUC-2001 32.5 and 19.7; French WikiNews 22.0 and 36.5, Portuguese broadcasts 15.4 and 26.5."""
OTHER_LENGTH_POWER = 1.0
"""Of languages whose verbs the lists hardly know, so that long runs are often no phrases."""

# ------------------------------------------------------------------------------------------- related

NEIGHBOURS = 20_000
"""Signatures remembered; the oldest go first."""
POSTINGS = 300
"""Articles remembered for one word: of a common word only the latest, so that a query costs the same at any size."""
FEATURES = 70
"""Words of an article that its neighbours are sought by: those of headline and lead."""
QUERY_FEATURES = 32
"""The rarest of an article's words that are looked up."""
STORY_QUESTIONS = 3
"""Members of a story that are asked for: the first, the middle and the last original."""
SHORT_DIMS = 64
"""Of the vectors that candidates are sought by."""
CANDIDATES = 60
"""Articles weighed exactly for the words they share."""
NEAREST = 24
"""And for their vectors."""
MAX_RELATED = 6
MAX_BEFORE = 5
"""Earlier stories of the affair that a story's page leads to."""
SOUGHT = MAX_RELATED + MAX_BEFORE + 1
"""Stories that are sought for one article, so that both lists come from one search."""
COPY_LIKENESS = 0.97
"""From here on two signatures are one text, whatever their stories."""
HEADLINE_WEIGHT = 1.6
NAME_WEIGHT = 1.6
HASHTAG_WEIGHT = 2.2
GENERIC_WEIGHT = 0.3
"""Of words that are no subject by themselves."""
STRANGERS_NEARNESS = 0.2
"""Cosine that the vectors of any two news texts have."""
SAME_AFFAIR = 0.34
BACKGROUND = 0.11
FAINT = 0.05
"""Under `BACKGROUND`, down to here, an article is shown only where a shared subject is one of few articles'."""
FEW = 12
SAME_PUBLISHER_FACTOR = 0.92
"""Readers come for what others say: of two equals the other publisher's goes first."""
MENTIONED_FACTOR = 0.85
"""Where fewer than two hashtags are shared: what both are about outweighs what one of them mentions."""
ROUNDUP_FACTOR = 0.6
"""A round-up or live blog speaks of everything, and belongs with little."""
MIN_SHARED = 2
"""Names, hashtags or headline words that two articles share before words alone may join them."""

# -------------------------------------------------------------------------------------------- briefs

BRIEF_SENTENCES = 3
MAX_BRIEF_SENTENCES = 5
BRIEF_READS = 16
"""Sentences of an article that are read for a brief."""
MIN_TEXT_SENTENCES = 6
"""A text of fewer is its own brief."""
STORY_LEAD_SENTENCES = 5
"""A story's brief takes only from the first sentences of each article."""
SHORT_SENTENCE_WORDS = 8
"""A sentence of fewer content words counts as one of so many: a few shared words do not make it the news."""
SAID_TWICE_SHARE = 0.5
"""Share of a sentence's content words that an earlier sentence has, from which on it says nothing new."""
