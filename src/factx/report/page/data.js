// What the page holds, packed: an index that is read at once, and blocks of articles that are read when one is shown.
const data = { index: null, tables: null, blocks: [], kept: new Map() };
const KEPT = 8;

async function unpack(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).json();
}

async function open() {
  data.index = await unpack(one("#index").textContent);
  data.blocks = all("script.block");
  const { documents, sizes } = data.index;
  data.documents = documents.map(([id, title, published, publisher, source, kinds, said, wrong], n) => ({
    n, id, title, published, publisher, source, kinds, said, wrong,
    facts: kinds.reduce((sum, count) => sum + count, 0),
  }));
  data.place = new Map(data.documents.map((each) => [each.id, each.n]));
  let n = 0;
  sizes.forEach((size, block) => {
    for (let at = 0; at < size; at++, n++) Object.assign(data.documents[n], { block, at });
  });
}

// Statements and errors are unpacked when a table, or a key, asks for them.
const unpackTables = () => (data.tables ||= unpack(one("#tables").textContent).then(keep));

function keep({ own, columns, statements, faults, changes }) {
  data.columns = columns;
  data.statements = statements.map((row) => statement(row, own));
  data.faults = faults.map(([doc, at, what, kind, part, cause, rule, found, gold, around]) => ({
    doc, at, what, kind, part, cause, rule, found, gold, around,
  }));
  data.changes = changes.map(([doc, at, what, kind, part, cause, rule, old, now, gold, around]) => ({
    doc, at, what, kind, part, cause, rule, old, now, gold, around,
  }));
}

function statement([doc, shown, ...values], names) {
  const row = Object.fromEntries(names.map((name, n) => [name, values[n]]));
  const { id, title, published, source } = data.documents[doc];
  const size = Number(row.amount ?? row.value);
  return { ...row, doc, doc_id: id, title, published, source, shown, size };
}

// The article at a place, unpacked with its block; the last few blocks are kept.
async function article(n) {
  const { block, at } = data.documents[n];
  if (!data.kept.has(block)) {
    data.kept.set(block, unpack(data.blocks[block].textContent));
    if (data.kept.size > KEPT) data.kept.delete(data.kept.keys().next().value);
  }
  return (await data.kept.get(block))[at];
}

// Days of a period as it is written: 2021, 2021-06, 2021-H1, 2021-Q3, 2021-06-30, 2021-01/2021-06; null for what is none.
function period(text) {
  const [from, to] = text.trim().split("/").map(days);
  return from && (to || !text.includes("/")) ? [from[0], (to || from)[1]] : null;
}

function days(text) {
  const m = /^(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|H([12])|Q([1-4])))?$/.exec(text);
  if (!m) return null;
  const [, year, month, day, half, quarter] = m;
  if (day) return [text, text];
  const span = month ? [+month, +month] : half ? [6 * half - 5, 6 * half] : quarter ? [3 * quarter - 2, 3 * quarter] : [1, 12];
  const [first, last] = span.map((n) => String(n).padStart(2, "0"));
  return [`${year}-${first}-01`, `${year}-${last}-31`];
}
