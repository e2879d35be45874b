// Two nets drawn alike, with every number: what is heard and what is fed back below, the hidden
// layer, the output, and the arrow that leads back.

import { GREEN, inked, ORANGE, VIOLET } from "../../ui/js/palette.js";
import { add, head } from "../../ui/js/vectors.js";
import { t } from "../../ui/js/words.js";
import { lasts, short } from "./words.js";

/**
 * @typedef {import("./words.js").Net} Net
 * @typedef {import("./words.js").Film} Film
 */

const TALL = 240, LEFT = 18, SIDE = 32, GAP = 37; // pixels; room at both sides, and for a unit
const TOP = 46, MIDDLE = 121, LOW = 196; // the rows' middles
const R = 16; // of a unit
const LIGHT = 0.04, RANGE = 1.6; // of a weight's line, its width per weight and the most

/**
 * The middles of so many units in a row.
 *
 * @param {number} count
 * @param {number} middle of the row
 */
function spread(count, middle) {
  return Array.from({ length: count }, (_, i) => middle + (i - (count - 1) / 2) * GAP);
}

/**
 * Draw a net at one step.
 *
 * @param {SVGSVGElement} svg
 * @param {Film} film
 * @param {Net} net
 * @param {number} at the step, from 0 on
 * @param {string} spoken
 */
export function drawNet(svg, film, net, at, spoken) {
  svg.replaceChildren();
  // As wide for both: Elman's net has the longest row, x and all hidden units.
  const row = GAP * Math.max(4, net.b.length + 1), wide = LEFT + row + SIDE, middle = LEFT + row / 2;
  svg.setAttribute("viewBox", `0 0 ${wide} ${TALL}`);
  svg.setAttribute("aria-label", spoken);
  const units = spread(net.b.length, middle), [heard, ...fed] = spread(net.W.length + 1, middle);
  const mouth = middle, answer = middle + 56;
  units.forEach((x, h) => {
    edge(svg, heard, LOW - R, x, MIDDLE + R, net.U[h]);
    net.W.forEach((row, f) => { edge(svg, fed[f], LOW - R, x, MIDDLE + R, row[h]); });
    edge(svg, x, MIDDLE - R, mouth, TOP + R, net.V[h]);
  });
  unit(svg, mouth, TOP, net.outputs[at], 2 * net.outputs[at] - 1, "y");
  const wanted = film.answers[at];
  unit(svg, answer, TOP, wanted, null, "", "square");
  add(svg, "text", { x: answer, y: TOP - R - 5 }, t("wanted: d"));
  units.forEach((x, h) => { unit(svg, x, MIDDLE, net.hidden[at][h], net.hidden[at][h], ""); });
  unit(svg, heard, LOW, film.bits[at], 2 * film.bits[at] - 1, "x");
  net.fed[at].forEach((value, f) => {
    unit(svg, fed[f], LOW, value, net.feedback === "hidden" ? value : 2 * value - 1, "", "back");
  });
  add(svg, "text", { x: units[0] - R - 9, y: MIDDLE + 4, class: "row" }, "h");
  add(svg, "text", { x: (fed[0] + fed[fed.length - 1]) / 2, y: LOW + R + 16, class: "source" }, lasts(net));
  loop(svg, net, [mouth, answer, units[units.length - 1]], fed[fed.length - 1], wide - 6);
}

/**
 * The arrow from what is fed back, round the right side, to where it comes in.
 *
 * @param {Element} svg
 * @param {Net} net
 * @param {number[]} middles of the output, the right answer and the last hidden unit
 * @param {number} into the middle of the last unit that is fed back
 * @param {number} side
 */
function loop(svg, net, [mouth, answer, last], into, side) {
  const [x, y] = {
    hidden: [last + R, MIDDLE], own: [mouth + R - 2, TOP - 8], taught: [answer + R, TOP],
  }[net.feedback];
  const end = into + R + 3;
  const over = net.feedback === "own" ? `L${x + 12} 6L${side} 6` : `L${side} ${y}`;
  const path = `M${x} ${y}${over}L${side} ${LOW}L${end} ${LOW}${head(end, LOW, -1, 0, 4)}`;
  add(svg, "path", { d: path, class: "loop", style: `stroke: ${VIOLET}` });
  const turned = { transform: `rotate(90 ${side - 10} ${(MIDDLE + LOW) / 2})`, style: `fill: ${inked(VIOLET)}` };
  add(svg, "text", { x: side - 10, y: (MIDDLE + LOW) / 2, class: "later", ...turned }, t("a step later"));
}

/**
 * @param {Element} svg
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 * @param {number} weight
 */
function edge(svg, x0, y0, x1, y1, weight) {
  const wide = Math.min(4, RANGE * Math.abs(weight)), colour = weight < 0 ? ORANGE : GREEN;
  if (wide > LIGHT) add(svg, "line", { x1: x0, y1: y0, x2: x1, y2: y1, class: "edge", style: `stroke: ${colour}; stroke-width: ${wide.toFixed(2)}` });
}

/**
 * A unit with its value; its colour tells the sign, its depth the size.
 *
 * @param {Element} svg
 * @param {number} x
 * @param {number} y
 * @param {number} value
 * @param {number | null} signed from −1 to 1; null for no colour
 * @param {string} name
 * @param {string} [kind]
 */
function unit(svg, x, y, value, signed, name, kind = "") {
  const shape = { class: `unit ${kind}` };
  if (kind === "square") add(svg, "rect", { x: x - R, y: y - R, width: 2 * R, height: 2 * R, rx: 3, ...shape });
  else add(svg, "circle", { cx: x, cy: y, r: R, ...shape });
  if (signed !== null) {
    const depth = (0.75 * Math.abs(signed)).toFixed(3);
    add(svg, "circle", { cx: x, cy: y, r: R - 1, style: `fill: ${signed < 0 ? ORANGE : GREEN}; fill-opacity: ${depth}` });
  }
  add(svg, "text", { x, y: y + 4 }, short(value));
  if (name) add(svg, "text", { x: x - R - 5, y: y + 4, class: "name" }, name);
}
