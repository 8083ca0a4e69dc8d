"""Names without learned weights: lists, titles, the heads of organisations' names, capitals where a script has them.

What these rules find is little and mostly right: a word is a name where a list has it or where something beside it
says so. Arabic has no capitals; there titles, heads and countries lead to names, and what is joined to a word is taken
off.

In: text, its language. Out: `Mention`. Refuses: nothing; of a script without capitals and without a list, nothing is
found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from newsloom.enrich.entities.lore import FOLDER, lore, plain
from newsloom.enrich.entities.places import country, key_of, names
from newsloom.enrich.wordlists import word_lists
from newsloom.records import EntityType, Language, Mention
from newsloom.text import WORD, fold_word

CLITICS = ("وبال", "وال", "فال", "بال", "كال", "لل", "و", "ف", "ب", "ل", "ك")
LONGEST_PLACE, LONGEST_PERSON, LONGEST_ORGANISATION, LONGEST_RUN = 4, 3, 4, 10
UNSPACED = frozenset({"zh", "ja", "th", "km", "lo", "my", "ko"})
"""Languages that put no space around a name: countries are sought as letters."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the text."""

    text: str
    start: int
    end: int
    follows: bool
    """Whether only a space parts it from the word before."""
    folded: str


def by_rules(text: str, language: Language) -> tuple[Mention, ...]:
    """Every name that the rules see, in order, none over another."""
    if language in UNSPACED:
        return tuple(_as_letters(text, language))
    pieces = _pieces(text)
    found = (*_quoted(text), *_arabic(pieces, language)) if _is_arabic(pieces) else _cased(pieces, language)
    taken, kept = 0, []
    for start, end, type_ in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= taken:
            kept.append(Mention(start=start, end=end, text=text[start:end], type=type_))
            taken = end
    return tuple(kept)


Span = tuple[int, int, EntityType]
HEADS: dict[str, EntityType] = {"heads": "Organization", "facilities": "Facility", "events": "Misc"}
"""Lists of words that govern a name, and what they make of it."""
TOWN_HEADS = frozenset({"مدينه", "محافظه", "بلده", "قريه", "ولايه"})
"""Words, folded, after which even a word that no list has is a place."""
QUOTED = re.compile(r"([^\W\d_]+) «([^«»\n]{2,40})»")


def _pieces(text: str) -> list[Piece]:
    found: list[Piece] = []
    for match in WORD.finditer(text):
        follows = bool(found) and text[found[-1].end : match.start()] == " "
        found.append(Piece(match.group(), match.start(), match.end(), follows, fold_word(match.group())))
    return found


def _is_arabic(pieces: Sequence[Piece]) -> bool:
    return sum("\u0620" <= piece.text[0] <= "\u06ff" for piece in pieces[:200]) * 2 > len(pieces[:200])


def _as_letters(text: str, language: Language) -> Iterator[Mention]:
    listed = _country_pattern(language)
    for match in listed.finditer(text) if listed else ():
        yield Mention(start=match.start(), end=match.end(), text=match.group(), type="Location")


@lru_cache(maxsize=8)
def _country_pattern(language: Language) -> re.Pattern[str] | None:
    keys = sorted((key for key, _ in names(language, "country") if len(key) > 1), key=lambda key: (-len(key), key))
    return re.compile("|".join(map(re.escape, keys))) if keys else None


# ------------------------------------------------------------------------------------------------- Arabic


def _arabic(pieces: Sequence[Piece], language: Language) -> Iterator[Span]:
    lists = _lists("ar")
    for place, piece in enumerate(pieces):
        bare, start = _without_clitic(piece, lists)
        yield from _arabic_place(pieces, place, language)
        if piece.folded in lists["titles"] or bare in lists["titles"]:
            yield from _arabic_person(pieces, place + 1, lists)
        for name, type_ in HEADS.items():
            if bare in lists[name]:
                yield from _arabic_compound(pieces, place, start, type_)
        if bare in lists["regions"]:
            yield from _arabic_region(pieces, place, lists)
        yield from _arabic_well_known(pieces, place, (bare, start), lists["well_known"])


def _quoted(text: str) -> Iterator[Span]:
    """`حزب «الريف»`: what stands between guillemets after a word that governs names."""
    lists = _lists("ar")
    for match in QUOTED.finditer(text):
        head = fold_word(match.group(1))
        bare = head[1:] if head[0] in "وفبلك" else head
        for name, type_ in HEADS.items():
            if lists[name] & {head, head.removeprefix("ال"), bare, bare.removeprefix("ال")}:
                yield match.start(2), match.end(2), type_


