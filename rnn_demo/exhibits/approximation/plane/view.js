// Points of two classes and a net that tells them apart, trained here; each hidden unit can be seen.

import { legend, make } from "../../../ui/js/captions.js";
import { lines } from "../../../ui/js/charts.js";
import { mount } from "../../../ui/js/mount.js";
import { ORANGE, PURPLE } from "../../../ui/js/palette.js";
import { t } from "../../../ui/js/words.js";
import { buttons, film } from "../film.js";
import { firstWeights, workspace } from "../network.js";
import { pointsOf } from "../points.js";
import { descend } from "../training.js";
import { chart, drawPlane, drawUnit } from "./pictures.js";
import { tell } from "./telling.js";

/**
 * The data that the view receives; see plane_data in view.py.
 *
 * @typedef {object} Data
 * @property {number} turn
 * @property {string} pattern
 * @property {number} noise
 * @property {import("../network.js").Architecture} net
 * @property {string} optimizer
 * @property {number} updates
 * @property {number} rate
 * @property {number} seed
 * @property {number[]} first losses, as Python has them
 *
 * Where the training is: the mean loss of the learned points and of the others.
 *
 * @typedef {{ update: number, learned: number, tested: number }} Losses
 *
 * @typedef {object} Own
 * @property {string} question what is trained, and how
 * @property {{ learned: import("../points.js").Points, tested: import("../points.js").Points }} points
 * @property {import("../network.js").Workspace} learning
 * @property {import("../network.js").Workspace} testing
 * @property {import("../network.js").Workspace} chart of the whole square
 * @property {Losses[]} history
 * @property {number[]} losses the first ones
 * @property {import("../film.js").Film} film
 * @property {{ layer: number, unit: number } | null} chosen the unit that is shown large; null for the output
 * @property {HTMLCanvasElement[][]} units their small pictures, layer by layer
 * @typedef {import("../../../ui/js/mount.js").View<Data, Own>} View
 */

export default mount({ root: ".approximation", begin, listen, show, leave: (view) => view.film.stop(), again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const { data, root } = view, points = pointsOf(data.pattern, data.noise, data.seed);
  return {
    question: "", points, learning: workspace(data.net, points.learned.x), testing: workspace(data.net, points.tested.x),
    chart: workspace(data.net, chart()), history: [], losses: [], chosen: null, units: [],
    film: film({ root, note: (update, { theta, loss }) => note(view, update, theta, loss), draw: () => draw(view) }),
  };
}

/** @param {View} view */
function show(view) {
  const { data } = view, { pattern, noise, net, optimizer, updates, rate, seed } = data;
  const question = JSON.stringify([pattern, noise, net, optimizer, updates, rate, seed]);
  if (question !== view.question) {
    view.question = question;
    view.chosen = null;
    restart(view);
    view.film.go();
  }
  draw(view);
}

/** @param {View} view */
function restart(view) {
  const { data: { pattern, noise, net, optimizer, updates, rate, seed } } = view;
  const points = pointsOf(pattern, noise, seed);
  Object.assign(view, {
    points, learning: workspace(net, points.learned.x), testing: workspace(net, points.tested.x),
    chart: workspace(net, chart()), history: [], losses: [],
  });
  const objective = (/** @type {Float64Array} */ theta) => view.learning.lossAndGradient(theta, points.learned.y, "classes");
  view.film.put(kept(descend(objective, firstWeights(net, seed), { optimizer, updates, rate }), view), updates);
  place(view);
}

/**
 * The same descent; the first losses are kept for the check.
 *
 * @param {ReturnType<typeof descend>} steps
 * @param {View} view
 * @returns {ReturnType<typeof descend>}
 */
function* kept(steps, view) {
  for (const one of steps) {
    if (view.losses.length < view.data.first.length) view.losses.push(one.loss);
    yield one;
  }
}

/**
 * @param {View} view
 * @param {number} update
 * @param {Float64Array} theta
 * @param {number} loss
 */
function note(view, update, theta, loss) {
  if (view.history.at(-1)?.update === update || Number.isNaN(loss)) return;
  const { tested } = view.points, z = view.testing.forward(theta);
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += Math.max(z[i], 0) + Math.log1p(Math.exp(-Math.abs(z[i]))) - tested.y[i] * z[i];
  view.history.push({ update, learned: loss, tested: sum / z.length });
}

/**
 * A button with a picture for each hidden unit.
 *
 * @param {View} view
 */
function place(view) {
  const { data: { net: { width, depth } }, find } = view;
  view.units = Array.from({ length: depth }, () => Array.from({ length: width }, () => make("canvas")));
  find(".units").replaceChildren(...view.units.map((canvases, layer) => make(
    "div", "layer",
    make("span", "", t("Units of layer {layer}", { layer: layer + 1 })),
    ...canvases.map((canvas, unit) => {
      const button = make("button", "", canvas);
      button.type = "button";
      button.setAttribute("aria-label", t("Unit {unit} of layer {layer}", { unit: unit + 1, layer: layer + 1 }));
      button.addEventListener("click", () => {
        const same = view.chosen?.layer === layer && view.chosen.unit === unit;
        view.chosen = same ? null : { layer, unit };
        draw(view);
      });
      return button;
    }),
  )));
}

/** @param {View} view */
function draw(view) {
  if (!view.film) return;
  const { film: { place: { theta } }, chart: square } = view;
  view.root.classList.toggle("running", view.film.running);
  square.forward(theta);
  drawPlane(view);
  view.units.forEach((canvases, layer) => {
    canvases.forEach((canvas, unit) => {
      drawUnit(canvas, square, layer, unit, view.data.net.activation);
      const pressed = view.chosen?.layer === layer && view.chosen.unit === unit;
      canvas.parentElement?.setAttribute("aria-pressed", String(pressed));
    });
  });
  drawLosses(view);
  tell(view);
}

/** @param {View} view */
function drawLosses({ find, history, film }) {
  const canvas = find(".error canvas", HTMLCanvasElement), x = history.map(({ update }) => update);
  const log = (/** @type {number} */ loss) => Math.log10(Math.max(loss, 1e-8));
  const end = Math.max(1, film.over ? film.update : film.updates);
  if (x.at(-1) !== end) x.push(end);
  const curve = (/** @type {(one: Losses) => number} */ of) => x.map((_, i) => (i < history.length ? log(of(history[i])) : NaN));
  lines(canvas, x, [
    { y: curve(({ tested }) => tested), colour: PURPLE, width: 1.6 },
    { y: curve(({ learned }) => learned), colour: ORANGE, width: 2 },
  ], { xTitle: t("updates"), cursor: film.over ? null : film.update });
  legend(find(".error .legend"), [
    { name: t("points learned from"), colour: ORANGE },
    { name: t("points never seen"), colour: PURPLE },
  ]);
  canvas.setAttribute("aria-label", t("Loss over the training, logarithmic: {learned} for the points learned from, {tested} for the others", {
    learned: history.at(-1)?.learned.toPrecision(2) ?? "", tested: history.at(-1)?.tested.toPrecision(2) ?? "",
  }));
}

/** @param {View} view */
function listen(view) {
  buttons(view.find, view.film, () => restart(view));
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide && view.question) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
