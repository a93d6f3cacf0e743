"""Parts of a whole, things worth so much, kinds of money."""

from dataclasses import replace

from factx.observe.attachment import Attachment
from factx.observe.clause import patients, subject, verb_phrase
from factx.observe.noun import doer, group, objects, whole
from factx.observe.part import Parts
from factx.observe.phrase import phrase
from factx.observe.tree import IDLE
from factx.observe.words import (
    CHANGES,
    COSTS,
    FROM,
    FUNDS,
    LOSES,
    MOVES,
    REACHES,
    SAYS,
    STAKES,
    SUMS,
    TAKES,
    TRADED,
    UNITS,
    singular,
    verb,
)
from factx.records import MoneyFact, PercentFact

_NEAR = 6  # words between a loss and its amount
_TOPS = frozenset({"top", "course", "excess"})  # on top of $5m
_OF = frozenset({"of"})
_TO = frozenset({"from", "to"})
_GETS = frozenset({"add", "gain", "lose", "total"})
_WINS = frozenset({"carry", "carried", "retain", "retained", "win"})
_OWED = frozenset({"debt", "debts", "arrears", "losses"})
_ABOUT = frozenset(
    "a about almost an around approximately as at estimated just least more much nearly over roughly some than to up".split()
)
_UNDER = frozenset({"dobj", "attr", "npadvmod", "pobj", "prep", "conj", "acomp", "nmod", "ROOT"})