def _arabic_well_known(
    pieces: Sequence[Piece], place: int, bare: tuple[str, int], well_known: frozenset[str]
) -> Iterator[Span]:
    """A listed organisation, the longest name from here."""
    for length in (3, 2, 1):
        run = pieces[place : place + length]
        for opening, start in ((run[0].folded, run[0].start), bare):
            name = "_".join([opening, *(piece.folded for piece in run[1:])])
            if len(run) == length and _is_run(run) and name in well_known:
                yield start, run[-1].end, "Organization"
                return


def _arabic_place(pieces: Sequence[Piece], place: int, language: Language) -> Iterator[Span]:
    """A country, its people or its capital, the longest name from here, joined letters off."""
    for length in range(LONGEST_PLACE, 0, -1):
        run = pieces[place : place + length]
        if len(run) < length or not _is_run(run):
            continue
        rest = " ".join(piece.text for piece in run[1:])
        for cut, opening in _openings(run[0].text):
            known = country(f"{opening} {rest}".strip(), Language("ar"))
            if known is not None and len(opening) > 2:
                yield run[0].start + cut, run[-1].end, "NORP" if known.role == "people" else "Location"
                return


def _openings(word: str) -> Iterator[tuple[int, str]]:
    """The word, and the word without each clitic: where the rest begins, and the rest."""
    yield 0, word
    for clitic in CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            has_article = clitic.endswith("ال") and clitic != "ال"
            cut = len(clitic) - 2 if has_article else len(clitic)
            yield cut, ("ال" + word[len(clitic) :]) if clitic == "لل" else word[cut:]


def _without_clitic(piece: Piece, lists: dict[str, frozenset[str]]) -> tuple[str, int]:
    """A listed word without what is joined to it, and where it begins; else the word as it is."""
    listed = lists["heads"] | lists["facilities"] | lists["events"] | lists["regions"] | lists["titles"]
    if piece.folded not in listed:
        for clitic in "وفبلك":
            rest = piece.folded[1:]
            if piece.folded.startswith(clitic) and (rest in listed or rest.startswith("ال")):
                return rest, piece.start + 1
    return piece.folded, piece.start


def _arabic_person(pieces: Sequence[Piece], place: int, lists: dict[str, frozenset[str]]) -> Iterator[Span]:
    """The words after a title, less what says of what he is president."""
    people = lore().people
    small = word_lists(Language("ar"))
    no_names = lists["between"] | lists["heads"] | lists["bodies"] | lists["facilities"] | lists["regions"]
    while place < len(pieces) and pieces[place].follows and _is_between(pieces[place], lists):
        place += 1
    run: list[Piece] = []
    n_words = 0
    while place < len(pieces) and pieces[place].follows and n_words < LONGEST_PERSON:
        piece = pieces[place]
        is_listed = plain(piece.text) in people
        is_definite = piece.text.startswith("ال")
        if piece.folded in small.breaks or piece.folded in no_names:
            break
        if not is_listed and (_is_arabic_verb(piece.text) or piece.text.startswith(("لل", "بال", "وال"))):
            break
        if not is_listed and is_definite and (not run or run[-1].text.startswith("ال")):
            break
        if n_words > 1 and not (is_listed or is_definite or run[-1].folded in lists["openers"]):
            break
        run.append(piece)
        n_words += piece.folded not in lists["openers"]
        place += 1
    if run and run[-1].folded not in lists["openers"] and (len(run) > 1 or plain(run[0].text) in people):
        yield run[0].start, run[-1].end, "Person"


def _is_between(piece: Piece, lists: dict[str, frozenset[str]]) -> bool:
    if piece.folded in lists["between"] or piece.folded in lists["titles"]:
        return True
    known = country(piece.text, Language("ar"))
    return known is not None and known.role != "capital"


def _arabic_compound(pieces: Sequence[Piece], place: int, start: int, type_: EntityType) -> Iterator[Span]:
    """A head and what it governs: one word, then as long as words carry the article."""
    small = word_lists(Language("ar"))
    run = [pieces[place]]
    for piece in pieces[place + 1 : place + LONGEST_ORGANISATION]:
        is_definite = piece.text.startswith(("ال", "لل", "وال"))
        if not piece.follows or piece.folded in small.breaks or (len(run) > 1 and not is_definite):
            break
        run.append(piece)
    has_name = any(piece.text.startswith("ال") or country(piece.text, Language("ar")) for piece in run[1:])
    if len(run) > 1 and has_name:
        yield start, run[-1].end, type_


