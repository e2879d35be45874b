// The picture of the unfolded net: its copies, what flows through them, and a bar below each.

import { GREEN, inked, ORANGE, PURPLE, RED, VIOLET } from "../../ui/js/palette.js";
import { add, head, towards } from "../../ui/js/vectors.js";
import { t } from "../../ui/js/words.js";
import { current, short, shortened } from "./words.js";

/** @type {Record<string, string>} */
export const COLOUR = { W: GREEN, U: ORANGE, V: PURPLE, b: VIOLET, c: VIOLET, back: RED };
const LEFT = 104, START = 55, WIDE = 115, BOX = 60, LINE = 16; // pixels: the column of h₀ and its middle, a copy, a box, a line
const SMALLEST = 0.8; // of the picture's own size: if it is smaller, its numbers cannot be read
const OUTPUT = 32, SMALL = 26, GAP = 50, BARS = 92;

/**
 * Where things are, in the picture's own pixels.
 *
 * @typedef {ReturnType<typeof layout>} Layout
 * @typedef {import("./words.js").Net} Net
 * @typedef {import("./words.js").Entry} Entry
 */

/** @param {Net} net */
function layout({ steps, n }) {
  const hidden = OUTPUT + SMALL + GAP, tall = n * LINE + 12, input = hidden + tall + GAP;
  const bars = input + SMALL + 44;
  return { hidden, tall, middle: hidden + tall / 2, input, bars, width: LEFT + WIDE * steps, height: bars + BARS + 40 };
}

/** @param {number} t */
const centre = (t) => LEFT + WIDE * (t - 0.5);

/**
 * The left end of a copy.
 *
 * @param {number} t
 */
export const sideOf = (t) => LEFT + WIDE * (t - 0.75);

/**
 * Draw the net as it is after some steps forward, then backward.
 *
 * @param {SVGSVGElement} svg
 * @param {Net} net
 * @param {number} at how far it is
 * @param {Entry} entry
 * @param {number} room pixels from left to right
 * @returns {number} the scale at which it is shown
 */
export function drawCopies(svg, net, at, entry, room) {
  const { steps } = net, place = layout(net), { hidden, tall, middle, input, width, height } = place;
  const forward = Math.min(at, steps), back = steps - Math.max(0, at - steps);
  svg.replaceChildren();
  const scale = Math.min(1, Math.max(SMALLEST, room / width));
  const size = { width: scale * width, height: scale * height };
  for (const [key, value] of Object.entries({ ...size, viewBox: `0 0 ${width} ${height}` })) {
    svg.setAttribute(key, String(value));
  }
  svg.setAttribute("aria-label", net.spoken);
  const rows = { "½ e²": 18, y: OUTPUT + 18, x: input + 18 };
  for (const [name, y] of Object.entries(rows)) add(svg, "text", { x: 2, y, class: "row" }, name);
  add(svg, "text", { x: 2, y: middle + 4, class: "row" }, "h");
  box(svg, START, hidden, tall, net.states[0].map(short));
  const now = current(at, steps);
  for (let step = 1; step <= steps; step++) {
    const copy = add(svg, "g", { class: (step <= forward ? "copy" : "copy dark") + (step === now ? " now" : "") });
    const x = centre(step), lit = step <= forward, i = step - 1;
    const from = (step > 1 ? centre(step - 1) : START) + BOX / 2, to = x - BOX / 2;
    box(copy, x, input, SMALL, [short(net.inputs[i])]);
    box(copy, x, hidden, tall, lit ? net.states[step].map(short) : []);
    box(copy, x, OUTPUT, SMALL, lit ? [short(net.outputs[i])] : []);
    arrow(copy, x, input, x, hidden + tall, COLOUR.U);
    arrow(copy, x, hidden, x, OUTPUT + SMALL, COLOUR.V);
    arrow(copy, from, middle - 4, to, middle - 4, COLOUR.W);
    add(copy, "text", { x: x - 10, y: input - 20, style: `fill: ${inked(COLOUR.U)}` }, "U");
    add(copy, "text", { x: x - 10, y: hidden - 20, style: `fill: ${inked(COLOUR.V)}` }, "V");
    add(copy, "text", { x: (from + to) / 2, y: middle - 11, style: `fill: ${inked(COLOUR.W)}` }, "W");
    if (lit && net.counted[i]) add(copy, "text", { x, y: 20 }, short(net.losses[i]));
    add(copy, "text", { x, y: input + SMALL + 18, class: "faint" }, `t = ${step}`);
    if (step > back) way(svg, net, step, place, { x, from, to });
  }
  bars(svg, net, entry, place, back);
  return scale;
}

