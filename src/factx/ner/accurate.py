"""The third judge of names, for --accurate: a small transformer, read by ONNX Runtime in 8-bit whole numbers.

Each text is read by itself, so that what is found in it does not depend on the texts beside it: its sentences in runs, runs
of like length a few at a time. Names are the best sequence of tags that may follow one another, by Viterbi in NumPy. What
it would call an organization if that were a little likelier is noted as well (`NEARLY`).
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from factx.extras import import_extra
from factx.ner.own import checked, digest
from factx.ner.runs import TAGS, letters, may_follow, runs
from factx.ner.tokens import Floats, Ints
from factx.ner.wordpiece import Pieces
from factx.rules.context import JUDGE, NEARLY, Entity

FOLDER = "factx_accurate"
LABEL = {"ORG": "ORG", "PER": "PERSON", "LOC": "GPE", "MISC": "MISC"}
_BONUS = 2.5  # in log-odds: what makes a name nearly an organization
_TOGETHER = 4  # runs of a text
_PIECES = 318  # of a run, at most
_MOST = 1 << 16  # words remembered before all are forgotten
_NEVER = -1e4
BARRED: Floats = np.array([[0 if may_follow(a, b) else _NEVER for b in TAGS] for a in TAGS], np.float32)
FIRST: Floats = np.array([0 if may_follow("O", tag) else _NEVER for tag in TAGS], np.float32)
_ORG: Floats = np.array([_BONUS * tag.endswith("ORG") for tag in TAGS], np.float32)
Span = tuple[int, int]


class Run(NamedTuple):
    """A run of a text's sentences: where its words stand, how many pieces each has, all pieces, codes of the letters."""

    words: list[Span]
    counts: list[int]
    pieces: list[int]
    codes: list[int]


class Judge:
    """Finds names in texts by the network whose folder is given. Raises MissingError without ONNX Runtime."""

    def __init__(self, folder: Path) -> None:
        onnxruntime = import_extra("onnxruntime", "accurate")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        network = (folder / "model.onnx").read_bytes()
        self._session: Any = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._pieces = Pieces((folder / "vocabulary.txt").read_text("utf8").split("\n"))
        self._codes: dict[str, int] = {}

    def __call__(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the names in each text, in text order; those that are nearly organizations behind the others."""
        read = [list(self._runs(text)) for text in texts]
        scores = [[one for part in _groups(some) for one in self._scores(part)] for some in read]
        together = [one for some in scores for one in some]
        found: list[list[Entity]] = [[] for _ in texts]
        for by, bonus in ((JUDGE, np.float32(0)), (NEARLY, _ORG)):
            paths = iter(decoded([one + bonus for _, one in together]))
            for mine, some in zip(found, scores, strict=True):
                named = {(e.start, e.end): e.label for e in mine}
                more = (e for run, one in some for e in _names(run.words, one, next(paths), by))
                mine += [e for e in more if by == JUDGE or (e.label == "ORG" != named.get((e.start, e.end)))]
        return [sorted(mine, key=lambda e: (e.by, e.start)) for mine in found]

    def _runs(self, text: str) -> Iterator[Run]:
        """Yield the runs of a text, parted where they have more pieces than the network reads at once."""
        for words in runs(text):
            run = Run([], [], [], [])
            for start, end in words:
                word = text[start:end]
                pieces = self._pieces(word)
                if len(run.pieces) + len(pieces) > _PIECES:
                    yield run
                    run = Run([], [], [], [])
                run.words.append((start, end))
                run.counts.append(len(pieces))
                run.pieces.extend(pieces)
                run.codes.append(self._code(word))
            yield run

    def _code(self, word: str) -> int:
        """Return what there is of a word's letters as one number, the first feature its highest bit."""
        code = self._codes.get(word)
        if code is None:
            if len(self._codes) >= _MOST:
                self._codes.clear()
            code = self._codes[word] = int("".join("01"[holds] for holds in letters(word)), 2)
        return code

    def _scores(self, some: Sequence[Run]) -> Iterator[tuple[Run, Floats]]:
        """Yield each run with the log-probabilities of its words' tags."""
        length = 2 + max(len(run.pieces) for run in some)
        pieces, codes = np.zeros((2, len(some), length), np.int64)
        first, around = [], []
        for n, run in enumerate(some):
            end = 1 + len(run.pieces)
            pieces[n, : end + 1] = [self._pieces.begin, *run.pieces, self._pieces.end]
            codes[n, 1:end] = np.repeat(run.codes, run.counts)
            first.append(n * length + np.cumsum([1, *run.counts[:-1]]))
            padded = np.array([0, *run.codes, 0])
            around.append(np.stack([padded[:-2], padded[1:-1], padded[2:]], axis=1))
        given = {
            "pieces": pieces,
            "letters": codes,
            "lengths": np.array([2 + len(run.pieces) for run in some], np.int32),
            "first": np.concatenate(first),
            "around": np.concatenate(around),
        }
        scores: Floats = self._session.run(None, given)[0]
        bounds = np.cumsum([0, *(len(run.words) for run in some)]).tolist()
        yield from zip(some, (scores[a:b] for a, b in pairwise(bounds)), strict=True)


def _groups(some: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the runs of a text a few at a time, those of like length together."""
    ordered = sorted(some, key=lambda run: len(run.pieces))
    for at in range(0, len(ordered), _TOGETHER):
        yield ordered[at : at + _TOGETHER]


def decoded(scores: Sequence[Floats]) -> list[list[int]]:
    """Return for each run the best sequence of tags that may follow one another: Viterbi, all runs at once."""
    if not scores:
        return []
    lengths: Ints = np.array([len(one) for one in scores])
    every = np.full((len(scores), max(lengths), len(TAGS)), _NEVER, np.float32)
    every[:, :, 0] = 0  # behind a run's last word
    for n, one in enumerate(scores):
        every[n, : len(one)] = one
    best, back = every[:, 0] + FIRST, []
    for step in range(1, every.shape[1]):
        ways = best[:, :, None] + BARRED
        back.append(ways.argmax(axis=1))
        best = np.take_along_axis(ways, back[-1][:, None], axis=1)[:, 0] + every[:, step]
    path = [best.argmax(axis=1)]
    for come in reversed(back):
        path.append(np.take_along_axis(come, path[-1][:, None], axis=1)[:, 0])
    paths = np.stack(path[::-1], axis=1)
    return [row[:length].tolist() for row, length in zip(paths, lengths, strict=True)]


def _names(words: Sequence[Span], scores: Floats, path: Sequence[int], by: int) -> Iterator[Entity]:
    """Yield the names of a run; a name's probability is the geometric mean of its words'."""
    begin: int | None = None
    for i in range(len(path) + 1):
        tag = TAGS[path[i]] if i < len(path) else "O"
        if begin is not None and tag[0] != "I":
            mean = float(scores[range(begin, i), path[begin:i]].mean())
            label = LABEL[TAGS[path[begin]][2:]]
            yield Entity(words[begin][0], words[i - 1][1], label, by, probability=round(math.exp(mean), 4))
            begin = None
        if tag[0] == "B":
            begin = i


@lru_cache(maxsize=1)
def judge() -> Judge:
    """Return the shipped network's judge; raises MissingError without ONNX Runtime, ModelError where a file is damaged."""
    return Judge(checked(FOLDER))


def version() -> str:
    """Return a short hash of the shipped network and the version of ONNX Runtime; raises as `judge` does."""
    judge()
    return f"{digest(FOLDER)} (onnxruntime {import_extra('onnxruntime', 'accurate').__version__})"
