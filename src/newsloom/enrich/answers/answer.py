"""From a question and the articles that may answer it to what is shown: sentences, or that the coverage does not say.

In: a question, readings of candidates, how common its words are. Out: `Answer`. Refuses: nothing. What is shown stands
in an article word for word; no text, of question or article, is ever obeyed.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsloom.enrich.answers import policy
from newsloom.enrich.answers.choose import shown_articles, shown_sentences
from newsloom.enrich.answers.conflicts import conflict
from newsloom.enrich.answers.frequencies import Frequencies, weigh
from newsloom.enrich.answers.question import Question
from newsloom.enrich.answers.rank import rank
from newsloom.enrich.answers.reading import Reading
from newsloom.enrich.answers.sentences import Pool, pool
from newsloom.enrich.answers.silence import is_silent
from newsloom.records import Answer, ArticleId, Citation, Finding

N_SIDES = 2
"""Of a conflict that are shown at least."""


def answer(
    question: Question,
    readings: Sequence[Reading],
    frequencies: Frequencies,
    *,
    n_sentences: int = policy.N_SENTENCES,
    n_articles: int = policy.N_ARTICLES,
    may_abstain: bool = True,
) -> Answer:
    """What these articles say to the question; where it may not abstain, the best there is.

    Cost: 100 to 200 ms for 140 articles of a thousand words.
    """
    weights = weigh(question, frequencies)
    ranked = rank(question, readings, weights, frequencies)
    found = pool(question, ranked, weights)
    articles = tuple(ArticleId(one.reading.article.id) for one in shown_articles(ranked, found, n_articles))
    if not found.candidates or (may_abstain and is_silent(ranked, found)):
        return Answer(question=question.text, abstained=True, articles=articles)
    findings = conflict(question, found)
    chosen = [one.reading.citation(one.number) for one in shown_sentences(found, n_sentences)]
    return Answer(
        question=question.text,
        abstained=False,
        sentences=_with_each_side(chosen, findings, n_sentences),
        articles=articles,
        value=_outstanding(found),
        conflict=findings,
    )


def _with_each_side(chosen: Sequence[Citation], findings: Sequence[Finding], n_sentences: int) -> tuple[Citation, ...]:
    """What was chosen, and at least two sides of a conflict; those that conflict first, the newest before all."""
    if not findings or n_sentences < N_SIDES:
        return tuple(chosen)
    sides = [next((one for one in chosen if one in finding.sentences), None) for finding in findings]
    shown = [one or finding.sentences[0] for one, finding in zip(sides, findings, strict=True)]
    wanted = sorted(range(len(findings)), key=lambda n: (sides[n] is None, n))[: max(N_SIDES, _n_given(sides))]
    both = dict.fromkeys(shown[n] for n in sorted(wanted))
    return tuple(dict.fromkeys((*both, *chosen)))[:n_sentences]


def _n_given(sides: Sequence[Citation | None]) -> int:
    return sum(one is not None for one in sides)


def _outstanding(found: Pool) -> str:
    """The likeliest value as its best sentence spells it, where it stands out."""
    value = max(found.likely, key=lambda one: (found.likely[one], one), default="")
    return found.spellings[value] if value and found.likely[value] >= policy.STANDS_OUT else ""
