"""What lies deeper in a story than its brief: when what happened, which figures are given, who tells what.

In: a story. Out: `Dossier`, or None where there is nothing to lay in it. Refuses: nothing.
"""

from __future__ import annotations

from newsloom.enrich.figures import figures
from newsloom.enrich.perspectives import perspectives
from newsloom.enrich.timeline import timeline
from newsloom.records import Dossier, Story

FEWEST_EVENTS = 2
"""One event is no time line."""


def dossier(story: Story) -> Dossier | None:
    """Cost: some 4 ms an article of its first and last twenty, and less where they have been read lately."""
    events = timeline(story)
    found = Dossier(
        timeline=events if len(events) >= FEWEST_EVENTS else (),
        figures=figures(story),
        perspectives=perspectives(story),
    )
    return found if found.timeline or found.figures or found.perspectives else None
