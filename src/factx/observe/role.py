"""What a number is: a level, a change, an end of one, a share, a restatement; and to which number it belongs."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from factx.observation import Change, Role
from factx.observe.attachment import Attachment
from factx.observe.cue import Cue, Number, cue
from factx.observe.movement import ADVERBS, NOUNS
from factx.observe.sentence import Sentence
from factx.records import MoneyFact, PercentFact

_SHARE_NOUNS = frozenset("stake stakes share shares holding interest majority minority portion proportion".split())
_ROLES: Mapping[str, Role] = {"by": "change", "to": "to", "from": "from", "at": "level", "none": "level"}
_OPENS = frozenset(", ( [ - – — :".split())
_VOTES = frozenset("vote votes ballot ballots support".split())
_OWNS = frozenset("own owns owned owning hold holds held holding control controls controlled controlling".split())
_BREAKS = frozenset("; while whereas but and although".split())
_LEAD = frozenset(
    """a an the of by or just about around nearly almost some over more less than at which is was were representing marking
    share figure level rate"""
    .split()
)  # fmt: skip
_OR = re.compile(
    r"\)?(?:\s(?:a|per)\s\w+|\sapiece|\seach)?,?\sor\s(?:(?:about|around|nearly|roughly|some)\s)?"
)  # , or about
_DATED = 30  # characters from a number to the date that says it was another time
_LIST = 9  # tokens from one number of a list to the next


class Part(NamedTuple):
    """A number's role, the id of the fact that it belongs to, and which way it moved."""

    role: Role = "level"
    of_id: str | None = None
    way: Change | None = None
    token: int | None = None  # the word of change, if any


def parts(sentence: Sentence, attached: Mapping[str, Attachment]) -> Mapping[str, Part]:
    """Return the role of each number of a sentence, by fact id."""
    numbers = sentence.numbers
    cues = [cue(sentence, n) for n in numbers]
    made = [_part(sentence, n, c, attached[n.id]) for n, c in zip(numbers, cues, strict=True)]
    made = _repeated(sentence, _restated(sentence, numbers, made))
    made = _respectively(sentence, _ends(sentence, made, cues))
    made = _belonging(sentence, numbers, made)
    return {n.id: part for n, part in zip(numbers, made, strict=True)}


def _repeated(sentence: Sentence, made: list[Part]) -> list[Part]:
    """Return the parts, a plain number taking the part of the number before it: A rose N, B N and C N."""
    found = list(made)
    for n, (before, here) in enumerate(zip(sentence.numbers, sentence.numbers[1:], strict=False), 1):
        plain = found[n].role == "level" and found[n].token is None
        if plain and found[n - 1].role in {"change", "share", "to"} and _continues(sentence, before, here):
            found[n] = found[n - 1]
    return found


def _continues(sentence: Sentence, before: Number, here: Number) -> bool:
    between = [sentence.tokens[i] for i in sentence.within(before.end, here.start)]
    if before.kind != here.kind or not between or len(between) > _LIST or any(t.word == "(" for t in between):
        return False
    if any(t.tag.startswith(("V", "MD")) for t in between) and not any(
        t.word == "respectively" for t in sentence.tokens
    ):
        return False
    return any(t.word in {",", "and", "or", ";"} for t in between) and between[-1].tag not in {"IN", "TO"}


def _restated(sentence: Sentence, numbers: list[Number], made: list[Part]) -> list[Part]:
    """Return the parts, a number that says another once more as its equivalent: $5 million, or 40 cents a share."""
    found = list(made)
    for n in range(1, len(numbers)):
        before, here = numbers[n - 1], numbers[n]
        said = _OR.fullmatch(sentence.text, before.end, here.start)
        other = isinstance(before, MoneyFact) and isinstance(here, MoneyFact) and before.currency != here.currency
        if before.kind == here.kind and said and (other or "," in said[0]):
            first = made[n - 1].of_id if found[n - 1].role == "equivalent" else None
            found[n] = Part("equivalent", first or before.id, made[n - 1].way)
    return found


