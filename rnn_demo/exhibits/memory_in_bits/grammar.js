// The picture of the grammar: its nodes, the ways between them, and where the string has been.

import { add, head, towards } from "../../ui/js/vectors.js";
import { later, t } from "../../ui/js/words.js";

const ROW = 49, LANE = 35, SIDE = 84, TOP = 22, MIDDLE = 170, RADIUS = 12; // pixels
const WIDTH = 2 * MIDDLE, HEIGHT = 2 * TOP + 9 * ROW;
// The inner grammar's nodes 0 … 7: their rows, and left or right in their branch.
const INNER = [[2, 0], [3, 0], [4, -1], [4, 1], [5, -1], [5, 1], [6, 0], [7, 0]];
/** @type {Record<string, number>} */
const OUTER = { start: 0, kind: 1, last: 8, end: 9 };
/** @type {Record<string, string>} */
const NAMES = { start: later("start"), kind: later("kind"), last: later("last"), end: later("end") };

/**
 * What is drawn of the view's data.
 *
 * @typedef {object} Grammar
 * @property {string} text
 * @property {string[]} path the string's nodes
 * @property {string[]} nodes
 * @property {[string, string, string][]} ways from a node by a symbol to a node
 * @property {string[]} kinds the two second symbols, which name the branches
 */

/** @typedef {{ x: number, y: number, lane: number }} Point */

/**
 * Where a node is drawn; the nodes of the inner grammar are drawn twice, side by side.
 *
 * @param {string} node
 * @param {string[]} kinds
 * @returns {Point}
 */
function place(node, kinds) {
  if (node in OUTER) return { x: MIDDLE, y: TOP + OUTER[node] * ROW, lane: 0 };
  const branch = kinds.indexOf(node[0]) ? 1 : -1, [row, lane] = INNER[Number(node.slice(1))];
  return { x: MIDDLE + branch * SIDE + lane * LANE, y: TOP + row * ROW, lane };
}

/** @param {string} node */
const inner = (node) => !(node in OUTER);

/**
 * The same node in the other branch.
 *
 * @param {string} node
 * @param {string[]} kinds
 */
const twin = (node, kinds) => (node[0] === kinds[0] ? kinds[1] : kinds[0]) + node.slice(1);

/**
 * @param {Element} group
 * @param {Point} from
 * @param {Point} to
 * @param {string} symbol
 */
function edge(group, from, to, symbol) {
  /** @param {string} d */
  const line = (d) => add(group, "path", { class: "edge line", pathLength: 1, d });
  /** @type {(x: number, y: number, dx: number, dy: number) => void} */
  const point = (x, y, dx, dy) => { add(group, "path", { class: "edge", d: head(x, y, dx, dy, 3.5) }); };
  if (from.x === to.x && from.y === to.y) { // a loop, away from the middle of its branch
    const { x, y, lane } = from, s = lane < 0 ? -1 : 1, x0 = x + s * 9, out = x + s * 34;
    line(`M${x0} ${y - 8}C${out} ${y - 22} ${out} ${y + 22} ${x0} ${y + 8}`);
    point(x0, y + 8, -s * 0.86, -0.5);
    add(group, "text", { x: x + s * 36, y: y + 4.5 }, symbol);
    return;
  }
  const { dx, dy } = towards(from, to);
  const start = { x: from.x + dx * RADIUS, y: from.y + dy * RADIUS };
  const end = { x: to.x - dx * (RADIUS + 1), y: to.y - dy * (RADIUS + 1) };
  line(`M${start.x} ${start.y}L${end.x} ${end.y}`);
  point(end.x, end.y, dx, dy);
  // Beside the line, on the side that is up.
  const side = dx > 0 ? 10 : -10;
  const x = (from.x + to.x) / 2 + side * dy, y = (from.y + to.y) / 2 - side * dx;
  add(group, "text", { x, y: y + 4.5 }, symbol);
}

/** @param {string} node */
const spoken = (node) => (
  inner(node) ? t("node {node} of the branch {branch}", { node: node.slice(1), branch: node[0] }) : t(NAMES[node])
);

/**
 * Draw the grammar.
 *
 * @param {SVGSVGElement} svg
 * @param {Grammar} grammar
 * @param {number} walked how many symbols
 * @param {string} here the node
 */
export function drawGrammar(svg, { path, kinds, text, ways, nodes }, walked, here) {
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  const grammar = t("The grammar: B, then T or P into one of two branches that are alike, the same symbol again, E.");
  svg.setAttribute("aria-label", `${grammar} ` + (text
    ? t("Walked: {symbols}, now at {node}.", { symbols: text.slice(0, walked) || t("nothing yet"), node: spoken(here) })
    : t("No string walks.")));
  const been = path.slice(0, walked + 1);
  const taken = new Set(been.slice(1).map((to, i) => `${been[i]} ${to}`));
  const latest = walked ? `${path[walked - 1]} ${path[walked]}` : "";
  const groups = ways.map(([from, symbol, to]) => {
    const way = `${from} ${to}`;
    const group = add(svg, "g", { class: "way" + (taken.has(way) ? " taken" : "") + (way === latest ? " latest" : "") });
    edge(group, place(from, kinds), place(to, kinds), symbol);
    return group;
  });
  svg.append(...groups.filter((group) => group.classList.contains("taken"))); // above the others
  for (const node of nodes) {
    const { x, y } = place(node, kinds);
    const group = add(svg, "g", { class: "node" + (node === here ? " here" : been.includes(node) ? " been" : "") });
    add(group, "circle", { cx: x, cy: y, r: RADIUS });
    if (inner(node)) add(group, "text", { x, y: y + 4.5 }, node.slice(1));
    else if (node === "end") add(group, "circle", { cx: x, cy: y, r: RADIUS - 4 });
  }
  if (inner(here)) {
    const { x, y } = place(twin(here, kinds), kinds);
    add(svg, "circle", { cx: x, cy: y, r: RADIUS + 4, class: "ring" });
  }
  /** @type {(x: number, y: number, words: string, anchor: string) => void} */
  const label = (x, y, words, anchor) => { add(svg, "text", { x, y, class: "faint", style: `text-anchor: ${anchor}` }, words); };
  label(MIDDLE + 20, TOP + 4, t("start"), "start");
  label(MIDDLE + 20, HEIGHT - TOP + 4, t("end"), "start");
  label(4, TOP + ROW + 8, t("second symbol {kind}", { kind: kinds[0] }), "start");
  label(WIDTH - 4, TOP + ROW + 8, t("second symbol {kind}", { kind: kinds[1] }), "end");
  label(MIDDLE + 20, TOP + 8 * ROW + 4, t("last"), "start");
}
