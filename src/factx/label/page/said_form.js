// The form of an observation: phrases of the article for what is measured and whose it is, beside the plain fields.
import { element, nearest } from "./text.js";
import { Form } from "./value_form.js";

const PHRASES = {
  measure: ["measure", "1", "The phrase that names what is measured, as in the text."],
  about: ["about", "2", "Whose it is, as in the text: an organization, place or group."],
};

export class SaidForm extends Form {
  /** `view` is the article, `number` the label that says something, `said` its row so far or null. */
  constructor({ view, number, said, article, fields, save, close, remove }) {
    const numbers = article.said.filter((row) => row.fact_id !== number.id);
    const once = new Map(numbers.map((row) => [row.fact_id, { value: row.fact_id, words: `${row.text} (${row.measure || "–"})` }]));
    const dates = article.facts.filter((row) => row.kind === "date").map((row) => row.timex);
    const names = article.facts.filter((row) => row.kind === "organization").map((row) => row.name);
    const phrases = { measure: phraseOf(said, "measure"), about: phraseOf(said, "about") };
    const boxes = Object.entries(PHRASES).map(([name, words]) => phraseBox(name, words));
    super({
      heading: `What [${number.text}] says`, kind: number.kind, fields, values: said || { role: "level" },
      offers: { when: unique(dates), about_name: unique(names) }, labels: [...once.values()],
      more: boxes.map((box) => box.root), close, remove,
      save: (values) => save({ ...values, ...this.phrases }),
    });
    this.view = view;
    this.number = number;
    this.article = article;
    this.phrases = phrases;
    for (const box of boxes) {
      box.input.id = `${this.id}-${box.name}`;
      box.label.htmlFor = box.input.id;
      box.error.id = `${this.id}-${box.name}-error`;
      box.input.setAttribute("aria-describedby", box.error.id);
      this.errors[box.name] = box.error;
      this.inputs[box.name] = box.input;
      box.input.value = phrases[box.name]?.text || "";
      box.input.addEventListener("input", () => this.#typed(box));
      box.take.addEventListener("click", () => this.take(box.name));
    }
    this.boxes = boxes;
    this.#shown();
  }

  #typed(box) {
    const text = box.input.value.trim();
    const found = nearest(this.view.text, text, this.number.start);
    this.phrases[box.name] = found || (text ? { start: -1, end: -1, text } : null);
    box.error.textContent = text && !found ? "not in the article, in these letters" : "";
    this.#filled(box.name);
  }

  /** Take what is chosen in the article for a slot: 1 measure, 2 about, 3 when, 4 what it belongs to. */
  take(name) {
    const { start, end } = this.view.range;
    if (name === "when" || name === "of_id") {
      const mark = this.view.markHere(name === "when" ? ["date"] : ["money", "percent"]);
      if (!mark) this.errors[name].textContent = name === "when" ? "no date label at the cursor" : "no number label at the cursor";
      else this.inputs[name].value = name === "when" ? mark.timex : mark.id;
      return;
    }
    if (end <= start) return;
    this.phrases[name] = { start, end, text: this.view.quote };
    this.inputs[name].value = this.view.quote;
    this.errors[name].textContent = "";
    this.#filled(name);
  }

  /** With a phrase for whose it is goes a name: the one of the body labelled there, else the phrase. */
  #filled(name) {
    if (name === "about") {
      const span = this.phrases.about;
      const body = span && this.article.facts.find((f) => f.kind === "organization" && f.start < span.end && span.start < f.end);
      this.inputs.about_name.value = body ? body.name : span ? span.text : "";
    }
    this.#shown();
  }

  #shown() {
    const known = Object.values(this.phrases).filter((phrase) => phrase && phrase.start >= 0);
    this.view.showPhrases(known);
  }
}

const unique = (values) => [...new Set(values.filter(Boolean))];

const phraseOf = (said, name) =>
  said && said[name] !== null && said[name] !== undefined
    ? { start: said[`${name}_start`], end: said[`${name}_end`], text: said[name] }
    : null;

function phraseBox(name, [words, key, help]) {
  const input = element("input", { type: "text", name, dir: "auto", spellcheck: "false", autocapitalize: "off", title: help });
  const take = element("button", { type: "button", title: "Take the words that are chosen in the article" }, "Take ", element("kbd", {}, key));
  const label = element("label", { title: help }, words);
  const error = element("p", { class: "error", role: "alert" });
  return { name, input, take, label, error, root: element("div", { class: "field phrase" }, label, input, take, error) };
}
