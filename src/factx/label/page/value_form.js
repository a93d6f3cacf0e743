// Forms made of what the server says a label has; reasons for refusing are shown beside their field.
import { element } from "./text.js";

const WORDS = {
  amount_to: "to (of a range)", value_to: "to (of a range)", per: "per (of a rate)", equivalent_of: "restates",
  org_kind: "sort of body", mod: "part", about_name: "about, by name", of_id: "belongs to", qualifier: "words around say",
  timex: "TIMEX3 value",
};
const EXAMPLES = {
  amount: "371.53 billion", amount_to: "", value: "13.6", currency: "CNY", per: "barrel, share…", timex: "2021-06, 2021-H1, P5Y…",
  when: "2021-H1",
};
const WAYS = { money: "money", percent: "percent", organization: "organization", date: "date" };

export const title = (name) => WORDS[name] || name.replace("_", " ");

let forms = 0;

/** A form: `fields` as the server describes them, `values` by name; `more` are elements before the fields. */
export class Form {
  constructor({ heading, kind, fields, values, offers = {}, labels = [], more = [], save, close, remove }) {
    this.id = `form${++forms}`;
    this.inputs = {};
    this.errors = {};
    const rows = fields.map((field) => this.#row(field, values[field.name], offers[field.name], labels));
    const remarks = [
      this.#row({ name: "note", type: "text", help: "Why you judged as you did, where an article leaves two readings open." }, values.note),
      this.#row({ name: "optional", type: "flag", help: "No fair scorer should count it either way." }, values.optional),
    ];
    this.errors.span = element("p", { class: "error", role: "alert" });
    this.root = element(
      "form", { class: `form ${WAYS[kind] || ""}`, autocomplete: "off", novalidate: true, "aria-label": heading },
      element("h2", {}, heading), this.errors.span, ...more, ...rows, ...remarks,
      element(
        "div", { class: "buttons" },
        element("button", { type: "submit", class: "main" }, "Save ", element("kbd", {}, "Enter")),
        element("button", { type: "button", onclick: close }, "Close ", element("kbd", {}, "Esc")),
        remove ? element("button", { type: "button", class: "remove", onclick: remove }, "Remove") : null,
      ),
    );
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      save(this.values);
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && event.target.closest("select, [type=checkbox]")) {
        event.preventDefault();
        this.root.requestSubmit();
      }
    });
  }

  #row(field, value, offers, labels = []) {
    const id = `${this.id}-${field.name}`;
    const input = this.#input(field, id, value, offers || field.offers, labels);
    this.inputs[field.name] = input;
    this.errors[field.name] = element("p", { class: "error", id: `${id}-error`, role: "alert" });
    input.setAttribute("aria-describedby", `${id}-error`);
    const label = element("label", { for: id, title: field.help }, title(field.name), field.required ? element("span", { class: "required", title: "must be given" }, " *") : null);
    return element("div", { class: `field ${field.type}` }, label, input, this.errors[field.name], this.list || null);
  }

  #input(field, id, value, offers, labels) {
    this.list = null;
    const common = { id, name: field.name };
    if (field.type === "choice" || field.type === "label") {
      const none = field.required ? "choose…" : "–";
      const choices = field.type === "label" ? labels : field.choices.map((word) => ({ value: word, words: word.replaceAll("_", " ") }));
      const select = element("select", common, element("option", { value: "" }, none));
      for (const choice of choices) select.append(element("option", { value: choice.value }, choice.words));
      select.value = value ?? "";
      return select;
    }
    if (field.type === "flag") {
      const box = element("input", { ...common, type: "checkbox" });
      box.checked = Boolean(value);
      return box;
    }
    const input = element("input", { ...common, type: "text", placeholder: EXAMPLES[field.name] || null, spellcheck: "false", autocapitalize: "off", dir: "auto" });
    input.value = value ?? "";
    if (offers) {
      input.setAttribute("list", `${id}-offers`);
      this.list = element("datalist", { id: `${id}-offers` }, ...offers.map((offer) => element("option", { value: offer })));
    }
    return input;
  }

  get values() {
    const read = (input) => (input.type === "checkbox" ? input.checked : input.value);
    return Object.fromEntries(Object.entries(this.inputs).map(([name, input]) => [name, read(input)]));
  }

  focus() {
    const first = this.root.querySelector("input, select");
    first?.focus({ preventScroll: true });
    first?.select?.();
    this.root.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** Show why it was refused, each reason beside its field, and go to the first. */
  refuse(reasons) {
    for (const [name, place] of Object.entries(this.errors)) {
      const why = reasons[name] || "";
      place.textContent = why;
      this.inputs[name]?.setAttribute("aria-invalid", why ? "true" : "false");
    }
    const other = Object.keys(reasons).filter((name) => !(name in this.errors));
    if (other.length) this.errors.span.textContent = other.map((name) => `${title(name)}: ${reasons[name]}`).join("; ");
    const first = Object.keys(this.inputs).find((name) => reasons[name]);
    this.inputs[first]?.focus();
  }
}
