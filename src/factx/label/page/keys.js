// What the keys do while the article is in front; the help is made of the same list.
import { element } from "./text.js";

export const KINDS = { m: "money", p: "percent", o: "organization", d: "date" };

// [how it is written, what it does, the keys, the act]; `app` is the page.
const KEYS = [
  ["← →", "a word back, on; with Shift: choose as far as there", ["ArrowLeft", "ArrowRight"], (app, e) => app.view.step(e.key === "ArrowLeft" ? -1 : 1, e.shiftKey)],
  ["↑ ↓", "a line up, down; with Shift: choose as far as there", ["ArrowUp", "ArrowDown"], (app, e) => app.view.line(e.key === "ArrowUp" ? -1 : 1, e.shiftKey)],
  ["Home End", "to the beginning, the end of the article", ["Home", "End"], (app, e) => app.view.edge(e.key === "Home" ? -1 : 1, e.shiftKey)],
  [", .", "end of what is chosen a character back, on", [",", "."], (app, e) => app.view.nudge("end", e.key === "," ? -1 : 1)],
  ["< >", "its beginning a character back, on", ["<", ">"], (app, e) => app.view.nudge("start", e.key === "<" ? -1 : 1)],
  ["m p o d", "what is chosen is money, percent, organization, date; of a label that is chosen: its new span, its new kind", ["m", "p", "o", "d"], (app, e) => app.mark(KINDS[e.key])],
  ["j k", "next label, label before", ["j", "k"], (app, e) => app.view.next(e.key === "j" ? 1 : -1)],
  ["Enter", "open the label", ["Enter"], (app) => app.edit()],
  ["s", "what the number says", ["s"], (app) => app.say()],
  ["Delete", "remove the label; with Shift: only what it says", ["Delete", "Backspace"], (app, e) => (e.shiftKey ? app.unsay() : app.remove())],
  ["n N", "next suggestion, suggestion before", ["n", "N"], (app, e) => app.view.next(e.key === "n" ? 1 : -1, (mark) => app.open(mark))],
  ["y Y", "confirm the suggested label, what it is suggested to say", ["y", "Y"], (app, e) => (e.key === "y" ? app.confirm() : app.confirmSaid())],
  ["1 2 0", "where two annotators differ: take the first's, the second's, neither; in an open form of what a number says, 1 to 4 take what is chosen: measure, about, when, what it belongs to", ["1", "2", "3", "4", "0"], (app, e) => app.digit(Number(e.key))],
  ["f", "back to the form that is open", ["f"], (app) => app.form?.focus()],
  ["w", "write the article as it stands: nothing more to label", ["w"], (app) => app.keep()],
  ["u U", "undo, redo (also Ctrl+Z, Ctrl+Y)", ["u", "U"], (app, e) => app.ask(e.key === "u" ? "undo" : "redo")],
  ["[ ]", "article before, next article", ["[", "]"], (app, e) => app.turn(e.key === "[" ? -1 : 1)],
  ["g", "guide: show, hide", ["g"], (app) => app.toggleGuide()],
  ["?", "this list", ["?"], (app) => app.help()],
];

const IN_FORMS = [
  ["Tab Enter Esc", "in a form: next field; save; close without saving"],
  ["F6", "from a form to the article and back, the form stays open"],
];

const BY_KEY = new Map(KEYS.flatMap(([, , keys, act]) => keys.map((key) => [key, act])));

/** Do what a key stands for, unless it is typed into a field. */
export function pressed(app, event) {
  if (event.key === "F6") {
    event.preventDefault();
    if (app.form?.root.contains(document.activeElement)) app.text.focus();
    else (app.form || app.text).focus();
    return;
  }
  if (event.target.closest("input, select, textarea, dialog, form")) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    const what = event.key.toLowerCase() === "z" ? (event.shiftKey ? "redo" : "undo") : event.key.toLowerCase() === "y" ? "redo" : null;
    if (what) {
      event.preventDefault();
      app.ask(what);
    }
    if (event.key !== "Home" && event.key !== "End") return;
  }
  if (event.altKey || (event.key === "Enter" && event.target.closest("button, a"))) return;
  const act = BY_KEY.get(event.key);
  if (!act || !app.article) return;
  event.preventDefault();
  act(app, event);
}

export function helpList() {
  const lines = [...KEYS, ...IN_FORMS].map(([keys, words]) =>
    element("div", {}, element("dt", {}, ...keys.split(" ").map((key) => element("kbd", {}, key))), element("dd", {}, words)));
  return [
    element("h2", { id: "help-title" }, "Keys"),
    element("dl", {}, ...lines),
    element("form", { method: "dialog" }, element("button", { class: "main" }, "Close")),
  ];
}
