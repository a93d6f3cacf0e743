"""Numbers of others beside one: who comes next with how much, a figure higher than another, what equals a part."""

from dataclasses import replace

from factx.observe.attachment import Attachment
from factx.observe.clause import subject
from factx.observe.listing import Lists
from factx.observe.noun import doer, group, objects, whole
from factx.observe.sentence import Span
from factx.records import PercentFact

_SMALL = frozenset("a about almost around at just nearly on only over roughly some to under with".split())
_NEXT = frozenset({"ahead", "behind", "followed", "trailed"})
_TO = frozenset("a about almost around at just least nearly only over roughly some than to under".split())
_AGAIN = frozenset({"it", "this", "that", "which"})
_FAR = 12  # tokens from one number of a ranking to the next


class Ranks(Lists):
    """Reads numbers that stand beside others."""

    def ranked(self, n: int) -> Attachment | None:
        """Read "ahead of Italy at 9 percent, followed by Spain with 8 percent and Malta with 6 percent"."""
        if n == 0 or self.sentence.numbers[n - 1].kind != self.sentence.numbers[n].kind:
            return None
        here, last = self.sentence.at(n)[0], self.sentence.at(n - 1)[-1]
        between = range(last + 1, here)
        begins = self.number(n - 1).rule == "ranked" or any(
            self.tokens[i].word in _NEXT for i in range(max(last - _FAR, 0), here)
        )
        i = here - 1
        while i > last and self.tokens[i].word in _SMALL:
            i -= 1
        tied = i < here - 1 and any(self.tokens[j].word in {"at", "on", "with"} for j in range(i + 1, here))
        clear = not any(
            self.tokens[j].tag.startswith(("VB", "MD")) and self.tokens[j].word not in _NEXT for j in between
        )
        if not begins or not tied or not clear or not group(self.sentence, i):
            return None
        before = self.number(n - 1)
        return replace(before, about=whole(self.sentence, i), rule="ranked" if before.rule == "share" else before.rule)

    def figure(self, n: int) -> Attachment | None:
        """Read "took 70 percent of sales, a share 2.6 points higher than before": what the number before is tied to."""
        i = self.sentence.at(n)[0] - 1
        alone = i > 1 and self.tokens[i].word in {"figure", "level", "rate", "share"} and self.tokens[i - 1].tag == "DT"
        return self.number(n - 1) if n and alone and self.tokens[i - 2].word == "," else None

    def equal(self, n: int) -> Attachment | None:
        """Read "a levy equal to 2 percent of the car's value": what equals the part."""
        i = self.sentence.at(n)[0] - 1
        while i > 0 and self.tokens[i].word in _TO:
            i -= 1
        if i < 1 or self.tokens[i].word not in {"equal", "equivalent"}:
            return None
        if self.tokens[i - 1].tag.startswith("NN") and not group(self.sentence, i - 1):
            found = self.of_noun(i - 1, "equal")
            who = subject(self.sentence, found.verb) if found.verb is not None else None
            theirs = found.about is None and who is not None and doer(self.sentence, who)
            return replace(found, about=whole(self.sentence, who)) if theirs and who is not None else found
        who = subject(self.sentence, self.tokens[i].head)
        if who is None or group(self.sentence, who):
            again = who is not None and self.tokens[who].word in _AGAIN
            return Attachment("equal", None, whole(self.sentence, who)) if again and who is not None else None
        return self.of_noun(who, "equal")

    def fronted(self, n: int) -> Span | None:
        """Return whom a sentence says at its beginning that its figures are for: For a family, rent comes to $900."""
        here = self.sentence.at(n)[0] if self.sentence.at(n) else 0
        comma = next((i for i in range(here) if self.tokens[i].word == ","), None)
        if comma is None or self.tokens[0].word != "for":
            return None
        found = (o for o in objects(self.sentence, 0) if o < comma and group(self.sentence, o))
        named = self.sentence.named
        return next((whole(self.sentence, o) for o in found if o not in named or named[o].label == "NORP"), None)

    def answers(self, n: int) -> Attachment | None:
        """Read "responses from 61% of the firms": what comes from a part of a group."""
        number = self.sentence.numbers[n]
        top = self.tokens[self.sentence.tops[n]]
        tie = self.tokens[top.head]
        noun = tie.head
        if not isinstance(number, PercentFact) or tie.word not in {"among", "by", "from"} or top.label != "pobj":
            return None
        members = next((o for i in self.sentence.at(n) if (o := self.object(i, frozenset({"of"}))) is not None), None)
        said = self.names(noun) and noun == top.head - 1 and not group(self.sentence, noun)
        if members is None or not said or not group(self.sentence, members):
            return None
        return replace(self.of_noun(noun, "share"), about=whole(self.sentence, members))
