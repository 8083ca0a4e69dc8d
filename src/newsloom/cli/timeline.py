"""The lines of a file in the order of their time, however many they are.

Of every line that reads, its moment, its article's id and its place in the file are kept in arrays, 40 bytes a line.
The lines themselves stay on the disk; those of a packed file and of standard input are unpacked into a temporary one.

In: a path, `-` for standard input. Out: lines by time, then id. Refuses: lines that are no article, each with a line
where progress is shown; of one that has an id or an address what reads is still taken. Raises OSError where the disk is
full.

An article without a date is taken to be as young as the youngest of the file, for it was there when the file was
written; in a file without any date all articles are of one moment. Where an id comes twice, the later line is the
article's revision: it changes neither its verdict nor its story.
"""

from __future__ import annotations

import io
import sys
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from newsloom.cli.progress import Show, shown
from newsloom.errors import NewsloomError
from newsloom.jsonlines import NO_ARTICLE, article_of, given_id, lines_of, parse_line, remains_of
from newsloom.packed import UNREADABLE, is_plain, open_bytes, reason
from newsloom.records import Article, ArticleId

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment of a file without dates, whenever it is read: a second run says the same."""
UNDATED = datetime.min.replace(tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
BATCH = 64

ID_LETTERS, DIGITS = "234567abcdefghijklmnopqrstuvwxyz", "0123456789abcdefghijklmnopqrstuv"
AS_DIGITS, AS_LETTERS = str.maketrans(ID_LETTERS, DIGITS), str.maketrans(DIGITS, ID_LETTERS)


@dataclass(frozen=True, slots=True)
class ReadLine:
    """The article of a line, and what is wrong with it where it is only what is left of one."""

    article: Article
    error: str = ""


def read_line(line: bytes, *, now: datetime) -> ReadLine:
    """Raises one of `NO_ARTICLE` where nothing is left."""
    record = parse_line(line)
    try:
        return ReadLine(article_of(record, now=now))
    except NO_ARTICLE as error:
        try:
            return ReadLine(remains_of(record, now=now), f"no article: {error}")
        except NO_ARTICLE:
            raise error from None


def number_of(known: str) -> int:
    """An id of ours as a number of 60 bits; numbers are in order as the ids are."""
    return int(known.translate(AS_DIGITS), 32)


def id_of(number: int) -> str:
    return "".join(DIGITS[number >> shift & 31] for shift in range(55, -5, -5)).translate(AS_LETTERS)


@contextmanager
def read_timeline(verb: str, path: str) -> Iterator[Timeline]:
    """The timeline of a file, for as long as the block lasts; what is odd about it is said on standard error."""
    with shown(verb, None, "lines read") as show:
        timeline = Timeline(path, now=datetime.now(UTC), show=show)
    with timeline:
        if timeline.n_repeated:
            said = f"{timeline.n_repeated} lines have the id of an earlier one, and are taken for its revisions"
            print(f"newsloom {verb}: {said}", file=sys.stderr)
        yield timeline


class Timeline:
    """A file's lines, each at its place in the order of time. To be used in a `with` block: it holds a file open."""

    def __init__(self, path: str, *, now: datetime, show: Show) -> None:
        """Read the file through once."""
        self.n_bad = 0
        self.undated_at = EPOCH
        self._path, self._show = path, show
        self._file: BinaryIO = io.BytesIO()
        try:
            index = _Index()
            self._read_through(index)
            self._put_in_order(index, now)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        """How many lines read."""
        return len(self._offsets)

    @property
    def status(self) -> int:
        """The exit status: 1 where nothing could be read of what is there."""
        return 1 if self.n_bad and not len(self) else 0

    @property
    def n_repeated(self) -> int:
        """Lines whose id an earlier line has."""
        return int(np.count_nonzero(self._first != np.arange(len(self))))

    def batches(self) -> Iterator[list[bytes]]:
        """The lines in order, but for those whose id an earlier line has."""
        places = iter(np.flatnonzero(self._first == np.arange(len(self))).tolist())
        while batch := list(islice(places, BATCH)):
            yield [self._line(place) for place in batch]

    def place_of(self, known: ArticleId) -> int:
        """The place of the first line that has this id."""
        found = np.searchsorted(self._ids, np.uint64(number_of(known)), sorter=self._by_id)
        return int(self._by_id[found])

    def firsts(self) -> Iterator[int]:
        """For every place in order, the place of the first line that has its id."""
        return iter(self._first.tolist())

    def article_id(self, place: int) -> ArticleId:
        return ArticleId(id_of(int(self._ids[place])))

    def name(self, place: int) -> str:
        """The id as the line gives it, on one line and without tabs; ours where it gives none."""
        try:
            given = given_id(parse_line(self._line(place)))
        except TypeError:
            given = None
        return " ".join((given or self.article_id(place)).split())

    # ------------------------------------------------------------------------------------------ inside

    def _read_through(self, index: _Index) -> None:
        number = 0
        try:
            with open_bytes(self._path) as stream:
                is_there = is_plain(stream) and self._path != "-"
                self._file = Path(self._path).open("rb") if is_there else tempfile.TemporaryFile()  # noqa: SIM115
                start = 0
                for number, line in enumerate(lines_of(stream), 1):
                    if not is_there:
                        self._lay_down(line if line.endswith(b"\n") else line + b"\n")
                    self._note(index, line, number, start)
                    start = stream.tell() if is_there else self._file.tell()
                    if number % BATCH == 0:
                        self._show.step(number)
        except UNREADABLE as error:
            self._complain(number + 1, reason(error))

    def _lay_down(self, line: bytes) -> None:
        """Raises NewsloomError where there is no room: that is no fault of the file that is read."""
        try:
            self._file.write(line)
        except OSError as error:
            raise NewsloomError(tempfile.gettempdir(), f"no room to put lines in order: {reason(error)}") from error

    def _note(self, index: _Index, line: bytes, number: int, start: int) -> None:
        if not line.strip():
            return
        try:
            read = read_line(line, now=UNDATED)
        except NO_ARTICLE as error:
            self._complain(number, f"no article: {error}")
            return
        if read.error:
            self._complain(number, read.error)
        index.add(read.article, start)

    def _complain(self, number: int, what: str) -> None:
        self.n_bad += 1
        self._show.say(f"newsloom: {self._path}:{number}: {what}")

    def _put_in_order(self, index: _Index, now: datetime) -> None:
        times, ids, offsets = index.arrays()
        is_dated = times > _microseconds(UNDATED)
        past = times[is_dated & (times <= _microseconds(now))]
        if len(past):
            self.undated_at = EPOCH + int(past.max()) * MICROSECOND
        times[~is_dated] = _microseconds(self.undated_at)
        order = np.lexsort((ids, times))
        self._ids, self._offsets = ids[order], offsets[order]
        self._part_equals(times[order])
        self._by_id: NDArray[np.intp] = np.argsort(self._ids, kind="stable")
        in_order = self._ids[self._by_id]
        self._first = self._by_id[np.searchsorted(in_order, self._ids)]

    def _part_equals(self, times: NDArray[np.int64]) -> None:
        """Lines of one id and one moment stand by what they say, so that their order in the file does not matter."""
        is_equal = (self._ids[1:] == self._ids[:-1]) & (times[1:] == times[:-1])
        turns = np.diff(np.concatenate(([False], is_equal, [False])).astype(np.int8))
        for start, end in zip(np.flatnonzero(turns == 1).tolist(), np.flatnonzero(turns == -1).tolist(), strict=True):
            places = sorted(range(start, end + 1), key=self._line)
            self._offsets[start : end + 1] = self._offsets[places]

    def _line(self, place: int) -> bytes:
        self._file.seek(int(self._offsets[place]))
        return self._file.readline()


class _Index:
    """Moment, id and offset of each line, in the order of the file."""

    def __init__(self) -> None:
        self._times, self._ids, self._offsets = array("q"), array("Q"), array("q")

    def add(self, article: Article, start: int) -> None:
        self._times.append(_microseconds(article.at))
        self._ids.append(number_of(article.id))
        self._offsets.append(start)

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.int64]]:
        return (
            np.array(self._times, np.int64),
            np.array(self._ids, np.uint64),
            np.array(self._offsets, np.int64),
        )


def _microseconds(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND
