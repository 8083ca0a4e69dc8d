"""Publish: stories as readers meet them. Pages, their order and address, marks for cited sentences, feeds out.

In: stories and what enrich found. Out: `StoryPage`, marked texts, feed documents. Refuses: nothing.
"""

from newsloom.publish.page import lead_article, publish
from newsloom.publish.rank import front_order, rank
from newsloom.publish.slug import slug

__all__ = ["front_order", "lead_article", "publish", "rank", "slug"]
