"""Articles of a folder into facts, those into a database, and what could not be read."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from factx import Extractor, ReadOptions, Workers, documents, load_facts, run

with TemporaryDirectory() as made:
    articles, facts = Path(made) / "articles", Path(made) / "facts"
    articles.mkdir()
    (articles / "mill.txt").write_text("Norden paid $5 million for a mill last year.", "utf8")
    (articles / "none.txt").write_text("", "utf8")
    options = ReadOptions(published=date(2021, 9, 24))
    print([type(each).__name__ for each in documents(articles, options)])
    summary = run([articles], facts, extractor=Extractor(), options=options, workers=Workers(jobs=1))
    print(summary.documents, summary.rejected, dict(summary.facts))
    print(load_facts(facts, f"sqlite:///{made}/facts.db").facts.new, "new")
