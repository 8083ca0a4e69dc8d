"""The encoder that is elsewhere: what it makes of good answers, of bad ones, and of none."""

from __future__ import annotations

import json
import logging
import socket
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from newsloom.encode.endpoint import Endpoint
from newsloom.encode.sentences import EVENTS
from newsloom.errors import BadModelOutput, ModelError, ModelUnavailable
from newsloom.pipeline import Loom
from newsloom.records import Language
from newsloom.remote.fuse import Resting
from newsloom.store.memory import MemoryStore
from tests.embeddings import (
    MEANINGS,
    N_DIMS,
    Asked,
    Says,
    Server,
    answer,
    body_of,
    embeddings,
    environment,
    serving,
    vector,
)
from tests.factories import NOON, after, make_article

FLOOD = "The river Arun flooded three hundred houses in Melverton, and firefighters came with boats."
FLOOD_AGAIN = "Firefighters in Melverton: water of the Arun still stands in the houses, the dyke was weak."
FLOOD_IN_ARABIC = "غمر نهر أرون ثلاثمئة منزل في ميلفرتون، وجاء رجال الإطفاء بقوارب"
MATCH = "Corrin Rovers won the northern cup with a late goal before forty thousand in the Lathe stadium."
KEY = "sk-not-to-be-told-4711"

Sends = Callable[[socket.socket], None]


