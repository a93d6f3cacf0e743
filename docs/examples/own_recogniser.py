"""A recogniser of one's own: every "Acme" is an organization."""

import re
from collections.abc import Iterable, Iterator

from factx import Document, Entity, Extractor


def acme(texts: Iterable[str]) -> Iterator[list[Entity]]:
    """Yield the entities of each text."""
    for text in texts:
        yield [Entity(m.start(), m.end(), "ORG", sure=True) for m in re.finditer(r"\bAcme\b", text)]


article = Document(id="a", text="Acme fell 3 percent. Nobody else bid for Acme.")
for fact in next(Extractor(recogniser=acme)([article])):
    print(fact.kind, fact.text, fact.start)
