// The page: one article at a time, its labels as the server has them; every change is asked of the server and shown as it answers.
import { change, get } from "./api.js";
import { ArticleView, keyOf } from "./article.js";
import { guide } from "./guide.js";
import { helpList, pressed } from "./keys.js";
import { panel } from "./panel.js";
import { SaidForm } from "./said_form.js";
import { element } from "./text.js";
import { Form } from "./value_form.js";

const one = (id) => document.getElementById(id);
const NUMBERS = ["money", "percent"];

class App {
  constructor() {
    this.text = one("text");
    this.article = null;
    this.form = null; // the form that is open
    this.busy = false;
    this.view = new ArticleView(this.text, () => this.#moved());
    document.addEventListener("keydown", (event) => pressed(this, event));
    one("articles").addEventListener("change", (event) => this.load(event.target.value));
    for (const [id, act] of [["before", () => this.turn(-1)], ["after", () => this.turn(1)], ["undo", () => this.ask("undo")], ["redo", () => this.ask("redo")],
      ["guide-button", () => this.toggleGuide()], ["help-button", () => this.help()]]) one(id).addEventListener("click", act);
  }

  async begin() {
    const { status, data } = await get("api/articles");
    if (status !== 200) return this.tell(data.error, true);
    this.about = data;
    one("who").textContent = data.settle.length ? `settling ${data.settle.join(" and ")}` : data.annotator ? `as ${data.annotator}` : "";
    this.#listArticles(data.articles);
    one("guide").append(...guide(await (await fetch("guide.md")).text()));
    if (matchMedia("(min-width: 75rem)").matches) this.toggleGuide(true);
    const asked = decodeURIComponent(location.hash.slice(1));
    const open = data.articles.find((each) => each.labels === null || each.open);
    await this.load(data.articles.some((each) => each.id === asked) ? asked : (open || data.articles[0]).id);
    this.text.focus();
  }

  #listArticles(articles) {
    const words = (each) => `${each.labels === null ? "○" : each.open ? "◐" : "●"} ${each.title}${each.labels ? ` (${each.labels})` : ""}${each.open ? ` · ${each.open} open` : ""}`;
    const select = one("articles"), now = select.value;
    select.replaceChildren(...articles.map((each) => element("option", { value: each.id }, words(each))));
    if (now) select.value = now;
  }

  async load(id) {
    if (!this.#mayLeave()) return void (one("articles").value = this.article.document.id);
    const { status, data } = await get(`api/article?id=${encodeURIComponent(id)}`);
    if (status !== 200) return this.tell(data.error, true);
    this.#close();
    history.replaceState(null, "", `#${encodeURIComponent(id)}`);
    one("articles").value = id;
    this.#show(data, false);
    this.tell("");
  }

  #mayLeave() {
    return !this.form || confirm("A form is open: leave without saving it?");
  }

  turn(by) {
    const select = one("articles");
    const to = select.options[select.selectedIndex + by];
    if (to) this.load(to.value);
  }

