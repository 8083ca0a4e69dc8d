"""Written: what a language model makes of sentences that publishers wrote, each of its sentences checked.

    Citation… ── prompts ─▶ Writer ─▶ drafts ─▶ checked ─┬─▶ Written
                              ▲                          │
                              └──── once: what fails, and why

A model makes briefs read better, answers shorter, and other languages possible. It never decides what is true: what
does not stand in the cited sentences is told to it once, and dropped the second time.

In: cited sentences, a `Writer`, what remembers drafts. Out: `Written | Unwritten`. Refuses: nothing; a model that is
away, or writes nothing that stands, costs what it would have written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from newsloom.enrich import prompts
from newsloom.enrich.checked import Finding, Unsupported, check, check_translation, reads
from newsloom.enrich.checked.verdict import CLOSE, LOOSE
from newsloom.enrich.drafts import Draft, read_drafts, write_drafts
from newsloom.enrich.writer import Drafts, Prompt, Writer
from newsloom.errors import ModelError
from newsloom.orders import is_order
from newsloom.records import Citation, Language, Provenance, WritingTask, Written, WrittenSentence
from newsloom.text import folded_words

MAX_SOURCES = 12
FEWEST_SOURCES = 2
"""Of which something can be written; one sentence is its own brief."""
VERSION = "1"
"""Of the check; what was dropped by an earlier one is asked for again."""
WRONG = {
    "form": "no plain sentence of news",
    "order": "this is an instruction, not news",
    "number": "this number does not stand in the cited sentences, or counts something else there",
    "date": "this date does not stand in the cited sentences",
    "name": "this word does not stand in the cited sentences",
    "quotation": "the cited sentences do not quote these words",
    "speaker": "the cited sentences do not let this person say it",
    "negation": "the cited sentences deny where this does not, or the other way round",
    "hedge": "the cited sentences only say or allege this",
    "direction": "the cited sentences say the opposite, or not so much",
    "roles": "the cited sentences tell it the other way round",
    "words": "too little of this stands in the cited sentences",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritten:
    """There is no text, and why."""

    reason: Literal["language", "too-little", "no-model", "nothing-stood"]
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    name: WritingTask
    prompt: Prompt
    sources: tuple[Citation, ...]
    language: Language
    fewest: int
    judge: Callable[[str, Sequence[str]], Finding]
    one_for_one: bool = False


def write_brief(
    sources: Sequence[Citation], language: Language, writer: Writer, drafts: Drafts | None = None
) -> Written | Unwritten:
    """A brief of a story in its language, from the sentences chosen for it."""
    usable = _usable(sources)
    if len(usable) < FEWEST_SOURCES or not reads(language):
        return Unwritten(reason="too-little" if reads(language) else "language")
    prompt = prompts.brief([one.text for one in usable], language)
    judge = _closely(language, CLOSE)
    return _written(
        _Task(name="brief", prompt=prompt, sources=usable, language=language, fewest=2, judge=judge), writer, drafts
    )


def write_answer(
    question: str, sources: Sequence[Citation], language: Language, writer: Writer, drafts: Drafts | None = None
) -> Written | Unwritten:
    """An answer to a reader's question, from the sentences that were found to answer it; both in `language`."""
    usable = _usable(sources)
    if not usable or not question.strip() or not reads(language):
        return Unwritten(reason="too-little" if reads(language) else "language")
    prompt = prompts.answer(question, [one.text for one in usable], language)
    judge = _closely(language, CLOSE)
    return _written(
        _Task(name="answer", prompt=prompt, sources=usable, language=language, fewest=1, judge=judge), writer, drafts
    )


def explain(
    sources: Sequence[Citation], language: Language, writer: Writer, drafts: Drafts | None = None
) -> Written | Unwritten:
    """The same news in plain words."""
    usable = _usable(sources)
    if len(usable) < FEWEST_SOURCES or not reads(language):
        return Unwritten(reason="too-little" if reads(language) else "language")
    prompt = prompts.explanation([one.text for one in usable], language)
    judge = _closely(language, LOOSE)
    return _written(
        _Task(name="explanation", prompt=prompt, sources=usable, language=language, fewest=2, judge=judge),
        writer,
        drafts,
    )


