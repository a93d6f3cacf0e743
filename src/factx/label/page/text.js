// Texts in code points, as the files count them; JavaScript's own strings count UTF-16 units.

/** The code points of a text, one string each. */
export const points = (text) => Array.from(text);

/** How many code points the first `units` UTF-16 units of a text are. */
export const pointsIn = (text, units) => Array.from(text.slice(0, units)).length;

/** How many UTF-16 units the first `count` code points of a text are. */
export const unitsIn = (text, count) => Array.from(text).slice(0, count).join("").length;

const WORD = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+|[^\s]/gu;

/** The words, numbers and signs of a text: where each begins and ends, in code points. */
export function words(text) {
  const found = [];
  let units = 0, count = 0;
  for (const match of text.matchAll(WORD)) {
    count += pointsIn(text.slice(units, match.index), match.index - units);
    const length = Array.from(match[0]).length;
    found.push({ start: count, end: count + length });
    units = match.index + match[0].length;
    count += length;
  }
  return found;
}

/** A text cut at the bounds of marks and behind its lines: each piece with the marks that cover it, the outermost first. */
export function pieces(text, marks) {
  const lines = text.flatMap((point, n) => (point === "\n" ? [n + 1] : []));
  const order = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  const bounds = [...new Set([0, text.length, ...lines, ...order.flatMap((m) => [m.start, m.end])])].sort((a, b) => a - b);
  const found = [];
  let covering = [], next = 0;
  for (let n = 0; n + 1 < bounds.length; n++) {
    const [start, end] = [bounds[n], bounds[n + 1]];
    covering = covering.filter((mark) => mark.end > start);
    while (next < order.length && order[next].start === start) covering.push(order[next++]);
    found.push({ start, end, marks: [...covering] });
  }
  return found;
}

/** A span without the white space at its ends. */
export function trimmed(text, start, end) {
  while (start < end && /\s/u.test(text[start])) start++;
  while (start < end && /\s/u.test(text[end - 1])) end--;
  return { start, end };
}

/** Where a phrase stands in a text nearest to a place: {start, end, text}, or null. */
export function nearest(text, phrase, at) {
  const wanted = points(phrase.trim());
  if (!wanted.length) return null;
  let best = null;
  for (let n = 0; n + wanted.length <= text.length; n++) {
    if (wanted.some((point, k) => text[n + k] !== point)) continue;
    if (best === null || Math.abs(n - at) < Math.abs(best - at)) best = n;
  }
  return best === null ? null : { start: best, end: best + wanted.length, text: wanted.join("") };
}

/** A new element with text and attributes; the text is never read as HTML. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
