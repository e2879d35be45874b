// A stack of bits in one number: each pop zooms into the box in which the number lies.

import { make } from "../../ui/js/captions.js";
import { onKeys } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { index } from "../../ui/js/numbers.js";
import { add } from "../../ui/js/vectors.js";
import { t, tn } from "../../ui/js/words.js";
import { further, ROUNDED, returned } from "./stack.js";
import { short } from "./words.js";

const LINES = 5, HIGH = 54, BAR = 14, SHOWN = 60; // lines of the zoom, pixels of one, of its boxes; bits
const BOXES = [{ bit: 0, from: 1 / 4 }, { bit: 1, from: 3 / 4 }];

/**
 * @typedef {object} Pushed
 * @property {number} turn
 * @property {string} pushed bits in the order in which they were pushed
 * @property {number} most
 * @typedef {object} Own
 * @property {number[]} bits
 * @typedef {import("../../ui/js/mount.js").View<Pushed, Own>} View
 */

export default mount({ root: ".numberstack", begin, listen, show, again: true });

/** @param {View} view */
function begin(view) {
  return { bits: bitsOf(view.data.pushed) };
}

/** @param {string} text */
const bitsOf = (text) => [...text].map(Number);

/**
 * @param {View} view
 * @param {Pushed | null} before
 */
function show(view, before) {
  if (before && before.pushed !== view.data.pushed) view.bits = bitsOf(view.data.pushed);
  draw(view);
}

/**
 * @param {View} view
 * @param {number[]} bits
 */
function change(view, bits) {
  view.bits = bits.slice(0, view.data.most);
  draw(view);
  view.setState("pushed", view.bits.join(""));
}

/** @param {View} view */
function draw({ find, bits, data }) {
  const digits = [...bits].reverse().map((bit) => 2 * bit + 1);
  const shown = digits.slice(0, SHOWN / 2).join("") + (digits.length > SHOWN / 2 ? "…" : "");
  find(".value").textContent = digits.length
    ? tn("q = {q}, {n} bit: the digit of a bit is 1 for 0 and 3 for 1, the last one pushed first.",
      "q = {q}, {n} bits: the digit of a bit is 1 for 0 and 3 for 1, the last one pushed first.",
      bits.length, { q: `0.${shown}${index(4)} ${short(numberOf(digits), 6)}` })
    : t("q = 0: the stack is empty.");
  drawZoom(find(".zoom"), digits);
  find(".rows").replaceChildren(...["exact", ...Object.keys(ROUNDED)].map((name) => row(name, bits)));
  for (const name of [".push0", ".push1", ".more"]) find(name, HTMLButtonElement).disabled = bits.length >= data.most;
  for (const name of [".pop", ".empty"]) find(name, HTMLButtonElement).disabled = !bits.length;
}

/**
 * The number of some digits in base 4.
 *
 * @param {number[]} digits
 */
function numberOf(digits) {
  return digits.slice(0, 30).reduceRight((q, digit) => (q + digit) / 4, 0);
}

/**
 * Lines from 0 to 1: the number, then what is left of it after one pop, after two, and so on.
 *
 * @param {HTMLElement} element
 * @param {number[]} digits
 */
function drawZoom(element, digits) {
  const wide = Math.max(280, element.clientWidth), lines = Math.min(LINES, digits.length + 1);
  element.replaceChildren();
  const svg = add(element, "svg", { viewBox: `0 0 ${wide} ${lines * HIGH}`, role: "img" });
  svg.setAttribute("aria-label", t("The Cantor set of base 4 in {lines} lines, each zoomed into the box of the line above in which the number lies.", { lines }));
  for (let line = 0; line < lines; line++) {
    const y = line * HIGH + 18, q = numberOf(digits.slice(line)), on = digits[line];
    if (line + 1 < lines) {
      const from = (on / 4) * wide, to = ((on + 1) / 4) * wide, below = y + HIGH;
      add(svg, "path", { d: `M${from} ${y + BAR}H${to}L${wide} ${below}H0Z`, class: "ray" });
    }
    add(svg, "line", { x1: 0, x2: wide, y1: y + BAR, y2: y + BAR, class: "line" });
    for (const { bit, from } of BOXES) {
      const x = from * wide, box = wide / 4;
      add(svg, "rect", { x, y, width: box, height: BAR, class: `box${on === 2 * bit + 1 ? " on" : ""}` });
      for (const inner of BOXES) {
        add(svg, "rect", { x: x + inner.from * box, y: y + BAR / 2, width: box / 4, height: BAR / 2, class: "inner" });
      }
      add(svg, "text", { x: x + box / 2, y: y - 4, "text-anchor": "middle" }, String(bit));
    }
    const said = line === 0 ? "q" : tn("after {n} pop", "after {n} pops", line);
    add(svg, "text", { x: 0, y: y - 4 }, said);
    const x = Math.min(wide - 1, Math.max(1, q * wide));
    add(svg, "line", { x1: x, x2: x, y1: y - 3, y2: y + BAR + 3, class: "here" });
  }
}

/**
 * What comes back from the number in one precision.
 *
 * @param {string} name
 * @param {number[]} bits
 */
function row(name, bits) {
  const back = name === "exact" ? bits : returned(bits, ROUNDED[name]);
  const wrong = back.map((bit, i) => bit !== bits[i]);
  const lost = wrong.filter(Boolean).length;
  const own = make("div", "bits"), first = Math.max(0, bits.length - SHOWN);
  if (first) own.append("…");
  for (let i = first; i < bits.length; i++) {
    const told = back[i] === 0 || back[i] === 1 ? String(back[i]) : "?";
    own.append(make("span", wrong[i] ? "bad" : "", told));
  }
  const note = lost
    ? tn("{n} bit comes back wrong", "{n} bits come back wrong", lost)
    : t("all come back");
  const title = name === "exact" ? t("Exact fractions") : name;
  return make("div", "back", make("b", "", title), ` · ${bits.length ? note : t("empty")}`, own);
}

/** @param {View} view */
function listen(view) {
  const { find, root } = view;
  /** @param {number} bit */
  const push = (bit) => change(view, [...view.bits, bit]);
  const pop = () => change(view, view.bits.slice(0, -1));
  find(".push0").addEventListener("click", () => push(0));
  find(".push1").addEventListener("click", () => push(1));
  find(".pop").addEventListener("click", pop);
  find(".more").addEventListener("click", () => change(view, [...view.bits, ...further(view.bits.length, 10)]));
  find(".empty").addEventListener("click", () => change(view, []));
  onKeys(root, { 0: () => push(0), 1: () => push(1), Backspace: pop }, (then) => then());
  let wide = 0;
  new ResizeObserver(() => {
    if (find(".zoom").clientWidth !== wide) draw(view);
    wide = find(".zoom").clientWidth;
  }).observe(find(".zoom"));
}
