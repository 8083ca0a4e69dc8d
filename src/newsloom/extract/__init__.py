"""The second stage: pages and entries in, articles or the reasons why not out."""

from newsloom.extract.article import extract

__all__ = ["extract"]
