"""What is traded is a measure and nobody's; a company's figures without an owner are those of the article's company."""

from collections.abc import Mapping
from dataclasses import replace

from factx.observe.attachment import Attachment
from factx.observe.clause import subject
from factx.observe.noun import whole
from factx.observe.places import PLACES
from factx.observe.role import Part
from factx.observe.sentence import Article, Sentence, Span
from factx.observe.theme import mention
from factx.observe.words import CURRENCIES, FINANCES, INDEXES, MOVES, PAPERS, PLAIN, PUBLIC, singular, verb

_TRADED = INDEXES | CURRENCIES | frozenset(
    """bond copper crude currency etf fund gasoline gold gilt intermediate measure note oil palladium platinum silver
    soybean stock treasury wheat"""
    .split()
)  # fmt: skip
_OF_A_STATE = PUBLIC | frozenset("consumption cpi price spending wage".split())
_NOBODYS = frozenset("inflation growth wage gdp unemployment prices".split())
_SURVEYED = frozenset(
    "price prices cost wage confidence managers sentiment production activity output climate expectations".split()
)
_PAPERS = [["stock"], ["scrip"], ["counter"]]  # the stock: the company's
_AIMS = [["price", "target"], ["price", "objective"], ["target", "price"]]
_STATES = [["government"], ["bank"], ["cabinet"], ["economists"], ["analysts"]]
_SEERS = [["analysts"], ["brokers"], ["economists"], ["forecasters"]]
_EARNED = [[w] for w in "revenue revenues earnings profit profits net sales turnover".split()]
_FORESEES = frozenset("anticipate anticipates estimate expect forecast forecasts predict see".split())
_BACK = 2  # sentences
_LAST, _WHOSE = "%measure", "%about"  # of the last number that had a measure
_HEIGHTS = [["record"], ["high"], ["low"], ["peak"], ["best"]]
_VAGUE = [[w] for w in "forecast estimate figure high level low peak prediction projection record target".split()]


def settled(sentence: Sentence, article: Article, found: Attachment) -> Attachment:
    """Return an attachment whose measure and owner are what their words can be."""
    if found.about and not found.measure and _traded(sentence, found.about):
        return replace(found, measure=_named(sentence, found.about), about=None)
    shared = found.rule in {"share", "group", "portion", "ranked", "verb"}  # won 9 percent: no currency
    if found.measure and (paper := _paper(sentence, found.measure)):
        return replace(found, about=paper)
    if found.measure and found.about and not shared and _index(sentence, found.measure):
        return replace(found, about=None)
    if found.about and not found.measure and found.verb is not None and found.rule == "subject":
        last = sentence.within(*found.about)[-1:]
        name = sentence.named.get(last[0]) if last else None
        place = name is not None and name.label in PLACES and name.start <= found.about[0]  # Kenya grew 4 percent
        moved = verb(sentence.tokens[found.verb].word) in MOVES and (place or _words(sentence, found.about) == ["it"])
        return replace(found, measure=sentence.span(found.verb, found.verb)) if moved else found
    if found.about and found.measure and not shared and _quoted(sentence, found):
        return replace(found, about=None)  # the Topix fell 1 percent in Tokyo
    if found.about and found.measure and _forecast(sentence, found):
        return replace(found, about=None)  # the ECB foresees growth of 1 percent
    elsewhere = not found.about or _foretells(sentence, found) or not sentence.start <= found.about[0] < sentence.end
    if elsewhere and found.measure and (company := _company(article, sentence, found.measure)):
        return replace(found, about=company)
    return found


def again(article: Article, sentence: Sentence, found: Attachment) -> Attachment:
    """Return an attachment with what the sentence before measured where this one only says "that": that is up 3 percent."""
    here = article.number(sentence.start)
    compares = found.verb is not None and sentence.tokens[found.verb].word in {"compares", "compared"}
    if compares and found.rule == "verb":
        found = replace(found, measure=None)  # this compares with N
    if found.measure is not None:
        article.owners[_LAST] = here, found.measure
        article.owners[_WHOSE] = here, found.about or found.measure
    who = subject(sentence, found.verb) if found.verb is not None and not (found.measure or found.about) else None
    if who is None or sentence.tokens[who].word not in {"this", "that"}:
        return found
    (last, measure), (_, about) = (article.owners.get(name, (-_BACK, None)) for name in (_LAST, _WHOSE))
    if measure is None or here - last >= _BACK:
        return found
    return replace(found, measure=measure, about=about if about != measure else None)


def paired(
    sentence: Sentence, attached: Mapping[str, Attachment], roles: Mapping[str, Part]
) -> Mapping[str, Attachment]:
    """Return the attachments, a start taking the measure of the end that it is compared with: up from a forecast of N."""
    found, last = dict(attached), None
    for n, number in enumerate(sentence.numbers):
        before = sentence.numbers[n - 1] if n else None
        own = attached[number.id]
        known = before is not None and own.about in {None, found[before.id].about}
        if before is not None and known and before.kind == number.kind and _record(sentence, own):
            found[number.id] = replace(
                attached[number.id], measure=found[before.id].measure, about=found[before.id].about
            )
        if roles[number.id].role == "to":
            last = number
        elif roles[number.id].role == "from" and last is not None and last.kind == number.kind:
            own, other = attached[number.id], attached[last.id]
            vague = own.measure is None or _words(sentence, own.measure)[-1:] in _VAGUE
            if vague and other.measure is not None:
                found[number.id] = replace(own, measure=other.measure, about=other.about)
    return found


