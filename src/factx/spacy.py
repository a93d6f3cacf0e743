"""factx in a spaCy pipeline: `nlp.add_pipe("factx")` gives doc.spans["factx"], doc._.facts and doc._.observations.

This is the one module outside `ner` that imports spaCy: it stands on the extractor, which stands on `ner`. Nothing imports it;
spaCy does, by the entry point `factx` of `spacy_factories`, or a user who wants the extensions for documents of a DocBin.

All that is kept in a Doc is plain data, in `doc._.factx`, and spans: it goes to other processes and into a DocBin (with
store_user_data=True). Facts and observations are made of it each time they are asked for.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span

from factx.kinds.organization.aliases import Alias, read_aliases
from factx.ner import DEFAULT_MODEL
from factx.observation import Observation
from factx.pipeline import Extractor, Reading
from factx.records import FACT, BaseFact, Document, Fact
from factx.report.notebook import Facts
from factx.rules.context import Entity

KEY = "factx"
TOLD = ("id", "published", "publisher", "country")  # what a document's user_data or context may say of it
_ALIASES = "aliases.json"


@Language.factory(
    "factx",
    assigns=["doc.spans", "doc._.facts", "doc._.observations"],
    default_config={
        "ner": "own",
        "model": DEFAULT_MODEL,
        "published": None,
        "country": None,
        "aliases": None,
        "rules": None,
        "vague_dates": False,
        "timeml": False,
        "observations": True,
        "min_confidence": 0.0,
        "accurate": False,
        "spans_key": KEY,
    },
)
def make_factx(  # noqa: PLR0913, PLR0917 - spaCy gives each option by name
    nlp: Language,  # noqa: ARG001
    name: str,
    ner: Literal["own", "pipeline"],
    model: str,
    published: str | None,
    country: str | None,
    aliases: str | None,
    rules: Any,  # noqa: ANN401 - what a function of @misc returns: rules
    vague_dates: bool,
    timeml: bool,
    observations: bool,
    min_confidence: float,
    accurate: bool,
    spans_key: str,
) -> "FactxComponent":
    """Return the component; spaCy calls this, see docs/spacy.md for the options."""
    if accurate and ner == "pipeline":
        raise ValueError("accurate judges names beside the model: it goes with ner='own'")
    extractor = Extractor(
        model,
        vague_dates=vague_dates,
        rules=tuple(rules or ()),
        timeml=timeml,
        observations=observations,
        min_confidence=min_confidence,
        accurate=accurate,
        judged=ner == "pipeline",
    )
    defaults = {"published": published, "country": country}
    return FactxComponent(name, extractor, defaults, Path(aliases) if aliases else None, spans_key)


class FactxComponent(Pipe):
    """Reads facts and what they say into each Doc."""

    def __init__(
        self,
        name: str,
        extractor: Extractor,
        defaults: Mapping[str, Any],
        aliases: Path | None = None,
        spans_key: str = KEY,
    ) -> None:
        """Take an extractor (`judged`: the names are those of doc.ents) and what holds for documents that say nothing else.

        The file of aliases is read with the first text, unless from_disk brings what was in it.
        """
        self.name = name
        self.defaults = dict(defaults)
        self.spans_key = spans_key
        self._bare = extractor
        self._path = aliases
        self._aliases: dict[str, Alias] | None = None
        Document.model_validate({"id": "x", "text": "", **self.defaults})  # raises for what is no date or country

    @cached_property
    def extractor(self) -> Extractor:
        """The extractor, aliases and all."""
        if self._aliases is None and self._path:
            self._aliases = read_aliases(self._path)
        return replace(self._bare, aliases=self._aliases)

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        self._read([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Read documents, a batch at a time. Where one fails, each of its batch is read alone, and those that fail left out."""
        waiting = iter(stream)
        while docs := list(islice(waiting, batch_size)):
            try:
                self._read(docs)
            except Exception:  # noqa: BLE001 - whose it is comes to light below
                yield from self._one_by_one(docs)
            else:
                yield from docs

    def _one_by_one(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        handle = self.get_error_handler()
        for doc in docs:
            try:
                self._read([doc])
            except Exception as error:  # noqa: BLE001 - the user's handler says what becomes of it
                handle(self.name, self, [doc], error)
            else:
                yield doc

    def _read(self, docs: Sequence[Doc]) -> None:
        extractor = self.extractor
        if extractor.judged:
            found = [[Entity(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]
            extractor = replace(extractor, recogniser=lambda _: found)
        documents = [document_of(doc, self.defaults) for doc in docs]
        for doc, reading in zip(docs, list(extractor.readings(documents)), strict=True):
            annotate(doc, reading, self.spans_key)

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:  # noqa: ARG002
        """Return what the config does not hold: the aliases."""
        rows = {name: [each.body, dict(each.external_ids)] for name, each in (self.extractor.aliases or {}).items()}
        return json.dumps(rows, ensure_ascii=False, indent=1).encode()

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> "FactxComponent":  # noqa: ARG002
        """Take the aliases that to_bytes gave."""
        rows = json.loads(data)
        self._aliases = {name: Alias(body, ids) for name, (body, ids) in rows.items()}
        self.__dict__.pop("extractor", None)
        return self

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:  # noqa: ARG002
        """Write what the config does not hold, the aliases, into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _ALIASES).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> "FactxComponent":  # noqa: ARG002
        """Take the aliases of a folder that to_disk wrote."""
        return self.from_bytes((Path(path) / _ALIASES).read_bytes())


def document_of(doc: Doc, defaults: Mapping[str, Any]) -> Document:
    """Return a Doc as factx reads it: what is not known of it from its context or user_data is as in `defaults`.

    Without an id it is called by the hash of its text. Raises ValueError for what is no date or country.
    """
    context = doc._context if isinstance(doc._context, Mapping) else {}  # noqa: SLF001 - of nlp.pipe(as_tuples=True)
    told = {name: source[name] for source in (doc.user_data, context) for name in TOLD if source.get(name) is not None}
    own = doc._.published
    known = {**defaults, **told} | ({"published": own} if own is not None else {})
    name = hashlib.sha256(doc.text.encode("utf8")).hexdigest()[:16]
    return Document.model_validate({**known, "id": str(known.get("id", name)), "text": doc.text})


def annotate(doc: Doc, reading: Reading, spans_key: str = KEY) -> None:
    """Put facts and observations into a Doc: as plain data, and the facts as spans, of all tokens that they touch."""
    doc._.factx = {
        "facts": [fact.model_dump(mode="json") for fact in reading.facts],
        "observations": [each.model_dump(mode="json") for each in reading.observations],
    }
    doc.spans[spans_key] = [_span(doc, fact) for fact in reading.facts]


def _span(doc: Doc, fact: BaseFact) -> Span:
    """Return the tokens of a fact: its id is the span's, in hex; an organization's org_id is the kb_id."""
    body = getattr(fact, "org_id", "")
    whole = doc.char_span(fact.start, fact.end, fact.kind, body, alignment_mode="expand", span_id=int(fact.id, 16))
    assert whole is not None  # noqa: S101 - every character that is no space is a token's
    return whole


def _data(doc: Doc, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (doc._.factx or {}).get(table, [])
    return found


def _facts(doc: Doc) -> Facts:
    return Facts((FACT.validate_python(row) for row in _data(doc, "facts")), doc.text, _observations(doc))


def _observations(doc: Doc) -> list[Observation]:
    return [Observation.model_validate(row) for row in _data(doc, "observations")]


def _fact(span: Span) -> Fact | None:
    name = f"{span.id:016x}"
    return next((FACT.validate_python(row) for row in _data(span.doc, "facts") if row["id"] == name), None)


def _published(doc: Doc) -> str | None:
    found: str | None = doc.user_data.get("published")
    return found


def _set_published(doc: Doc, day: object) -> None:
    doc.user_data["published"] = None if day is None else str(day)  # a date would not go into a DocBin


def _register() -> None:
    """Add doc._.facts and the rest; raises ValueError where another has taken a name, but for doc._.published."""
    getters: dict[tuple[Any, str], Callable[[Any], Any]] = {
        (Doc, "facts"): _facts,
        (Doc, "observations"): _observations,
        (Span, "fact"): _fact,
    }
    for (kind, name), getter in getters.items():
        known = kind.get_extension(name)[2] if kind.has_extension(name) else getter
        kind.set_extension(name, getter=getter, force=getattr(known, "__module__", None) == __name__)
    Doc.set_extension("factx", default=None, force=True)
    if not Doc.has_extension("published"):
        Doc.set_extension("published", getter=_published, setter=_set_published)


_register()
