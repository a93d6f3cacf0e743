"""How good are the facts? Scores against gold labels, with their interval and a signature."""

from factx.evaluate.floors import as_floors, below_floors, load_floors, pin_floors, signature
from factx.evaluate.gold import Gold, gold_digest, load_gold, load_outputs
from factx.evaluate.score import SCHEMES, VALUE_FIELDS, Counts, Score, match, overlap, pairs, score

__all__ = [
    "SCHEMES",
    "VALUE_FIELDS",
    "Counts",
    "Gold",
    "Score",
    "as_floors",
    "below_floors",
    "gold_digest",
    "load_floors",
    "load_gold",
    "load_outputs",
    "match",
    "overlap",
    "pairs",
    "pin_floors",
    "score",
    "signature",
]
