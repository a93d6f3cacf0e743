"""Whose a number is where its own clause does not say: whoever says so, or whom the sentences before are about."""

import re
from collections.abc import Mapping
from dataclasses import replace

from factx.observe.attachment import Attachment
from factx.observe.clause import subject
from factx.observe.noun import group, whole
from factx.observe.sentence import Article, Sentence, Span
from factx.observe.theme import firms
from factx.observe.words import BAILS, COMPANIES, FINANCES, PEOPLE, PLAIN, PUBLIC, SAYS, singular, verb
from factx.records import Fact

_BODY = frozenset({"it", "its", "they", "their", "we", "our"})
_HUMAN = frozenset({"he", "she", "his", "her"})
_FIRMS = COMPANIES | {"it", "we"}
_MANY = frozenset({"electorate", "population", "americans", "workforce"})
_COURT = re.compile(r"(?:commissioner|judge|justice|magistrate|prosecutor|attorney|lawyer)[\w ]{0,9} $", re.IGNORECASE)
_WORK = re.compile(
    r"\b(?:[Tt]h(?:e|is)|[Aa]n?) (?:(?:new|planned|proposed|first|second) )?"
    r"(bridge|building|dam|extension|factory|mine|museum|pipeline|plant|programme|program|project|railway|"
    r"refurbishment|road|scheme|stadium|station|system|terminal|tunnel|upgrade)\b"
)
_RECKONED = frozenset({"estimated", "expected", "total", "overall", "final", "projected"})
_LONG = 900  # characters to look back over for a work
_EXPERTS = frozenset({"analyst", "economist", "expert", "official", "researcher", "executive"})
_VOTES = frozenset({"vote", "votes", "ballots"})
_GETS = frozenset({"got", "won", "took", "received", "gained", "polled", "secured", "finished"})
_FAR = 4  # sentences to look back over for an accused
_BACK = 2  # sentences to look back over for a company


def speaker(sentence: Sentence, about: Span) -> Span:
    """Return the subject that a pronoun stands for where its clause is what that one says: Norden said its sales rose."""
    word = sentence.text[about[0] : about[1]].lower()
    if word not in _BODY | _HUMAN:
        return about
    here = sentence.within(*about)[0]
    for i in sentence.up(here):
        token = sentence.tokens[i]
        head = sentence.tokens[token.head]
        if token.label == "ccomp" and verb(head.word) in SAYS:
            who = subject(sentence, token.head)
            if who is not None and who < here and sentence.tokens[who].word == word:
                continue  # Norden said it expects it will need
            if who is None or who == here or not group(sentence, who) or sentence.tokens[who].tag.startswith("PRP"):
                return about
            person = who in sentence.named and sentence.named[who].label == "PERSON"
            return whole(sentence, who) if person == (word in _HUMAN) and who < here else about
    return about


def polled(sentence: Sentence, measure: Span) -> Span | None:
    """Return the people that a sentence speaks of before it says what part of them do: asked 900 nurses, and 71% said."""
    for i in range(sentence.within(*measure)[0] - 1, -1, -1):
        token = sentence.tokens[i]
        people = token.tag == "NNS" and singular(token.word) in PEOPLE - _EXPERTS
        if (people or token.word in _MANY) and i not in sentence.counted:
            return whole(sentence, i)
    return None


def _says(sentence: Sentence, here: int) -> Span | None:
    """Return the company that says what a clause holds: Norden said profit fell."""
    for i in sentence.up(here):
        token = sentence.tokens[i]
        if token.label == "ccomp" and verb(sentence.tokens[token.head].word) in SAYS:
            who = subject(sentence, token.head)
            named = sentence.named.get(who) if who is not None else None
            company = (
                named.label == "ORG" if named else who is not None and singular(sentence.tokens[who].word) in _FIRMS
            )
            return whole(sentence, who) if company and who is not None else None
    return None


def _bailed(article: Article, sentence: Sentence, measure: Span) -> Span | None:
    """Return the person that a text names before a bail: it is the accused's, not the court's."""
    if sentence.tokens[sentence.within(*measure)[-1]].word not in BAILS:
        return None
    here = article.number(measure[0])
    before = [m for n in range(here, max(here - _FAR, 0) - 1, -1) for m in reversed(article.names.get(n, []))]
    persons = [m for m in before if m.kind == "person" and m.end <= measure[0]]
    persons = [m for m in persons if not _COURT.search(article.text[max(m.start - 30, 0) : m.start])]
    if not persons:
        return None
    said = persons[0].start >= sentence.start  # in the sentence itself
    accused = persons[0] if said else max(persons, key=lambda m: article.text.count(m.name.split()[-1]))
    return accused.start, accused.end


