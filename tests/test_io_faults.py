"""Every write, sync and rename of a run fails once, the disk is full from it on, the power is cut before it."""

import errno
import json
import os
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from disk import Disk, Power, failing, make
from factx.batch import run
from factx.errors import InputError, OutputError
from factx.files import folder as outputs
from factx.files import manifest
from factx.pipeline import Extractor
from within import factx

pytestmark = pytest.mark.usefixtures("within", "quick_start")


def no_names(texts):
    return ([] for _ in texts)


QUICK = Extractor(recogniser=no_names, observations=False)


@pytest.fixture
def quick_start(monkeypatch):
    """Do not hash factx itself at each start; some records make a chunk, and a chunk a part."""
    monkeypatch.setattr("factx.batch.state.code", lambda: "code")
    monkeypatch.setattr("factx.batch.state.libraries", lambda: {"python": "3"})
    monkeypatch.setattr(import_module("factx.batch.chunks"), "_RECORDS", 2)


def written(path, numbers):
    rows = [
        {"id": f"n{n}", "published": "2021-09-24", "text": f"Plant {n} cost ${n + 1} million in May."} for n in numbers
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{bad\n", "utf8")
    return path


@pytest.fixture
def source(tmp_path):
    return written(tmp_path / "a.jsonl", range(4))


def start(source, out, **how):
    return run([source], out, extractor=QUICK, part_size=10, **how)


def tree(folder):
    """Return every file that a run leaves, but for those that have the seconds that it took."""
    found = {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: data for name, data in found.items() if name != "run.json" and "done-" not in name}


def counted(source, out, **how):
    """Return what calls a run makes of the disk."""
    with Disk(out, lambda *_: None).watched() as disk:
        start(source, out, **how)
    return disk.calls


def held(out):
    """Return the ids and the files of a finished run; raises InputError for another."""
    manifest.check(out)
    return [d.id for d in outputs.documents(out)], {n: p.read_bytes() for n, p in manifest.places(out).items()}


def look(out, *states):
    """A folder is one of some states, whole: that of no run, where only one is given, but never between two."""
    try:
        assert held(out) in states
    except InputError as error:
        assert len(states) == 1
        assert any(word in str(error) for word in ("unfinished", "No such file"))  # noqa: PT017


@pytest.mark.parametrize("apart", [False, True])
def test_an_error_of_any_call_leaves_a_run_before_or_behind_it(source, tmp_path, apart):
    calls = counted(source, plain := tmp_path / "plain", apart=apart)
    assert {"new", "write", "fsync", "replace", "mkdir"} <= {*calls}
    for at in [n for n, kind in enumerate(calls) if kind != "unlink"]:
        out = tmp_path / "out"
        with Disk(out, failing(at)).watched(), pytest.raises(OutputError, match="Input/output error"):
            start(source, out, apart=apart)
        if out.exists():
            look(out, held(plain))
        start(source, out, apart=apart)
        manifest.check(out)
        assert tree(out) == tree(plain)
        shutil.rmtree(out)


def test_an_error_of_any_call_of_a_restart_costs_neither_run(source, tmp_path):
    start(source, old := tmp_path / "old")
    other = written(tmp_path / "b.jsonl", range(10, 13))
    calls = counted(other, new := tmp_path / "new")
    for at in [n for n, kind in enumerate(calls) if kind in {"new", "write", "fsync", "replace"}]:
        shutil.copytree(old, out := tmp_path / "out")
        with Disk(out, failing(at)).watched(), pytest.raises(OutputError, match="Input/output error"):
            start(other, out, restart=True)
        look(out, held(old), held(new))
        start(other, out, restart=True)
        assert tree(out) == tree(new)
        shutil.rmtree(out)


def test_a_disk_that_is_full_from_any_moment_on_keeps_what_was_whole(source, tmp_path):
    """Twenty moments: the message is one line, exit code 2, and once there is room the same command ends with the same bytes."""
    calls = counted(source, plain := tmp_path / "plain")
    writes = [n for n, kind in enumerate(calls) if kind in {"new", "write", "mkdir"}]
    moments = writes[:: max(1, len(writes) // 20)]
    assert len(moments) >= 20
    kept = [0]
    for at in moments:
        out = tmp_path / "out"
        kinds = ("new", "write", "mkdir")
        with Disk(out, failing(at, errno.ENOSPC, kinds, on=True)).watched(), pytest.raises(OutputError) as said:
            start(source, out)
        parts = len(list(out.glob("parts/done-*.json")))
        assert str(said.value).startswith(f"cannot write to {out}: No space left on device")
        assert ("parts are kept: the same command goes on from there" in str(said.value)) is (parts > 0)
        kept.append(parts)
        again = start(source, out)
        assert again.already or again.kept >= 2 * (parts > 0)
        assert tree(out) == tree(plain)
        shutil.rmtree(out)
    assert kept == sorted(kept)
    assert kept[-1] > 1


def test_a_full_disk_is_said_in_one_line(source, tmp_path):
    with Disk(out := tmp_path / "out", failing(9, errno.ENOSPC, ("new", "write"), on=True)).watched():
        code, _, err = factx("extract", source, "-o", out, "--no-observations")
    said = [line for line in err.splitlines() if not line.startswith("rejected: ")]
    assert (code, len(said)) == (2, 1)
    assert said[0].startswith(f"factx: cannot write to {out}: No space left on device")


@pytest.fixture
def small_disk(tmp_path):
    """Mount a disk of its own, where that is permitted."""
    (folder := tmp_path / "disk").mkdir()
    command = ["/bin/mount", "-t", "tmpfs", "-o", "size=512k", "none", folder]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a disk")
    yield folder
    subprocess.run(["/bin/umount", "-l", folder], check=True)


def test_a_real_disk_that_is_full(source, tmp_path, small_disk):
    """A file fills it but for some pages, more each time; then it is removed."""
    start(written(source, range(12)), plain := tmp_path / "plain")
    out, failed = small_disk / "out", 0
    for pages in range(1, 40, 2):
        with (small_disk / "fills").open("wb") as file:
            free = os.statvfs(small_disk)
            file.write(bytes((free.f_bavail - pages) * free.f_bsize))
        try:
            start(source, out)
        except OutputError as error:
            assert "No space left on device" in str(error)  # noqa: PT017
            failed += 1
        (small_disk / "fills").unlink()
        start(source, out)
        assert tree(out) == tree(plain)
        shutil.rmtree(out)
    assert failed > 10


@pytest.mark.parametrize("apart", [False, True])
def test_the_power_may_be_cut_at_any_moment(source, tmp_path, apart):
    """What was not synced is gone: a later start never says complete over it, and ends with the same bytes."""
    (home := tmp_path / "home").mkdir()
    power = Power(home)
    with Disk(home, power.before).watched():
        start(source, home / "out", apart=apart)
    power.look()
    whole, files = held(home / "out"), tree(home / "out")
    assert len(power.states) > 30
    done = 0
    for state in power.states:
        make(cut := tmp_path / "cut", state)
        out = cut / "out"
        if out.exists():
            look(out, whole)
        done += start(source, out, apart=apart).already
        manifest.check(out)
        assert tree(out) == files
        shutil.rmtree(cut)
    assert 0 < done < len(power.states) // 2
    assert power.names[Path(home / "out")].keys() >= {"run.json", "inputs.jsonl"}


def test_the_simulated_cut_finds_a_missing_sync(source, tmp_path, monkeypatch):
    """Were files not synced, a cut would leave run.json with empty files beside it: only their hashes would tell."""
    (home := tmp_path / "home").mkdir()
    power = Power(home)
    monkeypatch.setattr("factx.files.durable.sync", lambda file: file.flush())
    with Disk(home, power.before).watched():
        start(source, home / "out")
    power.look()
    assert any(("out/facts.jsonl", b"") in state for state in power.states)
    make(cut := tmp_path / "cut", next(state for state in power.states if ("out/facts.jsonl", b"") in state))
    with pytest.raises(InputError):
        list(outputs.documents(cut / "out"))
