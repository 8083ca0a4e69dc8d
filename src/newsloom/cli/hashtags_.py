"""`newsloom hashtags FILE`: articles in, hashtags out; words common in the file count as common in the archive."""

from __future__ import annotations

import argparse

from newsloom.cli.progress import counted
from newsloom.cli.reading import given_twice
from newsloom.enrich import Lexicon, hashtags, key_phrases
from newsloom.enrich.hashtags import spell
from newsloom.enrich.policy import READ_CHARACTERS
from newsloom.text import folded_words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="JSON Lines of articles, plain or packed; - for standard input")
    parser.add_argument("--all", action="store_true", help="the twenty best key phrases, not only what makes a hashtag")


def run(args: argparse.Namespace) -> int:
    """Write `id, rank, hashtag, phrase, score`, parted by tabs, for each article in turn."""
    first, again = given_twice(args.file)
    lexicon = Lexicon()
    for article in counted("hashtags", first, "articles read"):
        lexicon.note_words(folded_words(f"{article.headline} {article.text[:READ_CHARACTERS]}"))
    n_articles = 0
    for article in counted("hashtags", again, "articles"):
        n_articles += 1
        if args.all:
            lines = [(spell(phrase), phrase, score) for phrase, score in key_phrases(article, lexicon)]
        else:
            lines = [(tag.spelling, tag.phrase, tag.score) for tag in hashtags(article, lexicon)]
        for rank, (spelling, phrase, score) in enumerate(lines, 1):
            print(article.public_id, rank, spelling, phrase, f"{score:.4f}", sep="\t")
    return 0 if n_articles else 1