class Clock:
    """Seconds that pass when somebody sleeps, or says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def endpoint(server: Server, home: Path, clock: Clock | None = None, **fields: object) -> Endpoint:
    clock = clock or Clock()
    return Endpoint(environment(server.url, home, **fields), clock=clock, sleep=clock.sleep)


def test_a_text_has_one_row_of_length_one_whatever_its_company(tmp_path: Path) -> None:
    texts = [FLOOD, MATCH, FLOOD_IN_ARABIC, FLOOD_AGAIN]
    with serving() as server:
        rows = endpoint(server, tmp_path).encode(texts)
        alone = endpoint(server, tmp_path, encoder_batch=1).encode(texts[::-1])[::-1]
    assert rows.shape == (4, N_DIMS)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-6)
    assert np.allclose(rows, alone, atol=1e-6)


def test_one_event_in_two_languages_is_nearer_than_two_events_in_one(tmp_path: Path) -> None:
    with serving() as server:
        flood, again, in_arabic, match = endpoint(server, tmp_path).encode([FLOOD, FLOOD_AGAIN, FLOOD_IN_ARABIC, MATCH])
    assert min(flood @ again, flood @ in_arabic, again @ in_arabic) > 0.35
    assert max(flood @ match, in_arabic @ match) < 0.25


def test_what_all_vectors_of_a_model_share_is_taken_away(tmp_path: Path) -> None:
    assert vector(FLOOD, bend=0.75) @ vector(MATCH, bend=0.75) > 0.7
    with serving(partial(embeddings, bend=0.75)) as server:
        encoder = endpoint(server, tmp_path)
        flood, again, match = encoder.encode([FLOOD, FLOOD_AGAIN, MATCH])
        found = encoder.take_bearings()
    assert abs(flood @ match) < 0.25
    assert flood @ again > 0.35
    assert found.strangers == pytest.approx(0.75, abs=0.05)
    assert found.tells_languages_together


def test_texts_are_asked_for_in_batches_and_each_of_them_once(tmp_path: Path) -> None:
    texts = [f"Article number {n} about the harbour" for n in range(7)]
    with serving() as server:
        encoder = endpoint(server, tmp_path, encoder_batch=3)
        first = encoder.encode([*texts, texts[0], "  "])
        again = encoder.encode([*texts[::-1], "An article that is new"])
    assert server.n_texts == [3, 3, 1, 1]
    assert np.array_equal(first[:7], again[6::-1])
    assert np.array_equal(first[0], first[7])
    assert not first[8].any()


def test_no_texts_are_no_question(tmp_path: Path) -> None:
    with serving() as server:
        assert endpoint(server, tmp_path).encode([]).shape == (0, 0)
        assert endpoint(server, tmp_path).encode([" ", ""]).shape == (2, 0)
    assert server.asked == []


@pytest.mark.parametrize("how", [{"packed": True}, {"backwards": True}], ids=["base64", "in another order"])
def test_good_answers_have_several_forms(tmp_path: Path, how: dict[str, bool]) -> None:
    with serving() as server:
        usual = endpoint(server, tmp_path).encode([FLOOD, MATCH])
    with serving(partial(embeddings, **how)) as server:
        assert np.allclose(endpoint(server, tmp_path).encode([FLOOD, MATCH]), usual, atol=1e-6)


def test_an_answer_to_every_question_by_a_new_connection_will_do(tmp_path: Path) -> None:
    def says(asked: Asked) -> Sends:
        return lambda line: line.sendall(embeddings(asked).replace(b"\r\n", b"\r\nconnection: close\r\n", 1))

    with serving(says) as server:
        assert endpoint(server, tmp_path, encoder_batch=32).encode([FLOOD]).shape == (1, N_DIMS)
    assert len(server.asked) == 4


def test_the_prefix_stands_before_each_text_and_in_the_name(tmp_path: Path) -> None:
    with serving() as server:
        encoder = endpoint(server, tmp_path, encoder_prefix="query:")
        encoder.encode([FLOOD])
    assert server.asked[-1].texts == [f"query: {FLOOD}"]
    assert encoder.name == f"bilingual@{server.url[7:-3]}/query:/1"


@pytest.mark.parametrize(
    ("given", "asked"),
    [("", "/v1/embeddings"), ("/", "/v1/embeddings"), ("/embeddings", "/v1/embeddings"),
     ("/deep?api-version=7", "/v1/deep/embeddings?api-version=7")],
)  # fmt: skip
def test_the_address_may_be_given_in_several_ways(tmp_path: Path, given: str, asked: str) -> None:
    with serving() as server:
        server.url += given
        endpoint(server, tmp_path).encode([FLOOD])
    assert {one.path for one in server.asked} == {asked}


def test_it_reads_the_languages_that_the_operator_names_or_all(tmp_path: Path) -> None:
    everything = Endpoint(environment("http://127.0.0.1:1", tmp_path))
    some = Endpoint(environment("http://127.0.0.1:1", tmp_path, encoder_languages=("en", "ar")))
    languages = [Language(code) for code in ("en", "ar", "fr", "und")]
    assert [everything.reads(language) for language in languages] == [True] * 4
    assert [some.reads(language) for language in languages] == [True, True, False, False]


def test_vectors_of_two_languages_are_compared_unless_the_operator_says_no(tmp_path: Path) -> None:
    said: list[dict[str, object]] = [
        {},
        {"encoder_joins_languages": False},
        {"encoder_languages": ("en",)},
        {"encoder_languages": ("en", "ar")},
    ]
    encoders = [Endpoint(environment("http://127.0.0.1:1", tmp_path, **fields)) for fields in said]
    assert [encoder.is_multilingual for encoder in encoders] == [True, False, False, True]


def test_only_sentences_in_languages_that_it_reads_are_asked_for(tmp_path: Path) -> None:
    with serving() as server:
        encoder = endpoint(server, tmp_path, encoder_languages=("es",))
        assert encoder.take_bearings().translations is None
    assert [asked.texts for asked in server.asked] == [[event[3] for event in EVENTS]]


def test_the_key_goes_to_the_endpoint_and_nowhere_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def says(asked: Asked) -> bytes:
        return answer(b"the key is " + asked.headers["authorization"].encode() * 12, 418)

    with serving(says) as server:
        encoder = endpoint(server, tmp_path, encoder_key=KEY)
        told = []
        for _ in range(3):
            with pytest.raises(ModelError) as refused:
                encoder.encode([FLOOD])
            told.append(f"{refused.value} {refused.value!r} {refused.value.__cause__!r}")
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in repr(environment(server.url, tmp_path, encoder_key=KEY)) + caplog.text + " ".join(told)
    assert "Bearer …" in told[0]


# ---------------------------------------------------------------------------------------- bad answers


def sends(*parts: bytes) -> Says:
    """These bytes, and the line is dead."""
    return lambda asked: lambda line: line.sendall(b"".join(parts))


def instead(change: Callable[[list[object]], object]) -> Says:
    """A good answer with something else for the list of rows."""

    def says(asked: Asked) -> bytes:
        rows: list[object] = [list(vector(text)) for text in asked.texts]
        changed = change(rows)
        return answer(changed if isinstance(changed, bytes) else body_of(changed))  # type: ignore[arg-type]

    return says


def drips(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
    while True:
        line.sendall(b" ")
        time.sleep(0.02)


def drips_headers(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        line.sendall(b"x-a: b\r\n")
        time.sleep(0.02)


def never_ends(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        line.sendall(b"100000\r\n" + b" " * 0x100000 + b"\r\n")


HOSTILE: dict[str, tuple[Says, type[ModelError]]] = {
    "a page": (lambda asked: answer(b"<html>It works!</html>", content_type="text/html"), BadModelOutput),
    "nothing": (lambda asked: answer(b""), BadModelOutput),
    "a list": (lambda asked: answer(b"[]"), BadModelOutput),
    "null": (lambda asked: answer(b"null"), BadModelOutput),
    "no data": (lambda asked: answer(b'{"data": null}'), BadModelOutput),
    "deep brackets": (lambda asked: answer(b"[" * 200_000), BadModelOutput),
    "half a surrogate and NUL": (lambda asked: answer(b'{"\\ud800": "\\u0000"}'), BadModelOutput),
    "too few": (instead(lambda rows: rows[1:]), BadModelOutput),
    "too many": (instead(lambda rows: [*rows, rows[0]]), BadModelOutput),
    "one place twice": (
        instead(lambda rows: body_of(rows).replace(b'"index": 1,', b'"index": 0,')),
        BadModelOutput,
    ),
    "a place that is a word": (
        instead(lambda rows: body_of(rows).replace(b'"index": 1,', b'"index": "one",')),
        BadModelOutput,
    ),
    "not a number": (instead(lambda rows: [[float("nan")] * N_DIMS, *rows[1:]]), BadModelOutput),
    "infinity": (instead(lambda rows: [[1e999] * N_DIMS, *rows[1:]]), BadModelOutput),
    "words": (instead(lambda rows: [["1.0"] * N_DIMS, *rows[1:]]), BadModelOutput),
    "a number of a thousand digits": (instead(lambda rows: [[10**1000] * N_DIMS, *rows[1:]]), BadModelOutput),
    "objects": (instead(lambda rows: [[{}] * N_DIMS, *rows[1:]]), BadModelOutput),
    "one number": (instead(lambda rows: [[1.0] for _ in rows]), BadModelOutput),
    "a vector for each token": (instead(lambda rows: [[row, row] for row in rows]), BadModelOutput),
    "several lengths": (instead(lambda rows: [[1.0, 2.0], *rows[1:]]), BadModelOutput),
    "too many numbers": (instead(lambda rows: [[1] * 9000 for _ in rows]), BadModelOutput),
    "no base64": (instead(lambda rows: body_of(rows, packed=True).replace(b'": "', b'": "?')), BadModelOutput),
    "one vector for all": (instead(lambda rows: [rows[0]] * len(rows)), BadModelOutput),
    "zeros": (instead(lambda rows: [[0.0] * N_DIMS] * len(rows)), BadModelOutput),
    "packed": (lambda asked: answer(b"\x1f\x8b", content_encoding="gzip"), BadModelOutput),
    "a drip": (lambda asked: drips, ModelUnavailable),
    "a drip of headers": (lambda asked: drips_headers, ModelUnavailable),
    "silence": (lambda asked: lambda line: time.sleep(1), ModelUnavailable),
    "hangs up": (sends(), ModelUnavailable),
    "hangs up half-way": (
        sends(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n", b'{"data": ['),
        ModelUnavailable,
    ),
    "no HTTP": (sends(b"SSH-2.0-OpenSSH_9.2\r\n"), ModelUnavailable),
    "a long header": (sends(b"HTTP/1.1 200 OK\r\nx: " + b"y" * 1_000_000), ModelUnavailable),
    "another protocol": (sends(b"HTTP/1.1 101 Switching\r\nupgrade: chat\r\n\r\n"), ModelUnavailable),
    "400": (lambda asked: answer(b'{"error": {"message": "no such thing"}}', 400), ModelUnavailable),
    "401": (lambda asked: answer(b"", 401), ModelUnavailable),
    "404": (lambda asked: answer(b'{"error": "model not found"}', 404), ModelUnavailable),
    "429": (lambda asked: answer(b"", 429), ModelUnavailable),
    "500": (lambda asked: answer(b"panic", 500), ModelUnavailable),
    "too long, always": (lambda asked: answer(b"", 413), ModelUnavailable),
    "a redirect to itself": (lambda asked: answer(b"", 307, location=asked.path), ModelUnavailable),
}


SLOW = ("a drip", "a drip of headers", "silence")


@pytest.mark.parametrize("name", list(HOSTILE))
def test_whatever_an_endpoint_does_is_a_model_error_and_ends(tmp_path: Path, name: str) -> None:
    says, kind = HOSTILE[name]
    clock = Clock()
    with serving(says) as server:
        waits = environment(server.url, tmp_path, encoder_timeout_seconds=0.3 if name in SLOW else 60.0)
        encoder = Endpoint(waits, sleep=clock.sleep)
        with pytest.raises(ModelError) as refused:
            encoder.encode([FLOOD, MATCH])
    assert type(refused.value) is kind or (kind is ModelUnavailable and isinstance(refused.value, kind))
    assert len(str(refused.value)) < 400
    assert str(refused.value).isprintable()
    assert len(server.asked) <= 4
    assert clock.slept in ([], [0.0], [0.5])


def test_an_answer_without_end_is_left_when_it_is_longer_than_any_good_one(tmp_path: Path) -> None:
    with serving(lambda asked: never_ends) as server:
        encoder = endpoint(server, tmp_path, encoder_timeout_seconds=60.0)
        with pytest.raises(BadModelOutput, match="more than 8,454,144 bytes"):
            encoder.encode([FLOOD])


def test_nobody_at_the_address_is_a_model_error(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}", f"https://localhost:{port}", "http://a..b", f"http://{'a' * 70}:80/v1"):
        clock = Clock()
        encoder = Endpoint(environment(url, tmp_path), clock=clock, sleep=clock.sleep)
        with pytest.raises(ModelUnavailable):
            encoder.encode([FLOOD])
        assert clock.slept == [0.5]


def test_a_redirect_is_not_followed_to_anywhere(tmp_path: Path) -> None:
    with serving() as elsewhere, serving() as server:
        server.says = lambda asked: answer(b"", 307, location=f"{elsewhere.url}/embeddings")
        with pytest.raises(ModelUnavailable, match="leads elsewhere"):
            endpoint(server, tmp_path, encoder_key=KEY).encode([FLOOD])
    assert (len(server.asked), len(elsewhere.asked)) == (1, 0)


def test_another_number_of_dimensions_than_before_is_refused(tmp_path: Path) -> None:
    with serving() as server:
        encoder = endpoint(server, tmp_path)
        encoder.encode([FLOOD])
        server.says = instead(lambda rows: [[1.0, 2.0, 3.0]] * len(rows))
        with pytest.raises(BadModelOutput, match="3 dimensions, and 256 before"):
            encoder.encode([MATCH])


# ------------------------------------------------------------------------------------- trying again


def failing(*statuses: bytes) -> Says:
    """These answers, one a question, and good ones after them."""
    left = list(statuses)
    return lambda asked: left.pop(0) if left else embeddings(asked)


@pytest.mark.parametrize(
    ("headers", "slept"),
    [
        ({}, 0.5),
        ({"retry_after": "3"}, 3.0),
        ({"retry_after": "Sat, 14 Mar 2026 12:00:07 GMT", "date": "Sat, 14 Mar 2026 12:00:00 GMT"}, 7.0),
        ({"retry_after": "Sat, 14 Mar 2026 12:00:07 GMT"}, 0.5),
        ({"retry_after": "soon"}, 0.5),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_endpoint_is_asked_once_more_when_it_says(
    tmp_path: Path, status: int, headers: dict[str, str], slept: float
) -> None:
    clock = Clock()
    with serving(failing(answer(b"busy", status, **headers))) as server:
        assert endpoint(server, tmp_path, clock).encode([FLOOD]).shape == (1, N_DIMS)
    assert clock.slept == [slept]


def test_rubbish_is_asked_for_once_more(tmp_path: Path) -> None:
    with serving(failing(answer(b"<html>"))) as server:
        assert endpoint(server, tmp_path).encode([FLOOD]).shape == (1, N_DIMS)


def test_who_wants_long_peace_is_left_in_peace_so_long(tmp_path: Path) -> None:
    clock = Clock()
    with serving(failing(answer(b"", 429, retry_after="90"))) as server:
        encoder = endpoint(server, tmp_path, clock)
        with pytest.raises(ModelUnavailable, match="status 429"):
            encoder.encode([FLOOD])
        clock.seconds += 89
        with pytest.raises(Resting):
            encoder.encode([FLOOD])
        assert len(server.asked) == 1
        clock.seconds += 1
        assert encoder.encode([FLOOD]).shape == (1, N_DIMS)
    assert clock.slept == []


def test_a_dead_endpoint_is_left_alone_and_the_log_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    with serving(lambda asked: answer(b"", 500)) as server:
        encoder = endpoint(server, tmp_path, clock)
        outcomes = []
        n_asked = []
        for pause in (0, 0, 1, 58, 2, 119, 2):
            clock.seconds += pause
            with pytest.raises(ModelUnavailable) as refused:
                encoder.encode([FLOOD])
            outcomes.append(isinstance(refused.value, Resting))
            n_asked.append(len(server.asked))
        assert outcomes == [False, False, True, True, True, True, True]
        assert n_asked == [2, 4, 4, 4, 6, 6, 8]
        assert len(caplog.records) == 1
        server.says = embeddings
        clock.seconds += 900
        encoder.encode([FLOOD])
    assert [record.getMessage().split(" ", 1)[1][:20] for record in caplog.records] == [
        "is left alone for a ",
        "answers again",
    ]


def test_what_was_asked_before_is_known_while_the_endpoint_is_dead(tmp_path: Path) -> None:
    with serving() as server:
        encoder = endpoint(server, tmp_path)
        before = encoder.encode([FLOOD])
    assert np.array_equal(encoder.encode([FLOOD]), before)


def test_a_text_that_is_too_long_costs_the_others_nothing(tmp_path: Path) -> None:
    """And is read as far as the model reads."""

    def says(asked: Asked) -> bytes:
        if max(map(len, asked.texts)) > 600:
            return answer(b'{"error": {"message": "maximum context length is 512 tokens"}}', 400)
        return embeddings(asked)

    endless = "Verylongword" * 100
    texts = [f"Article {n} of the harbour" for n in range(20)]
    with serving(says) as server:
        rows = endpoint(server, tmp_path).encode([*texts, endless])
        alone = endpoint(server, tmp_path).encode([*texts, endless[:600]])
    assert np.array_equal(rows, alone)


def test_a_text_that_is_always_too_long_says_nothing(tmp_path: Path) -> None:
    def says(asked: Asked) -> bytes:
        return answer(b"", 413) if any("swamp" in text for text in asked.texts) else embeddings(asked)

    with serving(says) as server:
        rows = endpoint(server, tmp_path).encode(["swamp " * 300, FLOOD])
    assert [bool(row.any()) for row in rows] == [False, True]


def test_a_day_has_so_many_texts_even_for_a_worker_that_restarts(tmp_path: Path) -> None:
    now = datetime(2026, 3, 14, 23, 0, tzinfo=UTC)
    n_bearings = len(MEANINGS)

    def encoder(server: Server) -> Endpoint:
        limited = environment(server.url, tmp_path, encoder_texts_a_day=2 * n_bearings + 2)
        return Endpoint(limited, now=lambda: now)

    with serving() as server:
        first = encoder(server)
        first.encode(["One", "Two"])
        with pytest.raises(ModelUnavailable, match="texts are spent"):
            encoder(server).encode(["Three"])
        with pytest.raises(ModelUnavailable, match="texts are spent"):
            first.encode(["Three"])
        with pytest.raises(Resting):
            first.encode(["Three"])
        now += timedelta(hours=1)
        assert first.encode(["Three"]).shape == (1, N_DIMS)
    assert json.loads((tmp_path / "encoder-budget.json").read_text()) == {"day": "2026-03-15", "n_texts": 1}


def test_articles_on_one_event_are_kept_with_vectors_that_are_near_in_any_language(tmp_path: Path) -> None:
    told = (("english", "en", FLOOD), ("arabic", "ar", FLOOD_IN_ARABIC), ("cup", "en", MATCH))
    articles = [
        make_article(name, language=Language(code), headline=text, text=text, published_at=after(n))
        for n, (name, code, text) in enumerate(told)
    ]
    store = MemoryStore()
    with serving(partial(embeddings, bend=0.5)) as server:
        encoder = endpoint(server, tmp_path)
        Loom(store, encoder=encoder).weave(articles, now=NOON)
    signatures = [known.signature for known in store.remembered(since=NOON)]
    english, arabic, cup = (signature.vector for signature in signatures)
    assert [signature.encoder for signature in signatures] == [encoder.name] * 3
    assert english is not None
    assert arabic is not None
    assert english @ arabic > 0.5 > english @ cup  # type: ignore[operator]


# ----------------------------------------------------------------------------------------------- TLS


def test_a_certificate_that_nobody_signed_is_refused(tmp_path: Path, certificate: Path) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    with serving(tls=tls) as server:
        with pytest.raises(ModelUnavailable, match="certificate"):
            endpoint(server, tmp_path, encoder_key=KEY).encode([FLOOD])
        assert server.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_that_is_trusted_is_good_for_its_name_alone(tmp_path: Path, certificate: Path) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    with serving(tls=tls) as server:
        assert endpoint(server, tmp_path).encode([FLOOD]).shape == (1, N_DIMS)
        server.url = server.url.replace("localhost", "127.0.0.1")
        with pytest.raises(ModelUnavailable, match="certificate"):
            endpoint(server, tmp_path).encode([FLOOD])
