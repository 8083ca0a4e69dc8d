"""What is read aloud: a story's brief, a day's wrap-up, as words in the reader's language.

In: a brief or wrap-up. Out: the text that a voice says, and the file of its sound. Refuses: nothing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from newsloom.environment import Environment
from newsloom.records import Language
from newsloom.site.newsroom.cited import BriefLines
from newsloom.site.newsroom.queries.wrapups import WrapUp
from newsloom.site.newsroom.sections import section_name
from newsloom.site.setup import environment
from newsloom.site.wording import full_date
from newsloom.speak import SoundShelf, Voice, find_voice

FOLDER = "sounds"


@cache
def voice_of(language: str) -> Voice | None:
    """The voice for a language, looked for once; None where the operator wants none or no program speaks it."""
    known = environment()
    return find_voice(Language(language), piper_voices=known.piper_voices) if known.voice else None


@cache
def _shelf(known: Environment) -> SoundShelf:
    return SoundShelf(known.home / FOLDER)


def sound_of(text: str, voice: Voice) -> Path:
    """The file of a text's sound, made where it is not there yet. Raises VoiceError, OSError."""
    return _shelf(environment()).sound(text, voice)


def size_of(text: str, voice: Voice) -> int:
    """Bytes of the sound where it has been made, else 0: feeds may say so."""
    path = _shelf(environment()).path_of(text, voice)
    return path.stat().st_size if path.exists() else 0


def brief_text(headline: str, brief: BriefLines) -> str:
    """A brief as it is read aloud: the headline, the sentences, and whose they are."""
    parts = [_stopped(headline), *(sentence.text for sentence in brief.sentences)]
    if brief.publishers:
        parts.append(_("Taken from: %(names)s.") % {"names": ", ".join(brief.publishers)})
    return "\n".join(parts)


def wrapup_text(wrapup: WrapUp) -> str:
    """A day as it is read aloud, in the reader's language."""
    parts = [_stopped(f"{environment().site_name}, {full_date(wrapup.on)}")]
    for part in wrapup.parts:
        parts.append(_stopped(str(section_name(part.section)) if part.section else _("Top stories")))
        for story in part.stories:
            if story.brief:
                parts.append(brief_text(story.line.headline, story.brief))
            else:
                parts.append(f"{_stopped(story.line.headline)}\n{story.line.standfirst}")
    return "\n\n".join(parts)


def _stopped(text: str) -> str:
    """With a full stop, so that the voice comes to rest."""
    return text if text.rstrip()[-1:] in {".", "!", "?", "؟", "…"} else f"{text}."
