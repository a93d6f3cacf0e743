// Elements. What comes from an article becomes text nodes and attributes, never HTML.
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

const el = (tag, props, ...children) => fill(document.createElement(tag), props, children);
const draw = (tag, props, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);
// Words of a text of their own direction: an Arabic name does not turn the line around it.
const bdi = (text) => el("bdi", null, text);

const grouped = new Intl.NumberFormat("en-US");
const counted = (n, word) => `${grouped.format(n)} ${word}${n === 1 ? "" : "s"}`;

// A decimal string with its thousands apart; exact, as no float is made of it.
function spelled(number) {
  const [whole, rest] = String(number).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
}

function say(text) {
  one("#said").textContent = text;
}

function later(act, wait = 120) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
