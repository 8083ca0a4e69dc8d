"""What ranks articles, sentences and values, and when nothing is said: numbers, each with what set it.

All logits are logistic regressions over the tuning half of a year of news quizzes (`benchmarks/answers_train.py`
prints them, with their scores by cross-validation).
"""

from __future__ import annotations

ARTICLE = (1.0, 0.3, 0.5, 0.5, 1.0, 0.5, 0.7, 1.0, 0.3, 0.5, 0.3)
SENTENCE = (0.34, 0.31, 0.7, -0.26, 0.16, 0.6, 0.31, 0.15, 0.16, 1.22, 0.12, 0.74)
VALUE = (2.63, 0.73, 0.1, 0.72, 0.48, 0.15, 3.63, 0.47, -0.25, 0.38)
SHARPNESS = 1.0
FITNESS = 0.1
ARTICLES_READ = 30
SENTENCES_READ = 150
ARTICLES_HEARD = 30
ARTICLES_ORDERED = 60
LIKELY_VALUES = 25
HOLDS = 1.0
HOLDS_NEW = 1.0
SPEAKS = (0.0,) * 9
SPEAKS_FROM = 0.0

N_CANDIDATES = 100
"""Articles that are read for one question: with 200 the answer stands in .85 of their lists, with 100 in .82, and what
is further down comes up too rarely to pay for the time."""
N_RECENT = 40
"""And of those published lately: a question is mostly of its week."""
RECENT_SECONDS = 45 * 86_400.0

CONFLICT_WORTH = 0.1
CONFLICT_SENTENCES = 40
CONFLICT_VALUES = 4
CONFLICT_SHOWN = 3
CONFLICT_BESIDE = 3
CONFLICT_ALIKE = 0.6
CONFLICT_LIKE = 0.3
CONFLICT_NEAR = 3
CONFLICT_FIGURES = 0.3
N_SENTENCES = 3
N_ARTICLES = 20
STANDS_OUT = 0.12
