"""Briefs of stories put into words by the operator's model, beside the worker's other lines.

    Store.briefs_due ─▶ BriefDue ─ enrich.write_brief ─▶ Written ─▶ Store.keep_written_brief

In: briefs that wait. Out: what became of each. Refuses: nothing; while the model is away, briefs wait.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import partial

import structlog

from newsloom.enrich.written import Unwritten, write_brief
from newsloom.records import BriefDue, Written
from newsloom.write import Scribe

log = structlog.get_logger()

OLDEST = timedelta(days=3)
"""Stories that nobody has added to for so long are not paid for: few open them."""


class Teller:
    """Has one brief after the other written. The model is waited for without holding up anything else."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe

    def since(self, now: datetime) -> datetime:
        """Stories that were updated later are told."""
        return now - OLDEST

    async def tell(self, due: BriefDue, stop: asyncio.Event) -> Written | Unwritten | None:
        """What became of the brief; None where the model is away, or the worker is to stop."""
        task = partial(write_brief, due.brief.sentences, due.language)
        writing = asyncio.wrap_future(self._scribe.begin(task))
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait((writing, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not writing.done():
            writing.cancel()
            return None
        found = writing.result()
        if isinstance(found, Unwritten) and found.reason == "no-model":
            log.info("brief not written", story=due.story_id, detail=found.detail)
            return None
        return found


def written_of(found: Written | Unwritten) -> Written | None:
    """The text, or None where nothing stood."""
    return found if isinstance(found, Written) else None
