"""Ask: sentences of the coverage that answer a question, or that it does not say.

In: a question, articles. Out: `Answer`. Refuses: nothing. Retrieval alone; who writes an answer of his own takes the
sentences of an `Answer` as his only sources.
"""

from newsloom.enrich.answers.answer import answer
from newsloom.enrich.answers.frequencies import Frequencies, counted
from newsloom.enrich.answers.question import Question, parse_question
from newsloom.enrich.answers.reading import Reading, read
from newsloom.enrich.answers.shelf import Shelf

__all__ = ["Frequencies", "Question", "Reading", "Shelf", "answer", "counted", "parse_question", "read"]
