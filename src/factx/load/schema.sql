-- What a database of facts holds. A column is named as the JSON field it comes from; "end" is a keyword, hence quoted.
-- Offsets count Unicode code points from 0, ends excluded. $exact and $object are the database's own exact number and
-- JSON object. Where numbers are text (SQLite), $generated makes a column of real numbers beside each, and views and checks use it: databases.py.

CREATE TABLE factx_schema (version INTEGER NOT NULL);

CREATE TABLE documents (
    id TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    title TEXT,
    published DATE,
    published_from TEXT,
    source TEXT,
    publisher TEXT,
    author TEXT,
    country TEXT CHECK (length(country) = 2),
    sha256 TEXT NOT NULL
);

CREATE TABLE facts (
    id TEXT NOT NULL PRIMARY KEY,
    doc_id TEXT NOT NULL REFERENCES documents (id),
    kind TEXT NOT NULL CHECK (kind IN ('money', 'percent', 'organization', 'date')),
    text TEXT NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL CHECK (sentence_start >= 0),
    sentence_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    -- money
    amount $exact,
    amount_to $exact,
    currency TEXT CHECK (length(currency) = 3),
    currency_from TEXT CHECK (currency_from IN ('stated', 'article', 'country', 'default')),
    qualifier TEXT,
    per TEXT,
    equivalent_of TEXT,
    -- percent (and qualifier)
    value $exact,
    value_to $exact,
    unit TEXT,
    -- organization
    name TEXT,
    org_id TEXT,
    org_kind TEXT,
    external_ids $object,
    -- date (and qualifier)
    timex TEXT,
    first_day DATE,
    last_day DATE,
    mod TEXT,
    recurring BOOLEAN,
    $generated
    CHECK (sentence_start <= start AND start < "end" AND "end" <= sentence_end),
    CHECK ((first_day IS NULL) = (last_day IS NULL) AND first_day <= last_day),
    CHECK ($amount <= $amount_to),
    CHECK ($value <= $value_to),
    CHECK ((kind = 'money') = (amount IS NOT NULL) AND (kind = 'money') = (currency IS NOT NULL)),
    CHECK (kind = 'money' OR (amount_to IS NULL AND currency_from IS NULL AND per IS NULL AND equivalent_of IS NULL)),
    CHECK ((kind = 'percent') = (value IS NOT NULL) AND (kind = 'percent') = (unit IS NOT NULL)),
    CHECK (kind = 'percent' OR value_to IS NULL),
    CHECK ((kind = 'organization') = (name IS NOT NULL) AND (kind = 'organization') = (org_id IS NOT NULL)),
    CHECK (kind = 'organization' OR (org_kind IS NULL AND external_ids IS NULL)),
    CHECK (kind <> 'organization' OR qualifier IS NULL),
    CHECK ((kind = 'date') = (timex IS NOT NULL) AND (kind = 'date') = (recurring IS NOT NULL)),
    CHECK (kind = 'date' OR (first_day IS NULL AND mod IS NULL))
);

CREATE INDEX facts_doc ON facts (doc_id);
CREATE INDEX facts_kind ON facts (kind);
CREATE INDEX facts_organization ON facts (org_id);
CREATE INDEX facts_period ON facts (first_day, last_day);
CREATE INDEX facts_currency ON facts (currency);

-- One view a kind: the fact, then its article, then the sentence it stands in.

CREATE VIEW money AS
SELECT f.id, f.doc_id, f.text, f.amount, f.amount_to, $amount_real f.currency, f.currency_from, f.qualifier, f.per, f.equivalent_of, f.rule,
    d.title, d.published, d.source, substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
FROM facts f JOIN documents d ON d.id = f.doc_id WHERE f.kind = 'money';

CREATE VIEW percents AS
SELECT f.id, f.doc_id, f.text, f.value, f.value_to, $value_real f.unit, f.qualifier, f.rule,
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
