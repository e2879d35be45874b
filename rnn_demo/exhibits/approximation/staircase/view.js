// The constructive proof: one sigmoid after the other is added, and the error stays below its bound.

import { badge, legend, make } from "../../../ui/js/captions.js";
import { axes, frame, lines, MARGIN } from "../../../ui/js/charts.js";
import { mount } from "../../../ui/js/mount.js";
import { GREEN, ORANGE, PURPLE } from "../../../ui/js/palette.js";
import { player } from "../../../ui/js/player.js";
import { t } from "../../../ui/js/words.js";
import { short, strokeOf, upTo } from "../lines.js";
import { activated } from "../network.js";
import { errorBound, staircase, staircaseError, sumAt, WIDTHS } from "../staircase.js";
import { jumpOf, valueAt } from "../targets.js";

const FILM_MS = 4000, SHORTEST_MS = 16, SHOWN = 801, HIGHEST = 1.25;
const CLOSE = 1e-12; // of browser and server

/**
 * The data that the view receives; see staircase_data in view.py.
 *
 * @typedef {object} Data
 * @property {number} turn
 * @property {import("../targets.js").Target} target
 * @property {number} cells
 * @property {number} steepness
 * @property {number} error as Python has it
 * @property {number} bound as Python has it
 *
 * @typedef {object} Own
 * @property {import("../staircase.js").Staircase} sum
 * @property {{ measured: number[], bound: number[] }} curve over the widths
 * @property {{ error: number, x: number }} worst of the whole sum
 * @property {import("../../../ui/js/player.js").Player} film sigmoid by sigmoid
 * @typedef {import("../../../ui/js/mount.js").View<Data, Own>} View
 */

