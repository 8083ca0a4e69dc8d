"""The voices of this machine: espeak-ng, or Piper where one of its voices speaks the language.

In: text on the standard input of a program, never on its command line. Out: `Sound`. Refuses: nothing more than a
program does; what it says of its failure is a `VoiceError`.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsloom.errors import VoiceError
from newsloom.records import Language

ESPEAK_VOICES = {"en": "en-gb"}
"""Where espeak-ng calls a language otherwise."""
WORDS_A_MINUTE = 160
TIMEOUT_SECONDS = 60.0
"""Three minutes of speech take espeak-ng under a second, and Piper some twenty on a slow machine."""
LONGEST = 20_000
"""Characters that are spoken: half an hour."""
BITRATE = "48k"


@dataclass(frozen=True, slots=True)
class Sound:
    """Speech as a file holds it."""

    content: bytes
    media_type: str
    """`audio/mpeg` or `audio/wav`."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A program that speaks one language."""

    name: str
    """Of the program and its voice: it says who made the sound."""
    command: tuple[str, ...]
    """Reads text on standard input and writes WAV into the file named last."""
    packer: str = ""
    """ffmpeg, or empty where it is not at hand."""

    @property
    def suffix(self) -> str:
        return "mp3" if self.packer else "wav"

    def say(self, text: str) -> Sound:
        """The text as sound. Raises VoiceError."""
        with tempfile.TemporaryDirectory(prefix="newsloom-voice-") as folder:
            wave = Path(folder) / "said.wav"
            _run(self.name, (*self.command, str(wave)), text[:LONGEST])
            if not self.packer:
                return Sound(wave.read_bytes(), "audio/wav")
            packed = Path(folder) / "said.mp3"
            _run("ffmpeg", (self.packer, *_PACKING, "-i", str(wave), *_MP3, str(packed)), "")
            return Sound(packed.read_bytes(), "audio/mpeg")


_PACKING = ("-nostdin", "-loglevel", "error", "-y")
_MP3 = ("-map_metadata", "-1", "-bitexact", "-ac", "1", "-b:a", BITRATE)


def find_voice(language: Language, *, piper_voices: Path | None = None) -> Voice | None:
    """The best voice here for the language; None where no program speaks it."""
    packer = shutil.which("ffmpeg") or ""
    return _piper(language, piper_voices, packer) or _espeak(language, packer)


def _piper(language: Language, folder: Path | None, packer: str) -> Voice | None:
    program = shutil.which("piper")
    if program is None or folder is None or not folder.is_dir():
        return None
    models = sorted([*folder.glob(f"{language}_*.onnx"), *folder.glob(f"{language}-*.onnx")])
    if not models:
        return None
    command = (program, "--model", str(models[0]), "--output_file")
    return Voice(f"piper {models[0].stem}", command, packer)


def _espeak(language: Language, packer: str) -> Voice | None:
    program = shutil.which("espeak-ng")
    if program is None or not language.isalpha():
        return None
    voice = ESPEAK_VOICES.get(language, language)
    known = subprocess.run([program, f"--voices={language}"], capture_output=True, timeout=TIMEOUT_SECONDS, check=False)  # noqa: S603
    if len(known.stdout.splitlines()) < 2:
        return None
    command = (program, "-v", voice, "-s", str(WORDS_A_MINUTE), "--stdin", "-b", "1", "-w")
    return Voice(f"espeak-ng {voice}", command, packer)


def _run(name: str, command: Sequence[str], text: str) -> None:
    try:
        done = subprocess.run(  # noqa: S603  programs found on the path, their arguments are ours
            command, input=text.encode(errors="replace"), capture_output=True, timeout=TIMEOUT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VoiceError(name, str(error)) from error
    if done.returncode != 0:
        raise VoiceError(name, done.stderr.decode(errors="replace").strip()[-300:] or f"status {done.returncode}")
