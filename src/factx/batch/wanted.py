"""What of the inputs a run reads, where it does not read them all."""

from dataclasses import dataclass, field
from typing import Any, Self

from factx.read import Found, Item
from factx.read.find import path_text


@dataclass(slots=True)
class Wanted:
    """Single records, and all that is in some paths."""

    records: set[tuple[str, int]] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)

    def has(self, path: str, line: int | None) -> bool:
        """Tell whether a record, or what was rejected of it, is among them."""
        return path in self.paths or (line is not None and (path, line) in self.records)

    def file(self, found: Found) -> bool:
        """Tell whether any of them is in a file, or in one that is packed in it."""
        path = path_text(found.path)
        return any(p == path or p.startswith(f"{path}!") for p in (*self.paths, *(p for p, _ in self.records)))

    def item(self, item: Item) -> bool:
        """Tell whether a record is one of them."""
        return self.has(item.path, item.line) or any(item.path.startswith(f"{path}!") for path in self.paths)

    def as_state(self) -> dict[str, Any]:
        """Return them for a later start."""
        return {"records": sorted(self.records), "paths": sorted(self.paths)}

    @classmethod
    def of_state(cls, state: Any) -> Self | None:  # noqa: ANN401 - of a file
        """Return what as_state() returned; None where there is nothing."""
        return cls({(path, line) for path, line in state["records"]}, set(state["paths"])) if state else None
