// A table that sorts, searches, filters and shows a hundred rows at a time; what is asked stands in the address.
const ROWS = 100;

class Table {
  // columns: {key, title, value(row) to sort by, cell(row), class}; filters: {key, label, kind, options, shown, test(row, asked)}
  constructor(root, { name, rows, columns, filters, text, href, names }) {
    Object.assign(this, { root, name, rows, columns, filters, text, href, names });
    this.asked = {};
    this.shown = ROWS;
    this.found = rows;
    this.build();
  }

  build() {
    const again = later(() => this.ask({ ...this.asked, ...this.read() }));
    this.fields = new Map();
    const search = this.field({ key: "q", label: "Search", kind: "search" }, again);
    const filters = this.filters.map((each) => this.field(each, again));
    this.count = el("p", { class: "count", role: "status" });
    this.clear = el("button", { type: "button", class: "quiet", onclick: () => this.ask({}) }, "Clear filters");
    const tools = el("div", { class: "tabletools" }, this.count, this.clear, this.names && this.exports());
    this.heads = this.columns.map((column) => this.head(column));
    this.body = el("tbody");
    this.more = el("button", { type: "button", class: "button", onclick: () => this.grow() });
    const head = el("thead", null, el("tr", null, this.heads));
    this.root.append(
      el("form", { class: "filters", role: "search", "aria-label": `Filter ${this.name}`, onsubmit: (e) => e.preventDefault() }, search, filters),
      tools,
      el("table", { class: `rows ${this.name}` }, head, this.body),
      el("p", { class: "more" }, this.more),
    );
  }

  field({ key, label, kind, options, hint, shown }, again) {
    const id = `${this.name}-${key}`;
    let input;
    if (kind === "select") {
      input = el("select", { id, onchange: again }, el("option", { value: "" }, "all"), options.map((each) => el("option", { value: each }, shown?.[each] || each)));
    } else {
      const list = options && el("datalist", { id: `${id}-list` }, options.map((each) => el("option", { value: each })));
      input = el("input", { id, type: kind === "search" ? "search" : "text", placeholder: hint, autocomplete: "off", list: list && `${id}-list`, oninput: again });
      if (list) this.root.append(list);
    }
    this.fields.set(key, input);
    return el("div", { class: `field of-${kind}` }, el("label", { for: id }, label), input);
  }

  exports() {
    const text = () => csv(this.names, this.found);
    return el(
      "span",
      { class: "exports" },
      el("button", { type: "button", class: "quiet", onclick: () => copy(text()) }, "Copy CSV"),
      el("button", { type: "button", class: "quiet", onclick: () => download(text(), `${this.name}.csv`) }, "Download CSV"),
    );
  }

  head(column) {
    const turn = () => this.ask({ ...this.asked, sort: this.asked.sort === column.key ? `-${column.key}` : column.key });
    const arrow = el("span", { class: "arrow", "aria-hidden": "true" });
    return el("th", { scope: "col", class: column.class }, el("button", { type: "button", onclick: turn }, column.title, arrow));
  }

  read() {
    return Object.fromEntries([...this.fields].map(([key, input]) => [key, input.value.trim()]));
  }

  // Asks by way of the address, so that a reload, a link and the way back show the same.
  ask(asked) {
    const given = Object.entries(asked).filter(([, value]) => value);
    const query = new URLSearchParams(given).toString();
    history.replaceState(null, "", `#${this.name}${query ? `?${query}` : ""}`);
    this.show(Object.fromEntries(given));
  }

  show(asked) {
    this.asked = asked;
    for (const [key, input] of this.fields) {
      if (document.activeElement !== input || !asked[key]) input.value = asked[key] || "";
    }
    const words = (asked.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = this.filters.filter(({ key }) => asked[key]);
    this.found = this.rows.filter(
      (row) => wanted.every(({ key, test }) => test(row, asked[key])) && (!words.length || holds(this.text(row), words)),
    );
    this.sort(asked.sort);
    this.shown = ROWS;
    this.body.replaceChildren();
    this.fillUp(0);
    this.count.textContent = this.found.length === this.rows.length ? `${grouped.format(this.rows.length)} rows` : `${grouped.format(this.found.length)} of ${grouped.format(this.rows.length)} rows`;
    this.clear.hidden = !Object.keys(asked).length;
  }

  sort(by) {
    const down = by?.startsWith("-");
    const key = down ? by.slice(1) : by;
    const column = this.columns.find((each) => each.key === key);
    this.heads.forEach((head, n) => {
      const mine = this.columns[n] === column;
      head.setAttribute("aria-sort", mine ? (down ? "descending" : "ascending") : "none");
    });
    if (!column) return;
    const sign = down ? -1 : 1;
    const keyed = this.found.map((row) => [column.value(row), row]);
    keyed.sort(([a], [b]) => (empty(a) || empty(b) ? empty(a) - empty(b) : sign * compared(a, b)));
    this.found = keyed.map(([, row]) => row);
  }

  grow() {
    const from = this.shown;
    this.shown += ROWS;
    this.fillUp(from);
    one("a", this.body.rows[from])?.focus();
  }

  fillUp(from) {
    const rows = this.found.slice(from, this.shown).map((row) => this.line(row));
    if (!this.found.length) rows.push(el("tr", { class: "none" }, el("td", { colspan: this.columns.length }, "Nothing matches.")));
    this.body.append(...rows);
    const left = this.found.length - this.shown;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${grouped.format(Math.min(left, ROWS))} more of ${grouped.format(left)}`;
  }

  line(row) {
    const follow = (event) => {
      if (!event.target.closest("a, button") && !String(getSelection())) location.hash = this.href(row);
    };
    return el("tr", { onclick: follow }, this.columns.map((column) => el("td", { class: column.class, "data-label": column.title }, column.cell(row))));
  }
}

const empty = (value) => value === null || value === undefined || value === "";
const compared = (a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en", { sensitivity: "base" }));
const holds = (text, words) => words.every((word) => text.toLowerCase().includes(word));
