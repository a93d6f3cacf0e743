"""Damaged files of every format: each is read or rejected, none raises; what benchmarks/fuzz_readers.py does at length."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factx.read import Piped, arrow, documents
from factx.records import Document, Rejection
from foreign import WHOLE, damaged

NUMBER = st.integers(min_value=0, max_value=1 << 20)
STEPS = st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=1, max_size=6)
QUIET = {"deadline": None, "database": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("damaged")


@pytest.mark.parametrize("name", WHOLE)
def test_damaged_files_are_read_or_rejected(name, folder, monkeypatch):
    monkeypatch.setattr(arrow, "_ours", [True])  # no process looks at it first: one that dies of it fails the test
    for module in ("defusedxml", "feedparser", "markdown_it"):
        pytest.importorskip(module)

    @settings(max_examples=200, **QUIET)
    @given(STEPS)
    def tried(steps):
        data = damaged(WHOLE[name], steps)
        (folder / name).write_bytes(data)
        for found in documents([Piped(io.BytesIO(data)) if name == "stdin" else folder / name]):
            assert isinstance(found, Document | Rejection)
            found.model_dump_json()
            if isinstance(found, Rejection):
                assert found.reason.strip()
                assert "\n" not in found.reason
                assert "json" in name or name == "stdin" or not found.reason.startswith("bad JSON")

    tried()
