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

NEIGHBOURS = 100_000
"""Articles remembered, 8 KB each with all that belongs to them (`benchmarks/related_speed.py`); the oldest go first."""
POSTINGS = 300
"""Articles remembered for one word: of a common word only the latest, so that a query costs the same at any size."""
FEATURES = 100
"""Words of an article that its neighbours are sought and judged by, those of its headline before all. Where 70 stand
for the text instead of 220, MRR is .004 less with vectors and .006 by words; 100 were not measured apart."""
QUERY_FEATURES = 32
"""The rarest of an article's features that are looked up."""
NAME_WEIGHT = 1.6
"""Of a name beside that of a word, when articles are sought."""
STORY_QUESTIONS = 3
"""Members of a story that are asked for: the first, the middle and the last original."""
SHORT_DIMS = 64
"""Of the vectors that candidates are sought by."""
NEAR_ROWS = 20_000
"""Of the latest articles, whose vectors are run through for each query."""
CANDIDATES = 100
"""Articles weighed exactly for the features they share."""
NEAREST = 30
"""And for their vectors."""
MAX_RELATED = 6
MAX_BEFORE = 5
"""Earlier stories of the affair that a story's page leads to."""
COPY_LIKENESS = 0.97
"""From here on the words of two articles are one text, whatever their stories."""

WITH_VECTORS, BY_WORDS = 0, 1
"""Rows of the two tables below; a pair counts by words where one of the two has no vector."""
ONE_EVENT = (
    (2.6, 1.5, 0.8, 4.2, -2.5, -2.1),
    (3.0, 3.6, 1.1, 0.0, -2.6, -0.7),
)
"""Logit of two articles telling of one event: words, headline, hashtags, nearness, ln(1 + days apart), constant.
Logistic regression (`benchmarks/related_train.py`) over the labelled candidates of labelled articles on the part of a
labelled American news stream that was published before April 2018: 801 pairs of one event, 7,486 of two."""
ONE_AFFAIR = (
    (8.1, 1.0, 2.8, 6.5, -0.86, -2.3),
    (8.9, 2.3, 2.9, 0.0, -0.4, 0.0),
)
"""Logit of one being worth showing beside the other, in the same order: the same regression over 320 pairs of that
part, most of them near the border, judged by hand (`docs/rubric-related.md`). By words the regression gives time -0.75
and a constant of 0.3: an archive of one country's politics, where what is near in time is one affair. On the sample
newspaper, which prints everything, that shows a cup final beside an election; with these two its recall is .1 higher,
and of the pairs judged 89 of 100 shown are good instead of 91."""
STRANGERS = 0.0
"""Timeless logit of one event, under which nothing is related however near in time: about where, of pairs judged that
were near in time, the good ones begin to thin out. By words .3 was stricter, and cost the sample newspaper recall."""
RELATED = 1.2
"""Logit of one affair from which on an article is shown: of the pairs judged, 92 of 100 over it were good. At 1.0 .2
more of a hundred events are found, at 1.5 one less."""
SAME_AFFAIR = 2.0
"""From here on it is called the same affair, and may be what came before."""
SAME_PUBLISHER = -1.0
"""Readers come for what others say: between 0 and -1, one event is found the more often the lower it is."""
ROUNDUP = -2.0
"""A round-up or live blog speaks of everything, and belongs with little."""
MIN_SHARED = 2
"""Telling names and words that two articles share before they are related: one word of two short texts is chance."""
THEATRE_SHARE = 0.2
FEW = 3
"""A name or word that a greater share of the articles hold, and more than so many, tells nothing: it is a theatre."""
NEAR = 0.6
"""Cosine of vectors from which they need share none."""

# -------------------------------------------------------------------------------------------- briefs

BRIEF_SENTENCES = 3
MANY_PUBLISHERS = (8, 16)
"""From so many publishers on a story's brief has four sentences, and five."""
BRIEF_READS = 16
"""Sentences of an article that are read for a brief."""
MIN_TEXT_SENTENCES = 6
"""A text of fewer is its own brief."""
STORY_LEAD_SENTENCES = 8
"""A story's brief takes only from the first sentences of each article."""
HEADLINE_WEIGHT = 2.0
NEW_VOICE = 1.2
LATE_WEIGHT = 0.3
LENGTH_WEIGHT = 2.0
SHORT_SENTENCE_WORDS = 6
"""How a sentence's worth for the story's brief falls with its length and place: a short sentence that tells much comes
first. Beside what editors wrote of 280 stories before April 2018 these give ROUGE-1 3.3 over the first three sentences
of the lead article; without weight on length it is 3.8 under them, for the sentences chosen are twice as long."""
SAID_TWICE_SHARE = 0.5
"""Share of a sentence's content words that an earlier sentence has, from which on it says nothing new."""
