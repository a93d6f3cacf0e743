// Beside the article: what is chosen, where annotators differ, and all labels of the article.
import { element } from "./text.js";
import { KINDS } from "./keys.js";
import { keyOf } from "./article.js";

const NUMBERS = ["money", "percent"];

const grouped = (number) => {
  const [whole, rest] = String(number).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
};

/** A label's value in a few words. */
export function value(row) {
  if (row.bare) return "only what it says is labelled";
  const to = (high) => (high ? ` to ${grouped(high)}` : "");
  const parts = {
    money: () => [`${grouped(row.amount ?? "?")}${to(row.amount_to)} ${row.currency ?? "?"}`, row.per && `per ${row.per}`],
    percent: () => [`${grouped(row.value ?? "?")}${to(row.value_to)} ${(row.unit ?? "?").replace("_", " ")}`],
    organization: () => [row.name ?? "?", row.org_kind],
    date: () => [row.timex ?? "?", row.recurring && "recurring", row.mod, row.first_day && row.first_day !== row.timex && days(row)],
  }[row.kind]();
  return [...parts, row.qualifier?.replace("_", " "), row.optional && "optional"].filter(Boolean).join(" · ");
}

const days = (row) => (row.first_day === row.last_day ? row.first_day : `${row.first_day} to ${row.last_day}`);

/** What an observation says in a few words. */
export function saying(row, article) {
  const of = row.of_id && (article.said.find((r) => r.fact_id === row.of_id) || article.facts.find((f) => f.id === row.of_id));
  const parts = [row.measure || "no measure", row.about && `of ${row.about}`, row.when, row.change, row.basis, row.role, of && `belongs to ${of.text}`];
  return [...parts, row.optional && "optional"].filter(Boolean).join(" · ");
}

const key = (name) => element("kbd", {}, name);
const button = (words, name, act, more = {}) => element("button", { type: "button", onclick: act, ...more }, words, name ? " " : null, name ? key(name) : null);
const chip = (kind) => element("span", { class: `chip ${kind}` }, kind);
const by = (row) => (row.suggested ? element("span", { class: "by" }, `suggested by ${row.suggested}`) : null);

export function panel(app) {
  return [chosen(app), ...differences(app), list(app)];
}

function chosen(app) {
  const { view } = app, mark = view.mark;
  const marks = Object.entries(KINDS).map(([name, kind]) => button(kind, name, () => app.mark(kind), { class: `kind ${kind}` }));
  const said = mark && app.article.said.filter((row) => row.fact_id === mark.id);
  const box = element("section", { class: "card", "aria-label": "Chosen" },
    element("p", { class: "quote", dir: "auto" }, view.quote || "Choose words in the article."));
  const moved = mark && (mark.start !== view.range.start || mark.end !== view.range.end);
  if (mark && !moved) {
    box.append(element("p", { class: "value" }, chip(mark.kind), " ", value(mark), " ", by(mark)));
    if (mark.note) box.append(element("p", { class: "note", dir: "auto" }, mark.note));
    for (const row of said) box.append(element("p", { class: "says" }, "says: ", saying(row, app.article), " ", by(row)));
    box.append(element("div", { class: "buttons" },
      mark.suggested && !app.about.settle.length ? button("Confirm", "y", () => app.confirm(), { class: "main" }) : null,
      said.some((row) => row.suggested) && !mark.suggested && !app.about.settle.length ? button("Confirm what it says", "Y", () => app.confirmSaid()) : null,
      button("Open", "Enter", () => app.edit()),
      NUMBERS.includes(mark.kind) ? button("Says", "s", () => app.say()) : null,
      button("Remove", "Del", () => app.remove(), { class: "remove" })));
  } else {
    box.append(element("p", { class: "hint" }, moved ? `A new span for [${mark.text}]: say its kind.` : "Label it:"));
    box.append(element("div", { class: "buttons kinds" }, ...marks));
  }
  return box;
}

/** Where two annotators differ on what is chosen: what each has, and whose is taken. */
function differences(app) {
  const names = app.about.settle;
  const found = names.length ? app.difference() : null;
  if (!found) return [];
  const side = (n) => {
    const row = found.rows[n];
    const words = !row ? "nothing" : found.what === "said" ? saying(row, app.article) : value(row);
    return element("div", { class: "side" },
      element("h3", {}, names[n]),
      element("p", { class: "quote", dir: "auto" }, row ? row.text : "–"),
      element("p", { class: row ? "" : "none" }, words),
      row?.note ? element("p", { class: "note", dir: "auto" }, row.note) : null,
      button(`Take ${names[n]}’s`, String(n + 1), () => app.settle(n)));
  };
  return [element("section", { class: "card differ", "aria-label": "Difference" },
    element("h2", {}, found.what === "said" ? "They differ on what it says" : "They differ"),
    element("div", { class: "sides" }, side(0), side(1)),
    element("div", { class: "buttons" }, button("Neither", "0", () => app.settle(null)), button("Next difference", "n", () => app.view.next(1, (mark) => app.open(mark)))))];
}

function list(app) {
  const { article, view } = app;
  const open = view.marks.filter((mark) => app.open(mark)).length;
  const rows = view.marks.map((mark) => {
    const said = article.said.filter((row) => row.fact_id === mark.id && (!mark.suggested || row.suggested === mark.suggested));
    return element("li", { class: keyOf(mark) === view.chosen ? "chosen" : "" },
      element("button", { type: "button", class: "row", onclick: () => app.choose(mark) },
        chip(mark.kind), element("span", { class: "words", dir: "auto" }, mark.text), element("span", { class: "val", dir: "auto" }, value(mark)), by(mark),
        ...said.map((row) => element("span", { class: "says", dir: "auto" }, saying(row, article), " ", by(row)))));
  });
  const count = `${view.marks.length} label${view.marks.length === 1 ? "" : "s"}, ${article.said.length} said`;
  return element("section", { class: "card list", "aria-label": "Labels of the article" },
    element("h2", {}, "Labels"),
    element("p", { class: "hint" }, count, open ? ` · ${open} to confirm ` : " ", open ? key("n") : null),
    rows.length ? element("ol", {}, ...rows) : element("p", { class: "none" }, "No label yet."),
    article.kept ? null : element("p", { class: "hint" }, "Nothing is saved of this article yet. ", button(open ? "Save as it stands" : "Nothing to label", "w", () => app.keep())));
}