class Shares(Parts):
    """Reads what a number is a part or a kind of."""

    def of(self, n: int) -> Attachment | None:
        """Read "a fine of $5m", "an increase of 28 percent", "a loss of up to $2m"."""
        head = self.tokens[self.sentence.tops[n]].head
        if head > self.sentence.at(n)[-1] and self.tokens[head].tag.startswith("NN"):
            return None  # talk of a $10 tax
        i = self.sentence.at(n)[0] - 1
        while i > 0 and self.tokens[i].word in _ABOUT:
            i -= 1
        if i < 1 or self.tokens[i].word != "of" or not self.tokens[i - 1].tag.startswith("NN"):
            return None
        over = self.tokens[i].head  # a loss on assets of $5m
        inside = range(over + 1, i)
        if (
            self.names(over)
            and 1 < len(inside) < _NEAR
            and self.tokens[over + 1].tag == "IN"
            and not self._apart(over, i)
        ):
            return self.by_noun(over, self.sentence.tops[n])
        parted = self.object(self.sentence.at(n)[-1], _OF)
        part = singular(self.tokens[i - 1].word) not in CHANGES | SUMS | STAKES and self.tokens[i - 2].word == "in"
        if part and parted is not None and isinstance(self.sentence.numbers[n], PercentFact):
            return replace(self.of_noun(parted, "share"), about=self.owner(i - 1))  # in control of 80% of seats
        if i - 1 in self.sentence.counted or i - 1 in self.sentence.dated or self.tokens[i - 1].word in UNITS | _TOPS:
            return None
        return self.by_noun(i - 1, self.sentence.tops[n])

    def rated(self, n: int) -> Attachment | None:
        """Read "a $10 per barrel tax", "a $3,500-a-month mortgage"."""
        i = self.sentence.at(n)[-1] + 1
        while i < len(self.tokens) and (self.tokens[i].word in {"per", "a", "an"} or self.tokens[i].tag == "HYPH"):
            i += 1
        if i == self.sentence.at(n)[-1] + 1 or i >= len(self.tokens) or self.tokens[i].word not in UNITS:
            return None
        noun = i
        while noun + 1 < len(self.tokens) and self.tokens[noun + 1].tag in {"NN", "NNS", "JJ"}:
            noun += 1
        plain = noun > i and self.tokens[noun].tag.startswith("NN") and noun not in self.sentence.dated
        return self.of_thing(noun, "modifier") if plain else None

    def share(self, n: int) -> Attachment | None:
        """60 percent of revenue, 70% of voters who say no."""
        if not isinstance(self.sentence.numbers[n], PercentFact):
            return None
        token, counted = self.tokens[self.sentence.tops[n]], self.counted_of(n)
        if counted is not None and self.tokens[counted].label in {"nsubj", "nsubjpass"}:
            token = self.tokens[counted]
        parted = counted or next((o for i in self.sentence.at(n) if (o := self.object(i, _OF)) is not None), None)
        if (
            parted is None
            and n
            and any(
                self.tokens[i].word == "which"
                for i in range(self.sentence.at(n)[-1] + 1, min(self.sentence.at(n)[-1] + 3, len(self.tokens)))
            )
        ):
            return self.of_which(n, token.head)
        if token.label in {"nsubj", "nsubjpass"}:
            return self._doers(parted, token.head, countable=counted is not None)
        if parted is None:
            return self.divided(n, token)
        if self.tokens[parted].word == "which" and n:
            return self.of_which(n, token.head)
        up = self._governor(self.sentence.tops[n])
        holder = subject(self.sentence, up) if up is not None else None
        if (
            up is None
            or holder is None
            or holder in self.sentence.counted
            or self.tokens[holder].tag in {"DT", "WDT", "EX"}
        ):
            found = self.of_noun(parted, "share")
            return Attachment("share", found.measure, self.owner(self.sentence.tops[n]) or found.about, found.verb)
        moved = self.tokens[token.head].word in {"to", "by", "from", "at"}
        won = verb(self.tokens[up].word) in _WINS
        if moved and not won and any(t < parted for t in patients(self.sentence, up)):
            return None  # raise spending to 3 percent of output
        return self._held(parted, holder, up)

    def _held(self, parted: int, holder: int, up: int) -> Attachment | None:
        """Women make up 40% of the workforce, 5% of GDP is spent on schools; not: debt rose to 60% of output."""
        does = verb(self.tokens[up].word)
        if does in SAYS:
            said = next((c for c in self.sentence.children[up] if self.tokens[c].label == "ccomp" and c > parted), None)
            return (
                self._doers(parted, said)
                if said is not None
                else Attachment("share", *phrase(self.sentence, parted), up)
            )
        if does in {"own", "control"} and self.tokens[holder].tag == "CD":
            return Attachment("share", whole(self.sentence, parted), whole(self.sentence, holder), up)  # four of us
        if not doer(self.sentence, holder) and group(self.sentence, parted):
            return Attachment("share", phrase(self.sentence, holder).measure, whole(self.sentence, parted), up)
        lost = does in {"lose", "gain"} and self.tokens[holder].word not in TRADED
        if not doer(self.sentence, holder) and not lost and does in MOVES | REACHES | {"be"} | (COSTS - {"represent"}):
            return None
        spent = self.object(up, frozenset({"on"})) if does == "spend" else None
        measured = parted if spent is None else spent
        named = phrase(self.sentence, measured).measure or whole(self.sentence, measured)
        return Attachment("share", named, whole(self.sentence, holder), up)

    def _governor(self, i: int) -> int | None:
        """Return the verb that a number is an object of, with a preposition or without."""
        for _ in range(3):
            token = self.tokens[i]
            if token.label not in _UNDER or token.head == i:
                return None
            i = token.head
            if self.tokens[i].tag.startswith("VB"):
                return i
            if self.tokens[i].tag not in {"IN", "TO"} and i not in self.sentence.counted:
                return None
        return None

    def _doers(self, members: int | None, does: int, *, countable: bool = False) -> Attachment | None:
        """X% of a group do something."""
        name = verb(self.tokens[does].word)
        clause = self.tokens[does].tag.startswith("VB") or self.tokens[does].label in {"advcl", "ROOT", "ccomp"}
        out = any(self.tokens[c].label == "prt" for c in self.sentence.children[does])
        if not clause or (members is None and name in MOVES | REACHES and not out):
            return None
        if members is None:
            members = self._fronted(does)
        elif not group(self.sentence, members):
            holder = self.object(does, _TO) if name in FROM else None
            if holder is not None:
                return Attachment("share", phrase(self.sentence, members).measure, whole(self.sentence, holder), does)
            part = self.attribute(does)
            if part is not None and self.tokens[members].tag not in {"NNS", "NNPS"}:
                return Attachment("share", self.sentence.span(*part), whole(self.sentence, members), does)
            if self.tokens[members].tag not in {"NNS", "NNPS"} or (
                self.tokens[members].word in FUNDS and not countable
            ):
                return self.of_noun(members, "share")
        about = whole(self.sentence, members) if members is not None else None
        return Attachment("group", verb_phrase(self.sentence, does), about, does)

    def _fronted(self, does: int) -> int | None:
        """Among teenagers, 62 percent have a phone."""
        for child in self.sentence.children[does]:
            if self.tokens[child].word in {"among", "of"}:
                return next(
                    (o for o in objects(self.sentence, child) if self.tokens[o].tag != "CD" or self._told(o)), None
                )
        return None

    def _told(self, i: int) -> bool:
        """Return whether a clause tells which ones are meant: the 2,000 who voted."""
        return any(self.tokens[c].label == "relcl" for c in self.sentence.children[i])

    def stake(self, n: int, found: Attachment) -> Attachment:
        """Read "a 5 percent stake in a bank": what is measured is the bank, who holds it is the owner."""
        if not isinstance(self.sentence.numbers[n], PercentFact) or found.measure is None:
            return found
        noun = next((i for i in self.sentence.within(*found.measure) if self.tokens[i].word in STAKES), None)
        parted = self.object(noun, frozenset({"in", "of"})) if noun is not None else None
        shares = self.tokens[noun].head if noun is not None and self.tokens[noun].label in {"conj", "appos"} else None
        if parted is None and shares is not None and self.tokens[shares].word == "shares":
            return Attachment(
                "share", whole(self.sentence, shares), found.about, found.verb
            )  # 50 shares, or a 2% stake
        if (
            noun is None
            or parted is None
            or (parted in self.sentence.named and self.sentence.named[parted].label == "GPE")
        ):
            return found
        measured = phrase(self.sentence, parted).measure or whole(self.sentence, parted)
        before = next((c for c in self.sentence.children[noun] if c < noun and group(self.sentence, c)), None)
        holder = whole(self.sentence, before) if before is not None else self.owner(noun)
        return Attachment("share", measured, found.about or holder, found.verb)

    def worth(self, n: int) -> Attachment | None:
        """Orders worth $5m, a grant worth up to $8m, $5m worth of goods."""
        here = self.sentence.at(n)
        after = [t.word for t in self.tokens[here[-1] + 1 : here[-1] + 3]]
        if after == ["worth", "of"]:
            noun = next(iter(objects(self.sentence, here[-1] + 2)), None)
            return self.of_noun(noun, "worth") if noun is not None else None
        for i in range(here[0] - 1, max(here[0] - 5, 0), -1):
            if self.tokens[i].word == "worth":
                return self.of_thing(i - 1, "worth") if self.tokens[i - 1].tag.startswith("NN") else self.climb(i)
            if i in self.sentence.counted or self.tokens[i].tag in {",", "CC"}:
                return None
        return None

    def kind(self, n: int) -> Attachment | None:
        """$5m in damages, $3m of bonds, $10 off a meal, $300m wiped from its value."""
        up = self.tokens[self.sentence.tops[n]].head
        does = verb(self.tokens[up].word)
        if does in TAKES:
            noun = self.object(up, frozenset({"from"})) or self.object(self.sentence.tops[n], frozenset({"from"}))
            if noun is not None:
                return None if group(self.sentence, noun) else self.of_noun(noun, "kind")
        words = {"off"}
        if isinstance(self.sentence.numbers[n], MoneyFact):
            words |= {"of", "in"}
            if self.tokens[self.sentence.tops[n]].label == "dobj":
                words |= {"on", "for"} if self.pays(up) else {"on"} if does in LOSES else set()
        noun = self.object(self.sentence.tops[n], frozenset(words))
        if noun is None or group(self.sentence, noun) or self.tokens[noun].word in IDLE | UNITS:
            return None
        if self.tokens[self.tokens[noun].head].word == "in" and self.known(noun):
            return None
        still = does in (MOVES | REACHES | {"be"}) - _GETS and self.tokens[noun].word not in _OWED
        return None if self.tokens[up].tag.startswith("VB") and still else self.of_noun(noun, "kind")
