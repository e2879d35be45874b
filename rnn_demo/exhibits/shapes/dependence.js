// The square of what depends on what: a row for each exchanged character, a column for each y.

import { badge, legend, make } from "../../ui/js/captions.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { add } from "../../ui/js/vectors.js";
import { later, t } from "../../ui/js/words.js";
import { PURPLE, RED } from "../../ui/js/palette.js";

const CELL = 19, LEFT = 58, TOP = 40, LEAST = 0.12; // pixels; and the opacity of the smallest change
/** @type {Record<string, string>} */
const SIGNS = { " ": "␣", "\n": "↵", "\t": "⇥" };

/**
 * The data that the view receives; see dependence_data in dependence_view.py.
 *
 * @typedef {object} Data
 * @property {number} turn
 * @property {string} text
 * @property {string} changed what each character is exchanged for
 * @property {number[][]} moved the largest change of a probability, [k][t]
 * @property {number[][]} differing numbers that are not bit-identical, [k][t]
 * @property {string} written what is written after the text
 * @property {string[]} rewritten
 * @property {number} at the exchanged character, from 1 on
 * @property {string} diagram of the chosen task
 * @property {import("../../ui/js/captions.js").Check} check
 *
 * @typedef {{ at: number }} Own
 * @typedef {import("../../ui/js/mount.js").View<Data, Own>} View
 */

export default mount({ root: ".dependence", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin({ data }) {
  return { at: data.at };
}

/** @param {string} text */
const letters = (text) => [...text];

/** @param {string} sign */
const shown = (sign) => SIGNS[sign] ?? sign;

/**
 * @param {View} view
 * @param {Data | null} before
 */
function show(view, before) {
  const { data, find } = view;
  view.at = data.at;
  badge(find(".badge"), data.check);
  if (before?.text !== data.text) { // else the keyboard would lose its place
    find(".letters").replaceChildren(...letters(data.text).map((sign, k) => {
      const button = make("button", "", shown(sign));
      button.type = "button";
      button.setAttribute("aria-label", t("exchange x {k}: {sign}", { k: k + 1, sign: shown(sign) }));
      button.addEventListener("click", () => choose(view, k + 1));
      return button;
    }));
  }
  legend(find(".legend"), [
    { name: t("y changes: the darker, the more"), colour: PURPLE },
    { name: t("y changes before x is read"), colour: RED },
    { name: t("empty: bit-identical") },
  ]);
  draw(view);
}

/**
 * @param {View} view
 * @param {number} at
 */
function choose(view, at) {
  view.at = Math.max(1, Math.min(letters(view.data.text).length, at));
  draw(view);
  view.trigger("at", view.at);
}

/** @param {View} view */
function draw(view) {
  const { data, find, at } = view, text = letters(data.text), puts = letters(data.changed), k = at - 1;
  [...find(".letters").children].forEach((button, i) => {
    button.setAttribute("aria-pressed", String(i === k));
    if (button instanceof HTMLElement) button.tabIndex = i === k ? 0 : -1;
  });
  square(view, text, puts);
  const values = { x: shown(text[k]), put: shown(puts[k]), k: at, count: text.length };
  const early = data.differing[k].slice(0, k).reduce((sum, one) => sum + one, 0);
  find(".what").textContent = k === 0
    ? t("x₁ “{x}” is exchanged for “{put}”: there is no earlier y.", values)
    : early
      ? t("x at {k}, “{x}”, is exchanged for “{put}”: y changes before it is read.", values)
      : t("x at {k}, “{x}”, is exchanged for “{put}”: every y before it is bit-identical, y at {k} and after may differ.", values);
  ways(view, k);
}

/**
 * @param {View} view
 * @param {string[]} text
 * @param {string[]} puts
 */
function square({ data, find, at }, text, puts) {
  const svg = find(".square", SVGSVGElement), count = text.length;
  const width = LEFT + CELL * count + 4, height = TOP + CELL * count + 4;
  svg.replaceChildren();
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(key, String(value));
  svg.setAttribute("aria-label", t("{count} by {count} squares: which y changes when an x is exchanged. {early}", {
    count, early: data.check.title,
  }));
  add(svg, "text", { x: LEFT + (CELL * count) / 2, y: 12, class: "axis" }, t("y after reading …"));
  add(svg, "text", { x: LEFT / 2 - 2, y: TOP - 8, class: "axis" }, t("x put"));
  for (let i = 0; i < count; i++) {
    add(svg, "text", { x: LEFT + CELL * (i + 0.5), y: TOP - 8 }, shown(text[i]));
    add(svg, "text", { x: LEFT / 2 - 2, y: TOP + CELL * (i + 0.5) + 4 }, `${shown(text[i])}→${shown(puts[i])}`);
    for (let j = 0; j < count; j++) {
      const changed = data.differing[i][j] > 0, place = { x: LEFT + CELL * j + 1, y: TOP + CELL * i + 1, width: CELL - 2, height: CELL - 2 };
      const opacity = LEAST + (1 - LEAST) * data.moved[i][j];
      add(svg, "rect", { ...place, ...(changed ? { class: j < i ? "early" : "late", opacity } : { class: "same" }) });
    }
  }
  add(svg, "rect", { x: LEFT, y: TOP + CELL * (at - 1), width: CELL * count, height: CELL, class: "row" });
}

const WAYS = [
  { diagram: "synchronous", name: later("Synchronous, y after every x:") },
  { diagram: "many-to-one", name: later("Many to one, the last y alone:") },
  { diagram: "asynchronous", name: later("Asynchronous, what is written after the whole text:") },
];

/**
 * What the exchange does to each way of asking.
 *
 * @param {View} view
 * @param {number} k
 */
function ways({ data, find }, k) {
  const changed = data.differing[k].filter((one) => one > 0).length, last = data.moved[k].at(-1) ?? 0;
  /** @type {Record<string, (string | Node)[]>} */
  const said = {
    synchronous: [t("{changed} of {count} y change.", { changed, count: data.moved.length })],
    "many-to-one": [last
      ? t("it changes, by at most {last} % in a probability. Any x may do this.", { last: (100 * last).toFixed(last < 0.001 ? 3 : 1) })
      : t("it does not change.")],
    asynchronous: written(data.written, data.rewritten[k]),
  };
  find(".ways").replaceChildren(...WAYS.map(({ diagram, name }) => {
    const line = make("li", "", t(name), " ", ...said[diagram]);
    line.toggleAttribute("aria-current", diagram === data.diagram);
    return line;
  }));
}

/**
 * @param {string} before
 * @param {string} after
 * @returns {(string | Node)[]}
 */
function written(before, after) {
  const [one, other] = [before, after].map((text) => letters(text).map(shown));
  const first = other.findIndex((sign, i) => sign !== one[i]), same = first < 0 ? other.length : first;
  const now = make("code", "", other.slice(0, same).join(""), make("mark", "", other.slice(same).join("")));
  return first < 0
    ? [make("code", "", one.join("")), " ", t("as before, although it may change.")]
    : [make("code", "", one.join("")), " → ", now];
}

/** @param {View} view */
function listen(view) {
  const group = view.find(".letters");
  onKeys(group, SIDEWAYS, (by) => {
    choose(view, view.at + by);
    const button = group.children[view.at - 1];
    if (button instanceof HTMLElement) button.focus();
  });
}
