"""What a number measures, and whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from factx.observe.clause import patients, subject, verb_phrase
from factx.observe.phrase import Phrase, first, group, objects, phrase, whole
from factx.observe.sentence import Article, Sentence, Span
from factx.observe.words import CHANGES, FUNDS, HOLDS, MOVES, OWNERS, REACHES, SAYS, SUMS, UNITS, singular, verb
from factx.records import MoneyFact, PercentFact

_NONE = frozenset({"trading", "dealings", "session", "terms", "addition", "total", "all", "cash", "value", "line", "return"})


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a number is tied to, and by which rule."""

    rule: str
    measure: Span | None = None
    about: Span | None = None
    verb: int | None = None  # the token that says so: what moved, reached, cost…


def attach(sentence: Sentence, article: Article) -> Mapping[str, Attachment]:
    """Return what each number of a sentence is tied to, by fact id."""
    reader = _Reader(sentence)
    return {fact.id: reader.number(n) for n, fact in enumerate(sentence.numbers)}


class _Reader:
    """Reads what the numbers of one sentence are tied to."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.found: dict[int, Attachment] = {}

    def number(self, n: int) -> Attachment:
        """Return what a number is tied to, by its index among the sentence's numbers."""
        if n not in self.found:
            self.found[n] = Attachment("none")  # what a circle finds
            self.found[n] = self._number(n)
        return self.found[n]

    def _number(self, n: int) -> Attachment:
        fact = self.sentence.numbers[n]
        top = self.sentence.head_of(fact.start, fact.end)
        if top is None:
            return Attachment("none")
        for rule in (self._equivalent, self._bracket, self._gap, self._respectively, self._share, self._worth, self._kind):
            if found := rule(n, fact, top):
                return found
        found = self._climb(top)
        if found.measure is None and found.about is None:
            return self._beside(n, fact) or self._before(n) or found
        return found

    # what stands for another number

    def _equivalent(self, n: int, fact: MoneyFact | PercentFact, top: int) -> Attachment | None:
        other = getattr(fact, "equivalent_of", None)
        return next((self.number(m) for m, f in enumerate(self.sentence.numbers) if f.id == other), None) if other else None

    def _bracket(self, n: int, fact: MoneyFact | PercentFact, top: int) -> Attachment | None:
        start = self.sentence.within(fact.start, fact.end)[0]
        for i in range(start - 1, max(start - 8, 0), -1):
            token = self.tokens[i]
            if token.word in {"(", "["}:
                return self._named(i - 1, "bracket")
            if token.word == ")" or token.tag.startswith("NN") and i not in self.sentence.dated or i in self.sentence.counted:
                return None
        return None

    def _named(self, i: int, rule: str) -> Attachment | None:
        """Return what a token before a bracket stands for: its number, or its noun."""
        if i in self.sentence.counted:
            return self.number(self.sentence.counted[i])
        if self.tokens[i].tag.startswith("NN") and i not in self.sentence.dated and self.tokens[i].word not in UNITS:
            return self._of_noun(i, rule)
        return None

    # lists

    def _gap(self, n: int, fact: MoneyFact | PercentFact, top: int) -> Attachment | None:
        """A rose 3 percent, B 4 percent: the verb is the one before."""
        if n == 0:
            return None
        before = self.sentence.within(self.sentence.numbers[n - 1].start, self.sentence.numbers[n - 1].end)
        here = self.sentence.within(fact.start, fact.end)
        between = range(before[-1] + 1, here[0])
        cut = next((i for i in between if self.tokens[i].tag in {",", "CC", ":"}), None)
        if cut is None or any(self.tokens[i].tag.startswith("VB") for i in range(between[0], cut)):
            return None
        between = range(cut, here[0] - (self.tokens[here[0] - 1].word in {"to", "by", "at", "between"}))
        if len(between) < 2 or singular(self.tokens[between[-1]].word) in CHANGES:
            return None
        if not all(self.tokens[i].tag in _LISTED for i in between) or self.tokens[between[-1]].tag[:2] not in {"NN", "VB"}:
            return None
        start = next((i for i in between if self.tokens[i].tag not in {",", "CC", ":", "DT"}), between[-1])
        return self._instead(self.number(n - 1), start, between[-1])

    def _instead(self, before: Attachment, start: int, end: int) -> Attachment | None:
        """Return what a number is tied to that shares the verb of the one before: its noun in the place of that one's."""
        span = self.sentence.span(start, end)
        if before.rule in {"share", "votes"} or before.measure is None or (before.about and group(self.sentence, end)):
            return replace(before, about=span, rule="list")
        return Attachment("list", span, before.about, before.verb)

    def _respectively(self, n: int, fact: MoneyFact | PercentFact, top: int) -> Attachment | None:
        if not any(t.word == "respectively" for t in self.tokens):
            return None
        chain = [top]
        while self.tokens[chain[0]].label == "conj" and self.tokens[chain[0]].head in self.sentence.counted:
            chain.insert(0, self.tokens[chain[0]].head)
        found = self._climb(chain[0])
        for name in ("measure", "about"):
            span = getattr(found, name)
            if span is None:
                continue
            inside = self.sentence.within(*span)
            heads = self._members(self.sentence.head_of(*span))
            if len(heads) > len(chain) - 1 and len(heads) > 1:
                noun = heads[len(chain) - 1]
                return replace(found, rule="respectively", **{name: whole(self.sentence, noun)})
            del inside
        return None

    def _members(self, noun: int | None) -> list[int]:
        members = [] if noun is None else [noun]
        while members:
            more = [c for c in self.sentence.children[members[-1]] if self.tokens[c].label == "conj"]
            if not more:
                break
            members.append(more[0])
        return members

    # shares

    def _share(self, n: int, fact: MoneyFact | PercentFact, top: int) -> Attachment | None:
        if not isinstance(fact, PercentFact):
            return None
        whole_ = self._object(top, {"of"})
        token = self.tokens[top]
        if token.label in {"nsubj", "nsubjpass"}:
            return self._doers(whole_, token.head)
        if whole_ is None:
            return None
        up = self._governor(top)
        holder = subject(self.sentence, up) if up is not None else None
        if holder is None or holder in self.sentence.counted or up is None:
            return self._of_noun(whole_, "share")
        does = verb(self.tokens[up].word)
        if does in SAYS:
            return Attachment("share", *phrase(self.sentence, whole_), up)
        if not group(self.sentence, holder) and (does in MOVES | REACHES or does not in HOLDS):
            return None
        measured = phrase(self.sentence, whole_).measure or whole(self.sentence, whole_)
        return Attachment("share", measured, whole(self.sentence, holder), up)

    def _governor(self, i: int) -> int | None:
        """Return the verb that a number is an object of, with a preposition or without."""
        for _ in range(3):
            token = self.tokens[i]
            if token.label not in {"dobj", "attr", "npadvmod", "pobj", "prep", "conj", "acomp", "nmod", "ROOT"} or token.head == i:
                return None
            i = token.head
            if self.tokens[i].tag.startswith("VB"):
                return i
            if self.tokens[i].tag not in {"IN", "TO"} and i not in self.sentence.counted:
                return None
        return None

    def _doers(self, members: int | None, does: int) -> Attachment | None:
        """X% of a group do something."""
        if not self.tokens[does].tag.startswith("VB") or members is None and verb(self.tokens[does].word) in MOVES:
            return None
        if members is None:
            fronted = (o for c in self.sentence.children[does] if self.tokens[c].word in {"among", "of"} for o in objects(self.sentence, c))
            members = next(fronted, None)
        elif not group(self.sentence, members) and (self.tokens[members].tag not in {"NNS", "NNPS"} or self.tokens[members].word in FUNDS):
            return self._of_noun(members, "share")
        about = whole(self.sentence, members) if members is not None else None
        return Attachment("group", verb_phrase(self.sentence, does), about, does)

    def _object(self, i: int, words: set[str]) -> int | None:
        """Return the noun that a preposition ties to a token."""
        for child in self.sentence.children[i]:
            if child > i and self.tokens[child].word in words:
                for noun in objects(self.sentence, child):
                    if noun not in self.sentence.counted and noun not in self.sentence.dated and self.tokens[noun].word not in UNITS and self.tokens[noun].tag[:2] in {"NN", "VB", "PR"}:
                        return noun
        return None

    def _worth(self, n: int, fact: MoneyFact | PercentFact, top: int) -> Attachment | None:
        """Orders worth $5m, a grant worth up to $8m, $5m worth of goods."""
        here = self.sentence.within(fact.start, fact.end)
        if here[-1] + 2 < len(self.tokens) and self.tokens[here[-1] + 1].word == "worth" and self.tokens[here[-1] + 2].word == "of":
            noun = next((o for o in objects(self.sentence, here[-1] + 2)), None)
            return self._of_noun(noun, "worth") if noun is not None else None
        for i in range(here[0] - 1, max(here[0] - 5, 0), -1):
            if self.tokens[i].word == "worth":
                return self._of_noun(i - 1, "worth") if self.tokens[i - 1].tag.startswith("NN") else self._climb(i)
            if i in self.sentence.counted or self.tokens[i].tag in {",", "CC"}:
                return None
        return None

    def _kind(self, n: int, fact: MoneyFact | PercentFact, top: int) -> Attachment | None:
        """$5m in damages, $3m of bonds, $10 off a meal."""
        noun = self._object(top, {"of", "in", "off", *(("for", "on") if self.tokens[top].label == "dobj" else ())} if isinstance(fact, MoneyFact) else {"off"})
        if noun is None or group(self.sentence, noun) or self.tokens[noun].word in _NONE:
            return None
        near = self.tokens[self.tokens[noun].head].word == "in"
        if near and any(self.tokens[c].tag == "DT" for c in self.sentence.children[noun]):
            return None
        up = self.tokens[top].head
        if self.tokens[up].tag.startswith("VB") and (verb(self.tokens[up].word) in MOVES | REACHES | {"be"}):
            return None
        return self._of_noun(noun, "kind")

    # the tree above a number

    def _climb(self, i: int) -> Attachment:
        for _ in range(8):
            head = self.tokens[i].head
            if head == i:
                break
            if head in self.sentence.counted and self.sentence.counted[head] != self.sentence.counted.get(i):
                return self.number(self.sentence.counted[head])
            tag = self.tokens[head].tag
            over = self.tokens[head].head
            if tag.startswith("VB") and self.tokens[head].label != "prep" and not (over in self.sentence.dated and self.tokens[head].label == "acl"):
                return self._verb(head, i)
            if tag.startswith(("NN", "PRP")) and head not in self.sentence.dated and head not in self.sentence.counted and self.tokens[head].word not in UNITS - {"share"}:
                if self._source(head):
                    break
                return self._noun(head, i)
            i = head
        return Attachment("none")

    def _source(self, noun: int) -> bool:
        """According to Reuters, …: whoever says so."""
        above = self.tokens[noun].head
        return self.tokens[self.tokens[above].head].word == "according"

    def _noun(self, noun: int, i: int) -> Attachment:
        word = singular(self.tokens[noun].word)
        if word in CHANGES:
            return self._change(noun, i)
        if word in SUMS and first(self.sentence, noun) == noun:
            kind = self._object(noun, {"of", "in", "for"})
            return self._of_noun(kind, "of") if kind is not None else self._climb(noun)
        label = self.tokens[i].label
        return self._of_noun(noun, "of" if label == "prep" else "apposition" if label == "appos" else "modifier")

    def _change(self, noun: int, i: int) -> Attachment:
        """A 5 percent rise in exports, a pay rise of 4 percent, an increase of 28 percent."""
        kind = self._object(noun, {"in", "of", "for"})
        if kind is not None and not group(self.sentence, kind):
            return self._of_noun(kind, "change")
        if first(self.sentence, noun) != noun:
            return self._of_noun(noun, "change")
        above = self._climb(noun)
        owners = [c for c in self.sentence.children[noun] if self.tokens[c].label == "poss" and c not in self.sentence.dated]
        if kind is not None or owners:
            owner = whole(self.sentence, owners[0] if owners else kind)  # type: ignore[arg-type]
            return Attachment("change", self.sentence.span(noun, noun), owner, above.verb)
        if above.rule == "verb":
            return Attachment("change", self.sentence.span(noun, noun), above.about, above.verb)
        if above.measure or above.about:
            return replace(above, rule="change")
        n = self.sentence.counted.get(i)
        return Attachment("change", self.sentence.span(noun, noun), None) if not n else self.number(n - 1)

    def _of_noun(self, noun: int, rule: str) -> Attachment:
        """Return the measure that a noun names, with its owner."""
        found = phrase(self.sentence, noun)
        up = next((i for i in self.sentence.up(noun) if self.tokens[i].tag.startswith("VB")), None)
        about = found.about
        if about is None or self.sentence.text[about[0] : about[1]].lower() in OWNERS:
            about = self._maker(noun) or self._owner(noun) or about
        return Attachment(rule, found.measure, about, up)

    def _maker(self, noun: int) -> Span | None:
        """The investment South Korea had made: whoever did what is said of a noun."""
        for child in self.sentence.children[noun]:
            if self.tokens[child].label == "relcl":
                who = subject(self.sentence, child)
                if who is not None and who != noun and group(self.sentence, who):
                    return whole(self.sentence, who)
        return None

    def _owner(self, noun: int) -> Span | None:
        """Return whose a noun is that does not say so: the body it stands under, or the subject of its clause."""
        below = noun
        for i in self.sentence.up(noun):
            tag = self.tokens[i].tag
            if tag.startswith("VB"):
                if self.tokens[below].label in {"nsubj", "nsubjpass"}:
                    return self._place(i)
                if self.tokens[below].label == "attr":
                    return None
                who = subject(self.sentence, i)
                named = who is not None and who != noun and (group(self.sentence, who) or self.tokens[who].tag == "NNP")
                return whole(self.sentence, who) if who is not None and named else self._place(i)
            joined = self.tokens[below].label == "conj"
            if tag.startswith("NN") and not joined and i not in self.sentence.counted and group(self.sentence, i):
                if self.tokens[i].label == "appos" and group(self.sentence, self.tokens[i].head):
                    i = self.tokens[i].head
                return whole(self.sentence, i)
            below = i
        return None

    def _place(self, verb_: int) -> Span | None:
        """Return the place that a clause says something happened in."""
        for child in self.sentence.children[verb_]:
            if self.tokens[child].word in {"in", "at"}:
                for noun in objects(self.sentence, child):
                    if noun in self.sentence.named and self.sentence.named[noun].group:
                        return whole(self.sentence, noun)
        return None

    def _verb(self, verb_: int, i: int) -> Attachment:
        does = verb(self.tokens[verb_].word)
        things = [c for c in patients(self.sentence, verb_) if c < i]
        who = subject(self.sentence, verb_)
        for thing in things:
            if singular(self.tokens[thing].word) in CHANGES:
                return replace(self._change(thing, i), verb=verb_)
        if things:
            return self._thing(things, who, verb_)
        if who is not None and who in self.sentence.counted:
            return self.number(self.sentence.counted[who])
        if does not in MOVES | REACHES | {"be"}:
            noun = self._object(verb_, {"in", "on", "for", "off"})
            if noun is not None and not group(self.sentence, noun) and self.tokens[noun].word not in _NONE and noun > i:
                return replace(self._of_noun(noun, "for"), verb=verb_)
        if who is None:
            return Attachment("none", verb=verb_)
        return self._subject(who, verb_, does)

    def _thing(self, things: list[int], who: int | None, verb_: int) -> Attachment:
        """What is cut, bought, fined."""
        goods = [t for t in things if not group(self.sentence, t)]
        if goods:
            return replace(self._of_noun(goods[-1], "object"), verb=verb_)
        about = whole(self.sentence, things[0])
        if who is not None and not group(self.sentence, who):
            return Attachment("object", phrase(self.sentence, who).measure, about, verb_)
        return Attachment("object", self.sentence.span(verb_, verb_), about, verb_)

    def _subject(self, who: int, verb_: int, does: str) -> Attachment:
        if singular(self.tokens[who].word) in CHANGES:
            return replace(self._change(who, verb_), verb=verb_)
        found: Phrase = phrase(self.sentence, who)
        if found.measure is None and does not in MOVES | REACHES | {"be", "cost"}:
            return Attachment("verb", self.sentence.span(verb_, verb_), found.about, verb_)
        return Attachment("subject", found.measure, found.about or self._maker(who) or self._owner(who), verb_)

    def _before(self, n: int) -> Attachment | None:
        """Return what the number before is tied to, where nothing else is near and both count the same."""
        numbers = self.sentence.numbers
        if n == 0 or numbers[n - 1].kind != numbers[n].kind or self.number(n - 1).measure is None:
            return None
        return replace(self.number(n - 1), rule="before")

    def _beside(self, n: int, fact: MoneyFact | PercentFact) -> Attachment | None:
        """Return what the noun right before a number names, else the one right after it: headlines, wire lines, tables."""
        here = self.sentence.within(fact.start, fact.end)
        i = here[0] - 1
        while i >= 0 and self.tokens[i].tag in {"RB", "IN", "TO", ":", "HYPH", "RP", "DT"}:
            i -= 1
        if i >= 0 and i in self.sentence.counted:
            return self.number(self.sentence.counted[i])
        if i >= 0 and self.tokens[i].tag[:2] in {"NN", "JJ", "VB"} and i not in self.sentence.dated:
            return self._of_noun(i, "beside")
        return None


_LISTED = frozenset({",", "CC", ":", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "VBP", "VBZ", "POS", "HYPH", "RB"})
