"""How good are the facts, and what is said of them? Scores against gold labels, with their interval and a signature."""

from factx.evaluate.agreement import Agreement, agreement
from factx.evaluate.diff import Compared, Diff, FactChange, SlotChange, compare
from factx.evaluate.floors import (
    as_floors,
    below_floors,
    below_slot_floors,
    load_floors,
    pin_floors,
    signature,
    slot_signature,
)
from factx.evaluate.gold import Gold, gold_digest, load_gold, load_outputs
from factx.evaluate.said import GoldSaid, Said, load_gold_said, load_said
from factx.evaluate.score import SCHEMES, VALUE_FIELDS, Counts, Score, match, overlap, pairs, score
from factx.evaluate.slots import SlotScore, score_slots

__all__ = [
    "SCHEMES",
    "VALUE_FIELDS",
    "Agreement",
    "Compared",
    "Counts",
    "Diff",
    "FactChange",
    "Gold",
    "GoldSaid",
    "Said",
    "Score",
    "SlotChange",
    "SlotScore",
    "agreement",
    "as_floors",
    "below_floors",
    "below_slot_floors",
    "compare",
    "gold_digest",
    "load_floors",
    "load_gold",
    "load_gold_said",
    "load_outputs",
    "load_said",
    "match",
    "overlap",
    "pairs",
    "pin_floors",
    "score",
    "score_slots",
    "signature",
    "slot_signature",
]
