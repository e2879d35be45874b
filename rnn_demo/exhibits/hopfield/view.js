// The net at work: a drawing, what is left of it, and what the net makes of that, flip by flip.
// Everything is computed here, so a stroke needs no answer from the server.

import { unpacked, written } from "../../ui/js/bitmaps.js";
import { mount } from "../../ui/js/mount.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { spoiled } from "./bitmaps.js";
import { denseRecall } from "./dense.js";
import { recall, remember, stateAt, stepsOf } from "./memory.js";
import { draw, drawStored } from "./panels.js";
import { drawable } from "./pixels.js";
import { judged, overlapsOf } from "./verdict.js";
import { descent, told } from "./words.js";

const FRAME_MS = 16, FLIP_MS = 45, UPDATE_MS = 500; // many flips, few flips, whole updates
const FEW = 100; // flips
const KEYBOARD_MS = 500; // without another change, after which the server is told

/**
 * The data that the view receives; see view.py.
 *
 * @typedef {object} Net
 * @property {number} turn
 * @property {number} opened which opening of the page this is
 * @property {number} said the number of the last change that the server has heard of
 * @property {number} side
 * @property {string[]} names
 * @property {string} patterns packed, one after the other
 * @property {number} removable how many of the first patterns can be forgotten
 * @property {string} rule
 * @property {string} update
 * @property {number} beta
 * @property {number} theta
 * @property {number} seed
 * @property {string} drawing packed
 * @property {number} noise
 * @property {string} wiped
 *
 * @typedef {object} Own
 * @property {import("./bitmaps.js").Pixels[]} patterns
 * @property {import("./memory.js").Memory | null} memory
 * @property {import("./bitmaps.js").Pixels} drawing
 * @property {import("./bitmaps.js").Pixels} start
 * @property {number} noise
 * @property {string} wiped
 * @property {import("./memory.js").Recall} found
 * @property {string} update asynchronous, synchronous or dense: what the steps of the recall are
 * @property {string} words what the recall has come to
 * @property {ReturnType<typeof descent>} fall of the energy, checked
 * @property {string} ink the colour in which the stored patterns were drawn
 * @property {number} sent the number of the last change that the server was told
 * @property {number | null} waiting a change that it is going to be told
 * @property {import("../../ui/js/player.js").Player} film of the recall, step by step
 * @property {{ readonly busy: boolean, readonly cursor: number }} board
 * @typedef {import("../../ui/js/mount.js").View<Net, Own>} View
 */

