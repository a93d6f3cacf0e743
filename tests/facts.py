"""Facts at words of a text, as factx or a person would write them."""

from factx.records import FACT, fact_id


def row_at(text, words, kind, doc_id="d", **own):
    """The row of a fact where words, or a span, first stand in a text: by gold, unless `rule` says otherwise."""
    start, end = words if isinstance(words, tuple) else (text.index(words), text.index(words) + len(words))
    row = {"id": fact_id(doc_id, start, end, kind), "doc_id": doc_id, "kind": kind, "text": text[start:end]}
    row |= {"start": start, "end": end, "sentence_start": 0, "sentence_end": len(text), "rule": "gold"}
    return row | own


def fact_at(text, words, kind, doc_id="d", **own):
    """The fact itself."""
    return FACT.validate_python(row_at(text, words, kind, doc_id, **own))
