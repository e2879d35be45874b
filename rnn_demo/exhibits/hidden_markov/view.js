// The trellis of a small hidden Markov model: every message, step by step, and what if another
// symbol had been seen.

import { badge, legend, make } from "../../ui/js/captions.js";
import { onKeys } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { BLUE, GREEN, ORANGE, VIOLET } from "../../ui/js/palette.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { draw, middleOf } from "./drawing.js";
import { listenTo, overview } from "./overview.js";
import { largest, trellisOf } from "./trellis.js";
import { summary, told } from "./words.js";

const PAUSE_MS = 650;
const MARGIN = 50; // pixels between the cell that is explained and the edge
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Chain
 * @property {number} turn
 * @property {import("./trellis.js").Model} model
 * @property {string[]} names
 * @property {string} letters
 * @property {number[]} ids
 * @property {import("./words.js").Shown} shown
 * @property {import("../../ui/js/captions.js").Check} check
 *
 * @typedef {object} Own
 * @property {import("./trellis.js").Trellis} trellis
 * @property {boolean} changed whether another symbol was put in the picture
 * @property {{ time: number, state: number }} cell
 * @property {import("../../ui/js/player.js").Player} film
 * @typedef {import("../../ui/js/mount.js").View<Chain, Own>} View
 */

export default mount({ root: ".chain", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const film = player({ root: view.root, last: () => last(view), draw: () => redraw(view) });
  return { trellis: trellisOf(view.data.model, view.data.ids), changed: false, cell: { time: 0, state: 0 }, film };
}

/**
 * Viterbi goes there and back again, the others one way.
 *
 * @param {View} view
 */
function last(view) {
  return view.trellis.ids.length * (view.data.shown === "viterbi" ? 2 : 1);
}

/**
 * @param {View} view
 * @param {Chain | null} before
 */
function show(view, before) {
  if (before !== view.data) take(view, view.data.ids, false);
  view.find(".trellis", SVGSVGElement).setAttribute("aria-label", t("The trellis: arrow keys move from cell to cell, the space bar changes what is seen"));
  const { shown } = view.data;
  view.find(".names").replaceChildren(...view.data.names.map((name) => make("span", "", name)));
  legend(view.find(".legend"), [
    { name: { forward: t("α̂: given what was seen so far"), backward: t("β: what is still to come, against the mean"), posterior: t("γ: given all"), viterbi: t("δ: ln p of the likeliest path to here") }[shown], colour: GREEN },
    ...(shown === "viterbi" ? [{ name: t("the best way to each cell"), colour: BLUE }] : []),
    ...(shown === "viterbi" || shown === "posterior" ? [{ name: t("Viterbi’s path"), colour: ORANGE }] : []),
    ...(shown === "posterior" ? [{ name: t("dashed: the likeliest state of the step"), colour: VIOLET }] : []),
    { name: t("Click a symbol above to see another one.") },
  ]);
  redraw(view);
}

/**
 * @param {View} view
 * @param {number[]} ids
 * @param {boolean} changed
 */
function take(view, ids, changed) {
  view.trellis = trellisOf(view.data.model, ids);
  view.changed = changed;
  if (!changed) {
    view.film.stop();
    view.film.set(last(view));
    const time = opening(view);
    view.cell = { time, state: largest(view.trellis.gamma[time]) };
  }
}

/**
 * The step that is explained first: where the two paths part, if they do.
 *
 * @param {View} view
 */
function opening({ data, trellis: { ids, path, marginal } }) {
  if (data.shown === "backward") return 0;
  const parting = data.shown === "forward" ? -1 : path.findIndex((state, time) => state !== marginal[time]);
  return parting < 0 ? ids.length - 1 : parting;
}

/** @param {View} view */
function redraw(view) {
  const { data, find, film, trellis } = view, steps = trellis.ids.length;
  const back = data.shown === "backward";
  const there = (/** @type {number} */ time) => (back ? time >= steps - film.step : time < film.step);
  const walked = (/** @type {number} */ time) => (data.shown === "viterbi" ? time >= 2 * steps - film.step : there(time));
  if (film.step && film.step <= steps && film.step < last(view)) view.cell = { ...view.cell, time: back ? steps - film.step : film.step - 1 };
  const picture = { ...data, trellis, cell: view.cell, there, walked };
  draw(find(".trellis", SVGSVGElement), picture,
    (time, state) => { choose(view, time, state); }, (time, again) => { change(view, time, again); });
  scroll(view);
  overview(find(".overview", SVGSVGElement), picture, find(".scroll"));
  find(".play-on").textContent = film.playing ? t("❚❚ Pause") : t("▶ Play");
  find(".when").textContent = t("step {step} of {steps}", { step: film.step, steps: last(view) });
  badge(find(".brute"), view.changed ? { text: "", holds: true, title: "" } : data.check);
  find(".reset").hidden = !view.changed;
  find(".what").textContent = there(view.cell.time)
    ? told(data.model, trellis, data.names, data.letters, data.shown, view.cell)
    : t("This cell is not computed yet.");
  find(".summary").textContent = film.step < last(view) ? "" : summary(trellis, data.names);
}

/**
 * Keeps the cell that is explained in sight.
 *
 * @param {View} view
 */
function scroll(view) {
  const box = view.find(".scroll"), middle = middleOf(view.cell.time);
  if (middle < box.scrollLeft + MARGIN || middle > box.scrollLeft + box.clientWidth - MARGIN) box.scrollLeft = middle - box.clientWidth / 2;
}

/**
 * @param {View} view
 * @param {number} time
 * @param {number} state
 */
function choose(view, time, state) {
  view.cell = { time, state };
  redraw(view);
}

/**
 * @param {View} view
 * @param {number} time
 * @param {boolean} again whether the symbol's button gets the focus again
 */
function change(view, time, again = false) {
  const ids = [...view.trellis.ids];
  ids[time] = (ids[time] + 1) % view.data.letters.length;
  take(view, ids, ids.some((id, place) => id !== view.data.ids[place]));
  redraw(view);
  if (!again) return;
  const button = view.root.querySelectorAll(".seen")[time];
  if (button instanceof SVGElement) button.focus(); // the one that had the focus was drawn anew
}

/** @param {View} view */
function listen(view) {
  const { find } = view;
  find(".play-on").addEventListener("click", () => {
    if (view.film.playing) return view.film.pause();
    if (view.film.step >= last(view)) view.film.set(0);
    view.film.play({ pause: PAUSE_MS });
  });
  find(".one").addEventListener("click", () => {
    if (view.film.step >= last(view)) view.film.set(0);
    view.film.onward();
  });
  find(".back").addEventListener("click", () => view.film.backward());
  find(".all").addEventListener("click", () => view.film.go(last(view)));
  find(".reset").addEventListener("click", () => {
    take(view, view.data.ids, false);
    redraw(view);
  });
  const svg = find(".trellis", SVGSVGElement), box = find(".scroll"), strip = find(".overview", SVGSVGElement);
  listenTo(strip, box);
  let wide = 0;
  new ResizeObserver(() => {
    if (box.clientWidth !== wide) redraw(view);
    wide = box.clientWidth;
  }).observe(box);
  onKeys(/** @type {HTMLElement} */ (/** @type {unknown} */ (svg)), { ...MOVES, " ": [0, 0] }, ([along, down], event) => {
    if (event.target !== svg) return false;
    const { time, state } = view.cell;
    if (!along && !down) {
      change(view, time);
      svg.focus();
      return;
    }
    choose(view, Math.max(0, Math.min(view.trellis.ids.length - 1, time + along)), Math.max(0, Math.min(view.data.names.length - 1, state + down)));
  });
}
