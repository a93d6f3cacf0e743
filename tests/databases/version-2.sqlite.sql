CREATE TABLE factx_schema (version INTEGER NOT NULL);
CREATE TABLE documents (
    "id" TEXT NOT NULL PRIMARY KEY,
    "text" TEXT NOT NULL,
    "title" TEXT,
    "published" DATE,
    "published_from" TEXT,
    "source" TEXT,
    "publisher" TEXT,
    "author" TEXT,
    "country" TEXT,
    "repaired" TEXT,
    "sha256" TEXT NOT NULL,
    CHECK (length(country) = 2)
);
CREATE TABLE facts (
    "id" TEXT NOT NULL PRIMARY KEY,
    "doc_id" TEXT NOT NULL REFERENCES documents (id),
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "sentence_start" INTEGER NOT NULL,
    "sentence_end" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "amount" TEXT,
    "amount_to" TEXT,
    "currency" TEXT,
    "currency_from" TEXT,
    "qualifier" TEXT,
    "per" TEXT,
    "equivalent_of" TEXT,
    "value" TEXT,
    "value_to" TEXT,
    "unit" TEXT,
    "name" TEXT,
    "org_id" TEXT,
    "org_kind" TEXT,
    "external_ids" TEXT,
    "timex" TEXT,
    "first_day" DATE,
    "last_day" DATE,
    "mod" TEXT,
    "recurring" BOOLEAN,
    amount_real REAL GENERATED ALWAYS AS (CAST("amount" AS REAL)) VIRTUAL,
    amount_to_real REAL GENERATED ALWAYS AS (CAST("amount_to" AS REAL)) VIRTUAL,
    value_real REAL GENERATED ALWAYS AS (CAST("value" AS REAL)) VIRTUAL,
    value_to_real REAL GENERATED ALWAYS AS (CAST("value_to" AS REAL)) VIRTUAL,
    CHECK (kind IN ('money', 'percent', 'organization', 'date')),
    CHECK ((kind IN ('money')) = ("amount" IS NOT NULL)),
    CHECK (kind IN ('money') OR "amount_to" IS NULL),
    CHECK ((kind IN ('money')) = ("currency" IS NOT NULL)),
    CHECK (kind IN ('money') OR "currency_from" IS NULL),
    CHECK (kind IN ('date', 'money', 'percent') OR "qualifier" IS NULL),
    CHECK (kind IN ('money') OR "per" IS NULL),
    CHECK (kind IN ('money') OR "equivalent_of" IS NULL),
    CHECK ((kind IN ('percent')) = ("value" IS NOT NULL)),
    CHECK (kind IN ('percent') OR "value_to" IS NULL),
    CHECK ((kind IN ('percent')) = ("unit" IS NOT NULL)),
    CHECK ((kind IN ('organization')) = ("name" IS NOT NULL)),
    CHECK ((kind IN ('organization')) = ("org_id" IS NOT NULL)),
    CHECK (kind IN ('organization') OR "org_kind" IS NULL),
    CHECK (kind IN ('organization') OR "external_ids" IS NULL),
    CHECK ((kind IN ('date')) = ("timex" IS NOT NULL)),
    CHECK (kind IN ('date') OR "first_day" IS NULL),
    CHECK (kind IN ('date') OR "last_day" IS NULL),
    CHECK (kind IN ('date') OR "mod" IS NULL),
    CHECK ((kind IN ('date')) = ("recurring" IS NOT NULL)),
    CHECK (0 <= sentence_start AND sentence_start <= start AND start < "end" AND "end" <= sentence_end),
    CHECK ((first_day IS NULL) = (last_day IS NULL) AND first_day <= last_day),
    CHECK (length(currency) = 3),
    CHECK (amount_real <= amount_to_real),
    CHECK (value_real <= value_to_real)
);
CREATE TABLE observations (
    "id" TEXT NOT NULL PRIMARY KEY,
    "doc_id" TEXT NOT NULL REFERENCES documents (id),
    "fact_id" TEXT NOT NULL REFERENCES facts (id),
    "measure" TEXT,
    "measure_start" INTEGER,
    "measure_end" INTEGER,
    "about" TEXT,
    "about_start" INTEGER,
    "about_end" INTEGER,
    "about_id" TEXT,
    "about_name" TEXT,
    "when" TEXT,
    "when_id" TEXT,
    "change" TEXT,
    "basis" TEXT,
    "role" TEXT NOT NULL,
    "of_id" TEXT,
    "rule" TEXT NOT NULL,
    CHECK ((measure IS NULL) = (measure_start IS NULL) AND (measure IS NULL) = (measure_end IS NULL)),
    CHECK ((about IS NULL) = (about_start IS NULL) AND (about IS NULL) = (about_end IS NULL)),
    CHECK (0 <= measure_start AND measure_start < measure_end),
    CHECK (0 <= about_start AND about_start < about_end),
    CHECK (change IN ('up', 'down')),
    CHECK (basis IN ('year-on-year', 'quarter-on-quarter', 'month-on-month')),
    CHECK (role IN ('level', 'change', 'from', 'to', 'share', 'equivalent')),
    CHECK (when_id IS NULL OR "when" IS NOT NULL),
    CHECK (of_id <> fact_id)
);
CREATE INDEX facts_doc_id ON facts ("doc_id");
CREATE INDEX observations_doc_id ON observations ("doc_id");
CREATE INDEX observations_fact_id ON observations ("fact_id");
CREATE INDEX facts_kind ON facts (kind);
CREATE INDEX facts_organization ON facts (org_id);
CREATE INDEX facts_period ON facts (first_day, last_day);
CREATE INDEX facts_currency ON facts (currency);
CREATE VIEW money AS
SELECT f.id, f.doc_id, f.text, f.amount, f.amount_to, f.amount_real, f.amount_to_real, f.currency, f.currency_from, f.qualifier, f.per, f.equivalent_of, f.rule,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM facts f JOIN documents d ON d.id = f.doc_id WHERE f.kind = 'money';
CREATE VIEW percents AS
SELECT f.id, f.doc_id, f.text, f.value, f.value_to, f.value_real, f.value_to_real, f.unit, f.qualifier, f.rule,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM facts f JOIN documents d ON d.id = f.doc_id WHERE f.kind = 'percent';
CREATE VIEW organizations AS
SELECT f.id, f.doc_id, f.text, f.name, f.org_id, f.org_kind, f.external_ids, f.rule,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM facts f JOIN documents d ON d.id = f.doc_id WHERE f.kind = 'organization';
CREATE VIEW dates AS
SELECT f.id, f.doc_id, f.text, f.timex, f.first_day, f.last_day, f.mod, f.recurring, f.qualifier, f.rule,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM facts f JOIN documents d ON d.id = f.doc_id WHERE f.kind = 'date';
CREATE VIEW statements AS
SELECT o.id, o.doc_id, coalesce(o.about_name, o.about) AS about, b.org_id, o.measure, f.kind, f.text,
    f.amount, f.amount_to, f.amount_real, f.amount_to_real, f.currency, f.per, f.value, f.value_to, f.value_real, f.value_to_real, f.unit, f.qualifier,
    o."when", w.first_day, w.last_day, o.change, o.basis, o.role, o.of_id, o.fact_id, o.rule,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM observations o JOIN facts f ON f.id = o.fact_id JOIN documents d ON d.id = o.doc_id
    LEFT JOIN facts w ON w.id = o.when_id LEFT JOIN facts b ON b.id = o.about_id;
INSERT INTO factx_schema VALUES (2);
