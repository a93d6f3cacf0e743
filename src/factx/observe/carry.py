"""Whose a number is where its own clause does not say: whoever says so, or whom the sentences before are about."""

from factx.observe.clause import subject
from factx.observe.phrase import group, whole
from factx.observe.sentence import Article, Sentence, Span
from factx.observe.words import FINANCES, PLAIN, PUBLIC, SAYS, singular, verb

_BODY = frozenset({"it", "its", "they", "their", "we", "our"})
_HUMAN = frozenset({"he", "she", "his", "her"})
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
            if who is None or who == here or not group(sentence, who) or sentence.tokens[who].tag.startswith("PRP"):
                return about
            person = who in sentence.named and sentence.named[who].label == "PERSON"
            return whole(sentence, who) if person == (word in _HUMAN) and who < here else about
    return about


def carried(article: Article, sentence: Sentence, measure: Span) -> Span | None:
    """Return the one body that sentences before name where a measure is a company's, the one place for a country's."""
    words = [sentence.tokens[i].word for i in sentence.within(*measure)]
    public = any(word in PUBLIC for word in words)
    financial = [word in FINANCES or singular(word) in FINANCES for word in words]
    if not public and not (any(financial) and all(f or w in PLAIN for f, w in zip(financial, words, strict=True))):
        return None
    here = article.number(measure[0])
    if public:
        return _country(article, here, measure[0])
    for n in range(here, max(here - _BACK, 0) - 1, -1):
        fitting = [m for m in article.names.get(n, []) if m.end <= measure[0] and m.kind == "company"]
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
