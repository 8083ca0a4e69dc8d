"""Publish: stories as readers meet them. Pages, their order and address, marks for cited sentences, feeds out.

In: stories and what enrich found. Out: `StoryPage`, marked texts, feed documents. Refuses: nothing.
"""

from newsloom.publish.page import lead_article, publish
from newsloom.publish.rank import Standing, standings
from newsloom.publish.slug import slug

__all__ = ["Standing", "lead_article", "publish", "slug", "standings"]
