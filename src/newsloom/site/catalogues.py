"""Translation catalogues: compiled from their sources, which are all that is kept.

Installing compiles them; in a checkout whose sources changed since, `python -m newsloom.site.catalogues` does.
In: `locale/*/LC_MESSAGES/django.po`. Out: a `.mo` beside each. Refuses: a source that does not parse, with the
parser's own error.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"


def sources() -> Iterator[tuple[str, Path]]:
    """Language and path of each source."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        yield path.parts[-3], path


def compile_stale() -> int:
    """Compile those whose source is newer; returns how many."""
    n_compiled = 0
    for language, source in sources():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = target.with_suffix(f".{os.getpid()}")
        with source.open("rb") as catalogue, draft.open("wb") as compiled:
            write_mo(compiled, read_po(catalogue, locale=language))
        draft.replace(target)
        n_compiled += 1
    return n_compiled


if __name__ == "__main__":
    print(f"compiled {compile_stale()}")
