// The tables: statements, articles, errors.
const SHORT = { "year-on-year": "yoy", "quarter-on-quarter": "qoq", "month-on-month": "mom" };
const ARROWS = { up: "↑ up", down: "↓ down" };
const WHATS = { miss: "miss", extra: "extra", value: "wrong value", bounds: "wrong bounds" };

const address = (id, fact) => `#article/${encodeURIComponent(id)}${fact ? `/${fact}` : ""}`;
const has = (name) => (row, asked) => String(row[name] || "").toLowerCase().includes(asked.toLowerCase());
const is = (name) => (row, asked) => row[name] === asked;
const several = (rows, name) => [...new Set(rows.map((row) => row[name]).filter(Boolean))].sort();

function statementsTable(root) {
  const rows = data.statements;
  const says = (row) => [row.role === "level" ? "" : row.role, ARROWS[row.change], SHORT[row.basis]].filter(Boolean).join(" ");
  return new Table(root, {
    name: "statements",
    rows,
    names: data.columns,
    text: (row) => [row.about, row.measure, row.text, row.shown, row.when, row.sentence, row.title].join(" "),
    href: (row) => address(row.doc_id, row.fact_id),
    filters: [
      { key: "about", label: "Body", kind: "text", options: several(rows, "about"), test: has("about") },
      { key: "measure", label: "Measure", kind: "text", options: several(rows, "measure"), test: has("measure") },
      { key: "when", label: "Period", kind: "text", hint: "2021-H1", test: then },
      { key: "kind", label: "Kind", kind: "select", options: several(rows, "kind"), test: is("kind") },
      { key: "currency", label: "Currency", kind: "select", options: several(rows, "currency"), test: is("currency") },
    ],
    columns: [
      { key: "about", title: "About", value: (row) => row.about, cell: (row) => bdi(row.about || "") },
      { key: "measure", title: "Measure", value: (row) => row.measure, cell: (row) => bdi(row.measure || "") },
      { key: "number", title: "Number", class: "num", value: (row) => row.size, cell: (row) => el("a", { href: address(row.doc_id, row.fact_id) }, row.shown) },
      { key: "when", title: "When", class: "when", value: (row) => row.first_day || row.when, cell: (row) => row.when || "" },
      { key: "says", title: "Says", class: "says", value: says, cell: says },
      { key: "sentence", title: "Sentence", class: "sentence wide", value: (row) => row.sentence, cell: (row) => el("span", { dir: "auto" }, row.sentence.replace(/\s+/g, " ")) },
    ],
  });
}

// Whether a statement holds for a period that touches the one asked for, or whose value begins so.
function then(row, asked) {
  const span = period(asked);
  if (row.when?.startsWith(asked)) return true;
  return Boolean(span && row.first_day && row.first_day <= span[1] && span[0] <= row.last_day);
}

function articlesTable(root) {
  const judged = data.documents.some((row) => row.wrong !== null);
  const kinds = data.index.kinds.map((kind, n) => ({
    key: kind, title: kind, class: "num wide", value: (row) => row.kinds[n], cell: (row) => grouped.format(row.kinds[n]),
  }));
  return new Table(root, {
    name: "articles",
    rows: data.documents,
    text: (row) => [row.title, row.id, row.publisher, row.published, row.source].join(" "),
    href: (row) => address(row.id),
    filters: [{ key: "publisher", label: "Publisher", kind: "text", options: several(data.documents, "publisher"), test: has("publisher") }],
    columns: [
      { key: "title", title: "Article", class: "title", value: (row) => row.title, cell: (row) => el("a", { href: address(row.id), dir: "auto" }, row.title || row.id) },
      { key: "published", title: "Published", class: "when", value: (row) => row.published, cell: (row) => row.published || "" },
      { key: "publisher", title: "Publisher", class: "wide", value: (row) => row.publisher, cell: (row) => bdi(row.publisher || "") },
      ...kinds,
      { key: "facts", title: "Facts", class: "num", value: (row) => row.facts, cell: (row) => grouped.format(row.facts) },
      { key: "said", title: "Statements", class: "num", value: (row) => row.said, cell: (row) => grouped.format(row.said) },
      ...(judged ? [{ key: "wrong", title: "Errors", class: "num", value: (row) => row.wrong, cell: (row) => (row.wrong === null ? "no gold" : grouped.format(row.wrong)) }] : []),
    ],
  });
}

const faultAddress = (row) => `${address(data.documents[row.doc].id)}/error-${row.at}`;

// The words around what a row is of, as a link to its place.
const inPlace = ({ around: [before, text, after] }, href) =>
  el("a", { href, dir: "auto" }, `…${before}`.replace(/\s+/g, " "), el("mark", { class: "at" }, text), `${after}…`.replace(/\s+/g, " "));
const ofWhat = (row) => [el("span", { class: `m ${row.kind}` }, row.kind), row.part === "fact" ? "" : ` ${row.part.replace("_", " ")}`];

function errorsTable(root) {
  const rows = data.faults;
  const select = (key, label) => ({ key, label, kind: "select", options: several(rows, key), test: is(key) });
  return new Table(root, {
    name: "errors",
    rows: rows.map((row) => ({ ...row, doc_id: data.documents[row.doc].id, text: row.around[1] })),
    names: ["doc_id", "what", "kind", "part", "cause", "rule", "text", "found", "gold"],
    text: (row) => [row.around.join(""), row.found, row.gold, row.rule, row.cause, row.doc_id].join(" "),
    href: faultAddress,
    filters: [select("what", "Error"), select("kind", "Kind"), select("part", "Part"), select("cause", "Cause"), select("rule", "Rule")],
    columns: [
      { key: "what", title: "Error", class: "what", value: (row) => row.what, cell: (row) => el("span", { class: `tag ${row.what}` }, WHATS[row.what]) },
      { key: "kind", title: "Kind", value: (row) => `${row.kind} ${row.part}`, cell: ofWhat },
      { key: "cause", title: "Cause", value: (row) => row.cause, cell: (row) => row.cause },
      { key: "place", title: "In its place", class: "sentence", value: (row) => row.around[1], cell: (row) => inPlace(row, faultAddress(row)) },
      { key: "found", title: "Found", value: (row) => row.found, cell: (row) => bdi(row.found || "–") },
      { key: "gold", title: "Gold", value: (row) => row.gold, cell: (row) => bdi(row.gold || "–") },
      { key: "rule", title: "Rule", class: "rule wide", value: (row) => row.rule, cell: (row) => row.rule },
    ],
  });
}