def _part(sentence: Sentence, number: Number, found: Cue, attachment: Attachment) -> Part:
    if isinstance(number, MoneyFact) and number.equivalent_of:
        return Part("equivalent", number.equivalent_of, found.way, found.token)
    role = _ROLES[found.place]
    if found.place == "none" and isinstance(number, PercentFact) and _is_share(sentence, number, attachment):
        role = "share"
    return Part(role, None, None if role == "from" else found.way, found.token)


def _is_share(sentence: Sentence, number: PercentFact, attachment: Attachment) -> bool:
    """Tell whether a percent is a part of something: N percent of, N percent voted, an N percent stake."""
    if number.unit == "fraction":
        return True
    if number.unit != "percent":
        return False
    if sentence.text.startswith(("-owned", "-held"), number.end):
        return True
    inside = sentence.within(number.start, number.end)
    after = inside[-1] + 1 if inside else 0
    behind = sentence.tokens[after : after + 3]
    if behind and (behind[0].word == "of" or any(t.word in _SHARE_NOUNS for t in behind)):
        return True
    measure = attachment.measure
    if attachment.rule == "ranked":
        return True
    if measure and sentence.text[measure[0] : measure[1]].lower().split()[-1] in _VOTES:
        return True
    top = sentence.head_of(number.start, number.end)
    if top is None:
        return False
    label, head = sentence.tokens[top].label, sentence.tokens[sentence.tokens[top].head].word
    return label in {"nsubj", "nsubjpass"} or (label == "dobj" and head in _OWNS)


def _ends(sentence: Sentence, made: list[Part], cues: list[Cue]) -> list[Part]:
    """Return the parts with the other end of each start: to M from N, from N to M, M against N."""
    numbers, found = sentence.numbers, list(made)
    for n, part in enumerate(made):
        other = _other_end(sentence, found, n, cues[n]) if part.role == "from" else None
        if other is not None:
            way = found[other].way or cues[n].way or _direction(numbers[n], numbers[other])
            found[other] = found[other]._replace(role="to", way=way)
    return found


def _other_end(sentence: Sentence, made: list[Part], n: int, found: Cue) -> int | None:
    """Return the index of the number that one moved to: the next behind "to", or else the nearest level before.

    A share has another end where it moved, or is compared with that of another time.
    """
    numbers = sentence.numbers
    if n + 1 < len(numbers) and numbers[n + 1].kind == numbers[n].kind and made[n + 1].role == "to":
        return n + 1
    end = numbers[n].end
    dated = found.way is not None or any(end <= d.start < end + _DATED for d in sentence.dates)
    wanted = {"level", "to", "share"} if dated else {"level", "to"}
    for other in range(n - 1, -1, -1):
        if numbers[other].kind == numbers[n].kind and made[other].role in wanted:
            return other
    return None


def _respectively(sentence: Sentence, made: list[Part]) -> list[Part]:
    """Return the parts, each of several levels with its own change: rose N, fell M to A and B, respectively."""
    if not any(t.word == "respectively" for t in sentence.tokens):
        return made
    found = list(made)
    ends = [n for n, part in enumerate(made) if part.role == "to"]
    moves = [n for n, part in enumerate(made) if part.role == "change" and ends and n < ends[0]]
    if len(ends) == len(moves) > 1:
        for move, end in zip(moves, ends, strict=True):
            found[move] = found[move]._replace(of_id=sentence.numbers[end].id)
            found[end] = found[end]._replace(way=found[move].way, token=found[move].token)
    return found


def _direction(start: Number, end: Number) -> Change | None:
    """Return which way two ends go, where the text has them as from N to M."""
    if start.end > end.start:
        return None
    low, high = (f.amount if isinstance(f, MoneyFact) else f.value for f in (start, end))
    return "up" if high > low else "down" if high < low else None


