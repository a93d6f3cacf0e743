// What changed since an older run: each label, extra and slot that became right, wrong or other.
const BECAME = { right: "became right", wrong: "became wrong", gone: "extra, gone", came: "extra, new", changed: "otherwise" };
const changeAddress = (row) => `${address(data.documents[row.doc].id)}/change-${row.at}`;

// The lists that the keys go through.
const LISTS = {
  errors: { rows: () => data.faults, href: faultAddress },
  changes: { rows: () => data.changes, href: changeAddress },
};

function changesTable(root) {
  const rows = data.changes;
  const select = (key, label, shown) => ({ key, label, kind: "select", options: several(rows, key), shown, test: is(key) });
  const told = (key) => (row) => bdi(row[key] || "–");
  return new Table(root, {
    name: "changes",
    rows: rows.map((row) => ({ ...row, doc_id: data.documents[row.doc].id, text: row.around[1] })),
    names: ["doc_id", "what", "kind", "part", "cause", "rule", "text", "old", "now", "gold"],
    text: (row) => [row.around.join(""), row.old, row.now, row.gold, row.rule, row.cause, row.doc_id].join(" "),
    href: changeAddress,
    filters: [select("what", "Change", BECAME), select("kind", "Kind"), select("part", "Part"), select("cause", "Cause"), select("rule", "Rule")],
    columns: [
      { key: "what", title: "Change", class: "what", value: (row) => row.what, cell: (row) => el("span", { class: `tag ${row.what}` }, BECAME[row.what]) },
      { key: "kind", title: "Kind", value: (row) => `${row.kind} ${row.part}`, cell: ofWhat },
      { key: "cause", title: "Cause", value: (row) => row.cause, cell: (row) => row.cause },
      { key: "place", title: "In its place", class: "sentence", value: (row) => row.around[1], cell: (row) => inPlace(row, changeAddress(row)) },
      { key: "old", title: "Before", value: (row) => row.old, cell: told("old") },
      { key: "now", title: "Now", value: (row) => row.now, cell: told("now") },
      { key: "gold", title: "Gold", value: (row) => row.gold, cell: told("gold") },
      { key: "rule", title: "Rule", class: "rule wide", value: (row) => row.rule, cell: (row) => row.rule },
    ],
  });
}

function changeCard(change) {
  const part = change.part === "fact" ? "" : `${change.part.replace("_", " ")}: `;
  return el(
    "div",
    { class: "block change" },
    el("h2", null, el("span", { class: `tag ${change.what}` }, part + BECAME[change.what])),
    el(
      "dl",
      { class: "fields" },
      part ? "" : row("kind", change.kind),
      change.cause ? row("cause", change.cause) : "",
      row("before", bdi(change.old || "–")),
      row("now", bdi(change.new || "–")),
      row("gold", bdi(change.gold || "–")),
      change.rule ? row("rule", el("code", null, change.rule)) : "",
    ),
  );
}
