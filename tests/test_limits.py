"""A small file stays small: what archives, tables, names and ids may unpack to, and Arrow that is not what it says."""

import gzip
import io
import json
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from factx.read import Raw, ReadOptions, arrow, documents, files, records
from factx.read.options import MEGABYTE
from factx.records import Document, Rejection

_TEXT = "Sales rose 5% in May."


def _read(path: Path, **options: object) -> tuple[list[Document], list[Rejection]]:
    found = list(documents([path], **options))
    return [d for d in found if isinstance(d, Document)], [r for r in found if isinstance(r, Rejection)]


def test_layers_of_gzip_share_one_budget(tmp_path: Path) -> None:
    inner = gzip.compress(bytes(4 * MEGABYTE))
    for count in (60, 60):
        inner = gzip.compress(inner * count)
    (tmp_path / "a.txt.gz.gz.gz").write_bytes(inner)
    read, rejected = _read(tmp_path / "a.txt.gz.gz.gz")
    assert not read
    assert [r.reason for r in rejected] == ["unpacks to more than 200 times its size: not read further"]


def test_a_sparse_tar_is_given_up(tmp_path: Path) -> None:
    member = tarfile.TarInfo("a.txt")
    data = b"1\n0\n1\n".ljust(512, b"\0") + b"x"
    member.size = len(data)
    sparse = {"major": "1", "minor": "0", "name": "a.jsonl", "realsize": str(900 << 30)}
    member.pax_headers = {f"GNU.sparse.{key}": value for key, value in sparse.items()}
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(member, io.BytesIO(data))
    read, rejected = _read(tmp_path / "a.tar")
    assert not read
    assert ["times its size" in r.reason for r in rejected] == [True]


def test_zip_members_that_share_their_bytes_are_counted_together(tmp_path: Path) -> None:
    one = io.BytesIO()
    with zipfile.ZipFile(one, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", (_TEXT + "\n") * 40_000)
    whole = one.getvalue()
    at = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entries = b"".join([whole[at:end]] * 200)  # two hundred entries of one member
    tail = whole[end : end + 8] + (200).to_bytes(2, "little") * 2 + len(entries).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(whole[:at] + entries + tail + at.to_bytes(4, "little") + b"\0\0")
    read, rejected = _read(tmp_path / "a.zip", max_ratio=1000)
    assert len(read) < 50
    assert "unpacks to more than 1000 times its size: not read further" in {r.reason for r in rejected}


def test_archives_in_archives_within_the_budget_are_read(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w:gz") as tar:
        for number in range(20):
            member = tarfile.TarInfo(f"{number}.txt")
            data = gzip.compress(_TEXT.encode()) if number % 2 else _TEXT.encode()
            member.name += ".gz" if number % 2 else ""
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inner.tar.gz", inner.getvalue())
    read, rejected = _read(tmp_path / "a.zip")
    assert (len(read), rejected) == (20, [])


@pytest.mark.parametrize(("length", "reason"), [(3 * MEGABYTE, "in a tar"), (10_000, "a name of 10004 characters")])
def test_long_names_in_a_tar(tmp_path: Path, length: int, reason: str) -> None:
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.GNU_FORMAT) as tar:
        member = tarfile.TarInfo("a" * length + ".txt")
        member.size = 5
        tar.addfile(member, io.BytesIO(b"Sales"))
    read, rejected = _read(tmp_path / "a.tar")
    assert not read
    assert [reason in r.reason for r in rejected] == [True]
    assert len(rejected[0].path) < 5000


def test_an_array_of_numbers_is_told_in_a_hundred_lines(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([*[1] * 3000, {"text": _TEXT}]))
    read, rejected = _read(tmp_path / "a.json")
    assert len(read) == 1
    assert len(rejected) == 101
    assert rejected[-1].reason.startswith("2900 more values")


@pytest.mark.parametrize("bare", ["1", "null", " -2.5e3", "true "])
def test_lines_of_bare_values_are_told_in_a_hundred_lines(tmp_path: Path, bare: str) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join([json.dumps({"text": _TEXT}), *[bare] * 3000]))
    read, rejected = _read(tmp_path / "a.jsonl")
    assert (len(read), len(rejected)) == (1, 101)


@pytest.mark.parametrize(
    "extra",
    [
        '"a": ' + "[" * 300 + "]" * 300,
        '"a": ' + '{"b":' * 200 + "1" + "}" * 200,
        '"n": ' + "9" * 5000,
        '"date": ' + "1" * 400,
    ],
)
def test_a_strange_field_costs_no_article(tmp_path: Path, extra: str) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{_TEXT}", {extra}}}\n' * 2)
    read, rejected = _read(tmp_path / "a.jsonl", ids="hash")
    assert len(read) + len(rejected) == 2
    assert "duplicate" in rejected[0].reason
    assert read[0].model_dump_json()


