// One row of a text without spaces, with each reader's surprise as a curve above its letters.

import { BLUE, GREEN, SLATE } from "../../ui/js/palette.js";
import { add } from "../../ui/js/vectors.js";
import { t } from "../../ui/js/words.js";

/** @type {Record<string, string>} */
export const COLOUR = { elman: SLATE, lstm: GREEN, "5-gram": BLUE };
const LETTER = 13, LEFT = 26, TALL = 92, BASE = 74, TOP = 6, HIGHEST = 12; // pixels; bits

/**
 * How many letters a row has.
 *
 * @param {number} room pixels
 */
export function most(room) {
  return Math.max(10, Math.floor((room - LEFT - 4) / LETTER));
}

/**
 * @param {import("./line_view.js").Line} line
 * @param {import("./line_view.js").Reader} shown the reader whose claims are marked
 * @param {number} from the first letter
 * @param {number} count letters
 * @param {number} room pixels
 */
export function drawLine(line, shown, from, count, room) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${room} ${TALL}`);
  svg.setAttribute("width", String(room));
  svg.setAttribute("height", String(TALL));
  /** @param {number} i */
  const x = (i) => LEFT + (i - from + 0.5) * LETTER;
  /** @param {number} bits */
  const y = (bits) => BASE - (Math.min(bits, HIGHEST) / HIGHEST) * (BASE - TOP);
  for (const bits of [0, 6, 12]) {
    add(svg, "line", { x1: LEFT, x2: x(from + count - 0.5), y1: y(bits), y2: y(bits), class: "grid" });
    add(svg, "text", { x: LEFT - 4, y: y(bits) + 4, class: "tick" }, String(bits));
  }
  const places = Array.from({ length: count }, (_, i) => from + i);
  for (const i of places) {
    if (line.begins[i]) add(svg, "line", { x1: x(i) - LETTER / 2, x2: x(i) - LETTER / 2, y1: TOP, y2: BASE, class: "begin" });
  }
  for (const reader of [...line.readers].sort((a, b) => Number(a === shown) - Number(b === shown))) {
    const points = places.map((i) => `${x(i).toFixed(1)},${y(reader.bits[i]).toFixed(1)}`);
    const style = `stroke: ${COLOUR[reader.key]}`;
    add(svg, "polyline", { points: points.join(" "), class: reader === shown ? "shown" : "curve", style });
  }
  for (const i of places) {
    if (shown.found[i]) add(svg, "circle", { cx: x(i), cy: y(shown.bits[i]), r: 3, style: `fill: ${COLOUR[shown.key]}` });
    const letter = add(svg, "text", { x: x(i), y: BASE + 15, class: line.begins[i] ? "first" : "letter" }, line.letters[i]);
    const bits = line.readers.map(({ name, bits: own }) => `${name} ${own[i].toFixed(1)}`).join(", ");
    add(letter, "title", {}, t("{letter}: {bits} bits", { letter: line.letters[i], bits }));
  }
  return svg;
}
