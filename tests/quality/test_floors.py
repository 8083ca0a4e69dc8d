"""Every stage scores at least its floor on the labelled sample newspaper."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from newsloom.quality import sample_hash, score_sample

FLOORS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "floors.toml").read_text())
MEASURES = [
    (stage, name, floor) for stage, floors in FLOORS.items() if stage != "corpus" for name, floor in floors.items()
]


@cache
def scores() -> dict[str, dict[str, float]]:
    return score_sample()


def test_the_floors_were_measured_on_this_corpus() -> None:
    assert sample_hash() == FLOORS["corpus"]


def test_every_stage_has_a_floor() -> None:
    assert set(scores()) == set(FLOORS) - {"corpus"}


@pytest.mark.parametrize(("stage", "name", "floor"), MEASURES)
def test_no_stage_scores_under_its_floor(stage: str, name: str, floor: float) -> None:
    assert scores()[stage][name] >= floor
