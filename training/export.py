"""Put a trained tagger into the package: an ONNX graph of 8-bit weights and its vocabulary in weights/factx_accurate.

    ENCODER=FOLDER python training/export.py DATA MODEL.pt [--out FOLDER]

MODEL.pt is what distil.py or teacher.py wrote with ENCODER, the folder of all-MiniLM-L6-v2. Pieces of scripts that English news is not
written in are left out. The graph must find what the float model finds: the agreement is printed and listed, with the
scores on the test sets, each file's SHA-256, the data with their licences and hashes. With --out another folder is written,
for organizations.py: a model trained without every second article, say.
"""

import argparse
import hashlib
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from corpora import HERE, NAMED, Article, Score, read
from graph import build
from transformer import Tagger, load, tag

from factx.ner.accurate import FOLDER, LABEL, Judge
from factx.rules.context import JUDGE

TARGET = HERE.parent / "src/factx/weights" / FOLDER
COMPARED = 30  # articles of a test set
LEAST = 0.97  # F1 between the names that the graph and the float model find
COMMAND = (
    "python training/teacher.py DATA T0.pt --sets conllpp_train,wikigold --epochs 1; "
    "python training/teacher.py DATA T.pt --from T0.pt --epochs 1 --seed 1; "
    "python training/distil.py DATA MINI.pt --teacher T.pt --text NEWS.jsonl --epochs 2 --swapped 1; "
    "python training/export.py DATA MINI.pt"
)
TEXT = {  # of distil.py, without labels
    "licence": "CC BY 2.5, Wikinews contributors: 245 articles, 91 of them not among the labelled",
    "sha256": "77ead3bb2ac941be88a4326cc5a30aec518c4ff4a943432fd9cf3529efd0660a",
}
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
_UNUSED = re.compile(r"\[\w+\]")


def vocabulary(model: Tagger) -> tuple[list[int], list[str]]:
    """Return the pieces that are kept, their numbers first: Latin letters, digits, signs, and what BERT needs."""
    every = sorted((n, piece) for piece, n in model.tokenizer.get_vocab().items())
    kept = [(n, piece) for n, piece in every if piece in SPECIAL or (_latin(piece) and not _UNUSED.match(piece))]
    return [n for n, _ in kept], [piece for _, piece in kept]


def _latin(piece: str) -> bool:
    return all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2200 for c in piece)


def written(model: Tagger, folder: Path) -> None:
    """Write the graph and the vocabulary of a tagger into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers, pieces = vocabulary(model)
    parameters = {name: value.float().numpy() for name, value in model.state_dict().items()}
    onnx.save(build(parameters, np.array(numbers)), folder / "model.onnx")
    (folder / "vocabulary.txt").write_text("\n".join(pieces), "utf8")


def agreement(model: Tagger, judge: Judge, sets: dict[str, list[Article]]) -> float:
    """Return the F1 between the names, labels and all, that the float model and the graph find."""
    both = ours = theirs = 0
    for articles in sets.values():
        some = articles[:COMPARED]
        expected = tag([model], some)
        for article, found in zip(some, judge([a.text for a in some]), strict=True):
            mine = {(e.start, e.end, e.label) for e in found if e.by == JUDGE}
            wanted = {(start, end, LABEL[label]) for start, end, label, _ in expected[article.id]}
            both, ours, theirs = both + len(mine & wanted), ours + len(mine), theirs + len(wanted)
    return round(2 * both / (ours + theirs), 4)


def measured(judge: Judge, articles: Sequence[Article]) -> dict[str, float]:
    """Return the norm precision, recall and F1 of organizations on a set."""
    score = Score()
    for article, found in zip(articles, judge([a.text for a in articles]), strict=True):
        score.add(article, {(e.start, e.end) for e in found if e.by == JUDGE and e.label == "ORG"})
    return score.values()


def main() -> None:
    """Write, compare, measure, list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args()
    model = load(os.environ["ENCODER"], args.model)
    written(model, args.out)
    judge = Judge(args.out)
    sets = {name: read(name, args.data) for name in NAMED["test"]}
    same = agreement(model, judge, sets)
    files = sorted(path for path in args.out.iterdir() if path.is_file())
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{size:.1f} MB; names as the float model's: F1 {same}", flush=True)
    if same < LEAST:
        raise SystemExit(f"the graph finds other names than {args.model}")
    card: dict[str, Any] = {
        "command": COMMAND,
        "onnx": onnx.__version__,
        "start": "all-MiniLM-L6-v2 (Apache-2.0)",
        "data": {n: {k: s[k] for k in TEXT} for n, s in NAMED["train"].items()} | {"unlabelled text": TEXT},
        "agreement with the float model": same,
        "scores": {name: measured(judge, articles) for name, articles in sets.items()},
        "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
    }
    args.out.with_suffix(".json").write_text(json.dumps(card, indent=1) + "\n", "utf8")
    print(json.dumps(card["scores"]))


if __name__ == "__main__":
    main()
