// A curve and the net that is fitted to it, trained here: a stroke needs no answer from the server.

import { mount } from "../../../ui/js/mount.js";
import { buttons, film } from "../film.js";
import { certainError, mostRuns } from "../limits.js";
import { firstWeights, foldingWeights, workspace } from "../network.js";
import { finePoints, fittedPoints, jumpOf } from "../targets.js";
import { descend } from "../training.js";
import { drawable, written } from "./drawing.js";
import { drawCurve, drawErrors } from "./pictures.js";
import { tell } from "./telling.js";

const KEYBOARD_MS = 600; // without another key, after which a drawing is finished

/**
 * The data that the view receives; see curve_data in view.py.
 *
 * @typedef {object} Data
 * @property {number} turn
 * @property {number} opened which opening of the page this is
 * @property {number} said the number of the last drawing that the server has heard of
 * @property {import("../targets.js").Target} target
 * @property {import("../network.js").Architecture} net
 * @property {boolean} folded whether the net begins as one that folds the interval
 * @property {string} optimizer
 * @property {number} updates
 * @property {number} rate
 * @property {number} seed
 * @property {number} reach of the x that are shown
 * @property {number[]} first losses, as Python has them
 *
 * The error over the fine points: the largest one, where, what function and net are there, and the
 * root mean square.
 *
 * @typedef {{ update: number, most: number, x: number, f: number, g: number, rms: number }} Measured
 *
 * @typedef {object} Own
 * @property {string} question what is trained, and how
 * @property {import("../targets.js").Target} target
 * @property {import("../targets.js").Samples} fine
 * @property {import("../network.js").Workspace} measuring of the fine points
 * @property {Measured[]} history
 * @property {Measured | null} now
 * @property {number[]} losses the first ones
 * @property {number} certain the error that no weights go below
 * @property {number | null} runs
 * @property {import("../film.js").Film} film
 * @property {{ readonly busy: boolean, readonly knot: number }} board
 * @property {import("../../../ui/js/charts.js").Area | null} area
 * @property {number} sent the number of the last drawing that the server was told
 * @property {ReturnType<typeof setTimeout> | null} waiting a drawing that it is going to be told
 * @typedef {import("../../../ui/js/mount.js").View<Data, Own>} View
 */

export default mount({ root: ".approximation", begin, listen, show, leave: (view) => view.film.stop(), again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const { data, root, find } = view, fine = finePoints(data.target);
  return {
    question: "", target: data.target, fine, measuring: workspace(data.net, fine.x), history: [], now: null, losses: [], certain: 0,
    runs: null, area: null, sent: data.said, waiting: null,
    film: film({ root, note: (update, { theta, loss }) => note(view, update, theta, loss), draw: () => draw(view) }),
    board: drawable(find(".picture canvas"), {
      area: () => view.area,
      target: () => view.target,
      drawn: (target) => {
        view.target = target;
        view.film.stop();
        draw(view);
      },
      pointed: () => draw(view),
      done: (pause) => {
        if (view.waiting !== null) clearTimeout(view.waiting);
        view.waiting = setTimeout(() => finish(view), pause ? KEYBOARD_MS : 0);
      },
    }),
  };
}

/**
 * A drawing is finished: it is trained on, and the server hears of it for the page's link.
 *
 * @param {View} view
 */
function finish(view) {
  view.waiting = null;
  if (!view.root.isConnected) return;
  ask(view);
  view.sent = Date.now();
  view.trigger("drawn", { opened: view.data.opened, said: view.sent, drawn: written(view.target.drawn) });
}

/**
 * @param {View} view
 * @param {Data | null} before
 */
function show(view, before) {
  const { data } = view, heard = view.waiting === null && !view.board.busy && data.said === view.sent;
  if (before && before.opened !== data.opened) {
    if (view.waiting !== null) clearTimeout(view.waiting); // what was drawn belongs to what is gone
    view.waiting = null;
    view.sent = data.said;
  }
  if (!before || before.opened !== data.opened || heard) view.target = data.target;
  ask(view);
  draw(view);
}

/**
 * Trains on what is asked now, unless that is what is trained already.
 *
 * @param {View} view
 */
function ask(view) {
  const { data, target } = view, { net, folded, optimizer, updates, rate, seed } = data;
  const question = JSON.stringify([seen(target), net, folded, optimizer, updates, rate, seed]);
  if (question === view.question) return;
  view.question = question;
  restart(view);
  view.film.go();
}

/**
 * What of a target its values depend on.
 *
 * @param {import("../targets.js").Target} target
 */
function seen({ name, bumps, drawn }) {
  if (name === "drawn") return [name, drawn];
  return name === "sine" || name === "teeth" ? [name, bumps] : [name];
}

/** @param {View} view */
function restart(view) {
  const { data: { net, folded, optimizer, updates, rate, seed }, target } = view;
  const { x, y } = fittedPoints(target), training = workspace(net, x);
  view.fine = finePoints(target);
  view.measuring = workspace(net, view.fine.x);
  view.history = [];
  view.losses = [];
  view.runs = mostRuns(net);
  view.certain = certainError(view.fine.y, view.runs, jumpOf(target));
  const first = folded ? foldingWeights(net) : firstWeights(net, seed);
  const counted = (/** @type {Float64Array} */ theta) => training.lossAndGradient(theta, y, "squares");
  view.film.put(kept(descend(counted, first, { optimizer, updates, rate }), view), updates);
}

/**
 * The same descent; the first losses are kept for the check.
 *
 * @param {ReturnType<typeof descend>} steps
 * @param {View} view
 * @returns {ReturnType<typeof descend>}
 */
function* kept(steps, view) {
  for (const place of steps) {
    if (view.losses.length < view.data.first.length) view.losses.push(place.loss);
    yield place;
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
  view.history.push(measured(view, update, theta));
}

/**
 * @param {View} view
 * @param {number} update
 * @param {Float64Array} theta
 * @returns {Measured}
 */
function measured({ fine: { x, y }, measuring }, update, theta) {
  const g = measuring.forward(theta);
  let most = -1, worst = 0, sum = 0;
  for (let i = 0; i < g.length; i++) {
    const off = Math.abs(y[i] - g[i]);
    sum += off * off;
    if (off > most) [most, worst] = [off, i];
  }
  return { update, most, x: x[worst], f: y[worst], g: g[worst], rms: Math.sqrt(sum / g.length) };
}

/** @param {View} view */
function draw(view) {
  if (!view.film) return;
  view.root.classList.toggle("running", view.film.running);
  view.now = measured(view, view.film.update, view.film.place.theta);
  drawCurve(view);
  drawErrors(view);
  tell(view);
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
