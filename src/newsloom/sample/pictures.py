"""What the press prints beside its texts: pictures, favicons, episodes. All drawn here, the same each time.

In: keys and colours. Out: JPEG, PNG and WAV bytes. Refuses: nothing.
"""

from __future__ import annotations

import colorsys
import hashlib
import io
import math
import random
import struct
import wave
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1200, 675
SAMPLE_RATE = 8000
EPISODE_SECONDS = 4
HUES = {
    "sea": (0.53, 0.57),
    "lake": (0.58,),
    "city": (0.07, 0.60),
    "track": (0.30, 0.08),
    "circles": (0.47, 0.66, 0.05),
}
"""Where on the colour wheel the picture of a motif may lie."""

Colour = tuple[int, int, int]


@lru_cache(maxsize=128)
def picture(key: str, motif: str) -> bytes:
    """A calm landscape, 1200 × 675, JPEG: a sky, a light, and what the motif says in front of it."""
    dice = random.Random(hashlib.sha256(key.encode()).digest())  # noqa: S311  drawn, not kept secret
    hue = dice.choice(HUES.get(motif, (0.10, 0.55))) + dice.uniform(-0.02, 0.02)
    canvas = _sky(_colour(hue + 0.04, 0.10, 0.93), _colour(hue, 0.24, 0.82))
    draw = ImageDraw.Draw(canvas)
    radius = dice.randint(36, 70)
    x, y = dice.randint(150, WIDTH - 150), dice.randint(90, 230)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_colour(hue + 0.03, 0.06, 0.99))
    shades = [_colour(hue + 0.015 * n, 0.30 + 0.09 * n, 0.70 - 0.15 * n) for n in range(4)]
    _MOTIFS.get(motif, _hills)(draw, shades, dice)
    out = io.BytesIO()
    canvas.filter(ImageFilter.SMOOTH).save(out, "JPEG", quality=82)
    return out.getvalue()


@lru_cache(maxsize=32)
def favicon(letter: str, ink: str) -> bytes:
    """A letter on the publisher's colour, 64 × 64, PNG; a bowl with dots where Pillow's own font lacks the letter."""
    side = 64
    canvas = Image.new("RGB", (side, side), ink)
    draw = ImageDraw.Draw(canvas)
    font = ImageFont.load_default(size=44)
    if letter.isascii():
        draw.text((side / 2, side / 2), letter, fill="#ffffff", font=font, anchor="mm")
    else:
        n_strokes = ord(letter) % 4 or 1
        draw.arc((14, 8, side - 14, side - 20), 0, 180, fill="#ffffff", width=7)
        for n in range(n_strokes):
            x = side / 2 + (n - (n_strokes - 1) / 2) * 14
            draw.ellipse((x - 4, 50, x + 4, 58), fill="#ffffff")
    out = io.BytesIO()
    canvas.save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=32)
def episode(key: str) -> bytes:
    """Four quiet seconds of two tones, as WAV: enough for a player to have something to play."""
    base = 220.0 * 2 ** (int(hashlib.sha256(key.encode()).hexdigest(), 16) % 12 / 12)
    n_samples = SAMPLE_RATE * EPISODE_SECONDS
    tones = (
        math.sin(2 * math.pi * (base if n < n_samples / 2 else base * 1.5) * n / SAMPLE_RATE)
        * min(n, n_samples - n, 2000)
        / 2000
        for n in range(n_samples)
    )
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SAMPLE_RATE)
        sound.writeframes(b"".join(struct.pack("<h", int(6000 * tone)) for tone in tones))
    return out.getvalue()


def _colour(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1.0, saturation, max(value, 0.0))
    return round(red * 255), round(green * 255), round(blue * 255)


def _sky(top: Colour, bottom: Colour) -> Image.Image:
    """A gradient, made small and stretched."""
    column = Image.new("RGB", (1, 64))
    for row in range(64):
        part = row / 63
        column.putpixel((0, row), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True)))
    return column.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)


def _hills(draw: ImageDraw.ImageDraw, shades: list[Colour], dice: random.Random) -> None:
    for n, shade in enumerate(shades):
        floor, swing, phase = 330 + 95 * n, 70 - 10 * n, dice.random() * 6
        line = [(x, floor + swing * math.sin(phase + x / (170 + 40 * n))) for x in range(0, WIDTH + 1, 20)]
        draw.polygon([(0, HEIGHT), *line, (WIDTH, HEIGHT)], fill=shade)


def _sea(draw: ImageDraw.ImageDraw, shades: list[Colour], dice: random.Random) -> None:
    draw.rectangle((0, 380, WIDTH, HEIGHT), fill=shades[1])
    for n in range(26):
        y, x = 392 + n * 11, dice.randint(-60, WIDTH - 60)
        draw.line((x, y, x + dice.randint(60, 300), y), fill=shades[n % 2], width=3)
    x = dice.randint(250, 800)
    draw.polygon([(x, 372), (x + 240, 372), (x + 205, 412), (x + 30, 412)], fill=shades[3])
    draw.rectangle((x + 60, 336, x + 170, 372), fill=shades[2])
    draw.rectangle((x + 110, 306, x + 132, 336), fill=shades[3])


def _city(draw: ImageDraw.ImageDraw, shades: list[Colour], dice: random.Random) -> None:
    for n, shade in enumerate(shades[:3]):
        x = -20
        while x < WIDTH:
            width, top = dice.randint(60, 130), 230 + 90 * n + dice.randint(0, 140)
            draw.rectangle((x, top, x + width, HEIGHT), fill=shade)
            x += width + dice.randint(0, 18)


def _lake(draw: ImageDraw.ImageDraw, shades: list[Colour], dice: random.Random) -> None:
    for peak in range(7):
        x, top = peak * 200 - 60, dice.randint(170, 300)
        draw.polygon([(x - 190, 430), (x, top), (x + 190, 430)], fill=shades[1 + peak % 2])
    draw.rectangle((0, 430, WIDTH, HEIGHT), fill=shades[0])
    for n in range(18):
        y, x = 446 + n * 12, dice.randint(0, WIDTH - 200)
        draw.line((x, y, x + dice.randint(80, 260), y), fill=shades[1], width=4)


def _track(draw: ImageDraw.ImageDraw, shades: list[Colour], dice: random.Random) -> None:
    draw.rectangle((0, 400, WIDTH, HEIGHT), fill=shades[2])
    lean = dice.randint(-120, 120)
    for n in range(7):
        draw.line((600 + (n - 3) * 40, 400, 600 + lean + (n - 3) * 320, HEIGHT), fill=shades[0], width=6)


def _circles(draw: ImageDraw.ImageDraw, shades: list[Colour], dice: random.Random) -> None:
    for middle in (dice.randint(100, 450), dice.randint(750, 1100)):
        for n in range(9, 0, -1):
            radius = 40 * n + dice.randint(0, 12)
            box = (middle - radius, HEIGHT - 40 - radius, middle + radius, HEIGHT - 40 + radius)
            draw.ellipse(box, outline=shades[n % 3], width=8)


_MOTIFS = {"sea": _sea, "city": _city, "lake": _lake, "track": _track, "circles": _circles}
