"""Numbers beside other numbers: brackets, comparisons, lists; and numbers with no grammar above them."""

from dataclasses import replace

from factx.observe.attachment import Attachment
from factx.observe.holder import FINITE
from factx.observe.noun import group, objects, whole
from factx.observe.sentence import Span
from factx.observe.share import Shares
from factx.observe.tree import IDLE
from factx.observe.words import CHANGES, FINANCES, MEASURES, MOVES, SAYS, UNITS, singular, verb
from factx.records import PercentFact

_COMPARED = frozenset({"compared", "against", "versus", "vs", "vs.", "up", "down", "higher", "lower"})
_AGAINST = frozenset({"from", "against", "vs", "vs.", "versus", "compared"})
_NAMES = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ"})
_LISTED = frozenset({",", "CC", ":", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "VBP", "VBZ", "POS", "HYPH", "RB"})
_MARKS = frozenset({":", "HYPH", "DT", "NFP"})
_SIGNS = frozenset({"-", "up", "down"})
_SMALL = frozenset({"RB", "IN", "TO", ":", "HYPH", "RP", "DT"})
_TIES = frozenset({"in", "of", "from", "at", "to", "by", "on"})


class Lists(Shares):
    """Reads what a number is tied to by its neighbours."""

    def equivalent(self, n: int) -> Attachment | None:
        """400 million yuan ($57 million)."""
        other = getattr(self.sentence.numbers[n], "equivalent_of", None)
        found = (m for m, f in enumerate(self.sentence.numbers) if other and f.id == other)
        return next((self.number(m) for m in found), None)

    def bracket(self, n: int) -> Attachment | None:
        """$31 billion (up 13.6 percent), the fee ($30)."""
        start = self.sentence.at(n)[0]
        for i in range(start - 1, max(start - 8, 0), -1):
            token = self.tokens[i]
            if token.word in {"(", "["}:
                return self._opened(i - 1)
            if (
                token.word == ")"
                or i in self.sentence.counted
                or (token.tag[:2] == "NN" and i not in self.sentence.dated)
            ):
                return None
        return None

    def _opened(self, i: int) -> Attachment | None:
        if i in self.sentence.counted:
            return self.number(self.sentence.counted[i])
        noun = self.tokens[i].tag.startswith("NN") and i not in self.sentence.dated and self.tokens[i].word not in UNITS
        return self.of_noun(i, "bracket") if noun else None

    def against(self, n: int) -> Attachment | None:
        """Up from 3.8 percent, compared with $5m, vs 29 cts: what the number before is tied to."""
        if n == 0 or self.sentence.numbers[n - 1].kind != self.sentence.numbers[n].kind:
            return None
        noun = self.tokens[self.sentence.tops[n]].head
        own = singular(self.tokens[noun].word) in CHANGES and noun > self.sentence.at(n)[-1]
        if own and self.object(noun, frozenset({"in", "for"})) is not None:
            return None  # compared with a 2 percent gain in wages
        first = self.sentence.at(n - 1)[-1] + 1
        between = self.tokens[first : self.sentence.at(n)[0]]
        plain = max((i for i, t in enumerate(between) if t.word in _COMPARED), default=0)
        first, between = first + plain, between[plain:]
        compared = any(t.word in _AGAINST for t in between[-4:])
        clear = not any(
            t.tag[:2] in {"VB", "NN"} and t.word != "compared" and not self._aside(first + i)
            for i, t in enumerate(between)
        )
        return self._elsewhere(n, self.number(n - 1)) if compared and clear else None

    def _aside(self, i: int) -> bool:
        """Return whether a token is of a date or a place's name."""
        named = self.sentence.named.get(i)
        return i in self.sentence.dated or (named is not None and named.label in {"GPE", "LOC"})

    def _elsewhere(self, n: int, before: Attachment) -> Attachment:
        """Return the place that a number names as its own: 8 percent in France, compared with 5 percent in Spain."""
        where = self.where(n) or self._whom(n)
        return replace(before, about=where) if where else before

    def where(self, n: int) -> Span | None:
        """Return the place right after a number."""
        after = self.sentence.at(n)[-1] + 1
        noun = self.object_of(after) if after < len(self.tokens) and self.tokens[after].word == "in" else None
        return whole(self.sentence, noun) if noun is not None else None

    def _whom(self, n: int) -> Span | None:
        """Return the body that a number is said to be for: against 30 percent for the Greens."""
        after = self.sentence.at(n)[-1] + 1
        if after >= len(self.tokens) or self.tokens[after].word != "for":
            return None
        found = (o for o in objects(self.sentence, after) if o in self.sentence.named and group(self.sentence, o))
        return next((whole(self.sentence, o) for o in found), None)

    def object_of(self, preposition: int) -> int | None:
        """Return the place that a preposition names."""
        named = self.sentence.named
        found = (c for c in self.sentence.children[preposition] if c in named and named[c].label in {"GPE", "LOC"})
        return next(found, None)

    def gap(self, n: int) -> Attachment | None:
        """Read "A rose 3 percent, B 4 percent": the verb is the one before."""
        if n == 0:
            return None
        here = self.sentence.at(n)[0]
        between = range(self.sentence.at(n - 1)[-1] + 1, here)
        cut = next((i for i in between if self.tokens[i].tag in {",", "CC", ":"}), None)
        if cut is None or any(self.tokens[i].tag.startswith("VB") for i in range(between[0], cut)):
            return None
        listed = range(cut, here - (self.tokens[here - 1].word in {"to", "by", "at", "between"}))
        last = listed[-1] if listed else cut
        if (
            len(listed) < 2
            or self.tokens[last].word in IDLE
            or singular(self.tokens[last].word) in CHANGES
            or self.tokens[last].tag[:2] not in {"NN", "VB"}
        ):
            return None
        if not all(self.tokens[i].tag in _LISTED for i in listed):
            return None
        start = next((i for i in listed if self.tokens[i].tag not in {",", "CC", ":", "DT"}), last)
        acts = self.tokens[last].tag.startswith("VB") and singular(self.tokens[last].word) not in MEASURES | FINANCES
        return None if acts else self._instead(self.number(n - 1), start, last)

    def _instead(self, before: Attachment, start: int, end: int) -> Attachment:
        """Return what the number before is tied to, with another noun in the place of the measure or its owner."""
        span = self.sentence.span(start, end)
        if before.rule == "share" or before.measure is None or (before.about and group(self.sentence, end)):
            return replace(before, about=span, rule="list")
        return Attachment("list", span, before.about, before.verb)

    def wire(self, n: int) -> Attachment | None:
        """Read "Net 41 cts", "FTSE -0.6%", "Norden profit up 20%": nothing but a name before a number."""
        start, here = (self.sentence.at(n - 1)[-1] + 1 if n else 0), self.sentence.at(n)[0]
        bare = [i for i in range(start, here) if self.tokens[i].tag not in _MARKS and self.tokens[i].word not in _SIGNS]
        if not bare or not all(self._bare(i, start) for i in bare):
            return None
        kind = self.object(self.sentence.tops[n], frozenset({"of"}))
        if kind is not None and not isinstance(self.sentence.numbers[n], PercentFact):
            return None  # $20 million of work
        over = self.tokens[self.sentence.tops[n]].head
        noun = over > here and over not in self.sentence.counted and self.tokens[over].tag.startswith("NN")
        if noun and (any(t.tag in FINITE for t in self.tokens) or self._close(here, over)):
            return None  # the new $4 billion fund is
        while len(bare) > 1 and verb(self.tokens[bare[-1]].word) in MOVES | {"cost"} and self._verbal(bare[-1]):
            bare.pop()  # Oil Falls 2%
        name = self.sentence.named.get(bare[0])
        if name and (not name.group or name.end > self.tokens[bare[-1]].end):
            name = None
        rest = [i for i in bare if name is None or self.tokens[i].start >= name.end]
        if name is None or not rest or self.tokens[rest[0]].tag == "CD":
            alone = name is not None and not rest and group(self.sentence, bare[-1])
            span = self.sentence.span(bare[0], bare[-1])
            return Attachment("wire", None, span) if alone else Attachment("wire", span)
        return Attachment("wire", self.sentence.span(rest[0], rest[-1]), (name.start, name.end))

    def _close(self, here: int, noun: int) -> bool:
        """Return whether a number and a noun after it are one: a bank backs a $6 million loan."""
        inside = all(
            i in self.sentence.counted or self.tokens[i].tag in {"JJ", "NN", "HYPH"} for i in range(here, noun)
        )
        return inside and singular(self.tokens[noun].word) not in UNITS

    def _verbal(self, i: int) -> bool:
        """Return whether a token at the end of a line can be a verb: tickets cost, no unit cost."""
        return self.tokens[i].word != "cost" or self.tokens[i].tag.startswith("VB")

    def _bare(self, i: int, start: int) -> bool:
        """Return whether a token can be of a name in a line without a verb; the tagger takes some there for verbs."""
        tag = self.tokens[i].tag
        mistaken = tag in {"VB", "VBP"} and (i == 0 or singular(self.tokens[i].word) in MEASURES | FINANCES)
        name = tag in _NAMES or (tag == "CD" and i > start) or mistaken
        return name and i not in self.sentence.dated

    def moved(self, n: int) -> Attachment | None:
        """$74 a barrel, up 2 percent; makers such as Norden up 4 percent."""
        i = self.sentence.at(n)[0] - 1
        if i < 1 or self.tokens[i].word not in {"up", "down"}:
            return None
        tags = ("VB",) if self.tokens[i - 1].tag == "," else ("NN", "VB")
        if n and not any(self._says(j, tags) for j in range(self.sentence.at(n - 1)[-1] + 1, i)):
            return self.number(n - 1)
        i -= 2 if self.tokens[i - 1].tag == "," else 1
        if self.tokens[i].tag.startswith("NN") and any(t.word == "with" for t in self.tokens[max(i - 5, 0) : i]):
            return self.of_noun(i, "moved")
        name = self.sentence.named.get(i)
        free = self.tokens[self.tokens[i].head].word not in _TIES
        return self.of_noun(i, "moved") if name and name.group and free else None

    def _says(self, i: int, tags: tuple[str, ...]) -> bool:
        said = self.tokens[i].tag.startswith(tags) and self.tokens[i].word not in UNITS
        return said and i not in self.sentence.dated

    def respectively(self, n: int) -> Attachment | None:
        """Read "sales and profit rose 3 percent and 5 percent respectively"."""
        if not any(t.word == "respectively" for t in self.tokens):
            return None
        run = self._run(n)
        shares = (s for m in run if (s := self.share(m)))
        found = next(shares, None) or self.climb(self.sentence.tops[run[0]])
        for name, span in (("measure", found.measure), ("about", found.about)):
            heads = self._members(self.sentence.head_of(*span)) if span else []
            if 1 < len(heads) == len(run):
                mine = whole(self.sentence, heads[run.index(n)], alone=True)
                return replace(found, rule="respectively", **{name: mine})  # type: ignore[arg-type]
        return self._paired(n, run)

    def _paired(self, n: int, run: list[int]) -> Attachment | None:
        """Read "sales of $3m and profit of $1m, up 4 percent and 2 percent respectively": each goes with its own."""
        start = run[0] - len(run)
        kinds = {self.sentence.numbers[m].kind for m in range(max(start, 0), run[0])}
        if len(run) == 1 or start < 0 or len(kinds) != 1 or kinds == {self.sentence.numbers[n].kind}:
            return None
        return replace(self.number(n - len(run)), rule="respectively")

    def _run(self, n: int) -> list[int]:
        """Return the numbers of a list that one is in: nothing but commas and an and between them."""
        run = [n]
        while run[0] and self._listed(run[0] - 1):
            run.insert(0, run[0] - 1)
        while run[-1] + 1 < len(self.sentence.numbers) and self._listed(run[-1]):
            run.append(run[-1] + 1)
        return run

    def _listed(self, n: int) -> bool:
        between = self.tokens[self.sentence.at(n)[-1] + 1 : self.sentence.at(n + 1)[0]]
        return all(t.tag in {",", "CC", "$"} for t in between)

    def _members(self, noun: int | None) -> list[int]:
        members = [] if noun is None else [noun]
        while members:
            more = [c for c in self.sentence.children[members[-1]] if self.tokens[c].label == "conj"]
            if not more:
                break
            members.append(more[0])
        return members

    def before(self, n: int) -> Attachment | None:
        """Return what the number before is tied to, where nothing else is near and both count the same."""
        numbers = self.sentence.numbers
        if n == 0 or numbers[n - 1].kind != numbers[n].kind or self.number(n - 1).measure is None:
            return None
        return replace(self.number(n - 1), rule="before")

    def colon(self, n: int) -> Attachment | None:
        """Read "to take money from others: $3m from the army, $2m from a fund": the object before the colon."""
        here = self.sentence.at(n)[0]
        colon = max((i for i in range(here) if self.tokens[i].word == ":"), default=None)
        if colon is None or any(self.tokens[i].tag in FINITE for i in range(colon, here)):
            return None
        noun = next(
            (i for i in range(colon, -1, -1) if self.tokens[i].label == "dobj" and i not in self.sentence.counted), None
        )
        giver = self.object(self.sentence.tops[n], frozenset({"from"}))
        if noun is None or giver is None or group(self.sentence, noun):
            return None
        return replace(self.of_noun(noun, "list"), about=whole(self.sentence, giver))

    def beside(self, n: int) -> Attachment | None:
        """Return what the noun or verb right before a number says: headlines, broken sentences."""
        here = self.sentence.at(n)
        i = here[0] - 1
        while i >= 0 and self.tokens[i].tag in _SMALL:
            i -= 1
        if i < 0:
            return None
        if i in self.sentence.counted:
            return self.number(self.sentence.counted[i])
        if self.tokens[i].tag.startswith("VB"):
            return None if verb(self.tokens[i].word) in SAYS else self.by_verb(i, here[-1])
        if self.tokens[i].tag.startswith("NN") and i not in self.sentence.dated:
            return self.of_noun(i, "beside")
        return self._ahead(here[-1] + 1)

    def _ahead(self, i: int) -> Attachment | None:
        """Return what the noun right after a number names: $100-plus prices."""
        while i < len(self.tokens) and (self.tokens[i].tag in {"HYPH", "JJ"} or self.tokens[i].word == "plus"):
            i += 1
        noun = i < len(self.tokens) and self.tokens[i].tag.startswith("NN") and i not in self.sentence.dated
        return self.of_thing(i, "beside") if noun and self.tokens[i].word not in UNITS else None
