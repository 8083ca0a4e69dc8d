"""What is measured of each block, so that the body can be told from the furniture around it.

In: the blocks of a page, and what others take for its body. Out: a matrix, a row a block. Refuses: nothing.

No word of any language is looked at, save for class names (which are English nearly everywhere) and the furniture's
own phrases (`furniture.py`).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from newsloom.extract.blocks import Block, Scope
from newsloom.extract.furniture import is_furniture

Matrix = NDArray[np.float32]

NAMES = {
    "body": (
        r"article-?_*(?:body|content|text)|story-?_*(?:body|content|text)"
        r"|(?:post|entry|page|main)-?_*(?:content|body|text)|body-?_*(?:text|content|copy)|articlebody|rich-?text"
        r"|prose|paragraph"
    ),
    "article": r"article|story|\bpost|entry|content|main|\btext|artikel|noticia|nota\b",
    "related": (
        r"relat|recom|\bmore|also|popul|trend|most|latest|outbrain|taboola|next|suggest|further|similar|recent"
        r"|readmore|read-more|verwandt|empf|weiter"
    ),
    "list": r"teaser|card|promo|list|grid|feed|item|tile|carousel|slider|swiper|archive|stream|river",
    "share": r"share|sharing|social|follow|facebook|twitter|whatsapp|linkedin|addthis|bookmark|print\b|tool",
    "comment": r"comment|disqus|discuss|repl(?:y|ies)|respond|kommentar|forum|coral|viafoura",
    "nav": r"\bnav|menu|breadcrumb|masthead|pagination|pager|skip|toc\b|table-of-contents|jump",
    "header": r"header|head\b|\btop\b|title|headline|heading",
    "footer": r"foot|bottom|colophon|legal|copyright|imprint",
    "side": r"side|aside|rail|secondary|widget|right|complementary",
    "ad": r"\bads?\b|\bad[-_]|[-_]ads?\b|advert|sponsor|banner|commercial|promot|affiliate|anzeige|dfp|gpt-",
    "sale": (
        r"newsletter|subscri|sign-?up|paywall|piano|login|regist|\bcta|offer|shop|product|price|donat|membership"
        r"|abo\b|form"
    ),
    "author": r"author|byline|\bbio\b|biograph|contributor|writer|profile|autor|avatar|person",
    "meta": r"meta|\bdate|time|\btags?\b|topic|categor|keyword|label|info|publish|kicker|eyebrow|rubri|read-?time",
    "picture": r"caption|credit|figure|image|img|photo|picture|gallery|media|video|player|audio|thumb|foto|bild|legend",
    "consent": r"cookie|consent|gdpr|privacy|disclaim|notice|modal|popup|pop-up|overlay|alert|toast|dialog|banner",
    "embed": r"pull-?quote|embed|tweet|instagram|quote|iframe",
    "lead": (
        r"summary|\blead|lede|standfirst|sub-?title|sub-?head|\bdek\b|deck|excerpt|intro|description|abstract|bullet"
        r"|key-?point|highlight|strapline|vorspann|chapo|entradilla|sommario|takeaway"
    ),
    "aside-box": r"\bbox|factbox|infobox|callout|\bnote|inset|faq|correction|glossar|recipe",
    "unseen": r"hidden|sr-only|visually|screen-?reader|noprint|no-print|d-none|offscreen|a11y",
}
"""What publishers call the parts of their pages: gathered from the class names of the labelled pages' tuning halves."""
PATTERNS = [re.compile(pattern) for pattern in NAMES.values()]
TAGS = tuple("article main section aside footer header nav form figure table ul ol blockquote details".split())
OWN_TAGS = ("p", "div", "li", "td", "span", "blockquote", "figcaption", "dd", "pre", "section", "article", "body")
HEADS = {f"h{n}": n for n in range(1, 7)}
WORD = re.compile(r"\w+")
ENDED = re.compile(r"[.!?:;؟。！？…][\"'”’»)\]]*$")
N_NEAR = 3
"""How many elements up a name counts as near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """What others take for the page's body or its parts; empty where they say nothing."""

    library: str = ""
    """trafilatura's text."""
    own_data: str = ""
    """`articleBody` of the page's own JSON-LD."""
    headline: str = ""
    standfirst: str = ""


