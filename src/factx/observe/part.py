"""Parts of a whole that a number says: what it is made of, which of a group do something, what went to whom."""

from dataclasses import replace

from factx.observe.attachment import Attachment
from factx.observe.clause import subject, verb_phrase
from factx.observe.noun import first, group, objects, whole
from factx.observe.sentence import Token
from factx.observe.tree import Tree
from factx.observe.words import CHANGES, FROM, SAYS, STAKES, SUMS, singular, verb
from factx.records import PercentFact

_OF = frozenset({"of"})
_TO = frozenset({"from", "to"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_SHORT = 4  # words to the verb of what is said
_PORTIONS = frozenset({"percentage", "proportion", "share"})


class Parts(Tree):
    """Reads numbers that say a part."""

    def told(self, n: int) -> Attachment | None:
        """Read "the $4 million it paid for a mill": who does what is said of the number."""
        top = self.sentence.tops[n]
        child = next((c for c in self.sentence.children[top] if self.tokens[c].label == "relcl"), None)
        who = (
            next((c for c in self.sentence.children[child] if self.tokens[c].label == "nsubj"), None) if child else None
        )
        if (
            child is None
            or who is None
            or verb(self.tokens[child].word) in SAYS
            or not group(self.sentence, who)
            or who < top
            or child - top > _SHORT
        ):
            return None
        if self.tokens[who].word == "who":
            percent = isinstance(self.sentence.numbers[n], PercentFact)
            return Attachment("group", verb_phrase(self.sentence, child), None, child) if percent else None
        before = (
            self.number(n - 1) if n and self.sentence.numbers[n - 1].kind == self.sentence.numbers[n].kind else None
        )
        same = before is not None and before.about is not None and self.tokens[who].tag == "PRP"
        about = before.about if same and before is not None else whole(self.sentence, who)
        noun = self.object(child, frozenset({"for", "on", "in"}))
        if noun is not None and not group(self.sentence, noun):
            return replace(self.of_noun(noun, "told"), about=about, verb=child)
        measure = before.measure if before is not None else None
        return Attachment("told", measure or self.sentence.span(child, child), about, child)

    def counted_of(self, n: int) -> int | None:
        """Return the noun that a fraction counts: one in five farmers, seven out of ten orders."""
        words = [self.tokens[i].word for i in self.sentence.at(n)]
        i = self.sentence.at(n)[-1] + 1 if words else 0
        if "in" not in words and "out" not in words:
            return None
        start = i
        while i < len(self.tokens) and self.tokens[i].tag in ({"JJ", "VBG"} if i == start else set()) | _NOUNS:
            i += 1
        return i - 1 if i > start and self.tokens[i - 1].tag in {"NNS", "NNPS"} else None

    def portion(self, n: int, found: Attachment) -> Attachment:
        """Read "the percentage of shoppers who pay in cash rose to 5 percent": the group, and what it does."""
        if not isinstance(self.sentence.numbers[n], PercentFact) or found.measure is None:
            return found
        noun = next((i for i in self.sentence.within(*found.measure) if self.tokens[i].word in _PORTIONS), None)
        if noun is None:
            return found
        group_ = self.object(noun, _OF)
        under = [c for i in (group_, noun) if i is not None for c in self.sentence.children[i]]
        does = next((c for c in under if self.tokens[c].label in {"acl", "relcl"} and c > noun), None)
        if does is None or not self.tokens[does].tag.startswith("VB"):
            return found
        about = whole(self.sentence, group_) if group_ is not None else None
        return Attachment("portion", verb_phrase(self.sentence, does), about, found.verb)

    def composed(self, n: int) -> Attachment | None:
        """Read "the planet is 95% ice"."""
        here = self.sentence.at(n)
        noun = here[-1] + 1
        while noun < len(self.tokens) and self.tokens[noun].tag == "JJ":
            noun += 1
        if not isinstance(self.sentence.numbers[n], PercentFact) or noun >= len(self.tokens):
            return None
        token = self.tokens[noun]
        while token.tag == "NN" and token.label == "compound":
            noun, token = token.head, self.tokens[token.head]
        idle = singular(token.word) in CHANGES | SUMS | STAKES
        if token.label != "attr" or verb(self.tokens[token.head].word) != "be" or idle or not self.names(noun):
            return None
        who, part = subject(self.sentence, token.head), self.attribute(token.head)
        if who is None or part is None or part[1] < noun or who in self.sentence.counted:
            return None
        return Attachment("share", self.sentence.span(here[-1] + 1, part[1]), whole(self.sentence, who), token.head)

    def attribute(self, does: int) -> tuple[int, int] | None:
        """Return the noun that a whole or a part of it is: 4% of the air is oxygen."""
        found = [c for c in self.sentence.children[does] if self.tokens[c].label == "attr" and self.names(c)]
        if verb(self.tokens[does].word) != "be" or not found:
            return None
        joined = [c for c in self.sentence.children[found[0]] if self.tokens[c].label == "conj"]
        return first(self.sentence, found[0]), joined[-1] if joined else found[0]

    def of_which(self, n: int, does: int) -> Attachment:
        """$5m, two thirds of which went to farms."""
        before = self.number(n - 1)
        holder = self.object(does, _TO) if verb(self.tokens[does].word) in FROM else None
        return replace(before, rule="share", about=whole(self.sentence, holder) if holder is not None else before.about)

    def divided(self, n: int, token: Token) -> Attachment | None:
        """Read "Norden, in which the state owns 36%; 52% voted to leave and 48% to stay"."""
        after = self.sentence.at(n)[-1] + 1
        tags = [t.tag for t in self.tokens[after : after + 2]]
        if token.label == "conj" and tags == ["TO", "VB"]:
            return Attachment("group", verb_phrase(self.sentence, after + 1))
        verb_ = token.head
        if (
            verb(self.tokens[verb_].word) not in {"own", "hold", "control", "have"}
            or self.tokens[verb_].label != "relcl"
        ):
            return None
        which = any(
            self.tokens[o].word == "which" and self.tokens[c].word == "in"
            for c in self.sentence.children[verb_]
            for o in objects(self.sentence, c)
        )
        who = subject(self.sentence, verb_)
        if not which or who is None:
            return None
        return Attachment("share", whole(self.sentence, self.tokens[verb_].head), whole(self.sentence, who), verb_)