def _backed(article: Article, sentence: Sentence, measure: Span) -> Span | None:
    """Return the one person that the sentences before name where support is said: the candidate's."""
    words = [sentence.tokens[i].word for i in sentence.within(*measure)]
    if words[-1] not in {"support", "approval", "popularity"} or not set(words[:-1]) <= {
        "national",
        "public",
        "popular",
    }:
        return None
    here = article.number(measure[0])
    for n in range(here, max(here - _FAR, 0) - 1, -1):
        persons = [m for m in article.names.get(n, []) if m.kind == "person" and m.end <= measure[0]]
        if persons:
            return (persons[-1].start, persons[-1].end) if len({m.name for m in persons}) == 1 else None
    return None


def voted(article: Article, sentence: Sentence, found: Mapping[str, Attachment]) -> Mapping[str, Attachment]:
    """Return the attachments, the percents of parties with the vote that was spoken of before."""
    return {n.id: _voted(article, sentence, n, found[n.id]) for n in sentence.numbers}


def _voted(article: Article, sentence: Sentence, number: Fact, found: Attachment) -> Attachment:
    """Return an attachment of a party's percent with the vote that was spoken of before: the Greens slumped to 9%."""
    here = article.number(sentence.start)
    if found.measure is not None and sentence.text[slice(*found.measure)].lower().split()[-1] in _VOTES:
        article.owners["%vote"] = here, found.measure
    gets = found.rule == "verb" and found.verb is not None and sentence.tokens[found.verb].word in _GETS
    last, measure = article.owners.get("%vote", (here - _FAR - 1, None))
    if number.kind != "percent" or found.about is None or here - last > _FAR or not (found.measure is None or gets):
        return found
    return replace(found, measure=measure)


def _project(article: Article, sentence: Sentence, measure: Span) -> Span | None:
    """Return the work that the sentence before speaks of, where its cost is said: the project. The estimated cost is."""
    inside = sentence.within(*measure)
    words = [sentence.tokens[i].word for i in inside]
    the = inside[0] > 0 and sentence.tokens[inside[0] - 1].word == "the"
    if not the or words[-1] not in {"cost", "costs", "price"} or not set(words[:-1]) <= _RECKONED:
        return None
    here = article.number(measure[0])
    paragraph = article.text.rfind("\n", 0, sentence.start)
    found = list(_WORK.finditer(article.text, max(sentence.start - _LONG, paragraph, 0), sentence.start))
    near = [m for m in found if here - article.number(m.start()) <= _BACK]
    return near[-1].span(1) if near else None


def financial(sentence: Sentence, measure: Span) -> bool:
    """Tell whether a measure is a company's: nothing but words for what companies earn, spend and own."""
    words = [sentence.tokens[i].word for i in sentence.within(*measure)]
    found = [word in FINANCES or singular(word) in FINANCES for word in words]
    return any(found) and all(f or w in PLAIN for f, w in zip(found, words, strict=True))


def carried(article: Article, sentence: Sentence, measure: Span) -> Span | None:
    """Return the one body that sentences before name where a measure is a company's, the one place for a country's."""
    if (bailed := _bailed(article, sentence, measure)) is not None:
        return bailed
    if (backed := _backed(article, sentence, measure)) is not None:
        return backed
    if (work := _project(article, sentence, measure)) is not None:
        return work
    words = [sentence.tokens[i].word for i in sentence.within(*measure)]
    public = any(word in PUBLIC for word in words)
    if not public and not financial(sentence, measure):
        return None
    here = article.number(measure[0])
    if public:
        return _country(article, here, measure[0])
    if said := _says(sentence, sentence.within(*measure)[0]):
        return said
    for n in range(here, max(here - _BACK, 0) - 1, -1):
        fitting = [m for m in firms(article, n) if m.end <= measure[0]]
        if fitting:
            return (fitting[-1].start, fitting[-1].end) if len({m.name for m in fitting}) == 1 else None
    return None


def _country(article: Article, here: int, start: int) -> Span | None:
    """Return the last mention before of the country that an article is about: most of its countries are that one."""
    if article.country is None:
        return None
    for n in range(here, -1, -1):
        for name in reversed(article.names.get(n, [])):
            if name.name == article.country and name.end <= start:
                return name.start, name.end
    return None
