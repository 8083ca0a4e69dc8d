"""Texts become sound by real programs, and a sound that was made is not made again."""

from __future__ import annotations

import os
import shutil
import stat
import wave
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from newsloom.errors import VoiceError
from newsloom.records import Language
from newsloom.speak import SoundShelf, Voice, find_voice

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")

PIPER = """#!/bin/sh
# speaks a second of silence, as Piper is called
while [ $# -gt 0 ]; do case "$1" in --output_file) out="$2";; esac; shift; done
cat > /dev/null
printf 'RIFF....WAVE' > "$out"
"""


def program(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(script)
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


def espeak(language: str) -> Voice:
    found = find_voice(Language(language))
    assert found is not None
    return found


@needs_espeak
@pytest.mark.parametrize(("language", "text"), [("en", "A ferry struck a reef."), ("ar", "جنحت عبّارة على الصخور.")])
def test_espeak_speaks_english_and_arabic(language: str, text: str) -> None:
    said = replace(espeak(language), packer="").say(text)
    with wave.open(BytesIO(said.content)) as sound:
        assert sound.getnframes() / sound.getframerate() > 0.8
    assert said.media_type == "audio/wav"


@needs_espeak
def test_a_longer_text_is_a_longer_sound_and_what_looks_like_an_option_is_spoken() -> None:
    voice = replace(espeak("en"), packer="")
    short, long = voice.say("-v nothing --help").content, voice.say("-v nothing --help. " * 9).content
    assert 10_000 < len(short) < len(long) / 5


@needs_espeak
@needs_ffmpeg
def test_with_ffmpeg_the_sound_is_a_small_mp3() -> None:
    said = espeak("en").say("A ferry struck a reef off Marn on Thursday night.")
    assert said.media_type == "audio/mpeg"
    assert said.content[:2] in (b"\xff\xfb", b"\xff\xf3", b"ID")
    assert len(said.content) < 60_000


@needs_espeak
def test_a_language_that_no_voice_speaks_has_none() -> None:
    assert find_voice(Language("tlh")) is None
    assert find_voice(Language("../x")) is None


def test_piper_speaks_where_it_has_a_voice_of_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "piper", PIPER)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    (tmp_path / "en_GB-alba-medium.onnx").touch()
    voice = find_voice(Language("en"), piper_voices=tmp_path)
    assert voice is not None
    assert voice.name == "piper en_GB-alba-medium"
    assert replace(voice, packer="").say("Hello.").content == b"RIFF....WAVE"
    other = find_voice(Language("ar"), piper_voices=tmp_path)
    assert other is None or other.name.startswith("espeak-ng")


@pytest.mark.parametrize("script", ["#!/bin/sh\necho no such voice >&2\nexit 3\n", ""])
def test_a_program_that_fails_says_why(tmp_path: Path, script: str) -> None:
    path = program(tmp_path, "mute", script) if script else tmp_path / "missing"
    with pytest.raises(VoiceError) as failed:
        Voice("mute", (str(path),)).say("Hello.")
    assert failed.value.subject == "mute"
    assert failed.value.detail != ""


COUNTING = '#!/bin/sh\ncat >> {folder}/heard\nfor last; do :; done\nprintf sound > "$last"\n'


def test_what_was_said_once_is_not_said_again_and_the_oldest_are_forgotten(tmp_path: Path) -> None:
    voice = Voice("counting", (str(program(tmp_path, "voice", COUNTING.format(folder=tmp_path))),))
    shelf = SoundShelf(tmp_path / "sounds", n_kept=2)
    first = shelf.sound("one.", voice)
    assert first.read_bytes() == b"sound"
    os.utime(first, (1, 1))
    assert shelf.sound("two.", voice) != first
    assert (shelf.sound("one.", voice), (tmp_path / "heard").read_text()) == (first, "one.two.")
    os.utime(shelf.path_of("two.", voice), (1, 1))
    shelf.sound("three.", voice)
    assert sorted(path.name for path in (tmp_path / "sounds").iterdir()) == sorted(
        shelf.path_of(text, voice).name for text in ("one.", "three.")
    )


def test_a_voice_that_fails_leaves_no_file(tmp_path: Path) -> None:
    mute = Voice("mute", (str(program(tmp_path, "mute", "#!/bin/sh\nexit 1\n")),))
    with pytest.raises(VoiceError):
        SoundShelf(tmp_path / "sounds").sound("one.", mute)
    assert list(tmp_path.glob("sounds/*")) == []
