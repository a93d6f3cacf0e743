// The article: its text with marks, and a cursor that words are chosen with, by mouse or by keys.
import { element, pieces, points, pointsIn, trimmed, unitsIn, words } from "./text.js";

export const keyOf = (row) => `${row.id}|${row.suggested || ""}`;

export class ArticleView {
  /** `root` holds the text; `moved` is called whenever the cursor or the choice of a label changes. */
  constructor(root, moved) {
    this.root = root;
    this.moved = moved;
    this.text = [];
    this.words = [];
    this.marks = [];
    this.spans = []; // the pieces of the text as elements
    this.range = { start: 0, end: 0 };
    this.from = 0; // the word where the choice began
    this.to = 0; // the word it reaches
    this.chosen = null; // key of the label that is chosen
    let drawing = false; // the button went down in the text; it may come up outside
    root.addEventListener("mousedown", () => (drawing = true));
    document.addEventListener("mouseup", (event) => {
      if (drawing) this.#taken(event);
      drawing = false;
    });
  }

  show(text, marks, keep = false) {
    this.text = points(text);
    this.words = words(text);
    this.marks = marks;
    this.root.replaceChildren(...pieces(this.text, marks).map((piece) => this.#piece(piece)));
    this.spans = this.root.querySelectorAll(".text");
    if (!keep) {
      this.chosen = null;
      this.#put(0, 0);
    } else {
      if (!marks.some((mark) => keyOf(mark) === this.chosen)) this.chosen = null;
      this.#paint();
    }
  }

  #piece({ start, end, marks }) {
    let node = element("span", { "data-start": start, class: "text" });
    node.textContent = this.text.slice(start, end).join("");
    for (const mark of [...marks].reverse()) {
      const ends = (start === mark.start ? " first" : "") + (end === mark.end ? " last" : "");
      const more = (mark.suggested ? " suggested" : "") + (mark.bare ? " bare" : "") + (mark.optional ? " optional" : "");
      node = element("mark", { class: `${mark.kind}${ends}${more}`, "data-key": keyOf(mark) }, node);
    }
    return node;
  }

  get quote() {
    return this.text.slice(this.range.start, this.range.end).join("");
  }

  get mark() {
    return this.marks.find((mark) => keyOf(mark) === this.chosen) || null;
  }

  /** The innermost label at the cursor of one of these kinds. */
  markHere(kinds) {
    const here = this.marks.filter((m) => kinds.includes(m.kind) && m.start < this.range.end && this.range.start < m.end);
    return here.sort((a, b) => a.end - a.start - (b.end - b.start))[0] || null;
  }

  choose(mark) {
    this.chosen = mark ? keyOf(mark) : null;
    if (mark) this.#span(mark.start, mark.end);
    else this.#paint();
  }

  /** Choose words: `by` words on from where the choice ends, or with `extend` reaching there. */
  step(by, extend) {
    const last = this.words.length - 1;
    const to = Math.min(last, Math.max(0, this.to + by));
    this.#put(extend ? this.from : to, to, extend);
  }

  /** Go a line up or down: to the word that stands there. */
  line(by, extend) {
    const here = this.#rect(this.to);
    if (!here) return;
    let best = null;
    for (let n = this.to + by; n >= 0 && n < this.words.length; n += by) {
      const there = this.#rect(n);
      const off = (there.top - here.top) * by;
      if (off < here.height / 2) continue;
      if (best && (there.top - best.top) * by > here.height / 2) break;
      const away = Math.abs(there.left - here.left);
      if (!best || away < best.away) best = { n, away, top: there.top };
    }
    if (best) this.#put(extend ? this.from : best.n, best.n, extend);
  }

  edge(by, extend) {
    const to = by < 0 ? 0 : this.words.length - 1;
    this.#put(extend ? this.from : to, to, extend);
  }

  /** Move one end of what is chosen by a character. */
  nudge(end, by) {
    const range = { ...this.range };
    range[end] += by;
    if (range.start >= 0 && range.end <= this.text.length && range.start < range.end) {
      this.range = range;
      this.#paint();
    }
  }

  /** The next label (or one before) for which `wanted` holds, from the cursor on, around the end. */
  next(by, wanted = () => true) {
    const found = this.marks.filter(wanted).sort((a, b) => (a.start - b.start || b.end - a.end) * by);
    if (!found.length) return;
    const at = found.findIndex((mark) => keyOf(mark) === this.chosen);
    const on = found.find((mark) => (mark.start - this.range.start) * by > 0);
    this.choose(at >= 0 ? found[(at + 1) % found.length] : on || found[0]);
  }

  #put(from, to, keepChosen = false) {
    this.from = from;
    this.to = to;
    const [a, b] = [this.words[Math.min(from, to)], this.words[Math.max(from, to)]];
    this.range = a ? { start: a.start, end: b.end } : { start: 0, end: 0 };
    if (!keepChosen) this.chosen = null;
    this.#paint();
  }

