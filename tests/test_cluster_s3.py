"""Articles on an S3 server and facts written to it, on both engines; what goes wrong there said in one line."""

import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest

from factx.engines import inputs, splits, store
from factx.errors import FactxError
from factx.pipeline import Extractor
from test_cluster import articles, extract, extractor, tables  # noqa: F401 - fixtures

pytest.importorskip("moto")


@pytest.fixture(scope="module")
def server():
    """Start moto's server; return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        connection = HTTPConnection("127.0.0.1", port)
        connection.request("PUT", "/news")
        assert connection.getresponse().status == 200
        connection.close()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.fixture(autouse=True)
def _bucket(server, monkeypatch):
    monkeypatch.setattr(splits, "LEAST", 2000)
    monkeypatch.setattr(splits, "MOST", 2000)
    for name, value in {"ENDPOINT_URL": server, "ACCESS_KEY_ID": "a", "SECRET_ACCESS_KEY": "b"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    store._s3.cache_clear()


def put(folder, url):
    place = store.at(url)
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                place.of(path.relative_to(folder).as_posix()).write(file)


def get(url, folder):
    place = store.at(url)
    for each in place.files():
        target = folder / each.path[len(place.path) + 1 :]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(place.of(each.path[len(place.path) + 1 :]).read() or b"")


def test_the_facts_are_those_of_local_files(articles, extractor, tmp_path):  # noqa: F811
    put(articles, "s3://news/in")
    summary = extract(["s3://news/in"], "s3://news/out", extractor)
    get("s3://news/out", tmp_path / "out")
    extract([articles], tmp_path / "here", extractor)
    mine, theirs = tables(tmp_path / "out"), tables(tmp_path / "here")
    for table in ("facts", "observations"):
        assert mine[table] == theirs[table]
    assert mine["rejected"] == [line.replace(str(articles), "s3://news/in") for line in theirs["rejected"]]
    assert (summary.documents, summary.rejected, summary.passed) == (190, 3, {".xyz": 1})
    assert extract(["s3://news/in"], "s3://news/out", extractor).already


def test_patterns():
    put_bytes = {"2021/a.jsonl": b"{}", "2021/b.txt": b"x", "2021/05/c.jsonl": b"{}", "2022/d.jsonl": b"{}"}
    place = store.at("s3://news/all")
    for name, data in put_bytes.items():
        with place.system.open_output_stream(f"news/all/{name}") as file:
            file.write(data)
    for pattern, names in {
        "2021/*.jsonl": ["2021/a.jsonl"],
        "**/*.jsonl": ["2021/05/c.jsonl", "2021/a.jsonl", "2022/d.jsonl"],
        "202[12]/?.jsonl": ["2021/a.jsonl", "2022/d.jsonl"],
    }.items():
        found = inputs.listed([f"s3://news/all/{pattern}"], store.at("s3://news/out2"), {})
        assert [f.path for f in found] == [f"s3://news/all/{name}" for name in names]


NO_SERVER = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}


@pytest.mark.parametrize(
    ("source", "out", "environment", "message"),
    [
        ("s3://none/a.jsonl", "s3://news/o", {}, "cannot read s3://none/a.jsonl: there is no such bucket"),
        ("s3://none/*.jsonl", "s3://news/o", {}, "cannot read s3://none: there is no such bucket"),
        ("s3://news/none", "s3://news/o", {}, "no such file or folder: s3://news/none"),
        ("s3://news/none*", "s3://news/o", {}, "no file matches s3://news/none*"),
        ("s3://news/o/facts/*", "s3://news/o", {}, "s3://news/o/facts/x.jsonl is in s3://news/o, where the output goes"),
        ("s3://news/x.jsonl", "s3://none/o", {}, "cannot write to s3://none/o/_factx/plan.json: there is no such bucket"),
        ("s3://news/x.jsonl", "s3:///o", {}, "s3:///o: no bucket is named"),
        ("s3://news/x.jsonl", "sss://o/o", {}, "sss://o/o: Unrecognized filesystem type"),
        ("s3://news/x.jsonl", "s3://news/o", NO_SERVER, "cannot read s3://news/x.jsonl: the server cannot be reached"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said_before_the_work(source, out, environment, message, monkeypatch):
    for name in ("x.jsonl", "o/facts/x.jsonl"):
        with store.at("s3://news").system.open_output_stream(f"news/{name}") as file:
            file.write(b'{"text": "It cost $5."}\n')
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    store._s3.cache_clear()
    with pytest.raises(FactxError) as error:
        extract([source], out, Extractor("none"), engine=never)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def never():
    raise AssertionError("no engine is to be started")


def test_a_server_that_is_lost_rejects_no_article(server, tmp_path, extractor, monkeypatch):  # noqa: F811
    """A file of which the middle cannot be read is no rejection: the run ends with the reason, and goes on later."""
    with store.at("s3://news").system.open_output_stream("news/long.txt") as file:
        file.write(b"It cost $5 million. " * 200_000)
    readinto, left = store._Remembers.readinto, 1

    def lost(self, buffer):
        nonlocal left
        left -= 1
        if left < 0:
            self.fault = OSError("AWS Error NETWORK_CONNECTION during GetObject operation")
            raise self.fault
        return readinto(self, buffer)

    monkeypatch.setattr(store._Remembers, "readinto", lost)
    with pytest.raises(FactxError, match=r"cannot read s3://news/long.txt: the server cannot be reached"):
        extract(["s3://news/long.txt"], tmp_path / "out", extractor)
    assert not (tmp_path / "out/rejected").exists()


def test_credentials(server):
    """Runs last: from here on the server looks at them."""
    connection = HTTPConnection(server.removeprefix("http://"))
    connection.request("POST", "/moto-api/reset-auth", b"0", {"Content-Type": "text/plain"})
    assert connection.getresponse().status == 200
    connection.close()
    for path in ("s3://news/x.jsonl", "s3://news/*.jsonl"):
        with pytest.raises(FactxError) as error:
            extract([path], "s3://news/out3", Extractor("none"), engine=never)
        assert str(error.value).startswith("cannot read s3://news")
        assert "AWS_ACCESS_KEY_ID" in str(error.value)