def test_small_records_of_packed_files_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(
        gzip.compress(json.dumps({"text": _TEXT}).encode() + b"\n" + b"{}\n" * 500_000)
    )
    read, rejected = _read(tmp_path / "a.jsonl.gz")
    assert len(read) == 1
    assert len(rejected) < 100_000
    assert "times its size" in rejected[-1].reason


def test_a_table_of_nothing_ends(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"text": pa.nulls(300_000, pa.string())}), tmp_path / "a.parquet")
    read, rejected = _read(tmp_path / "a.parquet")
    assert not read
    assert len(rejected) < 100_000
    assert "times its size" in rejected[-1].reason


def test_the_header_of_a_submission_does_not_go_with_each_document(tmp_path: Path) -> None:
    header = "<SEC-DOCUMENT>a\nFILED AS OF DATE:\t20211104\n" + "A" * 60_000 + "\n"
    (tmp_path / "a.txt").write_text(header + f"<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\n{_TEXT}\n" * 50)
    (found,) = files([tmp_path / "a.txt"])
    raws = [each for each in records(found, ReadOptions()) if isinstance(each, Raw)]
    assert max(each.size for each in raws) < 200
    assert str(_read(tmp_path / "a.txt")[0][-1].published) == "2021-11-04"


def test_names_that_come_often_are_told_a_few_times(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text," + "a," * 5000 + f"\n{_TEXT},b\n")
    (found,) = files([tmp_path / "a.csv"])
    (raw,) = records(found, ReadOptions())
    assert isinstance(raw, Raw)
    assert raw.fields is not None
    assert len(raw.fields.said) < 1000


def test_an_id_is_no_text(tmp_path: Path) -> None:
    lines = [{"id": "x" * 5000, "text": _TEXT}, {"id": "y", "text": _TEXT}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    read, rejected = _read(tmp_path / "a.jsonl")
    assert [d.id for d in read] == ["y"]
    assert ["an id of 5000 characters" in r.reason for r in rejected] == [True]


def test_rows_of_parquet_are_within_the_limits(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"text": [_TEXT, _TEXT * 200_000, _TEXT]}), tmp_path / "a.parquet")
    read, rejected = _read(tmp_path / "a.parquet", max_bytes=MEGABYTE)
    assert (len(read), [r.reason for r in rejected]) == (2, ["over 1 MB"])
    pq.write_table(pa.table({"text": [_TEXT * 40_000] * 500}), tmp_path / "b.parquet", compression="zstd")
    assert (tmp_path / "b.parquet").stat().st_size < 10_000
    read, rejected = _read(tmp_path / "b.parquet")
    assert len(read) < 20
    assert ["times its size" in r.reason for r in rejected] == [True]


@pytest.mark.parametrize("offset", [60_000, 0x7FFFFFF0])
def test_arrow_whose_offsets_lead_out_of_it_is_rejected(tmp_path: Path, offset: int) -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"text": [_TEXT, _TEXT], "id": pa.array([b"abcde", b"xyz"], pa.binary())})
    with pa.ipc.new_file(tmp_path / "a.arrow", table.schema) as file:
        file.write_table(table)
    data = (tmp_path / "a.arrow").read_bytes()
    offsets = b"".join(n.to_bytes(4, "little") for n in (0, 5, 8))
    assert data.count(offsets) == 1
    assert len(_read(tmp_path / "a.arrow")[0]) == 2
    broken = offsets[:8] + offset.to_bytes(4, "little")
    (tmp_path / "a.arrow").write_bytes(data.replace(offsets, broken))
    read, rejected = _read(tmp_path / "a.arrow")
    assert not read
    assert ["offset" in r.reason for r in rejected] == [True]


def test_a_file_that_its_reader_dies_of_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"text": [_TEXT, _TEXT]})
    with pa.ipc.new_file(tmp_path / "a.arrow", table.schema) as file:
        file.write_table(table)
    died = subprocess.CompletedProcess([], -11, b"", b"")
    monkeypatch.setattr(arrow.subprocess, "run", lambda *_, **__: died)
    read, rejected = _read(tmp_path / "a.arrow")
    assert not read
    assert [r.reason for r in rejected] == ["broken off: its reader died of it (SIGSEGV): not read"]
