"""Checked: does a written sentence say only what the sentences say that it cites?

    sentence, cited ── form ── figures ── days ── names ── quotations ── claims ── wording ─▶ Verified | Unsupported

Code compares, no model: names, numbers, dates and quotations must stand in the cited sentences, nearly all other words
too; what they deny, only allege, or say of the opposite direction must stay so. Where the check cannot tell, it says
no.

In: a sentence, the sentences it cites, their language. Out: `Verified`, or `Unsupported` with the reason. Refuses:
languages that it cannot read closely enough; `reads` says which.
"""

from newsloom.enrich.checked.verdict import (
    LANGUAGES,
    Finding,
    Unsupported,
    Verified,
    check,
    check_translation,
    reads,
)

__all__ = ["LANGUAGES", "Finding", "Unsupported", "Verified", "check", "check_translation", "reads"]
