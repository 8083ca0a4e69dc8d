"""Stories: which articles tell of one event.

In: articles with their vectors and verdicts, in the order of their time. Out: `Placement` and `Revision`. Refuses:
to join on doubt; two stories that should be one are a smaller harm than one that should be two.
"""

from newsloom.cluster.signature import sign, texts_to_encode
from newsloom.cluster.window import Window

__all__ = ["Window", "sign", "texts_to_encode"]