export default mount({ root: ".approximation", begin, listen, show, leave: (view) => view.film.stop(), again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  return {
    sum: staircase(view.data.target, 1, 1), curve: { measured: [], bound: [] }, worst: { error: 0, x: 0 },
    film: player({ root: view.root, last: () => view.sum.places.length, draw: () => draw(view) }),
  };
}

/**
 * @param {View} view
 * @param {Data | null} before
 */
function show(view, before) {
  const { data } = view, { target, cells, steepness } = data;
  if (before?.turn !== data.turn) {
    view.sum = staircase(target, cells, steepness);
    view.worst = staircaseError(target, view.sum);
    view.curve = {
      measured: WIDTHS.map((n) => staircaseError(target, staircase(target, n, steepness)).error),
      bound: WIDTHS.map((n) => errorBound(target, n, steepness)),
    };
    view.film.stop();
    view.film.set(Infinity);
  }
  draw(view);
}

/** @param {View} view */
function draw(view) {
  const { find, film, sum } = view, slider = find("input", HTMLInputElement);
  slider.max = String(sum.places.length);
  slider.value = String(film.step);
  find(".when").textContent = t("{units} of {all} sigmoids", { units: film.step, all: sum.places.length });
  find(".run").textContent = film.playing ? t("❚❚ Stop") : t("▶ Play");
  drawSum(view);
  drawWidths(view);
  tell(view);
}

/** @param {View} view */
function drawSum({ find, film, sum, data: { target }, worst }) {
  const canvas = find(".picture canvas", HTMLCanvasElement), area = frame(canvas, [-1, -HIGHEST], [1, HIGHEST]);
  axes(area, "x", false, "");
  const { pen, inner, ink } = area, bottom = MARGIN.top + inner.height, units = film.step;
  const x = Float64Array.from({ length: SHOWN }, (_, i) => (2 * i) / (SHOWN - 1) - 1);
  pen.fillStyle = ink;
  pen.globalAlpha = 0.35;
  for (const place of sum.places) pen.fillRect(area.x(place) - 0.5, bottom - 8, 1, 8);
  pen.globalAlpha = 1;
  strokeOf(area, x, x.map((one) => valueAt(target, one)), { colour: ink, width: 1.6, alpha: 0.85 });
  if (units > 0 && units < sum.places.length) {
    const last = units - 1;
    const own = x.map((one) => sum.heights[last] * activated("sigmoid", sum.steepness * (one - sum.places[last])));
    strokeOf(area, x, own, { colour: PURPLE, width: 1.8, alpha: 1 });
  }
  strokeOf(area, x, x.map((one) => sumAt(sum, one, units)), { colour: GREEN, width: 2.4, alpha: 1 });
  if (units === sum.places.length) upTo(area, worst.x, valueAt(target, worst.x), sumAt(sum, worst.x), ORANGE);
  legend(find(".picture .legend"), [
    { name: t("f, the function"), colour: "currentColor" },
    { name: t("g, the sum"), colour: GREEN },
    units > 0 && units < sum.places.length
      ? { name: t("the sigmoid that was added last"), colour: PURPLE }
      : { name: t("where they are farthest apart"), colour: ORANGE },
    { name: t("marks at the bottom: borders of the cells") },
  ]);
  canvas.setAttribute("aria-label", t("A function and the sum of {units} sigmoids", { units }));
}

/** @param {View} view */
function drawWidths({ find, curve, data }) {
  const canvas = find(".error canvas", HTMLCanvasElement), ink = getComputedStyle(canvas).color;
  lines(canvas, WIDTHS.map(Math.log2), [
    { y: curve.bound.map(Math.log10), colour: ink, dash: [6, 4], width: 1.6 },
    { y: curve.measured.map(Math.log10), colour: ORANGE, width: 2.2 },
  ], { xTitle: t("log₂ n, n cells"), cursor: Math.log2(data.cells) });
  legend(find(".error .legend"), [
    { name: t("largest error, sup |f − g|"), colour: ORANGE },
    { name: t("dashes: the bound"), colour: "currentColor" },
  ]);
  canvas.setAttribute("aria-label", t("Error and bound against the width, both logarithmic: from {first} with 1 cell to {last} with {cells}", {
    first: short(curve.measured[0]), last: short(curve.measured[curve.measured.length - 1]), cells: WIDTHS[WIDTHS.length - 1],
  }));
}

/** @param {View} view */
function tell({ find, film, sum, worst, data, curve }) {
  const { target, cells, steepness } = data, bound = errorBound(target, cells, steepness);
  const holds = worst.error <= bound + CLOSE && curve.measured.every((error, i) => error <= curve.bound[i] + CLOSE);
  badge(find(".picture .badge"), {
    text: `${holds ? "✓" : "✗"} ${short(worst.error)} ≤ ${short(bound)}`,
    holds,
    title: t("The largest error that was measured, and the bound ω(h) + (σ(−K/2) + σ(−K)) · osc f with h = 2 / n. It is checked for every width of the curve as well."),
  });
  const apart = Math.max(Math.abs(worst.error - data.error), Math.abs(bound - data.bound));
  badge(find(".error .badge"), {
    text: `${apart <= CLOSE ? "✓" : "✗"} ${apart ? apart.toExponential(0) : 0}`,
    holds: apart <= CLOSE,
    title: t("Your browser computes error and bound. Python has computed both as well; this is the largest difference; up to {bound} counts as the same.", { bound: CLOSE.toExponential(0) }),
  });
  if (film.playing) return;
  const all = sum.places.length, text = film.step < all
    ? t("{units} of {all} sigmoids: right of the last one, the sum does not know the function yet.", { units: film.step, all })
    : t("{all} sigmoids, {cells} cells of width h = {h}: largest error {error} at x = {x}, bound {bound}.", {
      all, cells, h: short(2 / cells), error: short(worst.error), x: short(worst.x), bound: short(bound),
    }) + (jumpOf(target) ? " " + t("At the jump ω(h) = 1 for every h: the theorem is about continuous functions.") : "");
  const told = find(".told");
  if (told.textContent !== text) told.replaceChildren(make("p", "", text));
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view, slider = find("input", HTMLInputElement);
  find(".run").addEventListener("click", () => {
    if (film.playing) return film.pause();
    if (film.step >= view.sum.places.length) film.set(0);
    film.play({ pause: Math.max(SHORTEST_MS, FILM_MS / Math.max(1, view.sum.places.length)) });
  });
  find(".one").addEventListener("click", () => film.go(film.step >= view.sum.places.length ? 0 : film.step + 1));
  find(".all").addEventListener("click", () => film.go(Infinity));
  slider.addEventListener("input", () => film.go(Number(slider.value)));
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide && view.curve.bound.length) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
