"""A stream that breaks off: what came before is used first, then the error is raised."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Held(Iterator[T], Generic[T]):
    """An iterator that ends where another raises, and keeps the error."""

    def __init__(self, inner: Iterable[T]) -> None:
        """Iterate over `inner`."""
        self.inner, self.error = iter(inner), None

    error: Exception | None

    def __next__(self) -> T:
        """Return the next, or end."""
        if self.error:
            raise StopIteration
        try:
            return next(self.inner)
        except StopIteration:
            raise
        except Exception as error:
            self.error = error
            raise StopIteration from error

    def check(self) -> None:
        """Raise what ended the iteration, if anything did."""
        if self.error:
            raise self.error
