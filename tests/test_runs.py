"""A run's folder: nothing of the user's is replaced, nothing kept is lost, nothing torn is taken for whole."""

import io
import json
import os
from importlib import import_module
from pathlib import Path

import pytest

from factx.batch import run
from factx.errors import FactxError, InputError, ModelError, OutputError
from factx.files import folder as outputs
from factx.files import manifest
from factx.pipeline import Extractor
from factx.read import Piped, ReadOptions
from factx.records import Document
from within import factx

pytestmark = pytest.mark.usefixtures("within")


def no_names(texts):
    return ([] for _ in texts)


QUICK = Extractor(recogniser=no_names, observations=False)


class PulledError(Exception):
    pass


def article(n):
    return {
        "id": f"n{n}",
        "published": "2021-09-24",
        "text": f"Plant {n} cost ${n + 1} million, 3% more than in May 2019.",
    }


def written(path, numbers):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(article(n)) + "\n" for n in numbers), "utf8")
    return path


def tree(folder):
    """Every file below a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def ids(folder):
    return [d.id for d in outputs.documents(folder)]


def pulled(source, out, after=35, **how):
    """A run that is ended by an error behind some documents, with parts that are whole."""
    count = iter(range(10**6))

    def seen(*_):
        if next(count) == after:
            raise PulledError

    with pytest.raises(PulledError):
        run([source], out, extractor=QUICK, part_size=1_000, seen=seen, **how)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    """Few documents make several chunks, so several parts."""
    monkeypatch.setattr(import_module("factx.batch.chunks"), "_RECORDS", 8)


@pytest.fixture
def source(tmp_path):
    return written(tmp_path / "in/a.jsonl", range(40))


STARTS = {
    "other option": lambda source, out: run([source], out, extractor=Extractor(recogniser=no_names, vague_dates=True, observations=False)),
    "mistyped path": lambda source, out: run([source.parent / "none"], out, extractor=QUICK),
    "no such model": lambda source, out: run([source], out, extractor=Extractor("no_such_model")),
    "changed input": lambda source, out: run([written(source, range(1, 40))], out, extractor=QUICK),
    "pipe": lambda source, out: run([Piped(io.BytesIO(b"It paid $5m."))], out, extractor=QUICK),
}  # fmt: skip


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("kept", ["parts", "finished apart", "finished"])
def test_a_start_that_fails_leaves_all_that_was_there(source, tmp_path, start, kept):
    out = tmp_path / "out"
    if kept == "parts":
        pulled(source, out)
    else:
        run([source], out, extractor=QUICK, part_size=1_000, apart=kept == "finished apart")
    before = tree(out)
    assert len(before) >= 5
    with pytest.raises(FactxError):
        STARTS[start](source, out)
    assert tree(out) == before


def test_stopped_at_the_start_it_keeps_the_parts(source, tmp_path, monkeypatch):
    pulled(source, out := tmp_path / "out")
    before = tree(out)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("factx.batch.opening.state.depends_on", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run([source], out, extractor=QUICK)
    assert tree(out) == before


def test_a_start_that_fails_leaves_no_folder(source, tmp_path):
    with pytest.raises(ModelError):
        run([source], tmp_path / "x/out", extractor=Extractor("no_such_model"))
    assert not (tmp_path / "x").exists()


OTHERS = {
    "documents.jsonl": b'{"id": "1", "text": "It paid $5m.", "mine": 1}\n',
    "facts.jsonl": b"mine\n",
    "inputs.jsonl": b"mine\n",
    "facts.parquet": b"mine\n",
    "run.json": b'{"speed": 9}',
    "parts/chapter-1.txt": b"mine\n",
}


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("name", OTHERS)
def test_what_is_not_ours_is_never_replaced(source, tmp_path, name, restart):
    out = tmp_path / "out"
    (out / name).parent.mkdir(parents=True)
    (out / name).write_bytes(OTHERS[name])
    with pytest.raises(InputError, match="name another folder"):
        run([source], out, extractor=QUICK, restart=restart)
    assert tree(out) == {name: OTHERS[name]}


@pytest.mark.parametrize("restart", [False, True])
def test_a_file_put_in_an_outputs_place_is_not_replaced(source, tmp_path, restart):
    run([source], tmp_path / "out", extractor=QUICK)
    (tmp_path / "out/facts.jsonl").write_bytes(b"mine\n")
    with pytest.raises(InputError, match=r"facts\.jsonl is not as run\.json says"):
        run([source], tmp_path / "out", extractor=QUICK, restart=restart)
    assert (tmp_path / "out/facts.jsonl").read_bytes() == b"mine\n"


def test_the_input_is_not_the_output(tmp_path):
    mine = written(tmp_path / "documents.jsonl", range(3))
    with pytest.raises(InputError, match="not written by factx"):
        run([mine], tmp_path, extractor=QUICK)
    run([mine], out := tmp_path / "out", extractor=QUICK)
    before = tree(out)
    with pytest.raises(InputError, match="is an output of this very folder"):
        run([out / "documents.jsonl"], out, extractor=QUICK, restart=True)
    assert tree(out) == before


def test_a_folder_of_articles_may_hold_the_output(tmp_path):
    written(tmp_path / "a.jsonl", range(3))
    for name in ("b.xyz", ".hidden"):
        (tmp_path / name).write_text("x", "utf8")
    for again in (False, True):
        summary = run([tmp_path], tmp_path / "out", extractor=QUICK)
        assert (summary.already, summary.passed) == (again, {".xyz": 1, "hidden": 1})
    assert ids(tmp_path / "out") == ["n0", "n1", "n2"]


def test_a_file_of_the_users_among_parts_stays(source, tmp_path):
    pulled(source, out := tmp_path / "out")
    (out / "parts/notes.txt").write_text("mine", "utf8")
    run([source], out, extractor=QUICK)
    assert (out / "parts/notes.txt").read_text("utf8") == "mine"
    assert sorted(p.name for p in (out / "parts").iterdir()) == ["notes.txt"]
    assert len(ids(out)) == 40


def test_links_are_not_followed(source, tmp_path):
    pulled(source, out := tmp_path / "out")
    (victim := tmp_path / "victim").write_text("mine", "utf8")
    for name in (".facts.part", ".joined.documents.jsonl", ".run.json.part", ".inputs.part", ".joined.inputs.jsonl"):
        (out / "parts" / name).symlink_to(victim)
    run([source], out, extractor=QUICK)
    assert victim.read_text("utf8") == "mine"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked/parts").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="parts is not factx's"):
        run([source], tmp_path / "linked", extractor=QUICK)


def test_a_pipe_replaces_nothing_unasked(tmp_path):
    (tmp_path / "x").write_text("It paid $5m.", "utf8")

    def piped(**how):
        with (tmp_path / "x").open("rb") as stream:
            return run([Piped(stream)], tmp_path / "out", extractor=QUICK, **how)

    assert piped().documents == 1
    with pytest.raises(InputError, match=r"comes through a pipe.*--restart"):
        piped()
    assert piped(restart=True).documents == 1


def test_the_lock_lasts_until_a_run_is_over(source, tmp_path, monkeypatch):
    """Also while its parts are removed: no other run may begin in them."""
    out, remove, tries = tmp_path / "out", Path.unlink, []

    def unlink(path, **how):
        remove(path, **how)
        if path.name == "run.json":
            monkeypatch.setattr(Path, "unlink", remove)
            with pytest.raises(OutputError, match="another run is writing to it"):
                run([source], out, extractor=QUICK)
            tries.append(path)

    monkeypatch.setattr(Path, "unlink", unlink)
    run([source], out, extractor=QUICK)
    assert tries
    assert len(ids(out)) == 40


def test_what_run_json_says_is_looked_at(source, tmp_path):
    run([source], out := tmp_path / "out", extractor=QUICK)
    names = {"documents.jsonl", "facts.jsonl", "rejected.jsonl", "inputs.jsonl"}
    files = manifest.files(manifest.finished(out))
    assert set(files) == names
    assert files == {name: manifest.digest(out / name) for name in names}
    manifest.check(out)
    (out / "facts.jsonl").unlink()
    with pytest.raises(InputError, match="is gone"):
        manifest.check(out)
    assert not run([source], out, extractor=QUICK).already
    manifest.check(out)


@pytest.mark.parametrize("change", [lambda data: b"", lambda data: data[:-1], lambda data: bytes(len(data))])
def test_a_rerun_never_says_complete_over_missing_data(source, tmp_path, change):
    run([source], out := tmp_path / "out", extractor=QUICK)
    run([source], apart := tmp_path / "apart", extractor=QUICK, part_size=1_000, apart=True)
    (out / "facts.jsonl").write_bytes(change((out / "facts.jsonl").read_bytes()))
    with pytest.raises(InputError, match=r"is not as run\.json says"):
        run([source], out, extractor=QUICK)
    piece = apart / "parts/facts-00002.jsonl"
    piece.write_bytes(change(piece.read_bytes()))
    assert not run([source], apart, extractor=QUICK, apart=True).already
    assert len(ids(apart)) == 40


def test_a_part_that_is_damaged_is_made_again(source, tmp_path):
    pulled(source, out := tmp_path / "out")
    piece = out / "parts/facts-00002.jsonl"
    piece.write_bytes(bytes(len(piece.read_bytes())))
    assert 0 < run([source], out, extractor=QUICK).kept < 16
    run([source], plain := tmp_path / "plain", extractor=QUICK)
    assert (out / "facts.jsonl").read_bytes() == (plain / "facts.jsonl").read_bytes()


def test_data_is_on_the_disk_before_the_marker(source, tmp_path, monkeypatch):
    """Every file is synced before it gets its name, and the folder before run.json is put into it."""
    did, fsync, rename = [], os.fsync, Path.replace

    def synced(handle):
        did.append(("sync", Path(f"/proc/self/fd/{handle}").readlink().name))
        fsync(handle)

    def renamed(path, target):
        did.append(("name", path.name, Path(target).name))
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    run([source], tmp_path / "out", extractor=QUICK)
    names = [each for each in did if each[0] == "name"]
    for each in names:
        assert ("sync", each[1]) in did[: did.index(each)]
    end = max(n for n, each in enumerate(did) if each == ("name", ".run.json.part", "run.json"))
    last = max(n for n, each in enumerate(did[:end]) if each[0] == "name")
    assert ("sync", "out") in did[last:end]
    assert ("sync", "out") in did[end:]


def test_a_run_that_is_cut_off_while_its_files_get_their_places_is_whole(source, tmp_path, monkeypatch):
    """Whoever reads the folder reads the new run; the next start, of whatever run, ends what was begun."""
    run([source], out := tmp_path / "out", extractor=QUICK)
    written(source, range(20, 60))
    rename = Path.replace

    def replace(path, target):
        if Path(target) == out / "facts.jsonl":
            raise PulledError
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(PulledError):
        run([source], out, extractor=QUICK, restart=True)
    monkeypatch.setattr(Path, "replace", rename)
    read = [each.id for each in outputs.documents(out)]
    assert (len(read), len(ids(out))) == (40, 40)
    assert factx("verify", out)[0] == 0
    with pytest.raises(InputError, match="option country None → CA"):
        run([source], out, extractor=QUICK, options=ReadOptions(country="CA"))
    assert {"facts.jsonl", "run.json"} < {p.name for p in out.iterdir()}
    assert not (out / "parts").exists()
    assert [each.id for each in outputs.documents(out)] == read
    assert run([source], out, extractor=QUICK).already
    manifest.check(out)


def test_new_files_extend_a_finished_run(tmp_path):
    for form, apart in (("jsonl", False), ("jsonl", True), ("parquet", False)):
        folder, out = tmp_path / f"in-{form}-{apart}", tmp_path / f"{form}-{apart}"
        written(folder / "m.jsonl", range(70))
        first = run([folder], out, extractor=QUICK, part_size=1_000, apart=apart, form=form)
        written(folder / "a.jsonl", [*range(70, 80), 5])
        written(folder / "z.jsonl", range(80, 90))
        seen = []
        more = run([folder], out, extractor=QUICK, apart=apart, form=form, seen=lambda o, _, seen=seen: seen.append(o))
        assert (first.documents, more.kept, more.documents, more.rejected, len(seen)) == (70, 70, 90, 1, 21)
        assert ids(out) == [f"n{n}" for n in range(90)]
        assert more.facts["money"] == len([f for f in outputs.facts(out) if f.kind == "money"]) == 90
        assert run([folder], out, extractor=QUICK, apart=apart, form=form).already
        manifest.check(out)
        written(folder / "b.jsonl", [100])
        assert run([folder], out, extractor=QUICK, apart=apart, form=form).documents == 91
        (folder / "m.jsonl").unlink()
        with pytest.raises(InputError, match=r"m\.jsonl is no longer among them"):
            run([folder], out, extractor=QUICK, apart=apart, form=form)


def test_new_files_extend_an_unfinished_run(source, tmp_path):
    pulled(source.parent, out := tmp_path / "out")
    written(source.parent / "0.jsonl", [900])
    more = run([source.parent], out, extractor=QUICK)
    assert 0 < more.kept < 40
    assert ids(out) == [f"n{n}" for n in [*range(40), 900]]


def test_an_extension_that_is_stopped_loses_nothing(source, tmp_path):
    run([source.parent], out := tmp_path / "out", extractor=QUICK)
    before = tree(out)
    written(source.parent / "0.jsonl", range(400, 480))
    pulled(source.parent, out, after=60)
    assert {name: data for name, data in tree(out).items() if name in before} == before
    manifest.check(out)
    assert len(ids(out)) == 40
    assert run([source.parent], out, extractor=QUICK).kept > 40
    assert len(ids(out)) == 120


def test_a_file_of_another_time_and_the_same_content_is_the_same(source, tmp_path):
    """As a copy, a checkout or an unpacked archive has it."""
    run([source], whole := tmp_path / "whole", extractor=QUICK)
    pulled(source, out := tmp_path / "out")
    os.utime(source, (1, 1))
    assert run([source], whole, extractor=QUICK).already
    assert run([source], out, extractor=QUICK).kept
    assert ids(out) == ids(whole)


@pytest.mark.parametrize("how", [{}, {"apart": True}, {"form": "parquet"}])
def test_outputs_are_no_articles(source, tmp_path, how):
    run([source], source.parent / "old", extractor=QUICK, **how)
    pulled(source, source.parent / "begun")
    summary = run([tmp_path / "in"], out := tmp_path / "out", extractor=QUICK)
    assert ({*summary.passed}, len(ids(out)), summary.rejected) == ({"outputs of factx"}, 40, 0)


def test_other_content_of_the_same_size_and_time_is_noticed(source, tmp_path):
    pulled(source, out := tmp_path / "out")
    run([source], whole := tmp_path / "whole", extractor=QUICK)
    time = source.stat().st_mtime_ns
    source.write_bytes(source.read_bytes().replace(b"cost", b"lost"))
    os.utime(source, ns=(time, time))
    for folder in (out, whole):
        with pytest.raises(InputError, match=r"a\.jsonl is not the file it was"):
            run([source], folder, extractor=QUICK)


def test_the_order_of_the_inputs_is_no_other_run(source, tmp_path):
    other = written(tmp_path / "b.jsonl", range(400, 410))
    run([source, other], out := tmp_path / "out", extractor=QUICK)
    assert run([other, source], out, extractor=QUICK).already


def test_parts_are_closed_by_time_and_by_rejections(tmp_path):
    source = tmp_path / "a.jsonl"
    source.write_text("{bad\n" * 300, "utf8")
    kept = []

    def seen(*_):
        kept.append(len(list((tmp_path / "out/parts").glob("done-*.json"))))

    run([source], tmp_path / "out", extractor=QUICK, part_size=5_000, seen=seen)
    assert kept[-1] > 5
    kept.clear()
    written(source, range(100))
    run([source], tmp_path / "out", extractor=QUICK, part_seconds=0.0, restart=True, seen=seen)
    assert kept[-1] > 5


def test_another_unfinished_run_outlives_a_look_at_the_finished_one(source, tmp_path):
    run([source], out := tmp_path / "out", extractor=QUICK)
    pulled(source, out, options=ReadOptions(country="CA"), restart=True)
    before = tree(out)
    assert run([source], out, extractor=QUICK).already
    assert tree(out) == before
    assert run([source], out, extractor=QUICK, options=ReadOptions(country="CA")).kept > 0


def test_documents_read_back_are_documents(source, tmp_path):
    run([source], tmp_path / "out", extractor=QUICK)
    assert all(isinstance(d, Document) for d in outputs.documents(tmp_path / "out"))


def test_half_a_surrogate_pair_costs_nobody_anything(tmp_path):
    """In a field beside the text it is replaced; in what a rejection quotes it does not end the run."""
    rows = [
        {"id": "1", "title": "a\ud800", "text": "It paid $5m."},
        {"id": "2\ud800", "author": "b\udfff", "url": "http://c\ud800", "text": "It paid $5m."},
        {"id": "3", "country": "\ud800", "text": "It paid $5m."},
        {"id": "4", "text": "It paid $5m."},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    summary = run([tmp_path / "a.jsonl"], tmp_path / "out", extractor=QUICK)
    found = list(outputs.documents(tmp_path / "out"))
    assert [d.id for d in found if d.id != "3"] == ["1", "2\ufffd", "4"]
    assert (found[0].title, found[1].author, found[1].source) == ("a\ufffd", "b\ufffd", "http://c\ufffd")
    assert summary.documents + summary.rejected == 4


def slow(texts):
    """A recogniser that fails for want of memory while there is too little of it."""
    for text in texts:
        if "Plant 5 " in text and ROOMY not in os.environ:
            raise MemoryError
        yield ()


ROOMY = "FACTX_TEST_ROOMY"


def test_what_was_rejected_for_time_or_memory_can_be_tried_again(tmp_path, monkeypatch):
    scarce = Extractor(recogniser=slow, observations=False)
    source = written(tmp_path / "in/a.jsonl", range(20))
    source.write_text(source.read_text("utf8") + "{bad\n", "utf8")
    rows = [article(n) for n in (5, 30, 31)]
    (tmp_path / "in/b.json").write_text(json.dumps([rows[0] | {"id": "m5"}, *rows[1:], {"id": "no text"}]), "utf8")
    out, how = tmp_path / "out", {"extractor": scarce}
    first = run([tmp_path / "in"], out, **how)
    assert (first.documents, first.rejected) == (21, 4)
    assert run([tmp_path / "in"], out, **how).already
    again = run([tmp_path / "in"], out, retry=True, **how)
    assert (again.documents, again.rejected, again.kept) == (21, 4, 21)
    monkeypatch.setenv(ROOMY, "1")
    seen = []
    again = run([tmp_path / "in"], out, retry=True, seen=lambda o, _: seen.append(o.id), **how)
    assert (again.documents, again.rejected, again.kept) == (23, 2, 21)
    assert sorted(seen) == ["m5", "n5"]
    assert sorted(ids(out)) == sorted([*(f"n{n}" for n in (*range(20), 30, 31)), "m5"])
    assert [json.loads(line)["line"] for line in outputs.lines(out, "rejected")] == [21, 4]
    manifest.check(out)
    assert run([tmp_path / "in"], out, **how).already


def test_a_file_that_could_not_be_read_is_tried_again(tmp_path, monkeypatch):
    written(tmp_path / "in/a.jsonl", range(3))
    written(tmp_path / "in/b.jsonl", range(3, 6))
    opened = os.open

    def failing(path, *how, **more):
        if str(path).endswith("b.jsonl"):
            raise OSError(5, "Input/output error")
        return opened(path, *how, **more)

    monkeypatch.setattr(os, "open", failing)
    assert run([tmp_path / "in"], tmp_path / "out", extractor=QUICK).rejected == 1
    monkeypatch.setattr(os, "open", opened)
    again = run([tmp_path / "in"], tmp_path / "out", extractor=QUICK, retry=True)
    assert (again.documents, again.rejected) == (6, 0)
    assert run([tmp_path / "in"], tmp_path / "out", extractor=QUICK).already
