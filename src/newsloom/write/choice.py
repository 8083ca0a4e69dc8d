"""Which writer the operator chose, and how it is.

In: an `Environment`. Out: the model at `writer_url` where that is set, else None. Refuses: a setting that is missing,
with SettingsError.
"""

from __future__ import annotations

import time

from newsloom.enrich.writer import Drafts, Writer
from newsloom.enrich.written import Unwritten, write_brief
from newsloom.environment import Environment
from newsloom.errors import BadModelOutput, ModelUnavailable
from newsloom.records import ArticleId, Citation, Language
from newsloom.write.endpoint import ChatEndpoint
from newsloom.write.kept import FileDrafts

TRIAL = (
    "The river Arun burst its banks on Friday and flooded 300 homes in Melverton.",
    "Mayor Anna Berg said that 40 firefighters came with boats.",
    "Schools in Melverton stay closed until Tuesday.",
)
"""Invented."""


def writer_for(environment: Environment) -> Writer | None:
    """The writer for everything that writes. It is not asked yet: it may be away now and there later."""
    return ChatEndpoint(environment) if environment.writer_url else None


def drafts_for(environment: Environment) -> Drafts:
    return FileDrafts(environment.home / "drafts")


def state_of(writer: Writer) -> str:
    """How the writer is, in a line: it is asked for a brief of three invented sentences. Raises ModelError where it
    does not answer, or writes nothing that stands."""
    sources = [Citation(text=text, article_id=ArticleId("trial"), start=0, end=len(text)) for text in TRIAL]
    began = time.perf_counter()
    found = write_brief(sources, Language("en"), writer)
    seconds = time.perf_counter() - began
    if isinstance(found, Unwritten):
        error = ModelUnavailable if found.reason == "no-model" else BadModelOutput
        raise error(writer.identity, found.detail or "of what it wrote about the trial nothing stood in the sources")
    return f"{writer.identity}: {len(found.sentences)} sentences from {found.n_sources}, checked, in {seconds:.1f} s"