  #span(start, end) {
    this.range = { start, end };
    this.from = Math.max(0, this.words.findIndex((word) => word.end > start));
    const after = this.words.findIndex((word) => word.start >= end);
    this.to = Math.max(this.from, (after < 0 ? this.words.length : after) - 1);
    this.#paint();
  }

  #paint() {
    for (const mark of this.root.querySelectorAll("mark")) mark.classList.toggle("chosen", mark.dataset.key === this.chosen);
    highlight("cursor", this.range.end > this.range.start ? [this.#domRange(this.range.start, this.range.end)] : []);
    this.#intoView();
    this.moved();
  }

  /** Scroll so that what is chosen is seen: the text where it scrolls by itself, else the page. */
  #intoView() {
    if (this.range.end <= this.range.start) return;
    const here = this.#domRange(this.range.start, this.range.end).getBoundingClientRect();
    const own = this.root.scrollHeight > this.root.clientHeight + 1;
    const box = own ? this.root.getBoundingClientRect() : { top: 0, bottom: innerHeight };
    const by = here.top < box.top + 50 ? here.top - box.top - 70 : here.bottom > box.bottom - 50 ? here.bottom - box.bottom + 70 : 0;
    if (by) (own ? this.root : window).scrollBy({ top: by, behavior: "instant" });
  }

  /** Show phrases that belong to the form that is open. */
  showPhrases(spans) {
    highlight("phrase", spans.map(({ start, end }) => this.#domRange(start, end)));
  }

  #rect(n) {
    const word = this.words[n];
    return word ? this.#domRange(word.start, word.start + 1).getBoundingClientRect() : null;
  }

  #node(at) {
    const { spans } = this;
    let low = 0, high = spans.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (Number(spans[middle].dataset.start) <= at) low = middle;
      else high = middle - 1;
    }
    return spans[low] ? { span: spans[low], offset: at - Number(spans[low].dataset.start) } : null;
  }

  #domRange(start, end) {
    const range = document.createRange();
    const a = this.#node(start), b = this.#node(Math.max(start, end - 1));
    const node = (place) => place.span.firstChild || place.span;
    range.setStart(node(a), unitsIn(node(a).data || "", a.offset));
    range.setEnd(node(b), unitsIn(node(b).data || "", b.offset + (end > start ? 1 : 0)));
    return range;
  }

  #offset(node, units) {
    if (!node) return null;
    const span = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.(".text");
    if (!span || !this.root.contains(span)) return null;
    return Number(span.dataset.start) + (node.nodeType === Node.TEXT_NODE ? pointsIn(node.data, units) : 0);
  }

  /** What the mouse has chosen: a label that was clicked, a word, or all that was drawn over. */
  #taken(event) {
    const drawn = document.getSelection();
    const ends = [this.#offset(drawn.anchorNode, drawn.anchorOffset), this.#offset(drawn.focusNode, drawn.focusOffset)];
    if (ends.includes(null)) return;
    const { start, end } = trimmed(this.text, Math.min(...ends), Math.max(...ends));
    drawn.removeAllRanges();
    this.root.focus({ preventScroll: true });
    if (start < end) {
      const held = this.mark && start < this.mark.end && this.mark.start < end; // a new span for the label chosen
      if (!held) this.chosen = null;
      this.#span(start, end);
      return;
    }
    const under = this.marks.filter((mark) => mark.start <= start && start <= mark.end && event.target.closest("mark"));
    under.sort((a, b) => a.end - a.start - (b.end - b.start));
    const at = under.findIndex((mark) => keyOf(mark) === this.chosen);
    if (under.length) this.choose(under[(at + 1) % under.length]);
    else {
      const n = this.words.findIndex((word) => word.end >= start);
      this.#put(n < 0 ? this.words.length - 1 : n, n < 0 ? this.words.length - 1 : n);
    }
  }
}

function highlight(name, ranges) {
  if (globalThis.CSS?.highlights) CSS.highlights.set(name, new Highlight(...ranges));
  else if (name === "cursor" && ranges.length) {
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(ranges[0]);
  }
}
