// The units on a circle, their edges, and which of them are 1.

import { BLUE, RED } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";

const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 98, UNIT = 17;

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/**
 * @param {SVGSVGElement} svg
 * @param {{ units: number, visible: number, weights: number[][] }} machine
 * @param {number[]} state
 * @param {number} now the unit that was drawn last, −1 for none
 */
export function drawNet(svg, { units, visible, weights }, state, now) {
  const places = state.map((_, i) => {
    const angle = (2 * Math.PI * i) / units - Math.PI / 2;
    return [RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)];
  });
  const largest = Math.max(1e-9, ...weights.flat().map(Math.abs));
  const parts = [];
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < i; j++) {
      const weight = weights[i][j];
      if (!weight) continue;
      parts.push(shape("line", {
        x1: places[i][0], y1: places[i][1], x2: places[j][0], y2: places[j][1],
        stroke: weight > 0 ? BLUE : RED, "stroke-width": 0.5 + (4 * Math.abs(weight)) / largest,
        "stroke-opacity": state[i] && state[j] ? 0.95 : 0.3,
      }));
    }
  }
  state.forEach((unit, i) => {
    const [x, y] = places[i];
    const kind = `unit${i >= visible ? " hidden" : ""}${unit ? " on" : ""}${i === now ? " now" : ""}`;
    const label = shape("text", { x, y, class: unit ? "here" : "" });
    label.textContent = String(unit);
    parts.push(shape("circle", { cx: x, cy: y, r: UNIT, class: kind }), label);
  });
  svg.replaceChildren(...parts);
  svg.setAttribute("aria-label", t("The state of the chain, unit by unit: {state}", { state: state.join("") }));
}
