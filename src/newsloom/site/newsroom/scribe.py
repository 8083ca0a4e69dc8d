"""What the operator's language model writes for pages, with the ways to what it rests on.

In: `Written`. Out: `WrittenLines`; the `Scribe` of this process. Refuses: nothing; no model, no scribe.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import structlog

from newsloom.errors import SettingsError
from newsloom.records import Citation, Written
from newsloom.site.newsroom.cited import Source, WrittenLine, WrittenLines
from newsloom.site.setup import environment
from newsloom.write import Scribe, drafts_for, writer_for

log = structlog.get_logger()


@cache
def scribe() -> Scribe | None:
    """The scribe of this process; None where the operator named no model, or not wholly."""
    known = environment()
    try:
        writer = writer_for(known)
    except SettingsError as error:
        log.error("nothing is written", detail=str(error))
        return None
    return Scribe(writer, drafts_for(known)) if writer is not None else None


def model_name() -> str:
    """What readers are told of the model; empty where there is none."""
    found = scribe()
    return found.name if found is not None else ""


def written_lines(written: Written, known: Mapping[Citation, Source]) -> WrittenLines | None:
    """A text with the ways to what it rests on; sentences that rest on what is gone are left out."""
    kept = [one for one in written.sentences if all(source in known for source in one.sources)]
    if not kept:
        return None
    return WrittenLines(
        model=written.provenance.name,
        language=written.language,
        sentences=tuple(
            WrittenLine(text=one.text, sources=tuple(dict.fromkeys(known[source] for source in one.sources)))
            for one in kept
        ),
        n_sources=len({source for one in kept for source in one.sources}),
    )
