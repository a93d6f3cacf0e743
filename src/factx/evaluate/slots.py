"""Scores of observations against gold, slot by slot, after the slot filling of MUC (Chinchor & Sundheim 1993).

A gold observation and one found are paired where their numbers, of one kind, overlap. The headline is the F1 over filled
slots: a slot that both fill is correct or not, one that only the gold fills is missed, one that only the other fills is
spurious, one that both leave empty does not count. Of a gold number that was not found all filled slots are missed, of a
number without gold, in a document that has gold, all are spurious. "with empty" counts every slot of every number, and
two empty ones agree. A record is right where all of its slots are (RECORD); its headline is the share of gold records.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from factx import timex
from factx.evaluate.said import GoldSaid, Said
from factx.evaluate.score import Counts, Score, overlap, pairs, spared
from factx.observation import NUMBERS, PHRASES

RECORD = (*PHRASES, "when", "change", "basis", "role", "of")  # the slots of the annotation guide
SLOTS = (*PHRASES, "about_name", *RECORD[2:])
SLOT_SCHEMES = ("filled", "same span", "with empty")  # the second of phrases only
_WORD = re.compile(r"[^\W_]+(?:[.,&'’-][^\W_]+)*")
_FORM_WORDS = frozenset(
    "a an the this that these those its their his her our of in on at to for from by with and or per as than 's".split()
)


class Wrong(NamedTuple):
    """A slot that is not the gold's: missed, spurious or another value; None for an observation that is not there."""

    slot: str
    gold: Said | None
    found: Said | None


@dataclass(slots=True)
class SlotScore:
    """Counts by slot and scheme of each document, and what is behind them."""

    counts: Score = field(default_factory=Score)
    wrong: list[Wrong] = field(default_factory=list)
    pairs: dict[str, Said] = field(default_factory=dict)  # by the id of a gold number: what was found of it

    def f1(self, slot: str, scheme: str = "filled") -> float:
        """Return the F1 of a slot; of "record" the share of gold records that are right."""
        return self.counts.total(slot, scheme).f1

    @property
    def slots(self) -> list[tuple[str, str]]:
        """The slots and schemes that have a score, "record" last."""
        known = {(slot, scheme) for each in self.counts.documents for slot, by in each.items() for scheme in by}
        return [(slot, scheme) for slot in (*SLOTS, "record") for scheme in SLOT_SCHEMES if (slot, scheme) in known]


def score_slots(gold: GoldSaid, found: Mapping[str, Sequence[Said]]) -> SlotScore:
    """Return the score of observations on the documents that have gold ones; others are not looked at.

    Gold that names no owner ("about_name" in no label) leaves that slot unscored.
    """
    result = SlotScore()
    named = any(said.observation.about_name for rows in gold.labels.values() for said in rows)
    slots = [slot for slot in SLOTS if named or slot != "about_name"]
    for doc_id in sorted(gold.labels):
        true = gold.labels[doc_id]
        optional = [said.number for said in gold.optional.get(doc_id, ())]
        numbers = [said.number for said in true]
        mine = [said for said in found.get(doc_id, ()) if not spared(said.number, optional, numbers)]
        rows = list(_paired(true, mine))
        result.pairs |= {gold.number.id: found for gold, found in rows if gold and found}
        result.counts.documents.append(_document(rows, slots, result.wrong))
    return result


def _paired(true: Sequence[Said], found: Sequence[Said]) -> Iterable[tuple[Said | None, Said | None]]:
    """Yield gold and found observations of overlapping numbers of one kind together, then those that are alone."""
    by_number = {id(said.number): said for said in (*true, *found)}
    both = [
        (by_number[id(g)], by_number[id(f)])
        for kind in NUMBERS
        for g, f in pairs(*([s.number for s in side if s.number.kind == kind] for side in (true, found)))
    ]
    yield from both
    used = {id(said) for pair in both for said in pair}
    yield from ((g, None) for g in true if id(g) not in used)
    yield from ((None, f) for f in found if id(f) not in used)


