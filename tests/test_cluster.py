"""A run on a cluster, its partitions done one after another by this process: the facts of one process, whatever happens."""

import gzip
import json
import os
from contextlib import contextmanager
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import spacy

from factx import batch
from factx.batch.options import Workers
from factx.engines import run, splits, store, work
from factx.engines.plan import Plan
from factx.errors import InputError, OutputError
from factx.files import folder as outputs
from factx.files import manifest
from factx.kinds.organization.aliases import Alias
from factx.pipeline import Extractor
from factx.read import ReadOptions
from factx.tables import TABLES


@pytest.fixture(scope="module")
def extractor(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("ORG")
    nlp.initialize()
    nlp.to_disk(folder / "model")
    yield Extractor(str(folder / "model"))
    while work._POOLS:
        work._POOLS.pop()[1].close()


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """Cut files into partitions of two thousand bytes."""
    monkeypatch.setattr(splits, "LEAST", 2000)
    monkeypatch.setattr(splits, "MOST", 2000)


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    """Write articles of several formats: lines and rows that are cut, files that are not, bad lines, ids that come twice."""
    home = tmp_path_factory.mktemp("articles")
    (home / "texts").mkdir()
    rows = [{"id": f"n{n}", "published": "2021-09-24", "text": f"Plant {n}\u2028cost €{n} million in May."} for n in range(100)]  # fmt: skip
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    lines[7], lines[60] = "{bad", ""
    lines[80] = lines[3]
    (home / "a.jsonl").write_bytes("\n".join(lines).encode() + b'\n{"id": "caf\xe9", "text": "It paid $5m."}\n')
    with gzip.open(home / "b.json.gz", "wt", encoding="utf8") as file:
        json.dump({"articles": [{"id": "n5", "text": "Zinc cost $1."}, {"text": "Tin cost $2."}]}, file)
    table = pa.Table.from_pylist([{"key": n, "body": f"Ore {n} cost ${n}.", "pad": os.urandom(40).hex()} for n in range(90)])  # fmt: skip
    pq.write_table(table, home / "c.parquet", row_group_size=40)
    (home / "texts" / "d.txt").write_text("Coal cost 5% more.\n", "utf8")
    (home / "texts" / "e.xyz").write_text("no article", "utf8")
    return home


@pytest.fixture(scope="module")
def one(articles, extractor, tmp_path_factory):
    """Return the folder of a run of one process."""
    folder = tmp_path_factory.mktemp("one")
    batch.run([articles], folder, extractor=extractor)
    return folder


@pytest.fixture
def few(tmp_path):
    """Write lines that make some partitions; an id in the last is in the first."""
    path = tmp_path / "few.jsonl"
    rows = ({"id": f"n{n}", "text": "It cost $1 million, more than ever before. " * 3} for n in [*range(56), 5])
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf8")
    return path


@contextmanager
def here():
    yield map


def stopping(after):
    """Return an engine that is killed when so many partitions are done."""

    @contextmanager
    def engine():
        def each(function, things):
            for number, thing in enumerate(things):
                if function.__class__.__name__ == "partial" and number == after:
                    raise KeyboardInterrupt
                yield function(thing)

        yield each

    return engine


def extract(paths, out, extractor, *, engine=here, restart=False, form="jsonl", **options):
    plan = Plan(store.at(str(out)), extractor, ReadOptions(**options), Workers(), form, work.installed())
    return run.run(map(str, paths), plan, engine, restart=restart)


def tables(folder):
    return {table: sorted(outputs.lines(folder, table)) for table in TABLES}


def content(folder):
    """Return all bytes below a folder, but for the time that run.json says the run took."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    ended = json.loads(found.pop("run.json"))
    return found, {name: value for name, value in ended.items() if name != "seconds"}


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_facts_are_those_of_one_process(articles, one, tmp_path, extractor, form):
    summary = extract([articles], tmp_path / "out", extractor, form=form)
    assert tables(tmp_path / "out") == tables(one)
    assert len(list((tmp_path / "out/documents").iterdir())) > 5
    mine, theirs = (json.loads((folder / "run.json").read_bytes()) for folder in (tmp_path / "out", one))
    for its_own in ("seconds", "files", "depends on", "fields"):
        del mine[its_own], theirs[its_own]
    assert mine == {name: value for name, value in theirs.items() if name != "parts"}
    assert (summary.documents, summary.rejected) == (190, 3)
    reasons = {(r["line"], r["reason"]) for r in map(json.loads, outputs.lines(tmp_path / "out", "rejected"))}
    assert {(81, "duplicate id: n3"), (None, "duplicate id: n5")} < reasons
    assert list(manifest.faults(tmp_path / "out")) == []


def test_a_run_goes_on_behind_the_partitions_that_are_done(articles, tmp_path, extractor):
    extract([articles], tmp_path / "whole", extractor)
    with pytest.raises(KeyboardInterrupt):
        extract([articles], tmp_path / "out", extractor, engine=stopping(4))
    with pytest.raises(InputError, match="the run is unfinished"):
        outputs.files(tmp_path / "out", "facts")
    done = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out/documents").iterdir()}
    assert len(done) == 4
    assert extract([articles], tmp_path / "out", extractor).kept > 0
    assert content(tmp_path / "out") == content(tmp_path / "whole")
    now = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out/documents").iterdir()}
    assert sum(now[name] == time for name, time in done.items()) == 3  # in the fourth is an id that an earlier one has
    assert extract([articles], tmp_path / "out", extractor).already


def test_a_write_that_fails_costs_nothing(few, tmp_path, extractor, monkeypatch):
    """Whichever it is, of a partition, of one of which a document is rejected, of run.json: the next start ends with the same bytes."""
    write, done = store.Store.write, 0

    def failing(place, source):
        nonlocal done
        if done == last:
            raise OutputError(f"cannot write to {place.url}: No space left on device")
        done += 1
        write(place, source)

    last = None
    monkeypatch.setattr(store.Store, "write", failing)
    extract([few], tmp_path / "whole", extractor)
    assert done > 20
    for last in (0, 3, 5, *range(done - 6, done)):
        done, out = 0, tmp_path / f"out{last}"
        with pytest.raises(OutputError):
            extract([few], out, extractor)
        done = last + 1
        extract([few], out, extractor)
        assert content(out) == content(tmp_path / "whole"), last


def test_files_that_came_are_read_alone(few, tmp_path, extractor):
    extract([few], tmp_path / "out", extractor)
    before = sorted(p.name for p in (tmp_path / "out/facts").iterdir())
    (tmp_path / "again.jsonl").write_text('{"id": "n7", "text": "It cost $2."}\n{"id": "m", "text": "It cost $3."}\n')
    summary = extract([tmp_path / "again.jsonl", few], tmp_path / "out", extractor)
    assert (summary.kept, summary.documents, summary.rejected) == (56, 57, 2)
    assert sorted(p.name for p in (tmp_path / "out/facts").iterdir())[: len(before)] == before
    reasons = [json.loads(line)["reason"] for line in outputs.lines(tmp_path / "out", "rejected")]
    assert reasons == ["duplicate id: n5", "duplicate id: n7"]


def test_another_run_is_refused_and_begun_anew_on_request(few, tmp_path, extractor):
    out = tmp_path / "out"
    extract([few], out, extractor)
    with pytest.raises(InputError, match=r"holds another run \(option country None → US\): give --restart"):
        extract([few], out, extractor, country="US")
    few.write_text('{"id": "a", "text": "It cost $2."}\n')
    with pytest.raises(InputError, match=r"few.jsonl is not what it was\): give --restart"):
        extract([few], out, extractor)
    (out / "facts/mine.txt").write_text("my own")
    with pytest.raises(OutputError, match=r"holds facts/mine.txt, which no run on a cluster left there"):
        extract([few], out, extractor, restart=True)
    (out / "facts/mine.txt").unlink()
    assert extract([few], out, extractor, restart=True).documents == 1
    assert [len(lines) for lines in tables(out).values()] == [1, 1, 1, 0]
    with pytest.raises(InputError, match=r"is in .*, where the output goes"):
        extract([few, out], out, extractor)


def test_a_file_that_changed_since_it_was_listed_is_rejected(few, tmp_path, extractor):
    @contextmanager
    def late():
        with few.open("a") as file:
            file.write("\n")
        yield map

    summary = extract([few], tmp_path / "out", extractor, engine=late)
    assert (summary.documents, summary.rejected) == (0, 5)


def test_a_damaged_table_is_rejected_where_it_is_damaged(tmp_path, extractor):
    table = pa.table({"text": [f"Ore {n} cost ${n}. {os.urandom(40).hex()}" for n in range(90)]})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=45, compression="snappy")
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    data[100:2000] = bytes(1900)  # in the first of its two groups
    (tmp_path / "a.parquet").write_bytes(data)
    (tmp_path / "b.parquet").write_bytes(data[:-100])
    extract([tmp_path / "a.parquet", tmp_path / "b.parquet"], tmp_path / "out", extractor)
    rejected = [json.loads(line) for line in outputs.lines(tmp_path / "out", "rejected")]
    assert {r["path"][-9:] for r in rejected} == {"a.parquet", "b.parquet"}
    assert all(r["reason"].startswith("broken off: ") for r in rejected)
    assert 30 <= len([*outputs.lines(tmp_path / "out", "documents")]) <= 45


def test_machines_share_one_factx(few, tmp_path, extractor):
    plan = Plan(store.at(str(tmp_path / "out")), extractor, ReadOptions(), Workers(), "jsonl", "another")
    with pytest.raises(InputError, match="another factx"):
        run.run([str(few)], plan, here, restart=False)


def test_aliases_go_along(few, tmp_path, extractor):
    """Extractors with aliases cannot be hashed."""
    known = replace(extractor, aliases={"zinc": Alias("Zinc Body", {})})
    assert extract([few], tmp_path / "out", known).documents == 56
