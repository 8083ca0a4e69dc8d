"""Enrich: what readers get beside the text. Hashtags, related articles, briefs, who says what.

In: articles, stories, signatures. Out: records. Refuses: nothing. What remembers the archive (`Lexicon`, `Neighbours`)
is fed by the pipeline.
"""

from newsloom.enrich.before import came_before
from newsloom.enrich.brief import brief, story_brief
from newsloom.enrich.dossier import dossier
from newsloom.enrich.figures import figures
from newsloom.enrich.hashtags import hashtags, key_phrases, story_hashtags
from newsloom.enrich.lexicon import Lexicon
from newsloom.enrich.neighbours import Neighbours
from newsloom.enrich.perspectives import perspectives
from newsloom.enrich.quotes import quotes
from newsloom.enrich.reading import read
from newsloom.enrich.related import related_to_article, related_to_story
from newsloom.enrich.telling import tellers
from newsloom.enrich.timeline import article_timeline, timeline

__all__ = [
    "Lexicon",
    "Neighbours",
    "article_timeline",
    "brief",
    "came_before",
    "dossier",
    "figures",
    "hashtags",
    "key_phrases",
    "perspectives",
    "quotes",
    "read",
    "related_to_article",
    "related_to_story",
    "story_brief",
    "story_hashtags",
    "tellers",
    "timeline",
]
