"""Whose a noun is that does not say so itself."""

from factx.observe.clause import patients, subject
from factx.observe.noun import company, doer, first, group, objects, owners, whole
from factx.observe.sentence import Sentence, Span
from factx.observe.words import (
    BAILS,
    FINANCES,
    HAS,
    OUTLETS,
    PAYS,
    PEOPLE,
    REPORTS,
    SAYS,
    SPEAKERS,
    UNITS,
    singular,
    verb,
)
from factx.records import MoneyFact

FINITE = frozenset({"VBD", "VBZ", "VBP", "VB"})
_DEALS = frozenset({"contract", "contracts", "deal", "deals", "agreement", "partnership"})
_MADE = frozenset(
    "achieved reported posted recorded suffered earned made spent held owned paid owed received collected incurred announced offered pledged promised proposed donated".split()
)
_CALLS = frozenset("called calls described describes dubbed dubs termed terms".split())
_SHELLS = ("cough", "fork", "shell", "splash")  # shell out
_SUM = 100_000  # a loss, no step of a price
_SETS = frozenset({"set", "setting", "post", "deny", "denied", "grant", "granted"})


class Owners:
    """Finds the owners of the nouns of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.climbing: set[int] = set()  # tokens whose heads are being climbed

    def owner(self, noun: int) -> Span | None:
        """Return whose a noun is that does not say so: the body it stands under, or the subject of its clause."""
        below = noun
        for i in self.sentence.up(noun):
            if self.tokens[i].tag.startswith("VB"):
                return self._agent(noun, below, self._clause_of(noun, i))
            joined = self.tokens[below].label == "conj" or i in self.sentence.counted
            joined = joined or (
                self.tokens[below].word == "in" and self.tokens[i].label == "dobj"
            )  # buy Norden in a deal
            if self.tokens[i].tag.startswith("NN") and not joined and group(self.sentence, i):
                head = self.tokens[i].head
                who = subject(self.sentence, head) if self.tokens[i].label == "attr" else None
                if who is not None and group(self.sentence, who):
                    return whole(self.sentence, who)  # Germany is the largest buyer
                named = self.tokens[i].label == "appos" and group(self.sentence, head)
                return whole(self.sentence, head if named else i)
            own = (
                [o for o in owners(self.sentence, i) if group(self.sentence, o)]
                if i not in self.sentence.counted
                else []
            )
            if own and not joined and self.tokens[i].tag.startswith("NN"):
                return whole(self.sentence, own[0])  # Norden's plan for a fund
            below = i
        return None

    def _agent(self, noun: int, below: int, verb_: int) -> Span | None:
        """Return who does what a verb says with a noun, or is given it; the place of it where the noun does it."""
        label = self.tokens[below].label
        if label in {"nsubj", "nsubjpass"}:
            passive = label == "nsubjpass" and below == noun
            return (self._doer_of(verb_) if passive else None) or self.place(verb_)
        if label == "attr" and below not in self.sentence.counted:
            return None
        does = verb(self.tokens[verb_].word)
        who = subject(self.sentence, verb_)
        if self.tokens[noun].word in BAILS and does in _SETS:
            return None  # the accused's, not the court's
        if who is not None and who != noun and self._holds(who, does):
            tells = does in REPORTS and self.tokens[who].word != "we" and not company(self.sentence, who)
            return None if tells and singular(self.tokens[noun].word) not in FINANCES else whole(self.sentence, who)
        theirs = [] if who is None else [o for o in owners(self.sentence, who) if self.tokens[o].tag != "PRP$"]
        theirs = [o for o in theirs if group(self.sentence, o)]
        if theirs and who != noun:
            return whole(self.sentence, theirs[0])  # Norden's plan includes $5m in aid
        given = [t for t in patients(self.sentence, verb_) if t < noun and group(self.sentence, t)]
        return whole(self.sentence, given[0]) if given else self.place(verb_)

    def _holds(self, who: int, does: str) -> bool:
        """Return whether the subject of a verb is the owner of what the verb is about: a body, or whatever has it."""
        return doer(self.sentence, who) or (does in HAS and self.names(who) and self.tokens[who].word not in SPEAKERS)

    def _clause_of(self, noun: int, verb_: int) -> int:
        """Return the verb of a noun's clause: the one before it, where the parser ties it to one behind a semicolon."""
        if any(t.word == ";" for t in self.tokens[noun:verb_]):
            return next((i for i in range(noun, -1, -1) if self.tokens[i].tag in FINITE), verb_)
        return verb_

    def _doer_of(self, verb_: int) -> Span | None:
        """Return who does what is done: won by Norden, shipped through the port."""
        for child in self.sentence.children[verb_]:
            if self.tokens[child].word in {"by", "through"}:
                for noun in objects(self.sentence, child):
                    lead = first(self.sentence, noun)
                    named = self.tokens[lead].tag == "NNP" or lead in self.sentence.named  # the Dalian area
                    if (named or group(self.sentence, noun)) and noun not in self.sentence.counted:
                        return whole(self.sentence, noun)
        return None

    def place(self, verb_: int) -> Span | None:
        """Return the place that a clause says something happened in."""
        for child in self.sentence.children[verb_]:
            if self.tokens[child].word in {"in", "at"}:
                for noun in objects(self.sentence, child):
                    named = self.sentence.named.get(noun)
                    outlet = company(self.sentence, noun) or singular(self.tokens[noun].word) in OUTLETS
                    firm = self.tokens[child].word == "at" and outlet
                    if ((named and named.group) or firm) and noun not in self.sentence.counted:
                        return whole(self.sentence, noun)
        return None

    def maker(self, noun: int) -> Span | None:
        """Return whoever did what is said of a noun: the investment South Korea had made."""
        for child in self.sentence.children[noun]:
            denied = any(self.tokens[c].label == "neg" for c in self.sentence.children[child])
            if self.tokens[child].label == "relcl" and not denied:
                who = subject(self.sentence, child)
                says = verb(self.tokens[child].word) in SAYS or self.tokens[child].word in _CALLS
                if says and (self.tokens[child].word != "reported" or who is None or self.tokens[who].tag != "PRP"):
                    continue
                if who is not None and who != noun and group(self.sentence, who):
                    return whole(self.sentence, who)
            if self.tokens[child].label == "acl" and self.tokens[child].word in _MADE:
                agent = self.object(child, frozenset({"by"}))
                if agent is not None and group(self.sentence, agent):
                    return whole(self.sentence, agent)  # the price achieved by Norden
        return None

    def partner(self, noun: int) -> Span | None:
        """Return who else a contract is with, where nobody else is named."""
        other = self.object(noun, frozenset({"with"})) if self.tokens[noun].word in _DEALS else None
        return whole(self.sentence, other) if other is not None and group(self.sentence, other) else None

    def agrees(self, pronoun: str, about: Span) -> bool:
        """Return whether a pronoun can stand for a phrase: its for a body, his and her for a person, their for many."""
        noun = self.sentence.head_of(*about)
        if not pronoun or noun is None:
            return True
        word, named = self.tokens[noun].word, self.sentence.named.get(noun)
        person = named.label == "PERSON" if named else singular(word) in PEOPLE
        if pronoun in {"his", "her"}:
            return person
        if pronoun == "our":
            return word == "we"
        return pronoun == "their" or (not person and self.tokens[noun].tag not in {"NNS", "PRP"}) or word == "it"

    def pays(self, verb_: int) -> bool:
        """Return whether a verb ties money with "for" to what it is for: pays, sets aside."""
        after = self.tokens[min(verb_ + 1, len(self.tokens) - 1)].word
        out = self.tokens[verb_].word.startswith(_SHELLS) and after in {"out", "over", "up"}
        return verb(self.tokens[verb_].word) in PAYS or after == "aside" or out

    def quantity(self, noun: int) -> int | None:
        """Return what a counted noun says the amount of: output was 500 tonnes, 4 percent more."""
        token = self.tokens[noun]
        counted = any(self.tokens[c].tag == "CD" and c < noun for c in self.sentence.children[noun])
        if token.label != "attr" or not counted or verb(self.tokens[token.head].word) != "be":
            return None
        who = subject(self.sentence, token.head)
        return who if who is not None and self.names(who) and not group(self.sentence, who) else None

    def object(self, i: int, words: frozenset[str]) -> int | None:
        """Return the noun that a preposition ties to a token."""
        for child in self.sentence.children[i]:
            if child > i and self.tokens[child].word in words:
                for noun in objects(self.sentence, child):
                    free = noun not in self.sentence.counted and noun not in self.sentence.dated
                    if free and self.tokens[noun].word not in UNITS and self.tokens[noun].tag[:2] in {"NN", "VB", "PR"}:
                        return noun
        return None

    def is_sum(self, i: int) -> bool:
        """Return whether a token is of an amount that a body can lose or gain, no price of a share."""
        n = self.sentence.counted.get(i)
        number = self.sentence.numbers[n] if n is not None else None
        return isinstance(number, MoneyFact) and number.amount >= _SUM

    def counted_from(self, noun: int) -> int | None:
        """Return what a change counts where it says so by its start: an increase of 93% from 88 deaths."""
        kind = self.object(noun, frozenset({"from"}))
        things = kind is not None and self.tokens[kind].tag == "NNS" and self.tokens[kind - 1].tag == "CD"
        return kind if things else None

    def names(self, i: int) -> bool:
        """Return whether a token is a noun that can name something: of no number and no date."""
        token = self.tokens[i]
        free = i not in self.sentence.dated and i not in self.sentence.counted
        return free and token.tag.startswith(("NN", "PRP")) and token.word not in UNITS - {"share"}
