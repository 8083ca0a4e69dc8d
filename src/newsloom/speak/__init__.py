"""Speak: a text becomes sound, by programs that stand on this machine.

In: text and its language. Out: `Sound`. Refuses: languages that no voice here speaks. espeak-ng is the voice by
default; where `piper` and one of its voices for the language are at hand, that one speaks. With ffmpeg the sound is
MP3, without it WAV, ten times as large.
"""

from newsloom.speak.shelf import SoundShelf
from newsloom.speak.voices import Sound, Voice, find_voice

__all__ = ["Sound", "SoundShelf", "Voice", "find_voice"]