def measure(blocks: Sequence[Block], opinions: Opinions) -> Matrix:
    """float32, (n_blocks, n_features): what stands in each block, where it stands, and what stands beside it."""
    own = np.array([_text_features(block) for block in blocks], dtype=np.float32)
    words = [WORD.findall(block.text) for block in blocks]
    views = np.column_stack([_shares(words, opinions.library), _shares(words, opinions.own_data)])
    place = _places(blocks, own)
    names = _name_features(blocks)
    said = _said_features(blocks, words, opinions)
    core = np.column_stack([own, views])
    around = [_shifted(core[:, _NEIGHBOUR_COLUMNS], step) for step in (-2, -1, 1, 2)]
    mass = own[:, 0:1] * (1 - own[:, 2:3]) * own[:, 4:5]
    windows = _smooth(mass, 3), _smooth(mass, 10), _smooth(views, 3), _between(views)
    return np.column_stack([core, place, names, said, *around, *windows]).astype(np.float32, copy=False)


_NEIGHBOUR_COLUMNS = (0, 2, 4, 11, 12, 15, 16)


def _text_features(block: Block) -> tuple[float, ...]:
    text = block.text
    words = text.split()
    n_words = len(words) or 1
    n_chars = len(text)
    tag = block.scope.tag
    level = next((HEADS[scope.tag] for scope in block.scope.chain() if scope.tag in HEADS), 0)
    return (
        math.log1p(n_chars),
        math.log1p(n_words),
        block.n_linked / n_chars,
        block.n_strong / n_chars,
        float(ENDED.search(text) is not None),
        math.log1p(sum(map(text.count, ".!?。！？؟"))),
        math.log1p(text.count(",") + text.count("，") + text.count("、") + text.count("،")),
        sum(map(str.isdigit, text)) / n_chars,
        sum(word[0].isupper() for word in words) / n_words,
        sum(len(word) <= 3 for word in words) / n_words,
        float(text.isupper()),
        float(is_furniture(text)),
        float(level),
        float(OWN_TAGS.index(tag) if tag in OWN_TAGS else -1),
        float(text[0] in "\"“„«'‘「"),
    )


def _shares(words: Sequence[Sequence[str]], body: str) -> Matrix:
    """How much of each block stands in `body`: share of its runs of four words; -1 where there is no body."""
    if not body:
        return np.full(len(words), -1, dtype=np.float32)
    found = set(_runs(WORD.findall(body)))
    lines = {tuple(WORD.findall(line)) for line in body.split("\n")}
    shares = []
    for block in words:
        if len(block) < 4:
            shares.append(float(tuple(block) in lines))
        else:
            runs = _runs(block)
            shares.append(sum(run in found for run in runs) / len(runs))
    return np.array(shares, dtype=np.float32)


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))


def _places(blocks: Sequence[Block], own: Matrix) -> Matrix:
    """Where a block stands: in the page, in its container, and from the container that holds most prose."""
    n_blocks = len(blocks)
    prose = np.expm1(own[:, 0]) * (1 - own[:, 2]) * own[:, 4]
    total = float(prose.sum()) or 1.0
    before = np.concatenate([[0.0], np.cumsum(prose)[:-1]]) / total
    mass: dict[int, float] = defaultdict(float)
    alike: dict[tuple[str, ...], float] = defaultdict(float)
    likeness = [_likeness(block.scope) for block in blocks]
    for block, amount, signature in zip(blocks, prose, likeness, strict=True):
        alike[signature] += amount
        for fade, scope in zip((1.0, 1.0, 0.5, 0.25), block.scope.chain(), strict=False):
            mass[id(scope)] += amount * fade
    best = _best_container(blocks, prose)
    first_h1 = next((n for n, block in enumerate(blocks) if block.scope.within("h1")), -1)
    rows = []
    for n, block in enumerate(blocks):
        chain = list(block.scope.chain())
        parents = [mass[id(scope)] / total for scope in chain[:4]]
        parents += [0.0] * (4 - len(parents))
        steps = next((k for k, scope in enumerate(chain) if id(scope) in best), 30)
        rows.append(
            (
                n / n_blocks,
                before[n],
                float(min(max(n - first_h1, -20), 20)) if first_h1 >= 0 else -99.0,
                *parents,
                alike[likeness[n]] / total,
                float(steps),
                best.get(id(chain[steps]), 30.0) if steps < len(chain) else 30.0,
                float(min(chain[0].n_blocks, 20)),
                float(min(chain[1].n_blocks, 20)) if len(chain) > 1 else 0.0,
                min(math.log1p(total), 8.5),
            )
        )
    return np.array(rows, dtype=np.float32)


def _likeness(scope: Scope) -> tuple[str, ...]:
    """Blocks of one make have one signature: tags and names of the two innermost elements."""
    parent = scope.parent
    return (scope.tag, scope.names, parent.tag, parent.names) if parent else (scope.tag, scope.names)


