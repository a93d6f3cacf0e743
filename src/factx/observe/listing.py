"""Numbers beside other numbers: brackets, comparisons, lists; and numbers with no grammar above them."""

from dataclasses import replace

from factx.observe.attachment import Attachment
from factx.observe.phrase import group, whole
from factx.observe.share import Shares
from factx.observe.words import CHANGES, SAYS, UNITS, singular, verb

_AGAINST = frozenset({"from", "against", "vs", "vs.", "versus", "compared"})
_NAMES = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ"})
_LISTED = frozenset({",", "CC", ":", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "VBP", "VBZ", "POS", "HYPH", "RB"})
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
        between = self.tokens[self.sentence.at(n - 1)[-1] + 1 : self.sentence.at(n)[0]]
        compared = any(t.word in _AGAINST for t in between[-4:])
        clear = not any(t.tag[:2] in {"VB", "NN"} and t.word != "compared" for t in between)
        return self._elsewhere(n, self.number(n - 1)) if compared and clear else None

    def _elsewhere(self, n: int, before: Attachment) -> Attachment:
        """8 percent in France, compared with 5 percent in Spain: the place that the second names is its own."""
        after = self.sentence.at(n)[-1] + 1
        if after >= len(self.tokens) or self.tokens[after].word != "in":
            return before
        noun = self.object_of(after)
        return before if noun is None else replace(before, about=whole(self.sentence, noun))

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
            or singular(self.tokens[last].word) in CHANGES
            or self.tokens[last].tag[:2] not in {"NN", "VB"}
        ):
            return None
        if not all(self.tokens[i].tag in _LISTED for i in listed):
            return None
        start = next((i for i in listed if self.tokens[i].tag not in {",", "CC", ":", "DT"}), last)
        return self._instead(self.number(n - 1), start, last)

    def _instead(self, before: Attachment, start: int, end: int) -> Attachment:
        """Return what the number before is tied to, with another noun in the place of the measure or its owner."""
        span = self.sentence.span(start, end)
        if before.rule == "share" or before.measure is None or (before.about and group(self.sentence, end)):
            return replace(before, about=span, rule="list")
        return Attachment("list", span, before.about, before.verb)

    def wire(self, n: int) -> Attachment | None:
        """Net 41 cts, FTSE -0.6%: nothing but a name before a number."""
        here = self.sentence.at(n)[0]
        start = self.sentence.at(n - 1)[-1] + 1 if n else 0
        bare = [
            i
            for i in range(start, here)
            if self.tokens[i].tag not in {":", "HYPH", "DT", "NFP"} and self.tokens[i].word != "-"
        ]
        plain = (self.tokens[i].tag in _NAMES or (self.tokens[i].tag == "CD" and i > start) for i in bare)
        if not bare or not all(plain) or any(i in self.sentence.dated for i in bare):
            return None
        name = self.sentence.named.get(bare[0])
        rest = [i for i in bare if name is None or self.tokens[i].start >= name.end]
        if name is None or not name.group or not rest or self.tokens[rest[0]].tag == "CD":
            alone = name is not None and name.group and not rest and group(self.sentence, bare[-1])
            span = self.sentence.span(bare[0], bare[-1])
            return Attachment("wire", None, span) if alone else Attachment("wire", span)
        return Attachment("wire", self.sentence.span(rest[0], rest[-1]), (name.start, name.end))

    def moved(self, n: int) -> Attachment | None:
        """$74 a barrel, up 2 percent; makers such as Norden up 4 percent."""
        i = self.sentence.at(n)[0] - 1
        if i < 1 or self.tokens[i].word not in {"up", "down"}:
            return None
        if n and not any(self._says(j) for j in range(self.sentence.at(n - 1)[-1] + 1, i)):
            return self.number(n - 1)
        i -= 2 if self.tokens[i - 1].tag == "," else 1
        name = self.sentence.named.get(i)
        free = self.tokens[self.tokens[i].head].word not in _TIES
        return self.of_noun(i, "moved") if name and name.group and free else None

    def _says(self, i: int) -> bool:
        return (
            self.tokens[i].tag[:2] in {"NN", "VB"} and i not in self.sentence.dated and self.tokens[i].word not in UNITS
        )

    def respectively(self, n: int) -> Attachment | None:
        """Sales and profit rose 3 percent and 5 percent respectively."""
        if not any(t.word == "respectively" for t in self.tokens):
            return None
        chain = [self.sentence.tops[n]]
        while self.tokens[chain[0]].label == "conj" and self.tokens[chain[0]].head in self.sentence.counted:
            chain.insert(0, self.tokens[chain[0]].head)
        found = self.climb(chain[0])
        for name, span in (("measure", found.measure), ("about", found.about)):
            heads = self._members(self.sentence.head_of(*span)) if span else []
            if 1 < len(heads) >= len(chain):
                mine = whole(self.sentence, heads[len(chain) - 1], alone=True)
                return replace(found, rule="respectively", **{name: mine})  # type: ignore[arg-type]
        return None

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
        noun = self.tokens[i].tag.startswith("NN") and i not in self.sentence.dated
        return self.of_noun(i, "beside") if noun else None
