"""Files that people have, made into what the pipeline takes: saved pages, feeds, lists, archives, captures.

Stands between the stages and the pipeline: it knows `fetch`'s parsers and `extract`, and keeps nothing.
"""
