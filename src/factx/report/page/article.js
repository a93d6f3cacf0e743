// One article: its text in marked pieces, a legend, and which mark is chosen.
const reading = { n: null, body: null, chosen: null, hidden: new Set(), nodes: [], statements: [] };

async function showArticle(n, target) {
  if (reading.n !== n) {
    const body = await article(n);
    if (routed.view !== "article" || routed.n !== n) return; // another one was asked for meanwhile
    Object.assign(reading, { n, body, chosen: null, nodes: [] });
    one("#article").replaceChildren(...frame(data.documents[n], body));
    wire(one("#text"));
    clearPanel();
  }
  const mark = target && placeOf(target);
  const fault = target ? pointed(target) : null;
  if (fault) Object.assign(routed, { fault: location.hash, list: target.startsWith("change-") ? "changes" : "errors" });
  if (mark !== undefined && mark !== null) choose(mark, { fault });
  else scrollTo(0, 0);
}

// The mark that an address names: a fact by its id, or an error or a change by its number.
function placeOf(target) {
  const { facts } = reading.body;
  const fault = pointed(target);
  if (fault) return fault.what === "miss" ? fault.at : (fault.mine ?? fault.at);
  const n = facts.findIndex((fact) => fact.id === target);
  return n < 0 ? null : n;
}

// The error or the change that an address names.
function pointed(target) {
  const [, list, n] = /^(error|change)-(\d+)$/.exec(target) || [];
  return (list && reading.body[list === "error" ? "faults" : "changes"][n]) || null;
}

function frame(about, body) {
  const { documents } = data;
  const step = (by, label, key) => {
    const to = documents[about.n + by];
    const props = { class: "button step", title: `${label} article (${key})` };
    return to ? el("a", { ...props, href: address(to.id) }, label) : el("span", { ...props, "aria-disabled": "true" }, label);
  };
  const told = [about.published, about.publisher, body.about.author, body.about.country, about.source];
  const meta = told.filter(Boolean).map((each) => bdi(each));
  return [
    el(
      "div",
      { class: "bar" },
      el("a", { href: "#articles", class: "quiet" }, "All articles"),
      el("span", { class: "soft" }, `${grouped.format(about.n + 1)} of ${grouped.format(documents.length)}`),
      el("span", { class: "steps" }, step(-1, "Previous", "k"), step(1, "Next", "j")),
    ),
    el("h1", { id: "article-title", dir: "auto", class: headed(body, about) ? "hidden" : "" }, about.title || about.id),
    el("p", { class: "meta" }, ...meta.flatMap((each, n) => (n ? [" · ", each] : [each]))),
    body.about.language ? el("p", { class: "notice" }, `Plainly not English (${body.about.language}): its facts are not to be trusted.`) : null,
    legend(body),
    el("div", { class: "reading" }, el("div", { class: "column" }, marked(body)), el("aside", { id: "panel", "aria-label": "The chosen fact", tabindex: 0 })),
  ].filter(Boolean);
}

// Whether the text begins with the title: then that line, which may hold marks, is the headline.
function headed({ pieces }, { title }) {
  const text = pieces.slice(0, 30).map(([piece]) => piece).join("").trimStart();
  return Boolean(title) && (text === title || text.startsWith(`${title}\n`));
}

function legend(body) {
  const toggle = (label, kind, count) =>
    el(
      "button",
      { type: "button", class: "toggle", "aria-pressed": String(!reading.hidden.has(kind)), disabled: !count, onclick: (e) => hide(kind, e.currentTarget) },
      el("span", { class: `m ${kind}` }, label),
      el("span", { class: "n" }, grouped.format(count)),
    );
  const kinds = data.index.kinds.map((kind) => toggle(kind, kind, body.facts.filter((fact) => fact.kind === kind).length));
  const links = el("button", { type: "button", class: "toggle", id: "all-links", "aria-pressed": String(reading.links === true), disabled: !body.said.length, onclick: (e) => showLinks(e.currentTarget) }, "all links", el("span", { class: "n" }, grouped.format(body.said.length)));
  const wrong = body.faults.length ? toggle("errors", "errors", body.faults.length) : null;
  return el("div", { class: "legend", role: "group", "aria-label": "What is shown" }, kinds, links, wrong);
}

function hide(kind, button) {
  const now = !reading.hidden.has(kind);
  if (now) reading.hidden.add(kind);
  else reading.hidden.delete(kind);
  button.setAttribute("aria-pressed", String(!now));
  one("#text").classList.toggle(`no-${kind}`, now);
}

function showLinks(button) {
  reading.links = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(reading.links));
  linkChosen();
}

