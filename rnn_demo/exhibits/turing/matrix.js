// The weights as a square of dots: a row for the unit that a weight goes to, a column for the unit
// that it comes from. The columns of the units that are not 0 are lit.

import { GREEN, ORANGE } from "../../ui/js/palette.js";
import { add } from "../../ui/js/vectors.js";

/** @typedef {import("./words.js").Network} Network */

/**
 * Draws all weights, pale.
 *
 * @param {SVGSVGElement} svg
 * @param {Network} network
 * @param {string} spoken
 */
export function drawMatrix(svg, { units, weights }, spoken) {
  const size = units.length;
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("aria-label", spoken);
  svg.replaceChildren();
  units.forEach(({ group }, i) => {
    if (!i || group === units[i - 1].group) return;
    add(svg, "line", { x1: i, x2: i, y1: 0, y2: size, class: "group" });
    add(svg, "line", { x1: 0, x2: size, y1: i, y2: i, class: "group" });
  });
  for (const [positive, fill] of [[true, GREEN], [false, ORANGE]]) {
    const own = weights.filter(([, , weight]) => weight > 0 === positive);
    add(svg, "path", { d: dots(own), fill: String(fill), class: "pale" });
  }
  add(svg, "g", { class: "lit" });
}

/**
 * Lights the columns of some units.
 *
 * @param {SVGSVGElement} svg
 * @param {Network} network
 * @param {[number, number][]} active the units and their values
 */
export function light(svg, { units, weights }, active) {
  const lit = svg.querySelector(".lit"), on = new Set(active.map(([unit]) => unit));
  if (!lit) return;
  lit.replaceChildren();
  for (const unit of on) add(lit, "rect", { x: unit, y: 0, width: 1, height: units.length, class: "column" });
  for (const [positive, fill] of [[true, GREEN], [false, ORANGE]]) {
    const own = weights.filter(([, from, weight]) => on.has(from) && weight > 0 === positive);
    add(lit, "path", { d: dots(own), fill: String(fill) });
  }
}

/**
 * The path of a square for each weight.
 *
 * @param {[number, number, number][]} weights
 */
export function dots(weights) {
  return weights.map(([to, from]) => `M${from} ${to}h1v1h-1z`).join("");
}
