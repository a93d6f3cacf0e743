// Lines from a number to what it measures, whose it is, when, and what it belongs to.
function linkChosen() {
  const text = one("#text");
  if (!text || !reading.body) return;
  one(".arcs", text)?.remove();
  all(".linked", text).forEach((node) => node.classList.remove("linked"));
  all(".sentence.here", text).forEach((node) => node.classList.remove("here"));
  const n = reading.peeked ?? reading.chosen;
  const mine = reading.body.said.filter(({ to }) => n !== null && [to.number, ...SLOTS.map((slot) => to[slot])].includes(n));
  const rest = reading.links ? reading.body.said.filter((each) => !mine.includes(each)) : [];
  if (!mine.length && !rest.length) return;
  const around = text.getBoundingClientRect();
  const layer = draw("svg", { class: "arcs", width: around.width, height: around.height, "aria-hidden": "true" });
  const labelled = new Set();
  rest.forEach((said) => links(layer, said, around, null));
  mine.forEach((said) => links(layer, said, around, labelled, said.to.number === n ? null : n));
  for (const { to } of mine) light(to.sentence, "here", true);
  text.append(layer);
}

// Of a number all its lines; of what several numbers share (`only`) the line from each.
function links(layer, { to }, around, labelled, only = null) {
  for (const slot of SLOTS) {
    if (to[slot] === undefined || to[slot] === to.number || (only !== null && to[slot] !== only)) continue;
    const [from, target] = nearest(reading.nodes[to.number], reading.nodes[to[slot]]);
    if (!from || !target) continue;
    layer.append(draw("path", { class: `arc ${slot}${labelled ? "" : " faint"}`, d: path(from, target, around, slot) }));
    layer.append(draw("circle", { class: `arcend${labelled ? "" : " faint"}`, r: 2.3, ...tip(from, target, around, slot) }));
    if (!labelled) continue;
    light(only === null ? to[slot] : to.number, "linked", true);
    if (only !== null) continue;
    if (!labelled.has(`${slot}${to[slot]}`)) layer.append(...label(slot, target, around));
    labelled.add(`${slot}${to[slot]}`);
  }
}

// The boxes of two marks that lie nearest to each other: a mark may run over several lines.
function nearest(ones, others) {
  let best = [null, null];
  let least = Infinity;
  for (const a of boxes(ones)) {
    for (const b of boxes(others)) {
      const far = Math.abs(a.top - b.top) * 4 + Math.abs(middle(a) - middle(b));
      if (far < least) [best, least] = [[a, b], far];
    }
  }
  return best;
}

const boxes = (nodes) => (nodes || []).flatMap((node) => [...node.getClientRects()]).filter((box) => box.width);
const middle = (box) => box.left + box.width / 2;

// On one line a lane of the slot's own below the words, where no label stands; else a bow from line to line.
function path(from, to, around, slot) {
  const at = SLOTS.indexOf(slot);
  const start = middle(from) - around.left + 6 * at - 9;
  const { cx: end, cy: y2 } = tip(from, to, around, slot);
  const [y1, low] = [from.bottom - around.top, Math.max(from.bottom, to.bottom) - around.top + 6 + 3 * at];
  if (sameLine(from, to)) {
    const turn = Math.sign(end - start) * Math.min(4, Math.abs(end - start) / 2);
    return `M${start} ${y1} V${low - 4} q0 4 ${turn} 4 H${end - turn} q${turn} 0 ${turn} -4 V${y2}`;
  }
  const below = to.top > from.top;
  const y = below ? y1 : from.top - around.top;
  const bend = (below ? 1 : -1) * Math.max(14, Math.abs(y2 - y) / 2.2);
  return `M${start} ${y} C${start} ${y + bend} ${end} ${y2 - bend} ${end} ${y2}`;
}

const sameLine = (from, to) => Math.abs(from.top - to.top) < 10;

// Where a line ends at its target: several that share a target end beside each other.
function tip(from, to, around, slot) {
  const cx = middle(to) - around.left + 3 * SLOTS.indexOf(slot) - 4.5;
  return { cx, cy: (to.top > from.top && !sameLine(from, to) ? to.top : to.bottom) - around.top };
}

function label(slot, to, around) {
  const [x, y] = [to.left - around.left, to.top - around.top - 12];
  const width = 6 * slot.length + 8;
  return [
    draw("rect", { class: `arclabel ${slot}`, x, y, width, height: 12, rx: 3 }),
    draw("text", { class: `arctext ${slot}`, x: x + width / 2, y: y + 9, "text-anchor": "middle" }, slot),
  ];
}
