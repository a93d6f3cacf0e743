// Lines from a number to what it measures, whose it is, when, and what it belongs to.
function linkChosen() {
  const text = one("#text");
  if (!text || !reading.body) return;
  one(".arcs", text)?.remove();
  all(".linked", text).forEach((node) => node.classList.remove("linked", ...SLOTS.map((slot) => `as-${slot}`)));
  all(".sentence.here", text).forEach((node) => node.classList.remove("here"));
  const n = reading.peeked ?? reading.chosen;
  const mine = reading.body.said.filter(({ to }) => n !== null && (to.number === n || to.when === n || to.about === n));
  const rest = reading.links ? reading.body.said.filter((each) => !mine.includes(each)) : [];
  if (!mine.length && !rest.length) return;
  const around = text.getBoundingClientRect();
  const layer = draw("svg", { class: "arcs", width: around.width, height: around.height, "aria-hidden": "true" });
  const labelled = new Set();
  rest.forEach((said) => links(layer, said, around, null));
  mine.forEach((said) => links(layer, said, around, labelled));
  for (const { to } of mine) light(to.sentence, "here", true);
  text.append(layer);
}

function links(layer, { to }, around, labelled) {
  for (const slot of SLOTS) {
    if (to[slot] === undefined || to[slot] === to.number) continue;
    const [from, target] = nearest(reading.nodes[to.number], reading.nodes[to[slot]]);
    if (!from || !target) continue;
    layer.append(draw("path", { class: `arc ${slot}${labelled ? "" : " faint"}`, d: path(from, target, around) }));
    if (!labelled) continue;
    light(to[slot], "linked", true);
    light(to[slot], `as-${slot}`, true);
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

function path(from, to, around) {
  const [x1, x2] = [middle(from) - around.left, middle(to) - around.left];
  const [top1, top2] = [from.top - around.top + 3, to.top - around.top + 3];
  if (Math.abs(top1 - top2) < 10) {
    const rise = Math.min(15, 7 + Math.abs(x1 - x2) / 30);
    return `M${x1} ${top1} C${x1} ${top1 - rise} ${x2} ${top2 - rise} ${x2} ${top2}`;
  }
  const below = top2 > top1;
  const start = below ? from.bottom - around.top : top1;
  const end = below ? top2 : to.bottom - around.top;
  const bend = (below ? 1 : -1) * Math.max(14, Math.abs(end - start) / 2.2);
  return `M${x1} ${start} C${x1} ${start + bend} ${x2} ${end - bend} ${x2} ${end}`;
}

function label(slot, to, around) {
  const [x, y] = [to.left - around.left, to.top - around.top];
  const width = 6 * slot.length + 8;
  return [
    draw("rect", { class: `arclabel ${slot}`, x, y: y - 10, width, height: 13, rx: 3 }),
    draw("text", { class: `arctext ${slot}`, x: x + width / 2, y: y - 0.5, "text-anchor": "middle" }, slot),
  ];
}
