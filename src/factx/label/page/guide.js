// The annotation guide, shown beside: Markdown of the plain sort, each piece as text.
import { element } from "./text.js";

export function guide(markdown) {
  const parts = [];
  for (const block of joined(markdown)) {
    const heading = /^(#+) (.*)$/.exec(block);
    if (heading) parts.push(element(heading[1].length === 1 ? "h2" : "h3", { id: `guide-${slug(heading[2])}` }, ...inline(heading[2])));
    else if (block.startsWith("- ")) last(parts).append(element("li", {}, ...inline(block.slice(2))));
    else parts.push(element("p", {}, ...inline(block)));
  }
  return parts;
}

const slug = (heading) => heading.toLowerCase().split(/[^a-z]/)[0];

function last(parts) {
  if (parts.at(-1)?.localName !== "ul") parts.push(element("ul"));
  return parts.at(-1);
}

/** Headings, list items and paragraphs, each with its wrapped lines joined. */
function joined(markdown) {
  const blocks = [];
  let open = false;
  for (const line of markdown.split("\n")) {
    if (!line.trim()) open = false;
    else if (/^(#+|-) /.test(line)) {
      blocks.push(line);
      open = !line.startsWith("#");
    } else if (open) blocks[blocks.length - 1] += ` ${line.trim()}`;
    else {
      blocks.push(line);
      open = true;
    }
  }
  return blocks;
}

/** `code` as code, [spans] as the guide's examples; all else as it is. */
function inline(text) {
  return text.split(/(`[^`]+`|\[[^\]]+\])/).map((piece) => {
    if (/^`.+`$/.test(piece)) return element("code", {}, piece.slice(1, -1));
    if (/^\[.+\]$/.test(piece)) return element("span", { class: "example" }, piece.slice(1, -1));
    return piece;
  });
}
