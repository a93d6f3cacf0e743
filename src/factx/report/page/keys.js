// The keyboard: one letter, one act.
const help = () => one("#help");

function stepArticle(by) {
  const to = data.documents[reading.n + by];
  if (to) location.hash = address(to.id);
  else say(by > 0 ? "The last article" : "The first article");
}

// The next error, or change, of the list seen last, as it is filtered and sorted.
async function stepError(by) {
  await unpackTables();
  const { rows, href } = LISTS[routed.list];
  const list = tables[routed.list]?.found || rows();
  if (!list.length) return;
  const now = list.findIndex((row) => href(row) === routed.fault);
  const next = now < 0 ? (by > 0 ? 0 : list.length - 1) : (now + by + list.length) % list.length;
  location.hash = routed.fault = href(list[next]); // at once: the next key may come before the article does
}

function search() {
  const field = one(".view:not([hidden]) input[type=search]");
  if (field) field.focus();
  else location.hash = "#statements";
}

const EVERYWHERE = {
  "?": () => help().showModal(),
  "/": search,
  o: () => (location.hash = "#overview"),
  s: () => (location.hash = "#statements"),
  a: () => (location.hash = "#articles"),
  t: turnTheme,
};

const IN_ARTICLE = {
  n: () => stepFact(1),
  p: () => stepFact(-1),
  j: () => stepArticle(1),
  k: () => stepArticle(-1),
  ArrowRight: () => stepArticle(1),
  ArrowLeft: () => stepArticle(-1),
  Escape: letGo,
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || help().open) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const inArticle = routed.view === "article" && reading.body ? IN_ARTICLE : {};
  const onErrors = one("#errors") ? { e: () => stepError(1), E: () => stepError(-1) } : {};
  const act = { ...EVERYWHERE, ...onErrors, ...inArticle }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
}
