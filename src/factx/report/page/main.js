// Which view the address asks for; light or dark; the start.
const routed = { view: null, n: null, fault: null, list: "errors" };
const tables = {};
const MAKERS = { statements: statementsTable, articles: articlesTable, errors: errorsTable, changes: changesTable };

async function route() {
  const [path, query] = location.hash.slice(1).split("?");
  const [name, id, target] = path.split("/").map(decoded);
  const n = name === "article" ? data.place.get(id) : undefined;
  const view = n !== undefined ? "article" : MAKERS[name] && one(`#${name}`) ? name : "overview";
  const moved = view !== routed.view;
  Object.assign(routed, { view, n: n ?? null });
  for (const section of all(".view")) section.hidden = section.id !== view;
  for (const link of all("[data-view]")) {
    const mine = link.dataset.view === view || (view === "article" && link.dataset.view === "articles");
    if (mine) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (view in LISTS) routed.list = view;
  if (MAKERS[view]) {
    if (view !== "articles") await unpackTables();
    tables[view] ||= MAKERS[view](one(`#${view} [data-table]`));
    tables[view].show(Object.fromEntries(new URLSearchParams(query)));
  }
  if (view === "article") await showArticle(n, target);
  else if (moved) {
    scrollTo(0, 0);
    if (document.activeElement !== document.body) one("#main").focus({ preventScroll: true });
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // not an address of ours
  }
}

function turnTheme() {
  const dark = getComputedStyle(document.documentElement).colorScheme.includes("dark") && isDark();
  const next = dark ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem("factx-theme", next);
  } catch {
    // a page opened from disk may keep nothing
  }
}

function isDark() {
  const asked = document.documentElement.dataset.theme;
  return asked ? asked === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function remembered() {
  try {
    const theme = localStorage.getItem("factx-theme");
    if (theme) document.documentElement.dataset.theme = theme;
  } catch {
    // as above
  }
}

// Buttons that choose one of several tables in place.
function choices() {
  for (const group of all("[data-choose]")) {
    group.addEventListener("click", (event) => {
      const of = event.target.dataset.of;
      if (!of) return;
      for (const button of all("button", group)) button.setAttribute("aria-pressed", String(button.dataset.of === of));
      for (const table of all(`[data-${group.dataset.choose}]`, group.parentElement)) table.hidden = table.dataset[group.dataset.choose] !== of;
    });
  }
}

async function start() {
  remembered();
  choices();
  one("#theme").addEventListener("click", turnTheme);
  one("#help-open").addEventListener("click", () => help().showModal());
  one("#skip").addEventListener("click", () => one("#main").focus());
  await open();
  addEventListener("hashchange", route);
  addEventListener("keydown", onKey);
  for (const kind of ["mousemove", "mousedown"]) addEventListener(kind, moved); // after the text's own has looked
  await route();
  document.documentElement.dataset.ready = "";
}

start();
