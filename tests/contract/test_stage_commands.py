"""`newsloom dedupe` and `newsloom cluster`: a line for every article, whatever the file is like, as the loom decides."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsloom.cli import main, preparing
from newsloom.errors import ParseError
from newsloom.intake.read import read_file
from newsloom.jsonlines import article_of, read_articles
from newsloom.pipeline import Loom
from newsloom.records import Article
from newsloom.store.memory import MemoryStore
from tests.contract.stdin import standing_in
from tests.contract.test_enrich_commands import FERRY, INQUIRY
from tests.factories import NOON
from tests.unit.test_pipeline import COUNCIL, FLOOD, MATCH

Capture = pytest.CaptureFixture[str]

PRESS: tuple[dict[str, Any], ...] = (
    {"id": "flood", "publisher": "Harbour", "published_at": "2026-03-14T12:00:00Z", "headline": "Arun floods Melverton",
     "text": FLOOD},
    {"id": "again", "publisher": "Courier", "published_at": "2026-03-14T12:45:00Z", "headline": "Hundreds flee Arun",
     "text": FLOOD},
    {"id": "council", "publisher": "Ledger", "published_at": "2026-03-14T15:20:00Z",
     "headline": "Why was the dyke at Tannery Bend never repaired?", "text": COUNCIL},
    {"id": "match", "publisher": "Harbour", "published_at": "2026-03-14T21:00:00Z", "headline": "Rovers win the cup",
     "text": MATCH},
    {"id": "bus", "publisher": "Ledger", "published_at": "2026-03-15T09:00:00Z", "headline": "Rovers' bus leaves at noon",
     "text": MATCH.replace("for the first time", "at last").replace("The goalkeeper", "Their keeper")},
    {"id": "mill", "publisher": "Courier", "published_at": "2026-03-15", "headline": "The mill at Tarn stands still"},
)  # fmt: skip


def written(folder: Path, lines: Sequence[dict[str, Any] | str]) -> str:
    path = folder / "press.jsonl"
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return str(path)


def table(capsys: Capture, verb: str, path: str) -> list[list[str]]:
    assert main([verb, path]) == 0
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_copies_name_their_original_in_the_order_of_time(tmp_path: Path, capsys: Capture) -> None:
    assert table(capsys, "dedupe", written(tmp_path, PRESS[::-1])) == [
        ["flood", "flood", "original", "1.0000"],
        ["again", "flood", "exact", "1.0000"],
        ["council", "council", "original", "1.0000"],
        ["match", "match", "original", "1.0000"],
        ["mill", "mill", "original", "1.0000"],
        ["bus", "match", "light-edit", "0.6750"],
    ]


def test_articles_of_one_event_have_one_story(tmp_path: Path, capsys: Capture) -> None:
    stories = dict(table(capsys, "cluster", written(tmp_path, PRESS)))
    assert list(stories) == ["flood", "again", "council", "match", "mill", "bus"]
    assert stories["flood"] == stories["again"] == stories["council"]
    assert stories["match"] == stories["bus"]
    assert len(set(stories.values())) == 3


@pytest.mark.parametrize("verb", ["cluster", "dedupe"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(order=st.permutations(range(9)), n_undated=st.integers(0, 9))
def test_the_order_of_the_lines_does_not_matter(
    verb: str, order: list[int], n_undated: int, tmp_path: Path, capsys: Capture
) -> None:
    same_again = ({**PRESS[0], "text": MATCH}, {**PRESS[3], "published_at": "2026-03-16"}, {"id": "bare"})
    lines = [
        {name: value for name, value in line.items() if name != "published_at" or n >= n_undated}
        for n, line in enumerate((*PRESS, *same_again))
    ]
    expected = table(capsys, verb, written(tmp_path, lines))
    assert len(expected) == 9
    assert table(capsys, verb, written(tmp_path, [lines[n] for n in order])) == expected


def test_every_object_with_an_id_has_one_line(tmp_path: Path, capsys: Capture) -> None:
    odd: list[dict[str, Any] | str] = [
        {"id": "headline alone", "headline": "Rain"},
        {"id": "text alone", "text": "It rained.", "published_at": None},
        {"id": "neither", "headline": " ", "text": ""},
        {"id": "neither too"},
        {"id": "bad date", "headline": "Snow", "published_at": "yesterday"},
        {"id": "before print", "headline": "Hail", "published_at": "0001-01-01T00:00:00+14:00"},
        {"id": "far off", "headline": "Thunder", "published_at": "9999-12-31T23:59:59-12:00"},
        {"id": "bad kind", "headline": "Fog", "kind": "weather"},
        {"id": "bad text", "headline": ["Sleet"], "text": {"a": 1}},
        {"id": "bad image", "headline": "Dew", "image": {"url": "https://a.example/b", "x": 1}, "authors": 7},
        {"id": 17, "headline": "A number for an id"},
        {"id": "a tab\tand a\nline", "headline": "Frost"},
        {"id": "نبأ", "headline": "مطر", "language": "AR"},
        {"id": "\ud800", "headline": "half a letter"},
    ]
    bad = ["nonsense", "[]", "7", '{"headline": ""}', "{", '{"id": ["list"], "text": "x"}', "[" * 100_000]
    path = written(tmp_path, [*odd, *bad, ""])
    names = [
        "17", "?", "a tab and a line", "bad date", "bad image", "bad kind", "bad text", "before print", "far off",
        "headline alone", "neither", "neither too", "text alone", "نبأ",
    ]  # fmt: skip
    for verb in ("cluster", "dedupe"):
        assert main([verb, path]) == 0
        said = capsys.readouterr()
        rows = [line.split("\t") for line in said.out.splitlines()]
        assert sorted(row[0] for row in rows) == names
        errors = [int(line.split(":")[2]) for line in said.err.splitlines() if "press.jsonl:" in line]
        assert errors == [3, 4, 5, 6, 7, 8, 9, 10, *range(15, 22)]
        if verb == "cluster":
            assert len({story for _, story in rows}) == len(rows)
        else:
            assert all(row[1:] == [row[0], "original", "1.0000"] for row in rows)


@pytest.mark.parametrize("verb", ["cluster", "dedupe"])
def test_few_lines_or_none_are_no_accident(verb: str, tmp_path: Path, capsys: Capture) -> None:
    assert table(capsys, verb, written(tmp_path, [])) == []
    assert [row[0] for row in table(capsys, verb, written(tmp_path, PRESS[:1]))] == ["flood"]
    assert main([verb, written(tmp_path, ["nonsense"])]) == 1
    assert main([verb, str(tmp_path / "missing")]) == 1
    assert "missing:1: No such file" in capsys.readouterr().err


def test_of_two_lines_with_one_id_the_later_is_a_revision(tmp_path: Path, capsys: Capture) -> None:
    later = {**PRESS[1], "published_at": "2026-05-01", "text": MATCH}
    path = written(tmp_path, [later, *PRESS])
    assert main(["dedupe", path]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "again\tflood\texact\t1.0000"
    assert said.err == "newsloom dedupe: 1 lines have the id of an earlier one, and are taken for its revisions\n"
    rows = table(capsys, "cluster", path)
    assert rows[-1] == rows[1]


def synthetic(n: int) -> list[dict[str, Any]]:
    """Articles of a few dozen invented events over two weeks, some of them copied."""
    chance = random.Random(5)
    words = [f"{a}{b}{c}" for a in ("tar", "mel", "orr", "ban") for b in "aeiou" for c in ("nor", "lik", "ves", "dum")]
    events = [[chance.choice(words) for _ in range(14)] for _ in range(30)]
    lines = []
    for number in range(n):
        event = events[(number * 30 // n + chance.randrange(3)) % 30]
        said = [word if chance.random() < 0.8 else chance.choice(words) for word in event]
        text = " ".join(said + [chance.choice(words) for _ in range(20)])
        moment = datetime.fromtimestamp(1_772_000_000 + number * 1_200_000 / n + chance.random() * 40_000)
        lines.append({"id": f"s{number}", "headline": " ".join(said[:6]).title(), "text": text, "language": "en",
                      "published_at": f"{moment.isoformat()}Z", "publisher": f"Paper {number % 7}"})  # fmt: skip
        if chance.random() < 0.1:
            lines.append({**lines[-1], "id": f"c{number}", "publisher": "Copyist"})
    return lines


def test_the_command_says_what_the_loom_keeps(tmp_path: Path, capsys: Capture) -> None:
    lines = synthetic(150)
    stories = dict(table(capsys, "cluster", written(tmp_path, lines)))
    articles = [article_of(line, now=NOON) for line in lines]
    last_at = max(article.at for article in articles)
    store = MemoryStore()
    loom = Loom(store)
    loom.weave(articles, now=last_at)
    loom.review(last_at, now=last_at)
    kept = {
        member.article.public_id: story.id
        for story in store.stories(store.stories_to_enrich(limit=len(lines)))
        for member in story.members
    }
    assert stories == kept
    assert 1 < len(set(kept.values())) < len(kept) / 2


@pytest.mark.parametrize("verb", ["cluster", "dedupe"])
def test_processes_make_ready_what_a_thread_would(
    verb: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, synthetic(150))
    expected = table(capsys, verb, path)
    monkeypatch.setattr(preparing, "N_SHORT", 10)
    assert table(capsys, verb, path) == expected


# ------------------------------------------------------------------------------------------ packed files

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda content: content,
    "gzip": gzip.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}
FEED = b"""<rss version="2.0"><channel><title>Gazette</title><link>https://gazette.example/</link>
<item><title>Rain</title><link>/1</link></item></channel></rss>"""
PAGE = f"""<html lang="en"><head><title>Arun floods Melverton</title></head><body><article><h1>Arun floods Melverton</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in FLOOD.splitlines() if paragraph)}</article></body></html>""".encode()
LINES = "".join(json.dumps(line) + "\n" for line in PRESS).encode()
WRECK = "".join(
    json.dumps({"id": name, "publisher": name, "published_at": f"2026-03-0{day}", "language": "en", "text": text})
    + "\n"
    for day, name, text in ((1, "ferry", FERRY), (5, "inquiry", INQUIRY))
).encode()
COMMANDS: dict[str, tuple[list[str], bytes]] = {
    "cluster": (["cluster", "FILE"], LINES),
    "dedupe": (["dedupe", "FILE"], LINES),
    "hashtags": (["hashtags", "FILE"], LINES),
    "brief": (["brief", "FILE"], LINES),
    "quotes": (["quotes", "FILE"], LINES),
    "stories' briefs": (["brief", "--stories", "FILE"], LINES),
    "related": (["related", "FILE", "--id", "inquiry"], WRECK),
    "parse": (["parse", "FILE"], FEED),
    "extract": (["extract", "FILE"], PAGE),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_reads_every_packing_from_a_file_and_from_standard_input(
    command: str, tmp_path: Path, capsys: Capture
) -> None:
    words, content = COMMANDS[command]
    said = {}
    for packing, pack in PACKINGS.items():
        path = tmp_path / "named.anyhow"
        path.write_bytes(pack(content))
        assert main([str(path) if word == "FILE" else word for word in words]) == 0
        said[packing] = capsys.readouterr().out
        with standing_in(path):
            assert main(["-" if word == "FILE" else word for word in words]) == 0
        said[f"{packing} -"] = capsys.readouterr().out.replace('"file": "-"', f'"file": "{path}"')
    assert len(set(said.values())) == 1
    assert len(said["plain"]) > 10


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
@pytest.mark.parametrize("verb", ["cluster", "dedupe", "hashtags", "brief"])
def test_a_cut_file_gives_what_could_be_read_and_one_error(
    verb: str, packing: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "cut"
    many = [{**PRESS[5], "id": f"mill {n}", "text": f"The mill at Tarn {n**99} stands still."} for n in range(1300)]
    whole = PACKINGS[packing]("".join(json.dumps(line) + "\n" for line in many).encode())
    path.write_bytes(whole[: len(whole) * 2 // 3])
    assert main([verb, str(path)]) == 0
    said = capsys.readouterr()
    assert 50 < len({line.split("\t")[0] for line in said.out.splitlines()}) < 1000
    assert [line for line in said.err.splitlines() if not line.startswith(f"{verb}: ")] == [
        line for line in said.err.splitlines() if line.startswith(f"newsloom: {path}:")
    ]
    assert said.err.count("newsloom: ") == 1


@pytest.mark.parametrize("packing", PACKINGS)
def test_an_import_reads_every_packing_and_what_is_left_of_a_cut_one(packing: str, tmp_path: Path) -> None:
    path = tmp_path / "named.anyhow"
    path.write_bytes(PACKINGS[packing](LINES * 20)[:-7])
    *articles, error = read_file(str(path), now=NOON)
    assert all(isinstance(article, Article) for article in articles)
    assert isinstance(error, ParseError)
    assert packing != "plain" or len(articles) == 119
    with standing_in(path):
        assert list(read_file("-", now=NOON))[:-1] == articles
    path.write_bytes(PACKINGS[packing](PAGE))
    (page,) = read_file(str(path), now=NOON)
    assert isinstance(page, Article)
    assert page.headline == "Arun floods Melverton"


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_an_export_is_read_back(ending: str, tmp_path: Path) -> None:
    from newsloom.cli.export_ import write_file

    articles = [article_of(line, now=NOON) for line in PRESS]
    path = str(tmp_path / f"all.{ending}")
    assert write_file(articles, path) == len(PRESS)
    assert list(read_articles(path, now=NOON)) == articles