def _belonging(sentence: Sentence, numbers: list[Number], made: list[Part]) -> list[Part]:
    """Return the parts with the number that each change and share belongs to; a level takes the way of its change."""
    found = list(made)
    for n, part in enumerate(made):
        if part.role == "change" and not part.of_id:
            other = _level(sentence, numbers, found, n)
            if other is not None:
                found[n] = part._replace(of_id=numbers[other].id)
                if found[other].way is None:
                    found[other] = found[other]._replace(way=part.way)
        elif part.role == "share":
            other = _whole(sentence, numbers, n)
            if other is not None:
                found[n] = part._replace(of_id=numbers[other].id)
    ways = {number.id: part.way for number, part in zip(numbers, found, strict=True)}
    return [p._replace(way=ways.get(p.of_id or "", p.way)) if p.role == "equivalent" else p for p in found]


def _level(sentence: Sentence, numbers: list[Number], made: list[Part], n: int) -> int | None:
    """Return the level that a change led to: the next number behind "to" or "at", or the one that it stands beside."""
    beside = _stands_beside(sentence, numbers[n])
    token = made[n].token
    named = token is None or not sentence.tokens[token].tag.startswith("V")  # a gain of N, up N
    for other in range(n + 1, len(numbers)) if not (beside and named) else ():
        if made[other].role == "to" or (made[other].role == "level" and made[other].token is not None):
            same = made[other].token == token or (other == n + 1 and not _parted(sentence, numbers[n], numbers[other]))
            return other if same else None
        again = made[other].role == "change" and made[other].token == token and other == n + 1
        if made[other].role in {"change", "share"} and not (again and _joined(sentence, numbers[n], numbers[other])):
            break
    if not beside:
        return None
    number = numbers[n]
    points = isinstance(number, PercentFact) and number.unit in {"percentage_point", "basis_point"}
    wanted = {"level", "to", "share"} if points else {"level", "to"}
    return next((other for other in range(n - 1, -1, -1) if made[other].role in wanted), None)


def _joined(sentence: Sentence, one: Number, other: Number) -> bool:
    """Tell whether a number says another once more: fell 23 cents, or 3 percent."""
    return sentence.text[one.end : other.start].lstrip(" ,").startswith("or ")


def _parted(sentence: Sentence, one: Number, other: Number) -> bool:
    """Tell whether two numbers stand in clauses of their own."""
    words = [sentence.tokens[i] for i in sentence.within(one.end, other.start)]
    return any(t.word in _BREAKS for t in words) and any(t.tag.startswith("V") for t in words)


def _stands_beside(sentence: Sentence, number: Number) -> bool:
    """Tell whether a change stands beside what comes before it: N, up M; N, an increase of M; N (up M)."""
    inside = sentence.within(number.start, number.end)
    for index in range(inside[0] - 1, -1, -1) if inside else ():
        token = sentence.tokens[index]
        if token.word in _OPENS:
            return True
        if (
            token.word not in _LEAD
            and token.word not in NOUNS
            and token.word not in ADVERBS
            and token.tag not in {"RB", "JJ"}
        ):
            return False
    return False


def _whole(sentence: Sentence, numbers: list[Number], n: int) -> int | None:
    """Return the number that a share is of: N percent of M; M, or N percent of it."""
    text, here = sentence.text, numbers[n]
    if n + 1 < len(numbers):
        between = text[here.end : numbers[n + 1].start].lower().split()
        if between[:1] == ["of"] and (len(between) <= 3 or (between[-1] == "of" and len(between) <= 5)):
            return n + 1
    if n and numbers[n - 1].kind == "money":
        between = text[numbers[n - 1].end : here.start].lower().split()
        if len(between) <= 4 and any(w.strip(",(") in {"or", "equal", "representing", "equivalent"} for w in between):
            return n - 1
    return None
