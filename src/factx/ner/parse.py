"""The dependency parse of a sentence."""

from typing import NamedTuple


class Parse(NamedTuple):
    """The tokens of one text, and which depends on which."""

    starts: list[int]  # first character of each token
    ends: list[int]  # one past its last
    tags: list[str]  # parts of speech after the Penn Treebank
    heads: list[int]  # index of each token's head; a root's is its own
    labels: list[str]  # what a token is to its head: nsubj, pobj… (ClearNLP)
