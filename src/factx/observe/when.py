"""The date that a number holds for."""

from typing import NamedTuple

from factx.observe.attach import Attachment
from factx.observe.role import Part
from factx.observe.sentence import Article, Sentence
from factx.records import Fact


class When(NamedTuple):
    """A date's TIMEX3 value and its fact's id."""

    value: str | None = None
    id: str | None = None


def when(article: Article, sentence: Sentence, fact: Fact, attachment: Attachment, part: Part) -> When:
    """Return the date that a number holds for."""
    return When()
