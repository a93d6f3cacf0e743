"""A name in an article: whose a number may be."""

from typing import NamedTuple

from factx.observe.places import countries


class Named(NamedTuple):
    """A body or place that an article names."""

    start: int
    end: int
    name: str
    id: str | None  # the fact's; None: a place
    kind: str | None  # of body; or place, person
    opens: bool  # stands first in its sentence

    @property
    def is_country(self) -> bool:
        """Whether it is a country's name."""
        return self.kind == "place" and self.name in countries()
