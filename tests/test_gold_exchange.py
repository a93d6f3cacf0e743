"""Gold from and for other tools: there and back unchanged, and what others made taken over as it is."""

import json

import pytest
from typer.testing import CliRunner

from factx.cli import app
from factx.errors import GoldError, InputError
from factx.evaluate import load_gold
from factx.label import importing
from factx.label.formats import FORMATS
from factx.label.formats.marked import Mark, Marked
from factx.label.rows import Shelf
from factx.records import Document

TEXT = "🥖 Nord Ltd and\nSons sold bread for $5 million, up 3 percent,\nin May 2021. Mia Berg said so."
DOC = Document(id="nord", text=TEXT, published="2021-06-01")
NAMES = {"ORG": "organization", "CASH": "money"}


def mark(words, label):
    start = TEXT.index(words)
    return Mark(start, start + len(words), label)


MARKS = [
    mark("Nord Ltd and\nSons", "ORG"),
    mark("$5 million", "CASH"),
    mark("3 percent", "PERCENT"),
    mark("Mia Berg", "PERSON"),
]


@pytest.mark.parametrize("tool", FORMATS)
def test_all_gold_there_and_back(tool, corpus, root, tmp_path):
    documents = {document.id: document for document in corpus}
    shelf = Shelf(root / "gold", documents)
    FORMATS[tool].write(tmp_path / "file", list(importing.exported(shelf, NAMES)))
    back = Shelf(tmp_path / "gold", documents)
    told, found = importing.taken(tmp_path / "file", tool, back, NAMES)
    assert told.left == {}
    assert found == shelf.labels
    for doc_id, labels in found.items():
        back.write(doc_id, labels)
    for file in (root / "gold").rglob("*.jsonl"):
        assert (tmp_path / "gold" / file.relative_to(root / "gold")).read_text("utf8") == file.read_text("utf8")


def of_label_studio(path):
    def region(m, offset=0):
        words = TEXT[m.start : m.end]
        value = {"start": m.start + offset, "end": m.end + offset, "text": words, "labels": [m.label]}
        return {"type": "labels", "from_name": "label", "to_name": "text", "value": value}

    undone = {"was_cancelled": True, "result": [region(mark("bread", "ORG"))]}
    right = {"result": [*map(region, MARKS[:2]), *(region(m, 1) for m in MARKS[2:]), {"type": "relation"}]}  # UTF-16
    path.write_text(
        json.dumps([{"data": {"text": TEXT}, "annotations": [right, undone]}, {"data": {"text": "unread"}}]), "utf8"
    )


def of_prodigy(path):
    spans = [m._asdict() | {"token_start": 0, "token_end": 1} for m in MARKS]
    tasks = [{"text": TEXT, "spans": spans, "answer": "accept"}, {"text": TEXT, "spans": [], "answer": "reject"}]
    path.write_text("\n".join(map(json.dumps, tasks)), "utf8")


def of_spacy(path):
    import spacy
    from spacy.tokens import DocBin

    doc = spacy.blank("en")(TEXT)
    doc.ents = [doc.char_span(m.start, m.end, label=m.label) for m in MARKS[1:]]
    doc.spans["sc"] = [doc.char_span(*MARKS[0][:2], label="ORG")]
    path.write_bytes(DocBin(docs=[doc]).to_bytes())


def of_brat(path):
    path.mkdir()
    (path / "nord.txt").write_text(TEXT, "utf8")
    name, *others = MARKS
    cut = TEXT.index("\n")
    lines = [f"T1\tORG {name.start} {cut};{cut + 1} {name.end}\tNord Ltd and Sons"]
    lines += [f"T{n}\t{m.label} {m.start} {m.end}\t{TEXT[m.start : m.end]}" for n, m in enumerate(others, 2)]
    lines += [
        "T9\tORG 2 6;20 24\tNord sold",
        "R1\tOwns Arg1:T1 Arg2:T2",
        "#1\tAnnotatorNotes T1\tis this one?",
        "A1\tNegation T2",
    ]
    (path / "nord.ann").write_text("\n".join(lines), "utf8")


MADE = {"label-studio": of_label_studio, "prodigy": of_prodigy, "spacy": of_spacy, "brat": of_brat}


@pytest.mark.parametrize("tool", MADE)
def test_marks_of_others_are_suggestions_with_what_can_be_read(tool, tmp_path):
    MADE[tool](tmp_path / "file")
    shelf = Shelf(tmp_path / "gold", {"nord": DOC})
    told, found = importing.taken(tmp_path / "file", tool, shelf, NAMES)
    rows = found["nord"].facts
    assert [(row["kind"], row["text"], row["suggested"]) for row in rows] == [
        ("organization", "Nord Ltd and\nSons", tool),
        ("money", "$5 million", tool),
        ("percent", "3 percent", tool),
    ]
    assert (rows[1]["amount"], rows[1]["currency"], rows[2]["value"]) == ("5000000", "USD", "3")
    assert (told.articles, told.labels, told.open, told.left["labels PERSON"]) == (1, 3, 3, 1)
    shelf.write("nord", found["nord"])
    with pytest.raises(GoldError, match="not confirmed"):
        load_gold(tmp_path / "gold", {"nord": DOC})