def _best_container(blocks: Sequence[Block], prose: Matrix) -> dict[int, float]:
    """The element that directly holds most prose, and the elements that it stands in: steps up from it by identity."""
    held: dict[int, float] = defaultdict(float)
    known: dict[int, Scope] = {}
    for block, amount in zip(blocks, prose, strict=True):
        scope = block.scope.parent if block.scope.tag == "p" and block.scope.parent else block.scope
        for fade, holder in zip((1.0, 0.6), scope.chain(), strict=False):
            held[id(holder)] += amount * fade
            known[id(holder)] = holder
    best = known[max(held, key=lambda key: held[key])]
    return {id(scope): float(n) for n, scope in enumerate(best.chain())}


@lru_cache(maxsize=50_000)
def _hits(names: str) -> tuple[int, ...]:
    """Which kinds of names stand in `names`, by their numbers."""
    return tuple(n for n, pattern in enumerate(PATTERNS) if pattern.search(names)) if names else ()


def _name_features(blocks: Sequence[Block]) -> Matrix:
    """For each kind of name and each tag: how many elements up the nearest one stands, 0 for none near."""
    n_names = len(PATTERNS)
    table = np.zeros((len(blocks), n_names * 2 + len(TAGS)), dtype=np.float32)
    known: dict[int, NDArray[np.float32]] = {}
    for row, block in zip(table, blocks, strict=True):
        key = id(block.scope)
        if key not in known:
            known[key] = _scope_features(block.scope, n_names)
        row[:] = known[key]
        for hit in _hits(block.inline_names):
            row[hit] = max(row[hit], 2.0)
    return table


def _scope_features(scope: Scope, n_names: int) -> NDArray[np.float32]:
    row = np.zeros(n_names * 2 + len(TAGS), dtype=np.float32)
    for n_up, holder in enumerate(scope.chain()):
        if holder.tag in ("body", "html"):
            break
        if holder.tag in TAGS:
            row[n_names * 2 + TAGS.index(holder.tag)] += 1
        for hit in _hits(holder.names):
            if n_up < N_NEAR:
                row[hit] = max(row[hit], 3 - n_up)
            row[n_names + hit] += 1
    return row


def _said_features(blocks: Sequence[Block], words: Sequence[Sequence[str]], opinions: Opinions) -> Matrix:
    """Whether a block repeats the headline, the standfirst, or a block before it."""
    headline = Counter(WORD.findall(opinions.headline.lower()))
    standfirst = Counter(WORD.findall(opinions.standfirst.lower()))
    longest = 3 * max(headline.total(), standfirst.total())
    n_same = Counter(block.text for block in blocks)
    seen: set[str] = set()
    rows = []
    for block, found in zip(blocks, words, strict=True):
        mine = Counter(word.lower() for word in found) if len(found) <= longest else Counter()
        likeness = _likeness_share(mine, headline), _likeness_share(mine, standfirst)
        rows.append((*likeness, float(block.text in seen), float(min(n_same[block.text], 4))))
        seen.add(block.text)
    return np.array(rows, dtype=np.float32)


def _likeness_share(some: Counter[str], others: Counter[str]) -> float:
    total = some.total() + others.total()
    return 2 * (some & others).total() / total if some and others else 0.0


def _shifted(matrix: Matrix, step: int) -> Matrix:
    """The same columns of the block `step` places further; -2 past the ends."""
    moved = np.full_like(matrix, -2)
    if abs(step) < len(matrix):
        if step > 0:
            moved[:-step] = matrix[step:]
        else:
            moved[-step:] = matrix[:step]
    return moved


def _smooth(matrix: Matrix, reach: int) -> Matrix:
    """Mean over a window of `reach` blocks to either side."""
    padded = np.concatenate([np.zeros((1, matrix.shape[1])), np.cumsum(matrix, axis=0)])
    at = np.arange(len(matrix))
    low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, len(matrix))
    return np.asarray((padded[high] - padded[low]) / (high - low)[:, None], dtype=np.float32)


def _between(views: Matrix) -> Matrix:
    """For each opinion: blocks since its first and until its last one, in tenths, signed."""
    columns = []
    at = np.arange(len(views))
    for column in views.T:
        taken = np.flatnonzero(column > 0.5)
        first, last = (taken[0], taken[-1]) if len(taken) else (-1, -1)
        columns += [np.clip(at - first, -10, 10), np.clip(last - at, -10, 10)]
    return np.column_stack(columns).astype(np.float32)