def _record(sentence: Sentence, own: Attachment) -> bool:
    """Tell whether a number is but an earlier height of the one before it: beating the previous record of N."""
    words = _words(sentence, own.measure) if own.measure else []
    return len(words) < 3 and words[-1:] in _HEIGHTS and words[:1] in [["previous"], ["record"], ["earlier"]]


def _words(sentence: Sentence, span: Span) -> list[str]:
    return [sentence.tokens[i].word for i in sentence.within(*span)]


def _traded(sentence: Sentence, span: Span) -> bool:
    """Tell whether a phrase names an index, a good or a paper that has a price."""
    if not sentence.start <= span[0] < sentence.end:
        return False
    words = _words(sentence, span)
    return bool(words) and (words[-1] in _TRADED or singular(words[-1]) in _TRADED)


def _index(sentence: Sentence, measure: Span) -> bool:
    """Tell whether a measure is an index of shares or a currency: Japan's Nikkei 225, Canada's dollar are nobody's."""
    words = _words(sentence, measure)
    if not words or _SURVEYED.intersection(words):
        return False
    figure = len(words) > 1 and words[-1].isdigit()
    return figure or words[-1] in (INDEXES - {"average"}) | CURRENCIES | {"index"} or "composite" in words


def _paper(sentence: Sentence, measure: Span) -> Span | None:
    """Return the paper that a yield is of: the nearest one before it, or the first after."""
    inside = sentence.within(*measure)
    if singular(sentence.tokens[inside[-1]].word) != "yield":
        return None
    order = [*range(inside[0] - 1, -1, -1), *range(inside[-1] + 1, len(sentence.tokens))]
    papers = (i for i in order if singular(sentence.tokens[i].word) in PAPERS and i not in sentence.counted)
    paper = next(papers, None)
    return whole(sentence, paper) if paper is not None else None


def _named(sentence: Sentence, span: Span) -> Span:
    """Return the whole name that a phrase begins: STOXX Europe 600 Basic Resources index."""
    last = sentence.within(*span)[-1]
    while last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].tag in {"NNP", "NNPS", "NN"}:
        last += 1
    return span[0], sentence.tokens[last].end


def _quoted(sentence: Sentence, found: Attachment) -> bool:
    """Tell whether an attachment is a market's price with an owner that is none."""
    measure = found.measure
    market = measure is not None and _traded(sentence, measure) and not _listed(sentence, measure)
    return market and _beside(sentence, found)


def _beside(sentence: Sentence, found: Attachment) -> bool:
    """Tell whether an owner stands behind its measure or is a place of trade: no genitive, no word of the measure."""
    about, measure = found.about, found.measure
    if about is None or measure is None:
        return False
    return about[0] >= measure[1] or not sentence.start <= about[0] < sentence.end


def _forecast(sentence: Sentence, found: Attachment) -> bool:
    """Tell whether an owner only says what a country's figure is or will be: it is nobody's there."""
    about, measure = found.about, found.measure
    if about is None or measure is None or not sentence.start <= about[0] < measure[0]:
        return False
    words = _words(sentence, measure)
    if not any(w in _OF_A_STATE or singular(w) in _OF_A_STATE for w in words[-2:]):
        return False
    between = sentence.text[about[1] : measure[0]]
    body = any(f.start < about[1] and about[0] < f.end for f in sentence.bodies)
    body = body or (_words(sentence, about)[-1:] in _STATES and bool(_NOBODYS.intersection(words)))
    body = body or (_words(sentence, about) == ["it"] and len(words) > 1 and words[-1] in {"price", "prices"})
    return body and not between.startswith(("'", "’")) and len(between) > 1


def _foretells(sentence: Sentence, found: Attachment) -> bool:
    """Tell whether an owner only says what a company will earn: analysts, Ms Berg expects revenue of 3 million."""
    about = found.about
    if about is None or not sentence.start <= about[0] < sentence.end:
        return False
    last = sentence.within(*about)[-1]
    named = sentence.named.get(last)
    person = (named is not None and named.label == "PERSON") or sentence.tokens[last].word in {"he", "she"}
    earned = found.measure is not None and _words(sentence, found.measure)[-1:] in _EARNED
    between = sentence.within(about[1], found.measure[0]) if found.measure is not None else range(0)
    earned = earned and any(verb(sentence.tokens[i].word) in _FORESEES for i in between)
    return _words(sentence, about)[-1:] in _SEERS or (person and earned)


def _listed(sentence: Sentence, measure: Span) -> bool:
    """Tell whether a measure is the paper of one company: the stock, the scrip."""
    before = sentence.within(*measure)[0] - 1
    return _words(sentence, measure) in _PAPERS and before >= 0 and sentence.tokens[before].word == "the"


def _company(article: Article, sentence: Sentence, measure: Span) -> Span | None:
    """Return the last mention of the company that an article is about, where a company's figure has no owner."""
    words = _words(sentence, measure)
    financial = [w in FINANCES or (singular(w) in FINANCES and w != "incomes") for w in words]
    if _listed(sentence, measure) or words[-2:] in _AIMS:
        financial = [True for _ in words]
    if not any(financial) or not all(f or w in PLAIN for f, w in zip(financial, words, strict=True)):
        return None
    named = mention(article, measure[0])
    return (named.start, named.end) if named else None
