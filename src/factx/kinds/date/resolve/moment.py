"""What a time expression is resolved against: when the article appeared, what its sentence and those before it say."""

from dataclasses import dataclass
from datetime import date

from factx.kinds.date.resolve.discussed import NOTHING, Discussed
from factx.kinds.date.resolve.tense import FAR


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression is resolved against."""

    published: date | None
    future: bool = False  # the sentence looks ahead there
    reach: int = FAR  # days: what lies further ahead than this is taken as past after all
    past: bool = False  # the sentence plainly looks back there
    discussed: Discussed = NOTHING
