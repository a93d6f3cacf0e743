"""Sentences found by their words, in each database's own way; kept true by every later load."""

import pytest

from factx.errors import DatabaseError
from factx.load import databases, load, search
from test_load import FACTS, TEXT, document, folder, query, stream

RAIN = "Rain closed two schools. The mills paid layoffs of $5m, Mr. Lowe said.\n\nNo bus ran."
ASKED = {
    "sqlite": "SELECT s.doc_id, s.sentence FROM search_words JOIN search s ON s.id = search_words.rowid"
    " WHERE search_words MATCH '{}' ORDER BY s.id",
    "postgresql": "SELECT doc_id, sentence FROM search WHERE words @@ websearch_to_tsquery('english', '{}') ORDER BY id",
    "duckdb": "SELECT doc_id, sentence FROM (SELECT *, fts_main_search.match_bm25(id, '{}') AS score FROM search)"
    " WHERE score IS NOT NULL ORDER BY id",
}


@pytest.fixture(params=["sqlite", "postgresql", "duckdb"])
def searched(request, new_database):
    """A new database of each kind that can search here."""
    url = new_database(request.param)
    if request.param == "duckdb":
        try:
            with databases.opened(url, scratch=True) as database:
                search.ready(database)
        except DatabaseError:
            pytest.skip("DuckDB's extension fts is not installed")
    return url


def ask(url, words):
    with databases.opened(url) as database:
        search.ready(database)
        return [tuple(row) for row in database.rows(ASKED[url.partition(":")[0]].format(words))]


def test_sentences_are_found_by_their_words(searched):
    load(stream(document(), *FACTS), searched)
    load(stream(document("b", RAIN)), searched, search=True)
    assert ask(searched, "layoff") == [("b", "The mills paid layoffs of $5m, Mr. Lowe said.")]
    assert [row[0] for row in ask(searched, "paid")] == ["a", "b"]
    assert ask(searched, "nothing") == []
    joined = "SELECT f.text FROM facts f JOIN search s ON s.doc_id = f.doc_id AND s.sentence_start = f.sentence_start"
    assert ("$5m",) in query(searched, f"{joined} AND s.sentence_end = f.sentence_end")


def test_later_loads_keep_the_search(searched, tmp_path):
    load(folder(tmp_path / "o", [document(), document("b", RAIN)], []), searched, search=True)
    load(stream(document("b", RAIN.replace("Rain", "Snow")), document("c", "It rained.")), searched)
    assert ask(searched, "rain") == [("c", "It rained.")]
    assert ask(searched, "snow") == [("b", "Snow closed two schools.")]
    load(stream(document("b", RAIN.replace("Rain", "Hail"))), searched, dry_run=True)
    assert ask(searched, "hail") == []
    rows = query(searched, "SELECT count(*) AS n FROM search")
    load(stream(document("c", "It rained.")), searched, search=True)
    assert query(searched, "SELECT count(*) AS n FROM search") == rows == [(5,)]


def test_a_table_search_of_someone_else_is_not_touched(searched):
    with databases.opened(searched) as database:
        database.run("CREATE TABLE search (doc_id TEXT)", "INSERT INTO search VALUES ('a')")
    load(stream(document()), searched)
    with pytest.raises(DatabaseError, match="search"):
        load(stream(document(text=f"{TEXT} More.")), searched, search=True)
    assert query(searched, "SELECT doc_id FROM search") == [("a",)]
    assert query(searched, "SELECT text FROM documents") == [(TEXT,)]


def test_a_sentence_of_a_megabyte_is_loaded(searched):
    text = " ".join(f"word{n}" for n in range(300_000))
    load(stream(document(text=text)), searched, search=True)
    assert len(ask(searched, "word7")) == 1


def test_where_duckdb_cannot_search_it_says_so_before_the_work(new_database, monkeypatch):
    url = new_database("duckdb")
    index = search._INDEXES[databases.DUCKDB]._replace(before=("LOAD no_such_extension",))
    monkeypatch.setitem(search._INDEXES, databases.DUCKDB, index)
    with pytest.raises(
        DatabaseError, match=r"^duckdb:///.+: DuckDB searches by its extension fts, which is not here"
    ) as caught:
        load(stream(document(), *FACTS), url, search=True)
    assert "\n" not in str(caught.value)
    load(stream(document(), *FACTS), url)
    found = query(url, "SELECT sentence FROM sentences WHERE lower(sentence) LIKE '%norden%'")
    assert found == [(TEXT,)]


def test_bounds_are_those_of_facts(root):
    assert [RAIN[a:b] for a, b in search.bounds(RAIN)] == [
        "Rain closed two schools.",
        "The mills paid layoffs of $5m, Mr. Lowe said.",
        "No bus ran.",
    ]
    assert list(search.bounds("")) == list(search.bounds(" \n ")) == []
