"""What a number measures, and whose it is."""

from collections.abc import Mapping
from dataclasses import replace

from factx.observe.attachment import Attachment
from factx.observe.carry import carried, polled, speaker
from factx.observe.noun import owners, whole
from factx.observe.rank import Ranks
from factx.observe.sentence import Article, Sentence, Span
from factx.observe.words import ACCOUNTS, PEOPLE, PRONOUNS, TRADED, singular

__all__ = ["Attachment", "attach"]

_FAR = 4  # sentences over which an account keeps its owner
_WITHIN = frozenset({"board", "management", "team", "committee", "division", "unit"})
_BASKETS = frozenset("consumer producer house home property export import wholesale retail".split())
_MARKETS = frozenset({"house", "home", "housing", "car", "vehicle"})  # house sales are the market's
_PARTS = frozenset({"share", "group", "portion", "ranked"})
_NEAR = 2  # sentences over which a bare noun keeps its owner
_DEEP = 6  # numbers that hang on each other: in a row of hundreds each looks at its neighbours alone


def attach(sentence: Sentence, article: Article) -> Mapping[str, Attachment]:
    """Return what each number of a sentence is tied to, by fact id."""
    reader = _Reader(sentence)
    return {f.id: _finished(sentence, article, reader.number(n)) for n, f in enumerate(sentence.numbers)}


class _Reader(Ranks):
    """Reads what the numbers of one sentence are tied to."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self._found: dict[int, Attachment] = {}
        self._meanwhile: dict[int, Attachment] = {}  # what numbers are while another is read
        self._open: set[int] = set()  # numbers that are being read
        self._circle = False  # whether one of them was asked for: what is read meanwhile is not yet what it will be

    def number(self, n: int) -> Attachment:
        """Return what a number is tied to, by its index among the sentence's numbers."""
        if n in self._found or n in self._meanwhile:
            return self._found.get(n) or self._meanwhile[n]
        if n in self._open or len(self._open) >= _DEEP:
            self._circle = True
            return Attachment("none")
        self._open.add(n)
        found = self._read(n)
        self._open.remove(n)
        if not self._open or not self._circle:
            self._found[n] = found
        else:
            self._meanwhile[n] = found
        if not self._open:
            self._circle = False
            self._meanwhile.clear()
        return found

    def _read(self, n: int) -> Attachment:
        if not self.sentence.at(n):
            return Attachment("none")
        for rule in (
            self.equivalent,
            self.bracket,
            self.against,
            self.ranked,
            self.figure,
            self.equal,
            self.answers,
            self.worth,
            self.gap,
            self.wire,
            self.respectively,
            self.moved,
            self.colon,
            self.rated,
            self.told,
            self.composed,
            self.of,
            self.share,
            self.kind,
        ):
            if found := rule(n):
                return self._shared(n, self._parted(n, found))
        found = self._parted(n, self.climb(self.sentence.tops[n]))
        if found.measure is None and found.about is None:
            others = (self.beside(n), self.before(n))
            found = next((o for o in others if o and (o.measure or o.about)), found)
        return self._shared(n, found)

    def _parted(self, n: int, found: Attachment) -> Attachment:
        part = self.portion(n, found)
        return part if part.rule == "portion" else self.stake(n, part)

    def _shared(self, n: int, found: Attachment) -> Attachment:
        """Return an attachment with the measure of the number before, where both are the same body's and this has none."""
        numbers = self.sentence.numbers
        if found.about is None and found.rule == "group" and n and self.number(n - 1).rule in _PARTS:
            return replace(found, about=self.number(n - 1).about)  # 14% of them save, 55% spend
        if found.about is None and found.rule != "wire" and (own := owners(self.sentence, self.sentence.tops[n])):
            return replace(found, about=whole(self.sentence, own[0]))  # its $380 million of stock
        if found.about is None and (where := self.where(n)):
            return replace(found, about=where)
        if found.about is None and (whom := self.fronted(n)):
            return replace(found, about=whom)
        free = found.measure is None or found.rule == "verb"
        if not free or found.about is None or n == 0 or numbers[n - 1].kind != numbers[n].kind:
            return found
        before = self.number(n - 1)
        same = before.about == found.about and (found.measure is None or before.rule == "share")
        return replace(found, measure=before.measure) if same else found


