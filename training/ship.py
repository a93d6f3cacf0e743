"""Put a trained student into the package: its files in src/factx/weights/factx_ner, and a list of them beside it.

    python training/ship.py DATA TRAINED

The list has each file's SHA-256 (the package refuses others), the data with their licences and hashes, the command, and
the scores on the test sets. Strings that no label and no rule of the tokenizer needs are left out: they are but words of
the training texts.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import spacy
from corpora import HERE, NAMED, Score, papers, read

TARGET = HERE.parent / "src/factx/weights/factx_ner"


def main() -> None:
    """Copy, measure, list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("trained", type=Path)
    args = parser.parse_args()
    shutil.rmtree(TARGET, ignore_errors=True)
    shutil.copytree(args.trained, TARGET)
    for name in ("vocab/strings.json", "vocab/key2row", "vocab/vectors"):
        (TARGET / name).unlink(missing_ok=True)
    (TARGET / "vocab/strings.json").write_text("[]", "utf8")
    before, after = spacy.load(args.trained), spacy.load(TARGET)
    scores: dict[str, dict[str, float]] = {}
    for name in NAMED["test"]:
        articles, score = read(name, args.data), Score()
        docs = zip(articles, *(nlp.pipe(a.text for a in articles) for nlp in (before, after)), strict=True)
        for article, was, doc in docs:
            spans = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
            if spans != [(e.start_char, e.end_char, e.label_) for e in was.ents]:
                raise SystemExit(f"{article.id}: the shipped model finds other names than the trained one")
            score.add(article, {(start, end) for start, end, label in spans if label == "ORG"})
        scores[name] = score.values()
    files = sorted(path for path in TARGET.rglob("*") if path.is_file())
    card = {
        "command": "python training/student.py DATA OUT; python training/ship.py DATA OUT",
        "spacy": spacy.__version__,
        "start": NAMED["model"],
        "data": papers("copies"),
        "scores": scores,
        "files": {str(p.relative_to(TARGET)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files},
    }
    TARGET.with_suffix(".json").write_text(json.dumps(card, indent=1) + "\n", "utf8")
    print(f"{sum(p.stat().st_size for p in files) / 1e6:.1f} MB", json.dumps(scores))


if __name__ == "__main__":
    main()
