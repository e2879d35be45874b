// A restricted Boltzmann machine that dreams, and completes what one draws. All of it is computed
// here: the server sends the weights and hears nothing more.

import { legend } from "../../../ui/js/captions.js";
import { drawable } from "../../../ui/js/drawing.js";
import { inkPicture } from "../../../ui/js/ink.js";
import { mount } from "../../../ui/js/mount.js";
import { halves } from "../../../ui/js/packing.js";
import { BLUE, RED } from "../../../ui/js/palette.js";
import { t, tn } from "../../../ui/js/words.js";
import { example } from "./example.js";
import { filterTiles, strongest } from "./pictures.js";
import { coins, freeEnergy, gibbsStep } from "./restricted.js";
import { told } from "./words.js";

const PAUSE_MS = 60, AT_FIRST = 60; // Gibbs steps before the first picture
const AT_ONCE = 2; // Gibbs steps while a stroke is drawn
const TILES = 63, ACROSS = 9;

/**
 * The data that the view receives; see digits_data in view.py.
 *
 * @typedef {object} Sent
 * @property {number} turn
 * @property {number} rows
 * @property {number} columns
 * @property {number} hidden
 * @property {string} weights
 * @property {string} visibleBias
 * @property {string} hiddenBias
 * @property {import("./words.js").Measured | null} measured
 *
 * @typedef {object} Own
 * @property {import("./restricted.js").Machine | null} machine
 * @property {import("../../../ui/js/drawing.js").Drawing} drawing
 * @property {0 | 1} ink of the pen
 * @property {Uint8Array} picture of the chain
 * @property {ArrayLike<number>} likely its pixels' chances
 * @property {number} steps that the chain has taken
 * @property {() => number} coin
 * @property {number[]} units whose filters are shown
 * @property {number | null} timer
 * @typedef {import("../../../ui/js/mount.js").View<Sent, Own>} View
 */