// The text: a paragraph a line, elements for marks. A mark that another one crosses, or a line ends, is several elements.
function marked(body) {
  const holder = el("div", { id: "text", class: ["text", ...[...reading.hidden].map((kind) => `no-${kind}`)].join(" ") });
  const depth = depths(body);
  let paragraph = null;
  let stack = [];
  for (const [piece, ...marks] of body.pieces) {
    for (const part of piece.split(/(\n+)/)) {
      if (part.startsWith("\n")) paragraph = null;
      if (!part || part.startsWith("\n")) continue;
      if (!paragraph) {
        const first = !holder.childElementCount && headed(body, data.documents[reading.n]);
        paragraph = el("p", { dir: "auto", class: first ? "headline" : null });
        holder.append(paragraph);
        stack = [];
      }
      let kept = 0;
      while (kept < stack.length && kept < marks.length && stack[kept].n === marks[kept]) kept++;
      stack.length = kept;
      for (const n of marks.slice(kept)) {
        const node = markNode(body, n, depth[n]);
        (stack.at(-1)?.node || paragraph).append(node);
        stack.push({ n, node });
      }
      (stack.at(-1)?.node || paragraph).append(part);
    }
  }
  return holder;
}

function markNode({ facts, faults, changes, marks }, n, depth) {
  const fact = facts[n];
  const classes = fact ? ["m", fact.kind] : [marks[n - facts.length]];
  if (depth) classes.push(`deep${Math.min(depth, 3)}`);
  for (const { what, part, at, mine } of faults) {
    if (part === "fact" && what === "miss" && at === n) classes.push(fact ? "missed" : "gold");
    else if (mine === n) classes.push(part === "fact" ? "wrong" : "saidwrong");
    else if (at === n && !fact) classes.push("gold");
  }
  if (!fact && !classes.includes("gold") && changes.some(({ at }) => at === n)) classes.push("was");
  const node = el(fact ? "mark" : "span", { class: [...new Set(classes)].join(" "), "data-mark": n });
  if (fact) node.tabIndex = n === 0 ? 0 : -1;
  (reading.nodes[n] ||= []).push(node);
  return node;
}

// How many lines of marks stand within each mark: its own goes below them.
function depths({ pieces, facts, marks }) {
  const seen = (n) => n < facts.length || marks[n - facts.length] === "gold";
  const found = [];
  for (const [, ...covering] of pieces) {
    const inner = covering.filter(seen);
    inner.forEach((n, at) => (found[n] = Math.max(found[n] || 0, inner.length - 1 - at)));
  }
  return found;
}

function wire(text) {
  const factOf = (event) => {
    const node = event.target.closest(".m, .gold");
    return node && text.contains(node) ? Number(node.dataset.mark) : null;
  };
  text.addEventListener("click", (event) => {
    const n = factOf(event);
    if (n === null) letGo();
    else choose(n, { still: true });
  });
  text.addEventListener("focusin", (event) => {
    const n = factOf(event);
    if (n !== null && n !== reading.chosen) choose(n, { still: true });
  });
  if (matchMedia("(hover: hover)").matches) {
    text.addEventListener("mousemove", (event) => moved(event) && peek(factOf(event)));
    text.addEventListener("mouseleave", () => peek(null));
  }
  new ResizeObserver(later(linkChosen, 60)).observe(text);
}

// Whether the mouse went: one that rests while the text moves below it asks for nothing.
const mouse = { x: null, y: null };

function moved({ screenX, screenY }) {
  const still = mouse.x === screenX && mouse.y === screenY;
  Object.assign(mouse, { x: screenX, y: screenY });
  return !still;
}

function choose(n, { still = false, fault = null } = {}) {
  if (reading.chosen !== null) light(reading.chosen, "on", false);
  reading.chosen = n;
  light(n, "on", true);
  const nodes = reading.nodes[n];
  const fact = reading.body.facts[n];
  all("#text [tabindex='0']").forEach((node) => (node.tabIndex = -1));
  nodes[0].tabIndex = 0;
  showPanel(n, fault);
  linkChosen();
  if (document.activeElement !== nodes[0]) nodes[0].focus({ preventScroll: true });
  const sheet = matchMedia("(max-width: 980px)").matches; // the panel covers the lower half
  if (!still) nodes[0].scrollIntoView({ block: sheet ? "start" : "center", behavior: calm() ? "auto" : "smooth" });
  if (fact && fault === null) history.replaceState(null, "", address(data.documents[reading.n].id, fact.id));
}

function letGo() {
  if (reading.chosen === null) return;
  light(reading.chosen, "on", false);
  reading.chosen = null;
  document.activeElement?.blur?.();
  history.replaceState(null, "", address(data.documents[reading.n].id));
  clearPanel();
  linkChosen();
}

function peek(n) {
  if (reading.peeked === n) return;
  if (reading.peeked !== null && reading.peeked !== undefined) light(reading.peeked, "peek", false);
  reading.peeked = n;
  if (n !== null) light(n, "peek", true);
  const shown = n ?? reading.chosen;
  if (shown === null) clearPanel();
  else showPanel(shown);
  linkChosen();
}

function light(n, name, on) {
  for (const node of reading.nodes[n] || []) node.classList.toggle(name, on);
}

// The next or previous fact of a kind that is shown.
function stepFact(by) {
  const { facts } = reading.body;
  const visible = facts.map((_, n) => n).filter((n) => !reading.hidden.has(facts[n].kind));
  if (!visible.length) return;
  const from = reading.chosen ?? (by > 0 ? -1 : facts.length);
  const next = by > 0 ? visible.find((n) => n > from) : visible.findLast((n) => n < from);
  choose(next ?? (by > 0 ? visible[0] : visible.at(-1)));
}
