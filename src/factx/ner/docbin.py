"""Texts with labelled spans to and from spaCy's DocBin."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

KEY = "factx"  # of the group of spans, and of the user data
Span = tuple[int, int, str]  # code points, label


def read(path: Path) -> Iterator[tuple[str, list[Span], str | None]]:
    """Yield the text, spans and user data of each document: spans of every group, and entities, each once."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    for doc in DocBin().from_bytes(path.read_bytes()).get_docs(Vocab()):
        groups = [*(span for group in doc.spans.values() for span in group), *doc.ents]
        spans = {(span.start_char, span.end_char, span.label_): None for span in groups}
        found = doc.user_data.get(KEY)
        yield doc.text, [*spans], found if isinstance(found, str) else None


def written(documents: Iterable[tuple[str, Sequence[Span], str]]) -> bytes:
    """Return a DocBin of documents of text, spans and user data; a token that a span's bound cuts becomes two."""
    import spacy
    from spacy.tokens import Doc, DocBin
    from spacy.util import filter_spans

    nlp = spacy.blank("en")
    made = DocBin(store_user_data=True)
    for text, spans, carried in documents:
        words, spaces = [], []
        bounds = {bound for start, end, _ in spans for bound in (start, end)}
        for token in nlp.make_doc(text):
            start, end = token.idx, token.idx + len(token)
            cuts = [start, *sorted(bound for bound in bounds if start < bound < end), end]
            words += [text[a:b] for a, b in pairwise(cuts)]
            spaces += [False] * (len(cuts) - 2) + [bool(token.whitespace_)]
        doc = Doc(nlp.vocab, words=words, spaces=spaces)
        aligned = (doc.char_span(start, end, label=label) for start, end, label in spans)
        found = [span for span in aligned if span is not None]
        doc.spans[KEY] = found
        doc.ents = filter_spans(found)
        doc.user_data[KEY] = carried
        made.add(doc)
    return bytes(made.to_bytes())
