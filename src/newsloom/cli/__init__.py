"""`newsloom`, the one command line: a verb a file, listed in `VERBS`.

Each verb's module, `<verb>_.py`, has `add_arguments(parser)` and `run(args) -> int`, the exit status. Modules are
imported only when their verb is asked for, so that `newsloom parse` does not wait for a web framework.
"""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from collections.abc import Sequence

from newsloom import __version__
from newsloom.errors import NewsloomError

VERBS = {
    "weave": "fetch what is due and weave it into stories, once or for ever",
    "serve": "run the site, and the worker beside it",
    "demo": "weave and serve the sample newspaper",
    "check": "say what is wrong with this set-up",
    "import": "take in saved pages, feeds, subscription lists, JSON Lines, WARC and page captures",
    "export": "write the articles as JSON Lines",
    "corrections": "write what editors corrected as JSON Lines of labelled pairs",
    "feeds": "add, find and list feeds",
    "parse": "feeds in, entries out, as JSON Lines",
    "extract": "pages in, articles out, as JSON Lines",
    "dedupe": "articles in, copies and originals out",
    "cluster": "articles in, stories out",
    "related": "articles in, the related ones of one of them out",
    "hashtags": "articles in, hashtags out",
    "entities": "articles in, the people, organisations, places and events in them out",
    "brief": "articles in, briefs out",
    "ask": "a question in, the sentences of the coverage that answer it out",
    "wrapup": "the day's stories as plain text, or as the body of a mail",
    "quotes": "articles in, who says what out",
    "quality": "score every stage on the labelled sets, or on your editors' corrections",
    "encoder": "build the sentence encoder, or say how it is",
    "writer": "ask the language model for a trial, and say how it is",
    "manage": "the site's own administration commands (migrate, createsuperuser, …)",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit status. A failure is one line on standard error, and a status above zero."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="newsloom", description="Weaves the news of many publishers into one entry per story."
    )
    parser.add_argument("--version", action="version", version=f"newsloom {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    asked = next((word for word in arguments if not word.startswith("-")), None)
    for name, summary in VERBS.items():
        verb_parser = verbs.add_parser(
            name, help=summary, description=summary.capitalize() + ".", add_help=name != "manage"
        )
        if name == asked:
            module = importlib.import_module(f"newsloom.cli.{name}_")
            module.add_arguments(verb_parser)
            verb_parser.set_defaults(run=module.run)
    args = parser.parse_args(arguments)
    try:
        return int(args.run(args))
    except NewsloomError as error:
        print(f"newsloom {args.verb}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"newsloom {args.verb}: stopped; what was woven stays", file=sys.stderr)
        return 128 + signal.SIGINT
    except BrokenPipeError:
        sys.stderr.close()
        return 0
