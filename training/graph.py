"""The tagger of transformer.py as an ONNX graph of 8-bit weights: what export.py writes.

Tables and matrices are int8 with one scale a row or column; activations are quantized as they come, one scale a run. Weights
take 7 bits, so that no processor's 16-bit sums run over: the integer sums are the same everywhere.
"""

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np
from onnx import ModelProto, TensorProto, checker, helper, numpy_helper

HEADS = 12
EPSILON = 1e-12
STEPS = 63  # of a weight, on either side of zero
Arrays = Mapping[str, "np.ndarray[Any, Any]"]


class Graph:
    """Nodes and constants of a graph, each under a name of its own."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, value: Any) -> str:  # noqa: ANN401 - whatever NumPy takes
        """Return the name of a new constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any) -> Any:  # noqa: ANN401
        """Return the name of a new node's output; a list of several."""
        names = [f"n{len(self.nodes)}_{n}" for n in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names if outputs > 1 else names[0]

    def micro(self, kind: str, *inputs: str, **attributes: Any) -> str:  # noqa: ANN401
        """Return the name of the output of a node that ONNX Runtime has beside the standard's."""
        name: str = self.add(kind, *inputs, domain="com.microsoft", **attributes)
        return name

    def small(self, matrix: Any) -> tuple[str, str, str]:  # noqa: ANN401
        """Return a matrix in int8: itself, one scale a column, zero points."""
        whole, scale = rounded(matrix)
        return self.constant(whole), self.constant(scale), self.constant(np.zeros(len(scale), np.int8))

    def times(self, x: str, matrix: Any, bias: Any) -> str:  # noqa: ANN401
        """Return x times a matrix, plus a bias."""
        return self.micro("DynamicQuantizeMatMul", x, *self.small(matrix), self.constant(bias))

    def model(self, inputs: Mapping[str, tuple[int, list[str | int]]], output: tuple[str, int]) -> ModelProto:
        """Return the whole; inputs are types and shapes by name, the output a node's and its width."""
        self.nodes.append(helper.make_node("LogSoftmax", [output[0]], ["tags"], axis=-1))
        made = helper.make_model(
            helper.make_graph(
                self.nodes,
                "factx_accurate",
                [helper.make_tensor_value_info(name, *given) for name, given in inputs.items()],
                [helper.make_tensor_value_info("tags", TensorProto.FLOAT, ["words", output[1]])],
                self.constants,
            ),
            opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
            ir_version=8,
            producer_name="factx",
        )
        checker.check_model(made)
        return made


def rounded(matrix: Any) -> Any:  # noqa: ANN401 - arrays
    """Return a matrix in whole steps and the size of a step in each column."""
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / STEPS
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


def build(p: Arrays, kept: Any) -> ModelProto:  # noqa: ANN401 - numbers of the pieces
    """Return the graph of a tagger's parameters, its vocabulary cut down to the pieces that are kept."""
    graph = Graph()
    x = _embedded(graph, p, kept)
    for n in range(_layers(p)):
        x = _layer(graph, p, f"encoder.encoder.layer.{n}.", x)
    flat = graph.add("Reshape", x, graph.constant(np.array([-1, p["case.bias"].size])))
    words = graph.add("Concat", graph.add("Gather", flat, "first"), _around(graph, p), axis=-1)
    hidden = graph.add("Gemm", words, graph.constant(p["head.1.weight"]), graph.constant(p["head.1.bias"]), transB=1)
    hidden = graph.micro("Gelu", hidden)
    tags = graph.add("Gemm", hidden, graph.constant(p["head.4.weight"]), graph.constant(p["head.4.bias"]), transB=1)
    whole = TensorProto.INT64
    inputs: dict[str, tuple[int, list[str | int]]] = {
        "pieces": (whole, ["chunks", "length"]),
        "letters": (whole, ["chunks", "length"]),
        "lengths": (TensorProto.INT32, ["chunks"]),
        "first": (whole, ["words"]),
        "around": (whole, ["words", 3]),
    }
    return graph.model(inputs, (tags, len(p["head.4.bias"])))


def _layers(p: Arrays) -> int:
    return 1 + max(int(name.split(".")[3]) for name in p if name.startswith("encoder.encoder.layer."))


def _codes() -> "np.ndarray[Any, Any]":
    """Return the letters' features of each code, the first feature its highest bit."""
    return np.array(list(product((0, 1), repeat=8)), np.float32)


def _embedded(graph: Graph, p: Arrays, kept: Any) -> str:  # noqa: ANN401
    """Return the embeddings of pieces: of the piece, its word's letters, its place, all together normalised."""
    at = "encoder.embeddings."
    whole, scale = rounded(p[f"{at}word_embeddings.weight"][kept].T)
    pieces = graph.add("Cast", graph.add("Gather", graph.constant(whole.T), "pieces"), to=TensorProto.FLOAT)
    steps = graph.add("Gather", graph.constant(scale[:, None]), "pieces")
    letters = _codes() @ p["case.weight"].T + p["case.bias"] + p[f"{at}token_type_embeddings.weight"][0]
    length = graph.add("Slice", graph.add("Shape", "pieces"), *map(graph.constant, ([1], [2])))
    places = graph.add(
        "Slice",
        graph.constant(p[f"{at}position_embeddings.weight"]),
        graph.constant([0]),
        length,
        graph.constant([0]),
    )
    x = graph.add("Add", graph.add("Mul", pieces, steps), graph.add("Gather", graph.constant(letters), "letters"))
    norm = (graph.constant(p[f"{at}LayerNorm.{part}"]) for part in ("weight", "bias"))
    name: str = graph.add("LayerNormalization", graph.add("Add", x, places), *norm, axis=-1, epsilon=EPSILON)
    return name


def _around(graph: Graph, p: Arrays) -> str:
    """Return what the letters of a word, of the one before and the one behind add to it."""
    tables = [_codes() @ p["around.weight"][:, :, n].T for n in range(3)]
    tables[1] = tables[1] + p["around.bias"]
    at = (graph.add("Gather", "around", graph.constant(n), axis=1) for n in range(3))
    before, here, behind = (graph.add("Gather", graph.constant(t), n) for t, n in zip(tables, at, strict=True))
    name: str = graph.add("Relu", graph.add("Add", graph.add("Add", before, here), behind))
    return name


def _layer(graph: Graph, p: Arrays, at: str, x: str) -> str:
    parts = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
    together = np.concatenate([p[f"{part}.weight"].T for part in parts], axis=1)
    bias = graph.constant(np.concatenate([p[f"{part}.bias"] for part in parts]))
    whole, scale, zero = graph.small(together)
    quantized, step, shift = graph.add("DynamicQuantizeLinear", x, outputs=3)
    seen = graph.micro("QAttention", quantized, whole, bias, step, scale, "lengths", shift, zero, num_heads=HEADS)
    x = _normal(graph, p, f"{at}attention.output.", seen, x)
    inner = graph.times(x, p[f"{at}intermediate.dense.weight"].T, p[f"{at}intermediate.dense.bias"])
    return _normal(graph, p, f"{at}output.", graph.micro("Gelu", inner), x)


def _normal(graph: Graph, p: Arrays, at: str, x: str, skipped: str) -> str:
    """Return a dense layer of x, what it skips added, normalised."""
    out = graph.times(x, p[f"{at}dense.weight"].T, p[f"{at}dense.bias"])
    norm = (graph.constant(p[f"{at}LayerNorm.{part}"]) for part in ("weight", "bias"))
    name: str = graph.add("LayerNormalization", graph.add("Add", out, skipped), *norm, axis=-1, epsilon=EPSILON)
    return name
