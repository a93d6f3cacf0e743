// What is known of the chosen mark: value, rule, offsets, confidence; what its number says; what the gold says.
const QUIET = new Set(["id", "kind", "start", "end", "sentence_start", "sentence_end", "rule", "confidence", "amount", "amount_to", "currency", "value", "value_to", "unit", "name", "org_kind", "timex", "first_day", "last_day"]);
const SLOTS = ["measure", "about", "when", "of"];

function valueOf(fact) {
  const range = (low, high) => (high ? `${spelled(low)} – ${spelled(high)}` : spelled(low));
  if (fact.kind === "money") return [range(fact.amount, fact.amount_to), fact.currency + (fact.per ? ` per ${fact.per}` : "")];
  if (fact.kind === "percent") return [range(fact.value, fact.value_to), fact.unit.replace("_", " ")];
  if (fact.kind === "organization") return [fact.name, fact.org_kind || "kind unknown"];
  const { first_day: first, last_day: last } = fact;
  const days = first && (first === last ? first : `${first} to ${last}`);
  return [fact.timex, days || (fact.recurring ? "recurring" : "no days of its own")];
}

const textOf = (n) => (reading.nodes[n] || []).map((node) => node.textContent).join(" ");
const row = (name, ...value) => el("div", null, el("dt", null, name), el("dd", null, ...value));
const toMark = (n, text) => el("button", { type: "button", class: "link", onclick: () => choose(n) }, bdi(text));

function showPanel(n, fault = null) {
  const { facts, said, faults, changes } = reading.body;
  const fact = facts[n];
  const panel = one("#panel");
  const about = [...faults, ...changes].filter((each) => each.mine === n || each.at === n || each === fault);
  about.sort((a, b) => (b === fault) - (a === fault)); // the one asked for comes first
  const source = reading.nodes[n][0].classList.contains("was") ? "only in the older run" : "only in the gold";
  const mine = said.filter(({ to }) => to.number === n);
  const others = said.filter(({ to }) => to.number !== n && (to.when === n || to.about === n || to.of === n));
  panel.replaceChildren(
    el("button", { type: "button", class: "close", "aria-label": "Let go of the fact", onclick: letGo }, "×"),
    ...(fact ? factCard(fact, n) : [el("p", { class: "kind" }, source), el("p", { class: "value", dir: "auto" }, textOf(n))]),
    ...about.map((each) => (changes.includes(each) ? changeCard(each) : faultCard(each))),
    ...mine.map(saidCard),
    others.length ? el("div", { class: "block" }, el("h2", null, "In statements"), el("ul", { class: "plain" }, others.map(shortSaid))) : "",
  );
  panel.classList.add("open");
  if (n === reading.chosen) say(fact ? `${fact.kind}: ${valueOf(fact).join(", ")}` : source);
}

function factCard(fact, n) {
  const [value, unit] = valueOf(fact);
  const own = Object.entries(fact).filter(([name]) => !QUIET.has(name) && fact[name] !== false);
  const equal = reading.body.facts.findIndex((each) => each.id === fact.equivalent_of);
  return [
    el("p", { class: "kind" }, el("span", { class: `m ${fact.kind}` }, fact.kind), el("span", { class: "soft" }, ` ${n + 1} of ${reading.body.facts.length}`)),
    el("p", { class: "value", dir: "auto" }, value),
    el("p", { class: "unit" }, unit),
    el(
      "dl",
      { class: "fields" },
      own.map(([name, told]) => row(name.replaceAll("_", " "), name === "equivalent_of" && equal >= 0 ? toMark(equal, textOf(equal)) : shownField(told))),
      fact.confidence === undefined ? "" : row("confidence", sureness(fact.confidence)),
      row("rule", el("code", null, fact.rule)),
      row("offsets", `${grouped.format(fact.start)} – ${grouped.format(fact.end)}`),
      row("id", el("code", null, fact.id)),
    ),
  ];
}

function shownField(told) {
  if (told && typeof told === "object") return Object.entries(told).map((pair) => pair.join(" ")).join(", ");
  return String(told).replaceAll("_", " ");
}

function sureness(share) {
  const meter = draw("svg", { class: "meter", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" });
  meter.append(draw("rect", { class: "all", width: 100, height: 6 }), draw("rect", { width: 100 * share, height: 6 }));
  return el("span", { class: "sure" }, share.toFixed(3), meter);
}

function saidCard(said) {
  const { to } = said;
  const place = (name, text) => (to[name] === undefined ? bdi(text) : toMark(to[name], text));
  return el(
    "div",
    { class: "block" },
    el("h2", null, "Says"),
    el(
      "dl",
      { class: "fields" },
      said.measure ? row("measure", phrase("measure", said.measure)) : row("measure", el("span", { class: "soft" }, "not said")),
      said.about ? row("about", phrase("about", said.about_name || said.about)) : "",
      said.when ? row("when", place("when", said.when)) : "",
      said.change ? row("change", `${ARROWS[said.change]}${said.basis ? `, ${said.basis}` : ""}`) : "",
      row("role", said.role),
      to.of === undefined ? "" : row("of", toMark(to.of, textOf(to.of))),
      row("rule", el("code", null, said.rule)),
    ),
  );
}

const phrase = (slot, text) => el("span", { class: `slot ${slot}` }, bdi(text));

function shortSaid(said) {
  const words = [said.about_name || said.about, said.measure].filter(Boolean).join(": ");
  return el("li", null, toMark(said.to.number, textOf(said.to.number)), words ? " " : "", words ? el("span", { class: "soft" }, bdi(words)) : "");
}

function faultCard(fault) {
  const what = fault.part === "fact" ? WHATS[fault.what] : `${fault.part.replace("_", " ")}: ${fault.what === "value" ? "wrong" : WHATS[fault.what]}`;
  return el(
    "div",
    { class: "block fault" },
    el("h2", null, el("span", { class: `tag ${fault.what}` }, what)),
    el(
      "dl",
      { class: "fields" },
      fault.part === "fact" ? row("kind", fault.kind) : "",
      row("cause", fault.cause),
      row("found", bdi(fault.found || "–")),
      row("gold", bdi(fault.gold || "–")),
      fault.rule ? row("rule", el("code", null, fault.rule)) : "",
    ),
  );
}

// With nothing chosen: what the article's numbers say.
function clearPanel() {
  const panel = one("#panel");
  const { said, facts } = reading.body;
  const list = said.length
    ? [el("h2", null, "What the numbers say"), el("ul", { class: "plain" }, said.map(shortSaid))]
    : [el("p", { class: "soft" }, facts.length ? "Choose a marked fact to see its value." : "No facts were found in this article.")];
  panel.replaceChildren(...list, el("p", { class: "soft hint" }, el("kbd", null, "n"), " next fact  ", el("kbd", null, "j"), " next article  ", el("kbd", null, "?"), " all keys"));
  panel.classList.remove("open");
}
