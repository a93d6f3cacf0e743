"""What a number measures, and whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from factx.observe.sentence import Article, Sentence, Span


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a number is tied to, and by which rule."""

    rule: str
    measure: Span | None = None
    about: Span | None = None
    verb: int | None = None  # the token that says so: what moved, reached, cost…


def attach(sentence: Sentence, article: Article) -> Mapping[str, Attachment]:
    """Return what each number of a sentence is tied to, by fact id."""
    return {fact.id: Attachment("none") for fact in sentence.numbers}
