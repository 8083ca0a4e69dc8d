"""What ranks articles, sentences and values, and when nothing is said: numbers, each with what set it.

All logits are logistic regressions over the tuning half of a year of news quizzes, 197 questions
(`benchmarks/answers_train.py` prints them, and what they score by cross-validation).
"""

from __future__ import annotations

from datetime import timedelta

# --------------------------------------------------------------------------------------- candidates

N_CANDIDATES = 100
"""Articles that are read for one question: with 200 the answer stands in .85 of their lists, with 100 in .82, and what
is further down comes up too rarely to pay for the time."""
N_RECENT = 40
"""And of those published lately: a question is mostly of its week."""
RECENT_SECONDS = 45 * 86_400.0

# ----------------------------------------------------------------------------------------- articles

ARTICLE = (1.233, 0.515, 0.19, 0.514, 0.68, 0.762, 0.822, 1.353, 0.572, 0.203, 0.284)
"""Logit of an article that holds the answer, up to a constant: BM25 over the best one's, over the question's weight;
the question's share within 25 words, 75 words, the article, the headline, the lead; its neighbouring words; nearness in
days, in a year; ln words."""
HOLDS, HOLDS_NEW = 1.0, 1.0
"""What an article gains for the likelihood of the values that it holds, and of those that no article before it does.
Between 1 and 3 of either little changes; without them the first article is right in .38 instead of .40."""
LIKELY_VALUES = 25
ARTICLES_ORDERED = 60
N_ARTICLES = 20

# ---------------------------------------------------------------------------- values and sentences

ARTICLES_READ = 30
"""Whose sentences are looked at."""
ARTICLES_HEARD = 30
"""Further ones, which tell what everybody writes about these things."""
SENTENCES_READ = 150
VALUE = (2.324, 0.744, 0.142, 0.394, 0.439, 0.411, 4.35, 0.322, -0.347, 0.495)
"""Logit of a value being the answer: what its best sentences in all articles are worth, its best one, ln articles,
rarity, several words, nearness in days, closeness to the question's words, rank, two words, length."""
SHARPNESS = 1.0
"""Of the likelihoods made of those logits: with .5 the sentences hold the answer less often, with 4 too."""
SENTENCE = (0.468, 0.256, 0.565, -0.148, 0.187, 0.588, 0.441, 0.255, 0.302, 1.382, 0.089, 0.807)
"""Logit of a sentence that holds the answer: the question's share in it, what the one before, the one after and the
headline add, its article's logit, any value, nearness in days, in a year, ln length, how early it stands, ln values,
the share squared."""
FITNESS = 0.3
"""What a sentence's own logit counts beside the likelihood that it adds: between .1 and .3 no difference, 0 and 1 lose
two points of a hundred."""
N_SENTENCES = 3
STANDS_OUT = 0.12
"""Likelihood from which a value is called the answer."""

# ------------------------------------------------------------------------------------------ silence

SPEAKS = (0.234, 0.565, 0.262, 0.506, 0.648, 0.457, 1.225, 0.114, 0.428)
"""Logit of the coverage holding the answer, trained on questions with all articles and without those that answer: the
greatest BM25 share, lead share and share within 75 words; nearness; lead, 75 words and headline near in time; the best
article's logit; the three likeliest values. By cross-validation .74 of pairs are in the right order."""
SPEAKS_FROM = -1.55
"""Where on the tuning half .86 of the covered questions are answered."""

# ---------------------------------------------------------------------------------------- conflicts

CONFLICT_WORTH = 0.1
"""Of a sentence that may conflict: two that are alike but for a name need hold little of the question."""
CONFLICT_LIKELIEST = 4
"""Values that a conflict is sought for: that sentences differ in what was not asked is none."""
CONFLICT_TIME = timedelta(days=60)
CONFLICT_SENTENCES = 40
CONFLICT_VALUES = 4
CONFLICT_SHOWN = 3
CONFLICT_BESIDE = 3
"""Terms on either side of a value that are compared."""
CONFLICT_ALIKE = 0.6
"""Jaccard of two sentences from which one equal neighbour is enough. Of 49 questions on the tuning half with falsified
snippets 43 are shown as conflicting, and 3 of the true snippets alone."""
CONFLICT_LIKE = 0.3
CONFLICT_NEAR = 3
"""Below that, so many equal neighbours, and never for a question that anything may answer."""
CONFLICT_FIGURES = 0.3
"""Figures need the same word after them, and one before them or sentences this much alike."""