def _document(
    rows: Sequence[tuple[Said | None, Said | None]], slots: Sequence[str], wrong: list[Wrong]
) -> dict[str, dict[str, Counts]]:
    counts: dict[str, dict[str, Counts]] = defaultdict(lambda: defaultdict(Counts))
    for gold, found in rows:
        for slot in slots:
            right = agree(slot, gold, found)
            _fill(counts[slot]["filled"], slot, gold, found, right=right)
            _whole(counts[slot]["with empty"], gold, found, right=right)
            if slot in PHRASES:
                _fill(counts[slot]["same span"], slot, gold, found, right=agree(slot, gold, found, strict=True))
            if not right and (_value(slot, gold) is not None or _value(slot, found) is not None):
                wrong.append(Wrong(slot, gold, found))
        right = all(agree(slot, gold, found) for slot in RECORD)
        _whole(counts["record"]["with empty"], gold, found, right=right)
        counts["record"]["filled"].correct += gold is not None and right
        counts["record"]["filled"].incorrect += gold is not None and not right
    return {slot: dict(by) for slot, by in counts.items()}


def _fill(counts: Counts, slot: str, gold: Said | None, found: Said | None, *, right: bool) -> None:
    """Count a slot that one of them fills at least."""
    wanted, given = _value(slot, gold) is not None, _value(slot, found) is not None
    counts.correct += wanted and given and right
    counts.incorrect += wanted and given and not right
    counts.missed += wanted and not given
    counts.spurious += given and not wanted


def _whole(counts: Counts, gold: Said | None, found: Said | None, *, right: bool) -> None:
    """Count a slot, or a record, filled or not."""
    counts.missed += found is None
    counts.spurious += gold is None
    counts.correct += gold is not None and found is not None and right
    counts.incorrect += gold is not None and found is not None and not right


def _value(slot: str, said: Said | None) -> Any:  # noqa: ANN401 - a phrase, a word, a number's fact
    if said is None:
        return None
    return said.observation.of_id if slot == "of" else getattr(said.observation, slot)


def agree(slot: str, gold: Said | None, found: Said | None, *, strict: bool = False) -> bool:
    """Return whether a slot of two observations says the same; two empty ones do; `strict` wants phrases of one span.

    Phrases agree where their spans overlap, or the last word that is no form word of one is in the other. Names are
    compared without case, article and possessive; dates by value or by the days they cover; what a number belongs to by
    overlap.
    """
    if gold is None or found is None:
        return False
    one, other = _value(slot, gold), _value(slot, found)
    if one is None or other is None:
        return one is other
    if slot in PHRASES and strict:
        return _span(slot, gold) == _span(slot, found)
    if slot in PHRASES:
        return _same_phrase((one, _span(slot, gold)), (other, _span(slot, found)))
    if slot == "of":
        return gold.of is not None and found.of is not None and overlap(gold.of, found.of) > 0
    same = _SAME.get(slot)
    return same(one, other) if same else bool(one == other)


def _span(slot: str, said: Said) -> tuple[int, int]:
    return getattr(said.observation, f"{slot}_start"), getattr(said.observation, f"{slot}_end")


def _same_phrase(one: tuple[str, tuple[int, int]], other: tuple[str, tuple[int, int]]) -> bool:
    (_, (start, end)), (_, (from_, to)) = one, other
    words, others = content_words(one[0]), content_words(other[0])
    return (start < to and from_ < end) or bool(words and others and (words[-1] in others or others[-1] in words))


def content_words(phrase: str) -> list[str]:
    """Return the words of a phrase that are no form words, in lower case, without a possessive ending."""
    words = (re.sub(r"['’]s$", "", m[0].casefold()) for m in _WORD.finditer(phrase))
    return [word for word in words if word not in _FORM_WORDS]


def _same_date(one: str, other: str) -> bool:
    days = timex.days(one, timeml=True)
    return one == other or (days is not None and days == timex.days(other, timeml=True))


_SAME: dict[str, Callable[[str, str], bool]] = {
    "when": _same_date,
    "about_name": lambda one, other: content_words(one) == content_words(other),
}
