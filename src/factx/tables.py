"""The tables of a run: every writer, reader and database follows from these lines."""

from factx.observation import Observation
from factx.records import Document, Fact, Rejection
from factx.table import Table

TABLES: dict[str, Table] = {  # a table after its parents
    table.name: table
    for table in (
        Table("documents", Document),
        Table("facts", Fact, parents={"doc_id": "documents"}, mark="kind", hashed=("doc_id", "kind", "start", "end")),
        Table(
            "observations",
            Observation,
            parents={"doc_id": "documents", "fact_id": "facts"},
            mark="fact_id",
            hashed=("fact_id",),
            optional=True,
        ),
        Table("rejected", Rejection, key=None),
    )
}