  /** Show an article as the server has it now; `keep` leaves the cursor where it is. */
  #show(article, keep = true) {
    this.article = article;
    const { document: doc, facts, said } = article;
    const known = new Set(facts.map((row) => row.id));
    const bare = said.filter((row) => !known.has(row.fact_id)).map((row) => ({ ...row, id: row.fact_id, bare: true }));
    const once = bare.filter((row, n) => bare.findIndex((other) => other.id === row.id) === n);
    const marks = [...facts, ...once].sort((a, b) => a.start - b.start || b.end - a.end);
    one("title").textContent = doc.title || "";
    one("about").textContent = [doc.published, doc.publisher, doc.country, doc.id].filter(Boolean).join(" · ");
    one("undo").disabled = !article.undo;
    one("redo").disabled = !article.redo;
    this.view.show(doc.text, marks, keep);
  }

  #moved() {
    if (!this.article || this.form) return;
    one("panel").replaceChildren(...panel(this));
    const list = one("panel").querySelector(".list"), chosen = list.querySelector("li.chosen");
    if (chosen && list.scrollHeight > list.clientHeight) list.scrollTop = chosen.offsetTop - list.clientHeight / 2;
  }

  tell(words, wrong = false) {
    one("status").textContent = words;
    one("status").classList.toggle("wrong", wrong);
  }

  /** Ask for a change; true where it was made. Reasons for a refusal go into the form, or into the status line. */
  async ask(what, given = {}) {
    if (this.busy || !this.article) return false;
    this.busy = true;
    const { status, data } = await change(this.article, what, given);
    this.busy = false;
    if (status === 200) {
      this.#show(data);
      this.tell(what === "undo" || what === "redo" ? `${what}: saved` : "saved");
      this.#count();
      return true;
    }
    if (status === 422 && this.form) this.form.refuse(data.fields);
    else if (status === 422) this.tell(Object.values(data.fields).join("; "), true);
    else if (status === 409) {
      const id = this.article.document.id;
      const { data: now, status: found } = await get(`api/article?id=${encodeURIComponent(id)}`);
      if (found === 200) this.#show(now);
      this.tell("It was changed in another window meanwhile: this is how it stands now. Please say it again.", true);
    } else this.tell(data.error || "it was not saved", true);
    return false;
  }

  async #count() {
    const { status, data } = await get("api/articles");
    if (status === 200) this.#listArticles(data.articles);
  }

  // What is done with labels.

  choose(mark) {
    this.view.choose(mark);
    this.text.focus({ preventScroll: true });
  }

  /** Whether something of a label waits to be confirmed. */
  open(mark) {
    return Boolean(mark.suggested) || this.article.said.some((row) => row.fact_id === mark.id && row.suggested);
  }

  mark(kind) {
    const { view } = this, old = view.mark;
    if (view.range.end <= view.range.start) return;
    const same = old && !old.bare ? old : null;
    this.#edit(kind, { ...view.range, text: view.quote }, same);
  }

  edit() {
    const mark = this.view.mark || this.view.markHere(["money", "percent", "organization", "date"]);
    if (!mark) return this.tell("No label at the cursor: m, p, o or d make one.");
    this.view.choose(mark);
    this.#edit(mark.kind, mark, mark.bare ? null : mark);
  }

  #edit(kind, span, old) {
    const others = this.article.facts.filter((row) => row.kind === "money" && row.start !== span.start && !row.suggested);
    const names = [...new Set(this.article.facts.filter((row) => row.kind === "organization").map((row) => row.name))];
    const alike = this.article.facts.find((row) => row.kind === "organization" && row.text === span.text);
    const fresh = kind === "organization" ? { name: alike?.name || span.text, org_kind: alike?.org_kind } : {};
    this.#openForm(new Form({
      heading: `[${span.text}] is ${kind}`, kind, fields: this.about.forms[kind],
      values: old && old.kind === kind ? old : { ...fresh, note: old?.note, optional: old?.optional },
      offers: { name: names }, labels: others.map((row) => ({ value: row.id, words: row.text })),
      close: () => this.#close(true),
      save: async (values) => {
        const { note, optional, ...own } = values;
        const given = { kind, start: span.start, end: span.end, text: span.text, values: own, note, optional };
        if (old) Object.assign(given, { replaces: old.id, by: old.suggested || null });
        const before = { start: span.start, end: span.end };
        if (await this.ask("put", given)) {
          this.#close(true);
          this.view.choose(this.view.marks.find((m) => m.kind === kind && m.start === before.start && m.end === before.end && !m.suggested));
        }
      },
      remove: old ? async () => (await this.ask("drop", { id: old.id, by: old.suggested })) && this.#close(true) : null,
    }), kind);
  }

  say() {
    const mark = this.#number();
    if (!mark) return this.tell("No money or percent label at the cursor.");
    const rows = this.article.said.filter((row) => row.fact_id === mark.id);
    const said = rows.find((row) => !row.suggested) || rows[0] || null;
    this.view.choose(mark);
    this.#openForm(new SaidForm({
      view: this.view, number: mark, said, article: this.article, fields: this.about.forms.said,
      close: () => this.#close(true),
      save: async (values) => {
        const given = { ...values, fact_id: mark.id, by: said?.suggested || null };
        if (await this.ask("say", given)) this.#close(true);
      },
      remove: said ? async () => (await this.ask("unsay", { fact_id: mark.id, by: said.suggested })) && this.#close(true) : null,
    }), "observation");
  }

  #number() {
    const mark = this.view.mark;
    return mark && NUMBERS.includes(mark.kind) ? mark : this.view.markHere(NUMBERS);
  }

  #openForm(form, topic) {
    this.form = form;
    this.tell("");
    one("panel").replaceChildren(form.root);
    form.focus();
    const place = one(`guide-${topic}`);
    if (place && !one("guide").hidden) one("guide").scrollTop = place.offsetTop - one("guide").offsetTop;
  }

  #close(back = false) {
    this.form = null;
    this.view.showPhrases([]);
    this.#moved();
    if (back) this.text.focus({ preventScroll: true });
  }

  async remove() {
    const mark = this.view.mark || this.view.markHere(["money", "percent", "organization", "date"]);
    if (!mark || this.form) return;
    if (mark.bare) await this.ask("unsay", { fact_id: mark.id, by: mark.suggested });
    else await this.ask("drop", { id: mark.id, by: mark.suggested });
  }

  async unsay() {
    const mark = this.#number();
    const said = mark && this.article.said.find((row) => row.fact_id === mark.id);
    if (said && !this.form) await this.ask("unsay", { fact_id: mark.id, by: said.suggested });
  }

  async confirm() {
    const mark = this.view.mark;
    if (!mark?.suggested || mark.bare) return this.tell("No suggestion is chosen: n goes to the next.");
    if (await this.ask("confirm", { id: mark.id, by: mark.suggested })) this.#chooseSame(mark);
  }

  async confirmSaid() {
    const mark = this.#number();
    const said = mark && this.article.said.find((row) => row.fact_id === mark.id && row.suggested);
    if (!said) return this.tell("Nothing that it says is suggested.");
    if (await this.ask("confirm_said", { fact_id: mark.id, by: said.suggested })) this.#chooseSame(mark);
  }

  #chooseSame(mark) {
    this.view.choose(this.view.marks.find((each) => each.id === mark.id) || null);
  }

  /** What two annotators have where the label that is chosen stands, if they differ: of labels, else of what they say. */
  difference() {
    const mark = this.view.mark;
    if (!mark) return null;
    const [a, b] = this.about.settle;
    const pair = (rows) => [rows.find((row) => row.suggested === a) || null, rows.find((row) => row.suggested === b) || null];
    if (mark.suggested && !mark.bare) {
      const touching = this.article.facts.filter((row) => row.kind === mark.kind && row.suggested && row.start < mark.end && mark.start < row.end);
      const rows = pair(touching.sort((x, y) => Number(keyOf(y) === keyOf(mark)) - Number(keyOf(x) === keyOf(mark))));
      return { what: "facts", rows };
    }
    const rows = pair(this.article.said.filter((row) => row.fact_id === mark.id && row.suggested));
    return rows.some(Boolean) ? { what: "said", rows } : null;
  }

  /** Take one annotator's: confirm what that one has; where that one has nothing, or `n` is null, remove what is there. */
  async settle(n) {
    const found = this.difference();
    if (!found) return this.tell("No difference is chosen: n goes to the next.");
    const facts = found.what === "facts", taken = n === null ? null : found.rows[n];
    const at = (row) => (facts ? { id: row.id, by: row.suggested } : { fact_id: row.fact_id, by: row.suggested });
    if (taken) await this.ask(facts ? "confirm" : "confirm_said", at(taken));
    else for (const row of found.rows.filter(Boolean)) if (!(await this.ask(facts ? "drop" : "unsay", at(row)))) return;
    const here = this.view.marks.find((mark) => taken && (mark.id === taken.id || mark.id === taken.fact_id));
    if (here && this.open(here)) this.view.choose(here);
    else this.view.next(1, (mark) => this.open(mark));
  }

  digit(n) {
    if (this.form) {
      if (this.form instanceof SaidForm && n > 0) this.form.take(["measure", "about", "when", "of_id"][n - 1]);
    } else if (this.about.settle.length && n < 3) this.settle(n === 0 ? null : n - 1);
  }

  keep() {
    this.ask("keep");
  }

  toggleGuide(show = one("guide").hidden) {
    one("guide").hidden = !show;
    one("guide-button").setAttribute("aria-expanded", String(show));
    document.body.classList.toggle("with-guide", show);
  }

  help() {
    const box = one("help");
    box.replaceChildren(...helpList());
    box.showModal();
    box.scrollTop = 0;
  }
}

const app = new App();
window.addEventListener("beforeunload", (event) => app.form && event.preventDefault());
app.begin();