def _finished(sentence: Sentence, article: Article, found: Attachment) -> Attachment:
    """Return an attachment with a pronoun's noun, an owner from before, or one that the measure begins with."""
    if found.about is not None:
        found = replace(found, about=speaker(sentence, found.about))
    elif found.rule in {"portion", "group"}:
        number, about = article.owners.get("%", (-_FAR, None))
        about = about if article.number(sentence.start) - number < _FAR else None
        found = replace(found, about=about or (polled(sentence, found.measure) if found.measure else None))
    elif found.measure is not None:
        about = carried(article, sentence, found.measure) or _known(sentence, article, found.measure)
        about = about or (None if found.rule in _PARTS else _running(sentence, article, found.measure))
        found = replace(found, about=about) if about else _adjective(sentence, found, found.measure)
    if found.measure is not None and found.about is not None:
        here = article.number(found.measure[0])
        for i in sentence.within(*found.measure):
            article.owners[sentence.tokens[i].word] = here, found.about
        if found.rule in {"portion", "group"}:
            article.owners["%"] = here, found.about
        if found.rule not in _PARTS and not _passing(sentence, found.about):
            article.owners[""] = here, found.about
    return found


def _known(sentence: Sentence, article: Article, measure: Span) -> Span | None:
    """Return whose a measure is that the text has named before with its owner: the rate, exports in the next sentence."""
    inside = sentence.within(*measure)
    number, about = article.owners.get(sentence.tokens[inside[-1]].word, (-_NEAR, None))
    definite = inside[0] > 0 and sentence.tokens[inside[0] - 1].word == "the"
    if len(inside) > 1 and sentence.tokens[inside[-1]].word in {"price", "prices"}:
        return None  # the iron ore price
    near = len(inside) == 1 and article.number(measure[0]) - number < _NEAR
    return about if definite or near else None


def _running(sentence: Sentence, article: Article, measure: Span) -> Span | None:
    """Return whose the last number with an owner was, where a measure is one of a country's or company's accounts."""
    inside = sentence.within(*measure)
    number, about = article.owners.get("", (-_FAR, None))
    words = {singular(sentence.tokens[i].word) for i in inside}
    account = singular(sentence.tokens[inside[-1]].word) in ACCOUNTS or words >= {"export", "price"}
    account = account and not words & _MARKETS
    return about if account and article.number(measure[0]) - number < _FAR else None


def _passing(sentence: Sentence, about: Span) -> bool:
    """Tell whether an owner is not one that a text goes on about: people, dealers, a board."""
    inside = sentence.within(*about)
    if not inside or inside[-1] in sentence.named:
        return False
    word = sentence.tokens[inside[-1]].word
    return (word != singular(word) and word not in PRONOUNS) or singular(word) in PEOPLE | _WITHIN


def _adjective(sentence: Sentence, found: Attachment, measure: Span) -> Attachment:
    """Return an attachment whose measure began with a people's name as that people's: French inflation."""
    inside = sentence.within(*measure)
    name = sentence.named.get(inside[0])
    words = [sentence.tokens[i].word for i in inside]
    traded = words[-1] in TRADED and not _BASKETS.intersection(words)  # Chinese shares, no Chinese consumer prices
    if name is None or name.label != "NORP" or name.end >= measure[1] or traded:
        return found
    after = next(i for i in inside if sentence.tokens[i].start >= name.end)
    return replace(found, measure=(sentence.tokens[after].start, measure[1]), about=(name.start, name.end))
