"""The layers under spaCy's NER, in NumPy: words to vectors, and vectors to vectors in context, one column a token."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from factx.errors import UnsupportedModelError
from factx.ner.tokens import Floats, Ints, Keys

if TYPE_CHECKING:
    from spacy.language import Language

_BLOCK = 1024  # tokens


def check_components(nlp: "Language", known: set[str]) -> None:
    """Raise UnsupportedModelError for a pipeline that has other components than these."""
    if not set(nlp.pipe_names) <= known:
        raise UnsupportedModelError(f"other components have a say: {', '.join(nlp.pipe_names)}")


@contextmanager
def layers_as_expected() -> Iterator[None]:
    """Raise UnsupportedModelError where the layers of a model are not those that are taken out of it."""
    try:
        yield
    except (KeyError, ValueError, AttributeError, IndexError) as error:
        raise UnsupportedModelError(f"its layers are not as expected ({error})") from error


class MaxoutNorm:
    """The largest of a few linear maps, then layer normalisation; one column a token, the pieces one above another."""

    def __init__(self, maxout: Any, norm: Any) -> None:  # noqa: ANN401 - thinc Models
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        self.width, self.pieces, self.inputs = weights.shape
        stacked = weights.transpose(1, 0, 2).reshape(-1, self.inputs)
        self.weights = np.hstack([stacked, bias.T.reshape(-1, 1)]).astype(np.float32)  # the bias meets a row of ones
        self.gain, self.shift = norm.get_param("G")[:, None].copy(), norm.get_param("b")[:, None].copy()

    def __call__(self, inputs: Floats, room: Floats) -> Floats:
        """Return the outputs for inputs whose last row is ones; they lie in `room`."""
        np.matmul(self.weights, inputs, out=room)
        best = room[: self.width]
        for piece in range(1, self.pieces):
            np.maximum(best, room[piece * self.width : (piece + 1) * self.width], out=best)
        best -= best.mean(axis=0)
        spread = np.einsum("ij,ij->j", best, best) / np.float32(self.width) + np.float32(1e-8)
        best *= 1 / np.sqrt(spread)
        best *= self.gain
        best += self.shift
        return best


class Embedding:
    """Vectors of words alone: hashed attributes, perhaps a static vector, mixed by one layer."""

    def __init__(self, nlp: "Language", tok2vec: Any) -> None:  # noqa: ANN401 - a thinc Model
        from spacy.attrs import ORTH, SPACY, intify_attr

        self._tables = sorted(layers_named(tok2vec, "hashembed"), key=lambda table: table.attrs["column"])
        (extract,) = layers_named(tok2vec, "extract_features")
        self._static = layers_named(tok2vec, "static_vectors")
        self._mix = MaxoutNorm(layers_named(tok2vec, "maxout")[0], layers_named(tok2vec, "layernorm")[0])
        self.width = self._mix.width
        self.attributes: list[int] = [intify_attr(column) for column in extract.attrs["columns"]]
        if len(self._tables) != len(self.attributes) or len(self._static) > 1:
            raise ValueError("embedding")
        if self._static:
            self.attributes.append(getattr(nlp.vocab.vectors, "attr", ORTH))
        self._blank = self.attributes.index(SPACY) if SPACY in self.attributes else None
        self.variants = 1 if self._blank is None else 2
        _only_of_words(self.attributes)
        self._vectors = nlp.vocab.vectors

    def __call__(self, keys: Keys) -> Floats:
        """Return the vectors of words, given as rows of attributes; side by side those without and with a blank behind."""
        if self._blank is None:
            return self._mixed(keys)
        keys = keys.copy()
        found = []
        for value in (0, 1):
            keys[:, self._blank] = value
            found.append(self._mixed(keys))
        return np.hstack(found)

    def _mixed(self, keys: Keys) -> Floats:
        parts = [table.predict(np.ascontiguousarray(keys[:, n])) for n, table in enumerate(self._tables)]
        if self._static:
            parts.append(self._looked_up(np.ascontiguousarray(keys[:, len(self._tables)])))
        inputs = np.vstack([*(part.T for part in parts), np.ones((1, len(keys)), np.float32)])
        return self._mix(inputs, np.empty((len(self._mix.weights), len(keys)), np.float32)).T

    def _looked_up(self, keys: Keys) -> Floats:
        """Return the static vectors of words, through the layer that narrows them; zero for words without one."""
        weights = self._static[0].get_param("W")
        if str(self._vectors.mode) == "floret":
            return np.asarray(self._vectors.get_batch(keys) @ weights.T, np.float32)
        rows = self._vectors.find(keys=keys)
        found: Floats = self._vectors.data[rows] @ weights.T
        found[rows < 0] = 0
        return found


def _only_of_words(attributes: Sequence[int]) -> None:
    from spacy.attrs import IS_ALPHA, IS_DIGIT, IS_PUNCT, IS_SPACE, LOWER, NORM, ORTH, PREFIX, SHAPE, SPACY, SUFFIX

    known = {IS_ALPHA, IS_DIGIT, IS_PUNCT, IS_SPACE, LOWER, NORM, ORTH, PREFIX, SHAPE, SPACY, SUFFIX}
    if not set(attributes) <= known:
        raise UnsupportedModelError("it looks at attributes that other components set")


class Encoder:
    """Vectors of words in their context: residual convolutions over windows."""

    def __init__(self, tok2vec: Any, width: int) -> None:  # noqa: ANN401 - a thinc Model
        maxouts, norms = layers_named(tok2vec, "maxout")[1:], layers_named(tok2vec, "layernorm")[1:]
        windows = {layer.attrs["window_size"] for layer in layers_named(tok2vec, "expand_window")}
        if not windows:
            raise ValueError("no window encoder")
        (self._window,) = windows
        self._layers = [MaxoutNorm(m, n) for m, n in zip(maxouts, norms, strict=True)]
        if any((layer.width, layer.inputs) != (width, width * (2 * self._window + 1)) for layer in self._layers):
            raise ValueError("widths")
        self.reach = self._window * len(self._layers)
        self._width = width
        columns = _BLOCK + 2 * self.reach
        self._windows = np.zeros((width * (2 * self._window + 1) + 1, columns), np.float32)
        self._windows[-1] = 1
        self._room = np.empty((max(len(layer.weights) for layer in self._layers), columns), np.float32)

    def __call__(self, table: Floats, rows: Ints) -> Iterator[tuple[int, int, Floats]]:
        """Yield the vectors of columns that hold rows of a table, block by block: start, end, one column a token."""
        for start in range(0, len(rows), _BLOCK):
            stop = min(start + _BLOCK, len(rows))
            low, high = max(0, start - self.reach), min(len(rows), stop + self.reach)
            encoded = self._encode(np.ascontiguousarray(table[rows[low:high]].T))
            yield start, stop, encoded[:, start - low : stop - low]

    def _encode(self, vectors: Floats) -> Floats:
        size, width = vectors.shape[1], self._width
        windows = self._windows[:, :size]
        for layer in self._layers:
            for n, shift in enumerate(range(-self._window, self._window + 1)):
                part = windows[n * width : (n + 1) * width]
                if shift < 0:
                    part[:, :-shift], part[:, -shift:] = 0, vectors[:, :shift]
                elif shift > 0:
                    part[:, size - shift :], part[:, : size - shift] = 0, vectors[:, shift:]
                else:
                    part[:] = vectors
            vectors += layer(windows, self._room[: len(layer.weights), :size])
        return vectors


def layers_named(model: Any, name: str) -> list[Any]:  # noqa: ANN401 - thinc Models
    """Return the layers of a model that have a name, in their order."""
    return [layer for layer in model.walk() if layer.name == name]


def output_layer(model: Any, moves: int) -> tuple[Floats, Floats]:  # noqa: ANN401 - a thinc Model
    """Return weights and bias (one column) from hidden units to moves; moves never seen in training get no chance."""
    if model.attrs["has_upper"]:
        upper = model.get_ref("upper")
        weights, bias = upper.get_param("W").copy(), upper.get_param("b")[:, None].copy()
    else:
        weights, bias = np.eye(moves, dtype=np.float32), np.zeros((moves, 1), np.float32)
    unseen = sorted(model.attrs["unseen_classes"])
    weights[unseen], bias[unseen] = 0, -1e9
    return weights, bias


def tok2vec_of(nlp: "Language", component: Any) -> Any:  # noqa: ANN401 - a pipe, a thinc Model
    """Return the model that makes a component's token vectors: its own, or that of the tok2vec it listens to."""
    model = component.model.get_ref("tok2vec")
    if layers_named(model, "tok2vec-listener"):
        source: Any = nlp.get_pipe("tok2vec")
        return source.model
    return model.layers[0]
