"""Which named body or place a phrase such as "it" or "the province" stands for."""

from collections.abc import Iterator
from typing import NamedTuple

from factx.kinds.organization.tables import NATIONALITIES, STATES
from factx.observe.attach import Attachment
from factx.observe.named import Named
from factx.observe.places import PLACES, countries, label_of, regions
from factx.observe.sentence import Article, Sentence, Span
from factx.observe.words import BODIES, COMPANIES, LANDS, SITES

_BODY = frozenset({"it", "its", "itself", "they", "their", "them", "he", "she", "his", "her", "him"})
_HUMAN = frozenset({"he", "she", "his", "her", "him"})
_PLURAL = frozenset({"they", "their", "them"})
_NEAR, _FAR = 3, 12  # sentences that a pronoun, a noun looks back over
_KIND_OF = {"university": "education", "college": "education", "school": "education", "party": "party", "team": "team"}
_STATE = frozenset({"state", "province"})


class Owner(NamedTuple):
    """The fact's id of a body, and the name of a body or place."""

    id: str | None = None
    name: str | None = None


def owner(article: Article, sentence: Sentence, attachment: Attachment) -> Owner:
    """Return whom the phrase of an attachment names or stands for."""
    if attachment.about is None:
        return Owner()
    if not sentence.start <= attachment.about[0] < sentence.end:
        names = article.names.get(article.number(attachment.about[0]), [])
        named = next((Owner(n.id, n.name) for n in names if n.start == attachment.about[0]), None)
        text = article.text[slice(*attachment.about)]
        return named or _place(article, text) or _meant(article, None, attachment.about) or Owner()
    return _itself(article, sentence, attachment.about) or _meant(article, sentence, attachment.about) or Owner()


def _itself(article: Article, sentence: Sentence, about: Span) -> Owner | None:
    """Return the body or place that a phrase names: its last word is the name's, or calls it a place."""
    for fact in sentence.bodies:
        if about[0] < fact.end and fact.start < about[1] and fact.end >= about[1]:
            return Owner(fact.id, fact.name)
    text = article.text[about[0] : about[1]]
    if " and " in text:
        names = {name.start for i, name in sentence.named.items() if about[0] <= name.start < about[1]}
        return Owner(None, text) if len(names) > 1 else None
    for entity in sentence.entities:
        if entity.label == "PERSON" and about[0] == entity.start and entity.end == about[1]:
            return Owner(None, article.fullest(text, "person"))
        start = entity.start + (4 if article.text[entity.start : entity.start + 4].lower() == "the " else 0)
        if label_of(article.text, entity) in PLACES and about[0] <= start and entity.end <= about[1]:
            rest = article.text[entity.end : about[1]].lower().split()
            if not article.text[about[0] : start].islower() and about[0] != start:
                continue
            if not rest or (len(rest) == 1 and rest[0] in LANDS | SITES):
                return Owner(None, article.fullest(article.text[start : entity.end], "place"))
    surname = text.split()[-1]
    return Owner(None, article.persons[surname]) if surname in article.persons else _place(article, text)


def _place(article: Article, text: str) -> Owner | None:
    """Return a country or province that the recogniser takes for something else."""
    return Owner(None, article.fullest(text, "place")) if text in countries() or text in STATES else None


def _meant(article: Article, sentence: Sentence | None, about: Span) -> Owner | None:
    """Return the named body or place before a phrase that it stands for, where one alone can be meant."""
    words = article.text[about[0] : about[1]].lower().split()
    word = words[-1]
    if word not in _BODY | COMPANIES | BODIES | LANDS | SITES:
        return None
    if any(w[0].isupper() and w not in NATIONALITIES for w in article.text[about[0] : about[1]].split()[:-1]):
        return None  # the Norden fund: one of its own name
    if word not in _BODY and sentence is not None and not _definite(sentence, about):
        return None
    if word in LANDS | SITES and (called := _called(article, about[0], word)):
        return Owner(called.id, called.name)
    for names in _before(article, about[0], _NEAR if word in _BODY else _FAR):
        fitting = {n.name: n for n in reversed(names) if _fits(n, word)}
        if len(fitting) == 1 or (fitting and names[0].name in fitting and names[0].opens):
            found = next(iter(fitting.values())) if len(fitting) == 1 else fitting[names[0].name]
            return Owner(found.id, found.name)
        if fitting:
            return None
    return None


def _called(article: Article, start: int, word: str) -> Named | None:
    """Return the nearest place before that the text calls a province, a city: Liaoning province, the city of Bergen."""
    for names in _before(article, start, article.number(start)):
        for name in reversed(names):
            after, before = (
                article.text[name.end : name.end + len(word) + 1],
                article.text[: name.start][-len(word) - 4 :],
            )
            if name.id is None and (
                article.text[name.start : name.end].lower().endswith(f" {word}")
                or after.lower() == f" {word}"
                or before.lower() == f"{word} of "
            ):
                return name
    return None


def _definite(sentence: Sentence, about: Span) -> bool:
    first = sentence.within(*about)[0]
    return first > 0 and sentence.tokens[first - 1].word in {"the", "this", "that"} and len(sentence.within(*about)) < 4


def _before(article: Article, start: int, far: int) -> Iterator[list[Named]]:
    """Yield the names of each sentence before a place of the text, the nearest sentence first."""
    here = article.number(start)
    for n in range(here, max(here - far, -1), -1):
        if names := [name for name in article.names.get(n, []) if name.end <= start]:
            yield names


def _fits(name: Named, word: str) -> bool:
    """Return whether a name can be what a pronoun or noun stands for."""
    if word in _HUMAN or name.kind == "person":
        return word in _HUMAN and name.kind == "person"
    if name.kind == "place":
        return _place_fits(name, word)
    if word in _PLURAL:
        return name.opens
    if name.kind == "media" or word in LANDS | SITES:
        return word == "zone" and name.kind == "zone"
    if name.name.endswith("Exchange"):
        return word == "exchange"  # shares are traded there
    if word in COMPANIES:
        return name.kind in {"company", None} or word.title() in name.name
    return word in _BODY or word.title() in name.name.split() or name.kind == _KIND_OF.get(word, "")


def _place_fits(name: Named, word: str) -> bool:
    if word in LANDS:
        return name.is_country
    if word == "region":
        return name.name in regions()
    return (word in _STATE and name.name in STATES) or (word in _BODY and word not in _PLURAL and name.opens)
