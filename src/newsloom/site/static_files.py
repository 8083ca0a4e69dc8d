"""Static files: ours hashed and compressed once they were collected, by their plain names until then.

Those of the admin are many and few people see them: they are served from where they lie, under their plain names.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

STAMP = ".collected"
NOT_OURS = ["admin", "unfold"]


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is untyped
    """Knows the hashed name of what was collected; a checkout, and a test, that never collected has plain names."""

    def stored_name(self, name: str) -> str:
        is_collected = self.hash_key(self.clean_name(name)) in self.hashed_files
        return str(super().stored_name(name)) if is_collected else name


def collect() -> bool:
    """Hash and compress the static files into the home if they changed since; returns whether they did.

    Call it before the site's processes start: each reads the list of hashed names once.
    """
    root = Path(settings.STATIC_ROOT)
    stamp = _stamp()
    kept = root / STAMP
    if kept.exists() and kept.read_text(encoding="ascii") == stamp:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=NOT_OURS)
    kept.write_text(stamp, encoding="ascii")
    return True


def _stamp() -> str:
    """Changes with the name, size and time of every file of ours."""
    digest = hashlib.blake2b(digest_size=16)
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
            found = path.stat()
            digest.update(f"{path.relative_to(folder)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
