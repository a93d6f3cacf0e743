-- Indexes and views of a database of facts; its tables are made of factx.tables.TABLES (schema.py). "end" and "when" are keywords, hence quoted.
-- Where a database has no exact numbers (SQLite), amount and value are floating-point numbers; $amount_text and $value_text show their exact text.

CREATE INDEX facts_kind ON facts (kind);
CREATE INDEX facts_organization ON facts (org_id);
CREATE INDEX facts_period ON facts (first_day, last_day);
CREATE INDEX facts_currency ON facts (currency);

-- One view a kind: the fact, then its article, then the sentence it stands in.

CREATE VIEW money AS
SELECT f.id, f.doc_id, f.text, f.start, f."end", f.sentence_start, f.sentence_end, f.amount, f.amount_to, $amount_text f.currency, f.currency_from, f.qualifier, f.per, f.equivalent_of, f.rule,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM facts f JOIN documents d ON d.id = f.doc_id WHERE f.kind = 'money';

CREATE VIEW percents AS
SELECT f.id, f.doc_id, f.text, f.start, f."end", f.sentence_start, f.sentence_end, f.value, f.value_to, $value_text f.unit, f.qualifier, f.rule,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM facts f JOIN documents d ON d.id = f.doc_id WHERE f.kind = 'percent';

CREATE VIEW organizations AS
SELECT f.id, f.doc_id, f.text, f.start, f."end", f.sentence_start, f.sentence_end, f.name, f.org_id, f.org_kind, f.confidence, f.external_ids, f.rule,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM facts f JOIN documents d ON d.id = f.doc_id WHERE f.kind = 'organization';

CREATE VIEW dates AS
SELECT f.id, f.doc_id, f.text, f.start, f."end", f.sentence_start, f.sentence_end, f.timex, f.first_day, f.last_day, f.mod, f.recurring, f.qualifier, f.rule,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM facts f JOIN documents d ON d.id = f.doc_id WHERE f.kind = 'date';

-- The sentences that hold facts.

CREATE VIEW sentences AS
SELECT DISTINCT f.doc_id, f.sentence_start, f.sentence_end, d.title, d.published, d.source,
    substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM facts f JOIN documents d ON d.id = f.doc_id;

-- A row a number: what it measures, whose it is, how much, when, which way it moved; then its article and sentence.

CREATE VIEW statements AS
SELECT o.id, o.doc_id, coalesce(o.about_name, o.about) AS about, b.org_id, o.measure, f.kind, f.text,
    f.amount, f.amount_to, $amount_text f.currency, f.per, f.value, f.value_to, $value_text f.unit, f.qualifier,
    o."when", w.first_day, w.last_day, o.change, o.basis, o.role, o.of_id, o.fact_id, o.rule,
    f.start, f."end", f.sentence_start, f.sentence_end, o.measure_start, o.measure_end, o.about_start, o.about_end,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM observations o JOIN facts f ON f.id = o.fact_id JOIN documents d ON d.id = o.doc_id
    LEFT JOIN facts w ON w.id = o.when_id LEFT JOIN facts b ON b.id = o.about_id;