def test_values_may_be_taken_unseen(tmp_path):
    of_prodigy(tmp_path / "file")
    shelf = Shelf(tmp_path / "gold", {"nord": DOC})
    told, found = importing.taken(tmp_path / "file", "prodigy", shelf, NAMES | {"PERSON": ""}, accept=True)
    shelf.write("nord", found["nord"])
    assert len(load_gold(tmp_path / "gold", {"nord": DOC}).labels["nord"]) == 3
    assert [row.get("note") for row in found["nord"].facts] == [None, importing.READ_NOTE, importing.READ_NOTE]
    assert told.open == 0


def test_a_mark_without_a_value_waits_for_one(tmp_path):
    FORMATS["prodigy"].write(
        tmp_path / "file", [Marked(TEXT, marks=(mark("bread", "MONEY"), mark("$5", "MONEY"), mark("5", "MONEY")))]
    )
    shelf = Shelf(tmp_path / "gold", {"nord": DOC})
    _, found = importing.taken(tmp_path / "file", "prodigy", shelf, {}, accept=True)
    assert [(row["text"], row.get("amount"), row.get("suggested")) for row in found["nord"].facts] == [
        ("bread", None, "prodigy"),
        ("$5", None, "prodigy"),
        ("5", None, "prodigy"),
    ]
    shelf.write("nord", found["nord"])
    assert Shelf(tmp_path / "gold", {"nord": DOC}).labels["nord"] == found["nord"]


def test_a_text_that_is_part_of_its_article_is_found_in_it(tmp_path):
    body = TEXT[2:]
    start = body.index("$5 million")
    FORMATS["prodigy"].write(
        tmp_path / "file", [Marked(body, "nord", (Mark(start, start + 10, "MONEY"),)), Marked("Other.", "x")]
    )
    told, found = importing.taken(tmp_path / "file", "prodigy", Shelf(tmp_path / "gold", {"nord": DOC}), {})
    assert [row["text"] for row in found["nord"].facts] == ["$5 million"]
    assert told.left == {"texts that are no article's": 1}


@pytest.mark.parametrize(
    ("tool", "content"),
    [
        ("label-studio", "[1]"),
        ("label-studio", "{"),
        ("prodigy", "{]"),
        ("prodigy", '{"text": "a", "spans": [{}]}'),
        ("spacy", "x"),
        ("brat", "T1\tA 0 1\ta"),
    ],
)
def test_what_is_no_file_of_the_tool_is_told_in_one_line(tool, content, tmp_path):
    (tmp_path / "file.ann").write_text(content, "utf8")
    with pytest.raises(InputError, match=r"file\."):
        importing.taken(tmp_path / "file.ann", tool, Shelf(tmp_path / "gold", {"nord": DOC}), {})


@pytest.mark.parametrize("pair", ["ORG", "=money", "ORG=colour"])
def test_maps_that_say_nothing(pair):
    with pytest.raises(InputError):
        importing.names([pair])


def test_the_commands(tmp_path, root):
    run = CliRunner().invoke
    sent = run(
        app,
        [
            "export-gold",
            str(root / "gold"),
            str(root / "outputs"),
            "--to",
            "prodigy",
            "-o",
            str(tmp_path / "a.jsonl"),
            "--map",
            "ORG=organization",
        ],
    )
    assert (sent.exit_code, sent.output) == (0, "27 articles, 560 labels\n")
    lone = tmp_path / "b.jsonl"
    lone.write_text(
        json.dumps({"text": "Acme Inc. paid $3.", "spans": [{"start": 0, "end": 9, "label": "FIRM"}]}), "utf8"
    )
    there = [
        "--from",
        "prodigy",
        "--write-articles",
        str(tmp_path / "articles.jsonl"),
        "-o",
        str(tmp_path / "gold"),
        "--map",
        "FIRM=organization",
    ]
    got = run(app, ["import-gold", str(lone), *there])
    assert (got.exit_code, got.output) == (0, "1 articles, 1 labels, 1 of them to be confirmed in factx label\n")
    assert json.loads((tmp_path / "articles.jsonl").read_text("utf8"))["id"] == "b-1"
    again = run(app, ["import-gold", str(lone), *there])
    assert "articles that have labels already: 1" in again.output
