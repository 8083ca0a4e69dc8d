"""newsloom: weaves the news of many publishers into one entry per story."""

__version__ = "0.1.0"
