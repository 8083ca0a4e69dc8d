"""Sounds that were made before, as files: what is asked for twice is spoken once.

In: text and voice. Out: the path of the sound. Refuses: to keep more than `N_KEPT` files; those asked for longest ago
go first. A file appears only when it is whole.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from pathlib import Path

from newsloom.speak.voices import Voice

N_KEPT = 500
"""Some 100 MB of briefs and wrap-ups."""


class SoundShelf:
    """A folder of sounds. Safe for threads and processes; each process speaks one text at a time."""

    def __init__(self, folder: Path, *, n_kept: int = N_KEPT) -> None:
        self._folder = folder
        self._n_kept = n_kept
        self._speaking = threading.Lock()

    def path_of(self, text: str, voice: Voice) -> Path:
        """Where the sound of this text lies, or would."""
        key = hashlib.sha256(f"{voice.name}\0{text}".encode(errors="replace")).hexdigest()[:32]
        return self._folder / f"{key}.{voice.suffix}"

    def sound(self, text: str, voice: Voice) -> Path:
        """The sound's file, made now where it is not there. Raises VoiceError, and OSError where the disk is full."""
        path = self.path_of(text, voice)
        with self._speaking:
            if path.exists():
                os.utime(path)
                return path
            said = voice.say(text)
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
                file.write(said.content)
            Path(file.name).replace(path)
            self._tidy()
        return path

    def _tidy(self) -> None:
        files = [file for file in self._folder.iterdir() if not file.name.startswith(".")]
        if len(files) <= self._n_kept:
            return
        files.sort(key=lambda file: file.stat().st_mtime)
        for file in files[: len(files) - self._n_kept]:
            file.unlink(missing_ok=True)
