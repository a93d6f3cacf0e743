"""Which model's grammar sentences are parsed by: the one that finds the names, or the default one."""

from functools import lru_cache

from factx.errors import ModelError
from factx.ner.spacy import DEFAULT_MODEL, config_path

_NEEDED = frozenset({"tagger", "parser"})


@lru_cache(maxsize=4)
def grammar_of(model: str) -> str:
    """Return the model itself where it has a tagger and a parser, else the default model.

    Raises ModelError, naming the option that does without, where neither has them.
    """
    for each in (model, DEFAULT_MODEL):
        if _parts(each) >= _NEEDED:
            return each
    raise ModelError(
        f"model {model!r} has no tagger and parser, which observations need, and {DEFAULT_MODEL!r} is not installed: "
        f"give --no-observations (observations=False), or  pip install {DEFAULT_MODEL.replace('_', '-')}"
    )


def _parts(model: str) -> set[str]:
    """Return the names of a model's components; none where it is not installed."""
    from spacy.util import load_config

    try:
        return set(load_config(config_path(model))["nlp"]["pipeline"])
    except (OSError, ImportError):
        return set()
