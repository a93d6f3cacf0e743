"""An older run of this repository's articles, made of its outputs: some better, some worse."""

import json

from factx.records import fact_id
from factx.report import build


def older_run(root, folder):
    """Write a run that lacks a fact, has another value and qualifier, an extra, a label that today's outputs miss, and an open slot."""
    folder.mkdir()
    run = build.read(root / "outputs", root / "gold")
    off = {fault.found_id for each in run.faults.values() for fault in each}
    facts = {fact.id: fact.model_dump(mode="json") for fact in run.all_facts}
    right = [row for row in facts.values() if row["id"] not in off and row["doc_id"] in run.judged.gold.labels]
    del facts[next(row["id"] for row in right if row["kind"] == "organization")]
    other, about, *_ = (row for row in right if row["kind"] == "percent" and row["qualifier"] is None)
    other["value"], about["qualifier"] = "99.5", "about"
    miss = next(fact for what, _, fact, _ in run.judged.score.errors if what == "miss")
    facts[miss.id] = miss.model_dump(mode="json") | {"rule": "lost"}
    money = next(row for row in right if row["kind"] == "money")
    extra = money | _plain(run.documents[money["doc_id"]])
    facts[extra["id"]] = extra
    _write(folder / "facts.jsonl", sorted(facts.values(), key=lambda row: (row["doc_id"], row["start"])))
    said = [each.observation.model_dump(mode="json") for rows in run.said.values() for each in rows]
    said = [row for row in said if row["fact_id"] in facts]
    next(row for row in said if row["change"] == "up" and row["fact_id"] not in off)["change"] = None
    _write(folder / "observations.jsonl", said)
    (folder / "documents.jsonl").write_bytes((root / "outputs/documents.jsonl").read_bytes())
    return folder


def _plain(document):
    """A word of a document that is no money, as if a rule had read it as such."""
    start = document.text.index(" the ") + 1
    place = {"text": "the", "start": start, "end": start + 3, "sentence_start": 0, "sentence_end": len(document.text)}
    return place | {"id": fact_id(document.id, start, start + 3, "money"), "rule": "silly"}


def _write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
