"""Who speaks in a sentence: a reporter of others, or a writer of himself, to his reader, or to a machine.

In: a sentence and its language. Out: whether it may stand where newsloom speaks for many publishers. Refuses: nothing;
of a language without a list everything passes. What somebody is quoted with is his own affair, and passes too, unless
it is meant for a machine: quotation marks are no shelter for orders.
"""

from __future__ import annotations

import re

from newsloom.orders import is_order
from newsloom.records import UNKNOWN_LANGUAGE, Language

TORN_QUOTE = re.compile(r"^[^\"“”«»]*[\"”»](?=[\s.,;:!?]|$)")
"""The end of what somebody said, whose beginning stands in an earlier sentence."""
QUOTED = re.compile(rf"{TORN_QUOTE.pattern}|[\"“«][^\"”»]*(?:[\"”»]|$)|‘[^‘]*?’(?=\W|$)")
SELF_OR_READER = {
    "en": r"(?:^\W*(?:\w+\s)?|[^\w\s]\s?|\b[a-z]+\s)I(?:['’](?:m|ve|d|ll))?\s"
    r"|\b(?:[Ww]e|us|[Oo]urs?|[Mm]y(?:self)?|me|[Yy]ou|[Yy]ours?)\b",
    "de": r"\b(?:[Ii]ch|[Ww]ir|uns(?:er\w*)?|mein\w*|mir|mich)\b",
    "fr": r"\b(?:[Jj]e|[Jj]['’]|[Nn]ous|[Nn]otre|[Nn]os|[Vv]ous|[Vv]otre|[Vv]os)\b",
    "es": r"\b(?:[Yy]o|[Nn]osotr[oa]s|[Nn]uestr[oa]s?|usted(?:es)?)\b",
    "it": r"\b(?:[Ii]o|[Nn]oi|[Nn]ostr[oaie]|[Vv]oi)\b",
    "pt": r"\b(?:[Ee]u|[Nn]ós|[Nn]oss[oa]s?|[Vv]ocês?)\b",
    "ar": r"\b(?:أنا|نحن|إننا|إنني|لنا)\b",
}
"""Words by which a comment speaks of its writer, and an invitation to its reader. `I` after a name is a number."""


def tells_of_others(sentence: str, language: Language) -> bool:
    """Whether a sentence speaks neither of its writer nor to its reader, whoever or whatever that is."""
    pattern = SELF_OR_READER.get("en" if language == UNKNOWN_LANGUAGE else language)
    if pattern is not None and re.search(pattern, QUOTED.sub(" ", sentence)) is not None:
        return False
    return not is_order(sentence)
