"""`newsloom wrapup`: the day's stories as plain text or as the body of a mail."""

from __future__ import annotations

import argparse
import os
from datetime import date

from newsloom.environment import read_environment
from newsloom.records import SECTIONS
from newsloom.site.setup import open_store

LANGUAGES = ("en", "ar")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the newest day with news otherwise"
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, default="en", help="of the articles and of the words around them"
    )
    parser.add_argument("--country", default="", metavar="CODE", help="stories that publishers of this country tell")
    parser.add_argument("--section", choices=SECTIONS, default="", help="of this section only")
    parser.add_argument("--hashtag", action="append", default=[], metavar="KEY", help="with one of these hashtags")
    parser.add_argument("--html", action="store_true", help="the body of an HTML mail")


def run(args: argparse.Namespace) -> int:
    """Write the wrap-up; the status is 1 where the day has no news."""
    environment = read_environment(os.environ)
    open_store(environment, migrate=True)
    from newsloom.site.newsroom.queries.wrapups import Wanted, last_day, wrap_up
    from newsloom.site.newsroom.views.wrapups import mail_of

    hashtags = tuple(key.removeprefix("#").lower() for key in args.hashtag)
    wanted = Wanted(language=args.language, country=args.country.upper(), section=args.section, hashtags=hashtags)
    day = args.day or last_day(wanted)
    found = wrap_up(day, wanted, full_text=environment.full_text) if day else None
    if found is None or not found.parts:
        return 1
    mail = mail_of(found, language=args.language)
    print(mail.html if args.html else mail.text)
    return 0
