"""What a number is tied to."""

from dataclasses import dataclass

from factx.observe.sentence import Span


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a number is tied to, and by which rule."""

    rule: str
    measure: Span | None = None
    about: Span | None = None
    verb: int | None = None  # the token that says so: what moved, reached, cost…
