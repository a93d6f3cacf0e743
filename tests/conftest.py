"""What tests share: the corpus extracted once, and documents made on the spot."""

from pathlib import Path

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
