// Baum–Welch as a film: the likelihoods of all starts, and one start's tables beside the planted ones.

import { badge, legend, make } from "../../../ui/js/captions.js";
import { lines, pointed } from "../../../ui/js/charts.js";
import { onKeys, SIDEWAYS } from "../../../ui/js/keys.js";
import { mount } from "../../../ui/js/mount.js";
import { floats } from "../../../ui/js/packing.js";
import { GREEN, GREY, ORANGE } from "../../../ui/js/palette.js";
import { player } from "../../../ui/js/player.js";
import { t } from "../../../ui/js/words.js";

const PAUSE_MS = 250;

/**
 * The data that the view receives; see learning_data in view.py.
 *
 * @typedef {object} Learning
 * @property {number} turn
 * @property {string} curves (starts, iterations + 1)
 * @property {number} starts
 * @property {number} best
 * @property {number[]} frames
 * @property {string} film (frames, starts, states, states + symbols)
 * @property {number} states
 * @property {string[]} names of the learned states, in the order in which they are shown
 * @property {string[]} plantedNames
 * @property {string} letters
 * @property {number[][]} planted rows of transitions and emissions
 * @property {number} plantedLog
 * @property {number[][]} orders
 * @property {import("../../../ui/js/captions.js").Check} check
 * @property {string} spoken
 *
 * @typedef {object} Own
 * @property {Float32Array} curves
 * @property {Float32Array} film
 * @property {number} start
 * @property {import("../../../ui/js/charts.js").Area | null} area
 * @property {import("../../../ui/js/player.js").Player} player
 * @typedef {import("../../../ui/js/mount.js").View<Learning, Own>} View
 */

export default mount({ root: ".learning", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const film = player({ root: view.root, last: () => view.data.frames.length - 1, draw: () => draw(view) });
  return { curves: new Float32Array(), film: new Float32Array(), start: 0, area: null, player: film };
}

/**
 * @param {View} view
 * @param {Learning | null} before
 */
function show(view, before) {
  const { data, find } = view;
  if (before !== data) {
    view.player.stop();
    view.curves = floats(data.curves);
    view.film = floats(data.film);
    view.start = data.best;
    view.player.set(data.frames.length - 1);
    find(".start").replaceChildren(...Array.from({ length: data.starts }, (_, i) => {
      const option = make("option", "", i === data.best ? t("{n}, the best", { n: i + 1 }) : String(i + 1));
      option.value = String(i);
      return option;
    }));
  }
  find(".start", HTMLSelectElement).value = String(view.start);
  find(".curves").setAttribute("aria-label", data.spoken);
  badge(find(".rises"), data.check);
  legend(find(".legend"), [
    { name: t("this start"), colour: GREEN },
    { name: t("the other starts"), colour: GREY },
    { name: t("the planted model"), colour: ORANGE },
  ]);
  find(".renamed").textContent = data.orders.length ? t("states renamed by the best permutation") : t("another number of states than planted");
  table(find(".planted"), data.planted, data.plantedNames, data.letters);
  draw(view);
}

/** @param {View} view */
function draw(view) {
  const { data, find, curves, film, start, player: { step, playing } } = view;
  const count = curves.length / data.starts, at = data.frames[step];
  const x = Float32Array.from({ length: count }, (_, i) => i);
  const own = (/** @type {number} */ i) => curves.subarray(i * count, (i + 1) * count);
  const others = Array.from({ length: data.starts }, (_, i) => i).filter((i) => i !== start);
  view.area = lines(find(".curves", HTMLCanvasElement), x, [
    ...others.map((i) => ({ y: own(i), colour: GREY })),
    { y: x.map(() => data.plantedLog), colour: ORANGE, dash: [5, 4] },
    { y: own(start), colour: GREEN, width: 2.5 },
  ], { xTitle: t("iterations"), cursor: at, logarithmic: false, room: 0.002, floor: floorOf(view) });
  const wide = data.states + data.letters.length, size = data.states * wide;
  const frame = film.subarray((step * data.starts + start) * size, (step * data.starts + start + 1) * size);
  const order = data.orders[start] ?? data.names.map((_, i) => i);
  const rows = order.map((i) => Array.from(frame.subarray(i * wide, (i + 1) * wide)));
  table(find(".found"), rows.map((row) => [...order.map((j) => row[j]), ...row.slice(data.states)]), data.names, data.letters);
  find(".play-on").textContent = playing ? t("❚❚ Pause") : t("▶ Play");
  find(".when").textContent = t("iteration {at} of {last}: {log} nats a symbol", { at, last: count - 1, log: own(start)[at].toFixed(4).replace("-", "−") });
}

/**
 * The least that is shown: the first iteration gains so much that the others could not be told apart.
 *
 * @param {View} view
 */
function floorOf({ data, curves }) {
  const count = curves.length / data.starts;
  const early = Array.from({ length: data.starts }, (_, i) => curves[i * count + Math.min(1, count - 1)]);
  return Math.min(data.plantedLog, ...early);
}

/**
 * Transitions and emissions side by side.
 *
 * @param {HTMLElement} element
 * @param {number[][]} rows
 * @param {string[]} names
 * @param {string} letters
 */
function table(element, rows, names, letters) {
  const head = make("tr", "", make("th"), ...names.map((name) => column(`→ ${name}`)), gap("th"), ...[...letters].map(column));
  const body = rows.map((row, i) => {
    const name = make("th", "", names[i]);
    name.scope = "row";
    const cells = row.map((value) => {
      const cell = make("td", "", value.toFixed(3));
      cell.style.setProperty("--share", `${(100 * value).toFixed(1)}%`);
      return cell;
    });
    return make("tr", "", name, ...cells.slice(0, names.length), gap("td"), ...cells.slice(names.length));
  });
  element.replaceChildren(make("table", "", make("thead", "", head), make("tbody", "", ...body)));
}

/** @param {string} name */
function column(name) {
  const found = make("th", "", name);
  found.scope = "col";
  return found;
}

/** @param {"th" | "td"} kind */
function gap(kind) {
  return make(kind, "gap");
}

/** @param {View} view */
function listen(view) {
  const { find } = view, end = () => view.data.frames.length - 1;
  find(".play-on").addEventListener("click", () => {
    if (view.player.playing) return view.player.pause();
    if (view.player.step >= end()) view.player.set(0);
    view.player.play({ pause: PAUSE_MS });
  });
  find(".one").addEventListener("click", () => {
    if (view.player.step >= end()) view.player.set(0);
    view.player.onward();
  });
  find(".all").addEventListener("click", () => view.player.go(end()));
  find(".start").addEventListener("change", () => {
    view.start = Number(find(".start", HTMLSelectElement).value);
    draw(view);
  });
  const canvas = find(".curves");
  canvas.addEventListener("pointerdown", (event) => {
    if (!view.area) return;
    const at = pointed(view.area, event).x, { frames } = view.data;
    const near = frames.reduce((best, frame, i) => (Math.abs(frame - at) < Math.abs(frames[best] - at) ? i : best), 0);
    view.player.go(near);
  });
  onKeys(canvas, SIDEWAYS, (step) => { view.player.go(view.player.step + step); });
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide && view.curves.length) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
