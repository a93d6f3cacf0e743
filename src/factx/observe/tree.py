"""What the words above a number in the tree say that it measures: a noun, or a verb with its subject and object."""

from abc import ABC, abstractmethod
from dataclasses import replace

from factx.observe.attachment import Attachment
from factx.observe.clause import patients, subject, verb_phrase
from factx.observe.holder import FINITE, Owners
from factx.observe.movement import MAKES
from factx.observe.noun import booked, doer, first, group, height, owners, whole
from factx.observe.phrase import phrase
from factx.observe.words import (
    CHANGES,
    COSTS,
    LIMITS,
    LOSES,
    MOVES,
    OWNERS,
    PEOPLE,
    PRICES,
    REACHES,
    SUMS,
    TRADES,
    singular,
    verb,
)

STILL = MOVES | REACHES | {"be", "cost"}  # verbs that say what a number is, not what somebody does
IDLE = frozenset({"trading", "dealings", "session", "terms", "addition", "total", "all", "cash", "line", "return"})
_FORESEEN = frozenset({"expectation", "forecast", "estimate", "consensus", "projection"})
_FAR = 8  # heads to climb over


class Tree(Owners, ABC):
    """Reads what the numbers of one sentence are tied to by grammar."""

    @abstractmethod
    def number(self, n: int) -> Attachment:
        """Return what a number is tied to, by its index among the sentence's numbers."""

    def climb(self, i: int) -> Attachment:
        """Return what a number is tied to by the words above one of its tokens; none where these lead back to it."""
        if i in self.climbing:
            return Attachment("none")
        self.climbing.add(i)
        found = self._climb(i)
        self.climbing.discard(i)
        return found

    def _climb(self, i: int) -> Attachment:
        counted = self.sentence.counted
        for _ in range(_FAR):
            head = self.tokens[i].head
            if head == i:
                break
            if head in counted and counted[head] != counted.get(i):
                return self.number(counted[head])
            if self._acts(head):
                return self.by_verb(self._main(head, i), i)
            if self.names(head):
                name = self.sentence.named.get(head)
                if i in counted and head > i and name and name.label == "PERSON":
                    break  # the next sentence, after an abbreviation
                if self._source(head) or (i in counted and head > i and self._apart(i, head)):
                    break
                return self.by_noun(head, i)
            i = head
        return Attachment("none")

    def _main(self, verb_: int, i: int) -> int:
        """Return the verb that an infinitive hangs on where a comma stands before what is said: to fly them, at $5m each."""
        while self.tokens[i - 1].word == "," and self.tokens[i].label == "prep":
            above = next((j for j in self.sentence.up(verb_) if self.tokens[j].tag.startswith("VB")), verb_)
            if above == verb_ or not any(self.tokens[c].tag == "TO" for c in self.sentence.children[verb_]):
                break
            verb_ = above
        above = next((j for j in self.sentence.up(verb_) if self.tokens[j].tag.startswith("VB")), verb_)
        moves = verb(self.tokens[verb_].word) in MOVES or self.tokens[verb_].word in MAKES
        if self.tokens[i].word == "by" and self._relative(verb_) and not moves and self.tokens[above].word in MAKES:
            return above  # cut supplies to the mines it serves by 30 percent
        return verb_

    def _acts(self, i: int) -> bool:
        token = self.tokens[i]
        of_date = token.label == "acl" and token.head in self.sentence.dated  # the quarter ended June 30
        return token.tag.startswith("VB") and token.label != "prep" and not of_date

    def _apart(self, number: int, noun: int) -> bool:
        """Return whether a noun after a number stands in another clause than the number, whatever the parser says."""
        between = (self.tokens[i].tag for i in range(number + 1, noun))
        return any(tag in {"CC", ",", ":", "."} or tag in FINITE for tag in between)

    def _source(self, noun: int) -> bool:
        """Return whether a noun names who says so: according to Reuters."""
        return self.tokens[self.tokens[self.tokens[noun].head].head].word == "according"

    # nouns

    def by_noun(self, noun: int, i: int) -> Attachment:
        """Return what a noun above a token says."""
        over = self.tokens[noun].head
        if self.tokens[over].word in {"before", "after"} and self.names(self.tokens[over].head):
            noun = self.tokens[over].head  # profit before tax
        if noun < i and (who := self.quantity(noun)) is not None:
            return self._subject(who, over, i)
        word = singular(self.tokens[noun].word)
        if self.tokens[over].word == "than" and word in _FORESEEN:
            return self.climb(noun)  # lower than expectations, at 2 percent
        if word in CHANGES and not booked(self.sentence, noun):
            return self.by_change(noun, i)
        if (word in SUMS and first(self.sentence, noun) == noun) or height(self.sentence, noun):
            if self.tokens[over].word == "by":
                return self.climb(noun)  # rose by an average of 16 percent for flats
            kind = self.object(noun, frozenset({"of", "in", "for"}))
            return self.of_noun(kind, "of") if kind is not None else self.climb(noun)
        label = self.tokens[i].label
        rule = "of" if label in {"prep", "pobj"} else "apposition" if label == "appos" else "modifier"
        return self.of_thing(noun, rule) if rule == "modifier" and noun > i else self.of_noun(noun, rule)

    def by_change(self, noun: int, i: int, *, moves: bool = False) -> Attachment:
        """Read "a 5 percent rise in exports", "a pay rise of 4 percent"; `moves`: it is a verb's subject."""
        kind = self.object(noun, frozenset({"in", "of", "for"}))
        kind = kind if kind is not None else self.counted_from(noun)
        if kind is not None and not group(self.sentence, kind):
            return self.of_noun(kind, "change")
        if first(self.sentence, noun) != noun or self.tokens[noun].word == "growth":
            return self.of_noun(noun, "change")
        is_subject = moves or self.tokens[noun].label in {"nsubj", "nsubjpass"}
        above = Attachment("none", verb=self.tokens[noun].head) if is_subject else self.climb(noun)
        owner = owners(self.sentence, noun) or ([kind] if kind is not None else [])
        bare = self.sentence.span(noun, noun)
        if owner:
            return Attachment("change", bare, whole(self.sentence, owner[0]), above.verb)
        if above.rule == "verb" and (who := self._sees(above.verb)) is not None:
            return replace(self.of_noun(who, "change"), verb=above.verb)
        if above.rule == "verb":
            return Attachment("change", bare, above.about, above.verb)
        if above.measure or above.about:
            return replace(above, rule="change")
        n = self.sentence.counted.get(i)
        return self.number(n - 1) if n else Attachment("change", bare)

    def _sees(self, verb_: int | None) -> int | None:
        """Return the thing that has a change: wages saw a 1 percent rise."""
        if verb_ is None or verb(self.tokens[verb_].word) not in {"see", "have", "show", "record", "register", "enjoy"}:
            return None
        who = subject(self.sentence, verb_)
        thing = who is not None and self.names(who) and not doer(self.sentence, who)
        return who if thing else None

    def of_noun(self, noun: int, rule: str) -> Attachment:
        """Return the measure that a noun names, with its owner."""
        found = phrase(self.sentence, noun)
        up = next((i for i in self.sentence.up(noun) if self.tokens[i].tag.startswith("VB")), None)
        about = found.about
        pronoun = self.sentence.text[about[0] : about[1]].lower() if about else ""
        if self.tokens[noun].word in LIMITS:
            return Attachment(rule, found.measure, about, up)
        if about is None or pronoun in OWNERS:
            fuller = self.maker(noun) or self.owner(noun)
            about = fuller if fuller and self.agrees(pronoun, fuller) else about or self.partner(noun)
        return Attachment(rule, found.measure, about, up)

    def of_thing(self, noun: int, rule: str) -> Attachment:
        """Read "a $5m fund", "a bank worth $5m": no owner, but what is worth so much."""
        found = self.of_noun(noun, rule)
        if found.measure is None and noun not in self.sentence.named:
            return replace(found, measure=found.about, about=self.owner(noun))
        return found

    # verbs

    def by_verb(self, verb_: int, i: int) -> Attachment:
        """Return what a verb above a token says."""
        things = [c for c in patients(self.sentence, verb_) if c < i]
        who = subject(self.sentence, verb_)
        change = next((t for t in things if singular(self.tokens[t].word) in CHANGES), None)
        if change is not None:
            return replace(self.by_change(change, i), verb=verb_)
        if things:
            return self._done_to(things, who, verb_, i)
        if who is not None and who in self.sentence.counted:
            other = self.sentence.counted[who]
            return self._passive(verb_) if other == self.sentence.counted.get(i) else self.number(other)
        does = verb(self.tokens[verb_].word)
        lost = does in LOSES and self.tokens[i].label == "dobj" and self.tokens[i].word != "%"
        if (does not in STILL - {"cost", "add"} or lost) and (found := self._spent_on(verb_, i)):
            return found
        if who is None:
            return Attachment("none", verb=verb_)
        return self._subject(who, verb_, i)

    def _spent_on(self, verb_: int, i: int) -> Attachment | None:
        """Spent $5m on roads, paid $900 for a bicycle."""
        noun = self.object(verb_, self._purposes(verb_))
        if noun is None or noun < i or group(self.sentence, noun) or self.tokens[noun].word in IDLE:
            return None
        within = self.tokens[self.tokens[noun].head].word == "in"
        several = any(self.tokens[c].tag == "CD" for c in self.sentence.children[noun])  # paid out $6m in 20 cases
        named = within and (several or self.known(noun))
        return None if named else replace(self.of_noun(noun, "for"), verb=verb_)

    def _purposes(self, verb_: int) -> frozenset[str]:
        """Return the prepositions that tie to a verb what money is spent on or earned from."""
        does = verb(self.tokens[verb_].word)
        pays = {"for"} if self.pays(verb_) else set()
        loses = {"on"} if pays or does in LOSES else set()
        gets = {"from"} if does == "earn" else {"to"} if does == "add" else set()
        return frozenset({"in", "off", *pays, *loses, *gets})

    def _below(self, i: int) -> int:
        """Return the index of the number that a token is of or stands over; 0 for none and for the first."""
        return next((self.sentence.counted[j] for j in self.sentence.subtree(i) if j in self.sentence.counted), 0)

    def _stood(self, who: int) -> int | None:
        """Return the thing that a pronoun stands for in its sentence: loans slowed; they were $6 million."""
        tag = {"they": "NNS", "it": "NN"}.get(self.tokens[who].word)
        things = (i for i in range(who - 1, -1, -1) if self.tokens[i].label in {"nsubj", "nsubjpass"})
        last = next(things, None)
        plain = last is not None and self.names(last) and not group(self.sentence, last)
        return last if plain and last is not None and self.tokens[last].tag == tag else None

    def _same(self, n: int) -> bool:
        """Return whether a number and the one before it are of one kind."""
        return self.sentence.numbers[n].kind == self.sentence.numbers[n - 1].kind

    def _relative(self, verb_: int) -> bool:
        """Return whether a verb tells which thing is meant: terminals that cost."""
        return self.tokens[verb_].label == "relcl"

    def known(self, noun: int) -> bool:
        """Return whether a noun has an article: in the books, in the first half, unlike in damages."""
        return any(self.tokens[c].tag == "DT" for c in self.sentence.children[noun])

    def _passive(self, verb_: int) -> Attachment:
        """$5m was spent on roads."""
        if verb(self.tokens[verb_].word) in MOVES | REACHES | {"be"}:
            return Attachment("none", verb=verb_)
        found = self._spent_on(verb_, verb_)
        return found or Attachment("verb", self.sentence.span(verb_, verb_), self.place(verb_), verb_)

    def _done_to(self, things: list[int], who: int | None, verb_: int, i: int) -> Attachment:
        """Return what is cut or bought, who is fined."""
        goods = [t for t in things if not group(self.sentence, t)]
        if goods and verb(self.tokens[verb_].word) == "cost" and goods[-1] < i:
            about = self.of_noun(goods[-1], "object").about or whole(self.sentence, goods[-1])
            return Attachment("object", self.sentence.span(verb_, verb_), about, verb_)  # cost the economy $5m
        if goods:
            return replace(self.of_noun(goods[-1], "object"), verb=verb_)
        n = self._below(i)
        if n and self._moves_it(things[-1], verb_) and self.number(n - 1).measure:
            return replace(self.number(n - 1), verb=verb_)
        counted = any(self.tokens[c].tag == "CD" for c in self.sentence.children[things[-1]])
        word = self.tokens[things[-1]].word
        if counted and singular(word) not in PEOPLE and not word.endswith("ers"):
            return replace(self.of_thing(things[-1], "object"), verb=verb_)  # sold 22 units for $5m
        payer = who is not None and group(self.sentence, who) and verb(self.tokens[verb_].word) == "pay"
        about = whole(self.sentence, who if payer and who is not None else things[0])
        if verb(self.tokens[verb_].word) in TRADES:
            return Attachment("object", about, whole(self.sentence, who) if who is not None else None, verb_)
        if who is not None and not group(self.sentence, who):
            return Attachment("object", phrase(self.sentence, who).measure, about, verb_)
        return Attachment("object", self.sentence.span(verb_, verb_), about, verb_)

    def _moves_it(self, thing: int, verb_: int) -> bool:
        """Read "keep inflation under 6 percent and cut it to 4 percent"."""
        ways = any(self.tokens[c].word in {"up", "down"} for c in self.sentence.children[verb_])
        return self.tokens[thing].word in {"it", "them"} and (ways or self.tokens[verb_].word in MAKES)

    def _subject(self, who: int, verb_: int, i: int) -> Attachment:
        if singular(self.tokens[who].word) in CHANGES:
            return replace(self.by_change(who, verb_, moves=True), verb=verb_)
        measure, about = phrase(self.sentence, who)
        does = verb(self.tokens[verb_].word)
        lost = does == "lose" and doer(self.sentence, who) and self.is_sum(i)
        acts = does not in STILL or lost
        doing = doer(self.sentence, who) or (self.tokens[i].label == "dobj" and does not in COSTS)
        if acts and (measure is None or doing):
            speaker = measure is None and about is None
            who_does = about if measure is None or speaker else whole(self.sentence, who)
            return Attachment("verb", self.sentence.span(verb_, verb_), who_does, verb_)
        if self.tokens[who].tag == "VBG" and measure:
            measure = verb_phrase(self.sentence, who)  # hiring a nurse costs
        price = does == "cost" and self.tokens[self.tokens[who].head].tag.startswith("VB") and self._relative(verb_)
        about = about or (None if price else self.maker(who) or self.owner(who) or self.partner(who))
        value = self.object(verb_, frozenset({"in"})) if does in MOVES else None
        if value is not None and singular(self.tokens[value].word) in PRICES:
            return Attachment("subject", self.sentence.span(value, value), whole(self.sentence, who), verb_)
        n = 0 if acts or self.tokens[who].word != "it" else self._below(i)
        if not acts and (noun := self._stood(who)) is not None:
            return replace(self.of_noun(noun, "subject"), verb=verb_)
        if n and self._same(n) and (before := self.number(n - 1)).measure:
            return replace(before, verb=verb_)
        return Attachment("subject", measure, about, verb_)
