"""Which named body or place a phrase such as "it" or "the province" stands for."""

from typing import NamedTuple

from factx.observe.attach import Attachment
from factx.observe.sentence import Article, Sentence


class Owner(NamedTuple):
    """The fact's id of a body, and the name of a body or place."""

    id: str | None = None
    name: str | None = None


def owner(article: Article, sentence: Sentence, attachment: Attachment) -> Owner:
    """Return whom the phrase of an attachment names or stands for."""
    return Owner()