/**
 * @param {Element} parent
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 * @param {string} colour
 * @param {string} [kind] its class, in whose colour it is
 */
function arrow(parent, x0, y0, x1, y1, colour, kind = "") {
  const { dx, dy } = towards({ x: x0, y: y0 }, { x: x1, y: y1 });
  const path = `M${x0} ${y0}L${x1} ${y1}${head(x1, y1, dx, dy, 4)}`;
  add(parent, "path", { d: path, class: "edge " + kind, ...(kind ? {} : { stroke: colour }) });
}

/**
 * @param {Element} parent
 * @param {number} x of its middle
 * @param {number} y
 * @param {number} tall
 * @param {string[]} lines
 */
function box(parent, x, y, tall, lines) {
  add(parent, "rect", { x: x - BOX / 2, y, width: BOX, height: tall, rx: 5, class: "box" });
  const first = y + tall / 2 - ((lines.length - 1) * LINE) / 2 + 4.5;
  lines.forEach((line, i) => { add(parent, "text", { x, y: first + i * LINE }, line); });
}

/**
 * What goes back through one copy: its own error down V, and δ along W to the copy before.
 *
 * @param {Element} svg
 * @param {Net} net
 * @param {number} step
 * @param {Layout} place
 * @param {{ x: number, from: number, to: number }} columns its middle, and where its edge begins and ends
 */
function way(svg, net, step, { middle, hidden }, { x, from, to }) {
  const i = step - 1, group = add(svg, "g", { class: "way" });
  const red = { style: `fill: ${inked(COLOUR.back)}` };
  if (net.counted[i]) {
    arrow(group, x + 8, OUTPUT + SMALL, x + 8, hidden, COLOUR.back);
    add(group, "text", { x: x + 36, y: hidden - 20, ...red }, short(net.errors[i]));
  }
  const cut = net.reached[i] === 0;
  arrow(group, to, middle + 5, from, middle + 5, COLOUR.back, cut ? "gone" : "");
  const lines = cut ? [t("cut")] : net.deltas[i].map(short);
  lines.forEach((line, row) => {
    const at = { x: (from + to) / 2, y: middle + 21 + row * (LINE - 1) };
    add(group, "text", { ...at, ...(cut ? { class: "faint" } : red) }, line);
  });
}

/**
 * Draws the parts of one entry of the gradient below their copies, and their sum so far at the
 * left, where it is seen first.
 *
 * @param {Element} svg
 * @param {Net} net
 * @param {Entry} entry
 * @param {Layout} place
 * @param {number} back the last copy that the backward pass has not reached
 */
function bars(svg, net, entry, { bars: top, width }, back) {
  const sum = back === 0 ? entry.total : entry.parts.slice(back).reduce((a, b) => a + b, 0);
  const all = [...entry.parts, ...entry.whole, entry.total, 0];
  const low = Math.min(...all), high = Math.max(...all), span = high - low || 1;
  /** @param {number} value */
  const y = (value) => top + ((high - value) / span) * BARS;
  add(svg, "text", { x: 2, y: top - 26, class: "row" }, `∂⁺E/∂${entry.name}`);
  add(svg, "line", { x1: 20, x2: width - 8, y1: y(0), y2: y(0), class: "zero" });
  /**
   * @param {number} at
   * @param {number} value
   * @param {Record<string, string>} look
   */
  const bar = (at, value, look) => add(svg, "rect", {
    x: at - 20, width: 40, y: y(Math.max(0, value)),
    height: Math.max(1, Math.abs(y(value) - y(0))), ...look,
  });
  const filled = { style: `fill: ${COLOUR[entry.of]}`, class: "part" };
  const under = top + BARS + 16;
  for (let step = net.steps; step > back; step--) {
    const whole = entry.whole[step - 1], part = entry.parts[step - 1];
    const lost = net.reached[step - 1] < net.asked[step - 1] && whole !== part;
    if (lost) bar(centre(step), whole, { class: "lost" });
    bar(centre(step), part, filled);
    add(svg, "text", { x: centre(step), y: under }, short(part));
    if (lost) add(svg, "text", { x: centre(step), y: under + 16, class: "faint" }, t("of {whole}", { whole: short(whole) }));
  }
  add(svg, "text", { x: START, y: top - 7 }, t("Σ, tied"));
  bar(START, sum, filled);
  add(svg, "text", { x: START, y: under, class: "sum", "font-weight": 700 }, short(sum));
  if (back === 0 && shortened(net, entry)) {
    add(svg, "text", { x: START, y: under + 16, class: "faint" }, t("of {whole}", { whole: short(entry.wholeTotal) }));
  }
}
