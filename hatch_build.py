"""Compiles the translation catalogues when newsloom is built or installed, so that git keeps sources only."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for source in (Path(self.root) / "src/newsloom/site/locale").rglob("*.po"):
            target = source.with_suffix(".mo")
            with source.open("rb") as catalogue, target.open("wb") as compiled:
                write_mo(compiled, read_po(catalogue, locale=source.parents[1].name))
            build_data["artifacts"].append(str(target.relative_to(self.root)))
