"""Which fields of a file hold what: the choice, as it goes with each record and as the user is told it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a file by what they hold, as dotted paths; `said` is what else was found out, for the user."""

    text: str
    title: str | None = None
    published: str | None = None
    id: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    country: str | None = None
    order: str | None = None  # of day and month in the dates: DMY or MDY, where the column shows it
    said: str = ""

    @property
    def plain(self) -> bool:
        """Return whether nothing needs to be told: each field has the name that it has in our own files."""
        own = {
            "text": "text",
            "title": "title",
            "published": "published",
            "id": "id",
            "url": "url",
            "publisher": "publisher",
        }
        own |= {"author": "author", "country": "country"}
        return not self.said and not self.order and all(getattr(self, k) in (None, v) for k, v in own.items())

    def __str__(self) -> str:
        """Return the choice in a line."""
        order = {"DMY": " (day first)", "MDY": " (month first)"}.get(self.order or "", "")
        chosen = {k: v for k, v in asdict(self).items() if v and k not in {"order", "said"}}
        words = ", ".join(f"{k} from {v}{order if k == 'published' else ''}" for k, v in chosen.items())
        return f"{words}; {self.said}" if self.said else words
