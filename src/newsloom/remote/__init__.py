"""A model elsewhere, whatever it makes: asked at one address, counted by the day, left alone while it fails.

In: the address, key and limits that the operator set, and bodies. Out: `Reply`. Refuses, with ModelError: what the
other side does wrong, each time; with Resting what it has done wrong so often that nobody should wait for it.

`encode` asks for vectors through it, `write` for text.
"""

from newsloom.remote.fuse import Resting
from newsloom.remote.peer import Peer
from newsloom.remote.post import Reply
from newsloom.remote.refusals import Busy, Closed

__all__ = ["Busy", "Closed", "Peer", "Reply", "Resting"]