export default mount({ root: ".hopfield", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const film = player({ root: view.root, last: () => stepsOf(view.found), draw: () => draw(view) });
  const board = drawable(view.find(".drawing", HTMLCanvasElement), {
    pixels: () => view.drawing,
    drawn: () => answer(view),
    done: () => tell(view, {}, KEYBOARD_MS),
  });
  return {
    patterns: [], memory: null, drawing: new Int8Array(), start: new Int8Array(), noise: 0, wiped: "no",
    found: { start: new Float64Array(), flips: [], states: [], energies: [0], promised: [], settled: true, period: 1 },
    update: "", words: "", fall: { text: "", holds: true, title: "", note: "" }, ink: "", sent: 0, waiting: null, film, board,
  };
}

/**
 * @param {View} view
 * @param {Net | null} before
 */
function show(view, before) {
  const { data } = view, units = data.side ** 2;
  const stored = !before || ["patterns", "side", "rule", "theta", "removable"].some((name) => differs(before, data, name));
  if (stored) {
    const bytes = Math.ceil(units / 8), long = Math.ceil(bytes / 3) * 4;
    view.patterns = data.names.map((_, k) => unpacked(data.patterns.slice(k * long, (k + 1) * long), units));
    view.memory = data.rule === "dense" ? null : remember(view.patterns, units, data.rule, data.theta);
  }
  if (before && before.opened !== data.opened && view.waiting !== null) {
    clearTimeout(view.waiting); // what was changed before belongs to what is gone
    view.waiting = null;
  }
  const heard = view.waiting === null && !view.board.busy && data.said === view.sent;
  if (!before || before.opened !== data.opened || before.side !== data.side || heard) {
    view.drawing = unpacked(data.drawing, units);
    view.noise = data.noise;
    view.wiped = data.wiped;
  }
  const asked = stored || ["update", "beta", "seed", "drawing", "noise", "wiped"].some((name) => differs(before, data, name));
  const ink = getComputedStyle(view.root).color;
  if (stored || ink !== view.ink) drawStored(view, ink, (k) => {
    view.drawing = view.patterns[k].slice();
    answer(view);
    tell(view, { cue: k + 1 });
  }, (k) => tell(view, { forget: k }));
  view.ink = ink;
  if (asked) answer(view);
  else draw(view);
}

/**
 * @param {any} before
 * @param {any} data
 * @param {string} name
 */
function differs(before, data, name) {
  return before[name] !== data[name];
}

/**
 * Recalls from what is drawn now, and shows where that ends.
 *
 * @param {View} view
 */
function answer(view) {
  const { data, patterns, found: before } = view, dense = data.rule === "dense" && patterns.length > 0;
  view.start = spoiled(view.drawing, view.noise, view.wiped, data.seed);
  const memory = view.memory ?? remember([], data.side ** 2, "hebb", 0);
  const found = dense ? denseRecall(patterns, view.start, data.beta) : recall(memory, view.start, data.update, data.seed);
  const last = stateAt(found, stepsOf(found)), verdict = judged(patterns, last.map((one) => (one < 0 ? -1 : 1)));
  const overlap = verdict.patterns.length ? overlapsOf(patterns, last)[verdict.patterns[0]] : 0;
  const symmetric = data.rule !== "chain";
  view.found = found;
  view.update = dense ? "dense" : data.update;
  view.words = told({ found, update: view.update, verdict, overlap, names: data.names, symmetric });
  view.fall = descent(found, symmetric, view.update);
  const same = found.energies.length === before.energies.length && found.start.every((one, i) => one === before.start[i])
    && found.energies.every((one, k) => one === before.energies[k]);
  if (!same) {
    view.film.stop();
    view.film.set(stepsOf(found));
  }
  draw(view);
}

/**
 * Tells the server of a change, so that the page's link and its words follow.
 *
 * @param {View} view
 * @param {Record<string, unknown>} change
 * @param {number} [pause] milliseconds in which another change replaces this one
 */
function tell(view, change, pause = 0) {
  if (view.waiting !== null) clearTimeout(view.waiting);
  view.waiting = setTimeout(() => {
    view.waiting = null;
    if (!view.root.isConnected) return;
    view.sent = Date.now();
    const now = { drawn: written(view.drawing), noise: view.noise, wiped: view.wiped };
    view.trigger("changed", { opened: view.data.opened, said: view.sent, ...now, ...change });
  }, pause);
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view, noise = find(".noise", HTMLInputElement), wiped = find(".wiped", HTMLSelectElement);
  const scrub = find(".scrub", HTMLInputElement);
  noise.addEventListener("input", () => {
    view.noise = Number(noise.value) / 100;
    answer(view);
    tell(view, {}, KEYBOARD_MS);
  });
  wiped.addEventListener("change", () => {
    view.wiped = wiped.value;
    answer(view);
    tell(view, {});
  });
  find(".clear").addEventListener("click", () => {
    view.drawing.fill(-1);
    answer(view);
    tell(view, {});
  });
  find(".store").addEventListener("click", () => {
    const problem = unstorable(view);
    if (problem) find(".verdict").textContent = problem; // until something is changed
    else tell(view, { store: written(view.drawing) });
  });
  find(".run").addEventListener("click", () => {
    if (film.step >= stepsOf(view.found)) film.set(0);
    const flips = view.found.flips.length;
    film.play({ pause: flips > FEW ? FRAME_MS : flips ? FLIP_MS : UPDATE_MS });
  });
  find(".one").addEventListener("click", () => film.go(film.step >= stepsOf(view.found) ? 0 : film.step + 1));
  find(".all").addEventListener("click", () => film.go(stepsOf(view.found)));
  scrub.addEventListener("input", () => film.go(Number(scrub.value)));
  new ResizeObserver(() => { if (view.found) draw(view); }).observe(view.root);
}

/**
 * Why the drawing cannot be stored, if it cannot.
 *
 * @param {View} view
 */
function unstorable({ drawing, patterns, data }) {
  if (drawing.every((one) => one < 0)) return t("The drawing is empty: draw something, then store it.");
  const same = patterns.findIndex((own) => own.every((one, i) => one === drawing[i]));
  return same < 0 ? "" : t("This drawing is stored already: {name}.", { name: data.names[same] });
}