def translate(
    sources: Sequence[Citation],
    source_language: Language,
    language: Language,
    writer: Writer,
    drafts: Drafts | None = None,
) -> Written | Unwritten:
    """A brief in another language, sentence by sentence: all of them, or nothing."""
    usable = _usable(sources)
    if not (reads(language) and reads(source_language)) or language == source_language:
        return Unwritten(reason="language")
    if not usable:
        return Unwritten(reason="too-little")
    prompt = prompts.translation([one.text for one in usable], language)
    task = _Task(
        name="translation",
        prompt=prompt,
        sources=usable,
        language=language,
        fewest=len(usable),
        judge=lambda text, cited: check_translation(text, cited, language, source_language),
        one_for_one=True,
    )
    return _written(task, writer, drafts)


# ---------------------------------------------------------------------------------------------- inside


def _usable(sources: Sequence[Citation]) -> tuple[Citation, ...]:
    """Sentences that may be shown to a model: no orders to it among them."""
    return tuple(one for one in sources if not is_order(one.text))[:MAX_SOURCES]


def _closely(language: Language, share: float) -> Callable[[str, Sequence[str]], Finding]:
    return lambda text, cited: check(text, cited, language, share=share)


def _written(task: _Task, writer: Writer, drafts: Drafts | None) -> Written | Unwritten:
    key = _key(task, writer)
    remembered = drafts.get(key) if drafts is not None else None
    if remembered is not None:
        good, _ = _sifted(task, read_drafts(remembered, len(task.sources)))
        return _of(task, good, writer)
    try:
        said = writer.write(task.prompt)
    except ModelError as error:
        return Unwritten(reason="no-model", detail=error.detail or error.code)
    read = read_drafts(said, len(task.sources))
    good, failures = _sifted(task, read)
    if read is None or failures:
        good = max(good, _repaired(task, said, failures, writer), key=len)
    if drafts is not None:
        drafts.put(key, write_drafts(good))
    return _of(task, good, writer)


def _repaired(task: _Task, said: str, failures: Sequence[tuple[str, str]], writer: Writer) -> list[Draft]:
    """What stands after the model was told once what does not."""
    try:
        again = writer.write(task.prompt.again(said[:4_000], prompts.complaint(failures)))
    except ModelError:
        return []
    return _sifted(task, read_drafts(again, len(task.sources)))[0]


def _sifted(task: _Task, read: Sequence[Draft] | None) -> tuple[list[Draft], list[tuple[str, str]]]:
    """Drafts that stand, each said once, and those that do not with the reason."""
    good: list[Draft] = []
    failures: list[tuple[str, str]] = []
    for draft in read or ():
        finding = task.judge(draft.text, [task.sources[number - 1].text for number in draft.sources])
        if isinstance(finding, Unsupported):
            failures.append((draft.text, f"{WRONG[finding.reason]}: {finding.what}".rstrip(": ")))
        elif not draft.sources:
            failures.append((draft.text, "cites nothing"))
        elif all(folded_words(draft.text) != folded_words(other.text) for other in good):
            good.append(draft)
    return good, failures


def _of(task: _Task, good: Sequence[Draft], writer: Writer) -> Written | Unwritten:
    if task.one_for_one and [draft.sources for draft in good] != [(n,) for n in range(1, len(task.sources) + 1)]:
        return Unwritten(reason="nothing-stood")
    if len(good) < task.fewest:
        return Unwritten(reason="nothing-stood")
    sentences = tuple(
        WrittenSentence(text=draft.text, sources=tuple(task.sources[number - 1] for number in draft.sources))
        for draft in good
    )
    return Written(
        task=task.name,
        language=task.language,
        sentences=sentences,
        n_sources=len({source for sentence in sentences for source in sentence.sources}),
        provenance=Provenance(kind="model", name=writer.name, version=VERSION),
        prompt=task.prompt.id,
    )


def _key(task: _Task, writer: Writer) -> str:
    """What a draft depends on: the model, the prompt and its version, all that stands in it, and the check."""
    told = [
        writer.identity,
        VERSION,
        task.prompt.id,
        task.language,
        *(message.text for message in task.prompt.messages),
    ]
    return blake2b(json.dumps(told).encode(), digest_size=20).hexdigest()