def _arabic_region(pieces: Sequence[Piece], place: int, lists: dict[str, frozenset[str]]) -> Iterator[Span]:
    """`مدينة حلب`, `مدينة تل زين`: what follows a word for a place."""
    small = word_lists(Language("ar"))
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    if after is None or not after.follows or len(after.text) < 2 or after.folded in small.breaks:
        return
    last = after
    if after.folded in lists["towns"] and place + 2 < len(pieces) and pieces[place + 2].follows:
        last = pieces[place + 2]
    is_known = plain(after.text) in lore().places or country(after.text, Language("ar"))
    if is_known or (
        pieces[place].folded in TOWN_HEADS
        and (last is not after or not (len(after.text) < 5 and _is_arabic_verb(after.text)))
    ):
        yield after.start, last.end, "Location"


def _is_arabic_verb(word: str) -> bool:
    return (word[0] in "يت" and 4 <= len(word) <= 6) or (word.endswith("ت") and not word.endswith("ات"))


# ------------------------------------------------------------------------------------------- scripts with capitals


def _cased(pieces: Sequence[Piece], language: Language) -> Iterator[Span]:
    lists = _lists("latin")
    small = word_lists(language)
    place = 0
    while place < len(pieces):
        run = _capital_run(pieces, place, lists, small.function)
        if not run:
            place += 1
            continue
        place += len(run)
        for part, title in _parted(run, lists["titles"]):
            yield from _judged(part, title, lists, language, small.function | small.calendar)


def _parted(run: list[Piece], titles: frozenset[str]) -> Iterator[tuple[list[Piece], bool]]:
    """The stretches between titles, each with whether a title stands before it."""
    part: list[Piece] = []
    is_titled = False
    for piece in run:
        if piece.folded in titles:
            if part:
                yield part, is_titled
            part, is_titled = [], True
        else:
            part.append(piece)
    if part:
        yield part, is_titled


def _capital_run(
    pieces: Sequence[Piece], place: int, lists: dict[str, frozenset[str]], function: frozenset[str]
) -> list[Piece]:
    """Words with capitals that stand together, small joints between them kept."""
    run: list[Piece] = []
    for piece in pieces[place : place + LONGEST_RUN]:
        if run and not piece.follows:
            break
        is_capital = piece.text[:1].isupper() and (piece.folded not in function or piece.text.isupper())
        if is_capital or (not run and piece.folded in lists["titles"]) or (run and piece.folded in lists["joints"]):
            run.append(piece)
        else:
            break
    while len(run) > 1 and not run[-1].text[:1].isupper():
        run.pop()
    return run


def _judged(
    run: list[Piece], is_titled: bool, lists: dict[str, frozenset[str]], language: Language, silent: frozenset[str]
) -> Iterator[Span]:
    """What a run of capitals names, where something says so."""
    people = lore().people
    if language == "de":  # every noun has a capital: a name begins at a first name
        named = [n for n, piece in enumerate(run[:-1]) if "F" in people.get(plain(piece.text.lower()), "")]
        is_headed = any(piece.folded in lists["heads"] for piece in run)
        run = run[named[0] :] if named and not is_headed else run
    whole = " ".join(piece.text for piece in run)
    start, end = run[0].start, run[-1].end
    known = country(whole, language)
    keys = [plain(piece.text.lower()) for piece in run]
    if known is not None:
        yield start, end, "NORP" if known.role == "people" else "Location"
    elif any(piece.folded in lists["heads"] for piece in run) and len(run) > 1:
        yield start, end, "Organization"
    elif (is_titled or (1 < len(run) < 5 and "F" in people.get(keys[0], ""))) and not silent & {keys[0], keys[-1]}:
        yield start, end, "Person"
    elif " ".join(keys) in lore().places and key_of(whole) not in silent and (len(run) > 1 or language != "de"):
        marks = lore().places[" ".join(keys)]
        if "b" in marks or len(run) > 1:
            yield start, end, "Location"
    elif len(run) == 1 and whole.isupper() and 2 < len(whole) < 7 and whole.isalpha():
        yield start, end, "Organization"


def _is_run(run: Sequence[Piece]) -> bool:
    return all(piece.follows for piece in run[1:])


@lru_cache(maxsize=2)
def _lists(script: str) -> dict[str, frozenset[str]]:
    raw = tomllib.loads((files(FOLDER) / "lists" / "rules.toml").read_text(encoding="utf-8"))[script]
    return {
        name: frozenset("_".join(fold_word(part) for part in word.split("_")) for word in words.split())
        for name, words in raw.items()
    }
