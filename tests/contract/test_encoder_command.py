"""`newsloom encoder` and `newsloom check` with an endpoint: the processes that operators start."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from tests.embeddings import answer, body_of, embeddings, serving, vector


def newsloom(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("NEWSLOOM_")}
    named = {f"NEWSLOOM_{name}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "newsloom", *arguments],
        env={**variables, "NEWSLOOM_HOME": str(home), **named},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_an_endpoint_says_how_it_is(tmp_path: Path) -> None:
    with serving(partial(embeddings, bend=0.5)) as server:
        done = newsloom(tmp_path, "encoder", ENCODER_URL=server.url, ENCODER_MODEL="bilingual")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"bilingual@{server.url[7:-3]}/1, 256 dimensions, ")
    assert done.stdout.endswith(
        "; unlike news 0.49 alike; centred: translations 1.00, unlike news in two languages -0.03\n"
    )


def test_a_model_that_knows_no_translations_is_a_doubt(tmp_path: Path) -> None:
    with serving(lambda asked: answer(body_of([vector(text + " ") for text in asked.texts]))) as server:
        settings = {"ENCODER_URL": server.url, "ENCODER_MODEL": "english"}
        done = newsloom(tmp_path, "encoder", **settings)
        alone = newsloom(tmp_path, "encoder", **settings, ENCODER_JOINS_LANGUAGES="no")
    assert done.returncode == 1
    assert "does not know translations" in done.stderr
    assert (alone.returncode, alone.stderr) == (0, "")


def test_an_endpoint_that_is_away_is_told_in_a_line(tmp_path: Path) -> None:
    with serving() as server:
        url = server.url
    done = newsloom(tmp_path, "encoder", ENCODER_URL=url, ENCODER_MODEL="bilingual", ENCODER_KEY="sk-not-to-be-told")
    checked = newsloom(tmp_path, "check", ENCODER_URL=url, ENCODER_MODEL="bilingual", ENCODER_KEY="sk-not-to-be-told")
    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1
    assert f"encoder: works lexically: bilingual@{url[7:-3]}: " in checked.stdout
    assert "sk-not-to-be-told" not in done.stdout + done.stderr + checked.stdout + checked.stderr


def test_an_address_without_a_model_stops_the_start(tmp_path: Path) -> None:
    done = newsloom(tmp_path, "encoder", ENCODER_URL="http://127.0.0.1:1/v1")
    assert done.returncode != 0
    assert "NEWSLOOM_ENCODER_MODEL" in done.stderr
    assert "ERROR   NEWSLOOM_ENCODER_MODEL" in newsloom(tmp_path, "check", ENCODER_URL="http://127.0.0.1:1/v1").stdout


def test_a_key_in_the_clear_is_a_warning(tmp_path: Path) -> None:
    settings = {"ENCODER_MODEL": "bilingual", "ENCODER_KEY": "sk-4711", "ENCODER_TIMEOUT_SECONDS": "0.1"}
    checked = newsloom(tmp_path, "check", ENCODER_URL="http://127.0.0.2:1/v1", **settings)
    assert "NEWSLOOM_ENCODER_URL: is not https" in checked.stdout


def test_articles_are_clustered_by_the_endpoint_and_without_it_when_it_is_away(tmp_path: Path) -> None:
    lines = tmp_path / "articles.jsonl"
    lines.write_text(
        '{"id": "a", "headline": "Flood in Melverton", "text": "The river Arun flooded houses.", '
        '"published_at": "2026-03-14T12:00:00Z", "publisher": "Gazette"}\n'
    )
    settings = {"ENCODER_MODEL": "bilingual"}
    with serving() as server:
        done = newsloom(tmp_path, "cluster", str(lines), ENCODER_URL=server.url, **settings)
        assert server.n_texts == [2]
    away = newsloom(tmp_path, "cluster", str(lines), ENCODER_URL=server.url, **settings)
    assert done.returncode == away.returncode == 0
    assert done.stdout == away.stdout != ""
    assert "woven by words alone: 1 (" in away.stderr