export default mount({ root: ".digits", begin, listen, show, leave: stop, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin({ data: { rows, columns } }) {
  const pixels = new Uint8Array(rows * columns), cursor = Math.floor(rows / 2) * columns + Math.floor(columns / 2);
  const drawing = { pixels, rows, columns, cursor };
  example(drawing);
  return {
    machine: null, drawing, ink: 1, picture: pixels.slice(), likely: pixels, steps: 0, coin: coins(1), units: [], timer: null,
  };
}

/**
 * @param {View} view
 * @param {Sent | null} before
 */
function show(view, before) {
  const { data, find } = view;
  if (before !== data) {
    view.machine = {
      visible: data.rows * data.columns, hidden: data.hidden, weights: halves(data.weights),
      visibleBias: halves(data.visibleBias), hiddenBias: halves(data.hiddenBias),
    };
    view.units = strongest(view.machine, TILES);
    restart(view);
    for (let i = 0; i < AT_FIRST; i++) step(view);
  }
  legend(find(".legend"), [
    { name: t("ink here speaks for the unit"), colour: RED },
    { name: t("against it"), colour: BLUE },
  ]);
  find(".filters").setAttribute("aria-label", t("The weights of {shown} of {all} hidden units, as pictures", {
    shown: view.units.length, all: data.hidden,
  }));
  draw(view);
}

/**
 * Whether a pixel is taken from the drawing and kept.
 *
 * @param {View} view
 */
function holding({ find, drawing: { rows, columns } }) {
  const held = find(".held", HTMLSelectElement).value, middle = (rows * columns) / 2;
  if (held === "upper") return (/** @type {number} */ i) => i < middle;
  if (held === "lower") return (/** @type {number} */ i) => i >= middle;
  return () => false;
}

/**
 * Puts what is held of the drawing into the chain.
 *
 * @param {View} view
 */
function clamp(view) {
  const held = holding(view);
  view.picture = view.picture.map((pixel, i) => (held(i) ? view.drawing.pixels[i] : pixel));
}

/** @param {View} view */
function step(view) {
  if (!view.machine) return;
  const held = holding(view), temperature = Number(view.find(".warmth", HTMLInputElement).value);
  const { picture, likely } = gibbsStep(view.machine, view.picture, view.coin, temperature, held);
  view.picture = picture;
  view.likely = likely.map((p, i) => (held(i) ? picture[i] : p));
  view.steps++;
}

/**
 * Lets a chain that stands still follow what was drawn; one that runs does so by itself.
 *
 * @param {View} view
 * @param {number} steps
 */
function follow(view, steps) {
  clamp(view);
  if (view.timer === null && view.find(".held", HTMLSelectElement).value !== "none") {
    for (let i = 0; i < steps; i++) step(view);
  }
}

/**
 * The chain begins anew: with tossed coins where nothing is held.
 *
 * @param {View} view
 */
function restart(view) {
  view.picture = view.picture.map(() => (view.coin() < 0.5 ? 1 : 0));
  clamp(view);
  view.likely = view.picture;
  view.steps = 0;
}

/** @param {View} view */
function draw(view) {
  const { find, drawing, machine } = view, { rows, columns } = drawing;
  if (!machine) return;
  const held = holding(view), marked = (/** @type {number} */ row) => held(row * columns);
  const canvas = find(".draw", HTMLCanvasElement), ink = drawing.pixels.reduce((sum, pixel) => sum + pixel, 0);
  const focused = canvas.matches(":focus-visible");
  inkPicture(canvas, drawing.pixels, { rows, columns, cursor: focused ? drawing.cursor : -1, marked });
  canvas.setAttribute("aria-label", t("A picture to draw on, {ink} of {all} pixels inked; arrow keys move, space inks, Delete takes ink away", {
    ink, all: rows * columns,
  }));
  drawChain(view);
  filterTiles(find(".filters", HTMLCanvasElement), machine, view.units, { rows, columns, across: ACROSS });
  find(".pen").textContent = view.ink ? t("✎ Draw") : t("⌫ Erase");
  find(".energy").textContent = told(freeEnergy(machine, drawing.pixels), ink, view.data.measured);
}

/** @param {View} view */
function drawChain(view) {
  const { find, drawing: { rows, columns }, machine } = view;
  if (!machine) return;
  const held = holding(view), marked = (/** @type {number} */ row) => held(row * columns), canvas = find(".chain", HTMLCanvasElement);
  inkPicture(canvas, view.likely, { rows, columns, marked });
  const energy = freeEnergy(machine, view.picture).toFixed(1).replace("-", "−");
  find(".when").textContent = tn("1 Gibbs step, F = {energy} nats", "{n} Gibbs steps, F = {energy} nats", view.steps, { energy });
  canvas.setAttribute("aria-label", t("What the machine dreams: a picture of {rows} by {columns} pixels", { rows, columns }));
  const dreaming = find(".held", HTMLSelectElement).value === "none";
  find(".go").textContent = view.timer !== null ? t("❚❚ Pause") : dreaming ? t("▶ Dream") : t("▶ Complete");
  find(".degree").textContent = Number(find(".warmth", HTMLInputElement).value).toFixed(2);
}

/** @param {View} view */
function stop(view) {
  if (view.timer !== null) clearInterval(view.timer);
  view.timer = null;
}

/** @param {View} view */
function play(view) {
  view.timer = setInterval(() => {
    if (!view.root.isConnected) return stop(view);
    step(view);
    drawChain(view);
  }, PAUSE_MS);
}

/** @param {View} view */
function listen(view) {
  const { find, drawing } = view;
  const inked = (/** @type {number} */ steps) => {
    follow(view, steps);
    draw(view);
  };
  drawable(find(".draw", HTMLCanvasElement), {
    drawing: () => drawing, ink: () => view.ink, draw: () => draw(view), changed: () => inked(AT_ONCE), done: () => inked(AT_FIRST),
  });
  const acts = /** @type {[string, () => void][]} */ ([
    [".go", () => { if (view.timer === null) play(view); else stop(view); }],
    [".one", () => { stop(view); step(view); }],
    [".noise", () => restart(view)],
    [".clear", () => { drawing.pixels.fill(0); follow(view, AT_FIRST); }],
    [".pen", () => { view.ink = view.ink ? 0 : 1; }],
  ]);
  for (const [selector, act] of acts) {
    find(selector).addEventListener("click", () => {
      act();
      draw(view);
    });
  }
  find(".held").addEventListener("change", () => {
    restart(view);
    draw(view);
  });
  find(".warmth").addEventListener("input", () => drawChain(view));
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
