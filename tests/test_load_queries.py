"""The queries that the pages show give the same rows in all three databases."""

import re
from datetime import date
from decimal import Decimal
from functools import partial
from urllib.parse import urlsplit

import pytest

from factx.load import databases, load
from test_load import query


def queries(root):
    """Every query to a database of facts that a page shows: in blocks of SQL, or asked by the example ask.py."""
    found = []
    for page in (root / "README.md", *sorted((root / "docs").glob("*.md"))):
        text = page.read_text("utf8")
        for block in re.findall(r"^```sql\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
            lines = "\n".join(line for line in block.splitlines() if not line.startswith("--"))
            found += [(page.name, q.strip()) for q in lines.split(";") if q.strip()]
        for asked in re.findall(r'ask\.py "((?:\\.|[^"\\])*)"', text, re.DOTALL):
            found.append((page.name, asked.replace("\\\n", " ").replace('\\"', '"')))
    return found


def plain(value):
    number = isinstance(value, str) and re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value)  # NUMERIC, as its driver gives it
    if number or isinstance(value, Decimal | float):
        return round(float(value), 6)
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture(scope="module")
def loaded(root, postgresql, tmp_path_factory):
    """A database of each kind with the facts of the corpus."""
    folder = tmp_path_factory.mktemp("loaded")
    with databases.opened(postgresql) as server:
        server.run("CREATE DATABASE factx_test_pages ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    urls = [
        str(folder / "facts.db"),
        str(folder / "facts.duckdb"),
        urlsplit(postgresql)._replace(path="/factx_test_pages").geturl(),
    ]
    for url in urls:
        load(root / "outputs", url)
    yield urls
    with databases.opened(postgresql) as server:
        server.run("DROP DATABASE factx_test_pages WITH (FORCE)")


def test_the_same_rows_in_each(root, loaded):
    asked = queries(root)
    assert {page for page, _ in asked} >= {"README.md", "databases.md", "observations.md"}
    assert len(asked) > 10
    for page, sql in asked:
        ordered = partial(sorted, key=str) if "ORDER BY" not in sql else list
        sqlite, duckdb, postgresql = (ordered([tuple(map(plain, row)) for row in query(url, sql)]) for url in loaded)
        assert sqlite == duckdb == postgresql, (page, sql)
        assert sqlite or page == "README.md", sql


def test_the_views_have_what_joins_need(loaded):
    for url in loaded:
        with databases.opened(url) as database:
            for view in ("money", "percents", "organizations", "dates", "statements"):
                assert {"id", "doc_id", "start", "end", "sentence_start", "sentence_end"} <= set(database.columns(view))
            ((n,),) = database.rows(
                "SELECT count(*) AS n FROM money m JOIN documents d ON d.id = m.doc_id"
                ' WHERE substr(d.text, m.start + 1, m."end" - m.start) <> m.text'
            )
            assert n == 0
