"""factx in a spaCy pipeline: articles with their dates in, spans, facts and what they say out, kept in a DocBin."""

import spacy
from spacy.tokens import DocBin

import factx.spacy  # registers doc._.facts and the rest; add_pipe("factx") alone does so as well

nlp = spacy.blank("en")
nlp.add_pipe("factx", config={"country": "CA"})

articles = [
    ("Norden Foods Inc. sold zinc for $5m last year.", {"id": "a", "published": "2021-09-24"}),
    ("Its sales rose 13.6% in May.", {"id": "b", "published": "2020-06-30"}),
]
kept = DocBin(store_user_data=True)
for doc, context in nlp.pipe(articles, as_tuples=True):
    print(context["id"], [(span.text, span.label_) for span in doc.spans["factx"]])
    kept.add(doc)

for doc in DocBin().from_bytes(kept.to_bytes()).get_docs(nlp.vocab):
    for fact in doc._.facts:
        if fact.kind == "money":
            print(fact.amount, fact.currency)
        if fact.kind == "date":
            print(fact.text, fact.first_day)
    for said in doc._.observations:
        print(said.measure, said.about, said.when, said.change)
