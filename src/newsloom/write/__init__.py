"""Write: the language model that the operator named, and what it wrote before.

In: an `Environment`. Out: a `Writer` and `Drafts` as `enrich` takes them. Refuses: what `remote` names. Nothing is ever
sent to another address, and nothing at all where no address is set.
"""

from newsloom.write.choice import drafts_for, state_of, writer_for
from newsloom.write.endpoint import ChatEndpoint
from newsloom.write.kept import FileDrafts, MemoryDrafts
from newsloom.write.scribe import Late, Scribe, Task

__all__ = [
    "ChatEndpoint",
    "FileDrafts",
    "Late",
    "MemoryDrafts",
    "Scribe",
    "Task",
    "drafts_for",
    "state_of",
    "writer_for",
]
