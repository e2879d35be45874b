// An autoregressive model: drag its poles, and all pictures follow at once.

import { mount } from "../../ui/js/mount.js";
import { t } from "../../ui/js/words.js";
import { analysed } from "./analysis.js";
import { drawCircle } from "./circle.js";
import { dragging } from "./dragging.js";
import { drawFan } from "./fan.js";
import { drawAutocorrelations, drawErrors, drawImpulse, drawNext, drawSpectrum } from "./pictures.js";
import { MOST_ORDER, orderOf, polesFrom, polesOf, written } from "./poles.js";
import { tell } from "./telling.js";
import { drawTriangle } from "./triangle.js";

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {import("./analysis.js").Question & {
 *   turn: number, first: number,
 *   python: {
 *     eigenvalues: [number, number][], impulse: number[], variances: number[], simulated: number[],
 *     autocorrelations: number[], forecast: number[], estimate: number[], errors: number[],
 *   },
 * }} Data
 *
 * @typedef {object} Own
 * @property {import("./poles.js").Pole[]} poles
 * @property {number} at the pole that keys move
 * @property {import("./analysis.js").Analysis} found
 * @property {ReturnType<typeof import("./circle.js").plane> | null} plane
 * @property {import("../../ui/js/charts.js").Area | null} triangle
 * @property {boolean} held whether the visitor drags
 * @property {number | null} frame the next drawing
 * @typedef {import("../../ui/js/mount.js").View<Data, Own>} View
 */

export default mount({ root: ".autoregression", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin({ data }) {
  return { poles: data.poles, at: 0, found: analysed(data, data.poles), plane: null, triangle: null, held: false, frame: null };
}

/**
 * @param {View} view
 * @param {Data | null} before
 */
function show(view, before) {
  const { data } = view;
  if (before?.turn !== data.turn && !view.held) {
    const same = written(view.poles) === written(data.poles);
    view.poles = data.poles;
    if (!same) view.at = 0;
  }
  compute(view);
}

/** @param {View} view */
function compute(view) {
  view.found = analysed(view.data, view.poles);
  draw(view);
}

/** @param {View} view */
function draw(view) {
  const { data, found, find } = view;
  const canvas = (/** @type {string} */ name) => find(`.${name} canvas`, HTMLCanvasElement);
  find(".triangle").hidden = found.phi.length !== 2;
  find(".errors").hidden = data.chosen !== "own";
  view.plane = drawCircle(canvas("circle"), found, view.at);
  drawFan(canvas("fan"), found, { first: data.first, xTitle: data.chosen === "sunspots" ? t("year") : t("t, steps") });
  drawImpulse(canvas("impulse"), found);
  drawAutocorrelations(canvas("autocorrelation"), found);
  drawSpectrum(canvas("spectrum"), found);
  drawNext(canvas("next"), found);
  view.triangle = found.phi.length === 2 ? drawTriangle(canvas("triangle"), found) : null;
  if (data.chosen === "own") drawErrors(canvas("errors"), found);
  find(".add", HTMLButtonElement).disabled = orderOf(view.poles) >= MOST_ORDER;
  find(".remove", HTMLButtonElement).disabled = view.poles.length < 2;
  find(".take", HTMLButtonElement).disabled = !found.estimate;
  tell(view);
}

/** @param {View} view */
function listen(view) {
  const { find } = view, settled = () => view.trigger("poles", written(view.poles));
  const moved = () => {
    // At most one drawing for each picture of the screen, however many moves arrive between two.
    view.frame ??= requestAnimationFrame(() => {
      view.frame = null;
      if (view.root.isConnected) compute(view);
    });
  };
  dragging(view, { moved, settled });
  /**
   * @param {import("./poles.js").Pole[]} poles
   * @param {number} at
   */
  const put = (poles, at) => {
    view.poles = poles;
    view.at = at;
    compute(view);
    settled();
  };
  find(".add").addEventListener("click", () => put([...view.poles, [0.5, 0]], view.poles.length));
  find(".remove").addEventListener("click", () => put(view.poles.filter((_, i) => i !== view.at), 0));
  find(".take").addEventListener("click", () => {
    if (view.found.estimate) put(polesFrom(polesOf(view.found.estimate.phi)), 0);
  });
  let wide = view.root.clientWidth;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
