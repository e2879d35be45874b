// Eight pictures drawn pixel by pixel from what a visitor has drawn. All of it is computed here: the
// server sends the weights once, and hears of changes so that the link follows.

import { unpacked as unpackedPixels, written } from "../../ui/js/bitmaps.js";
import { drawable } from "../../ui/js/drawing.js";
import { inkPicture } from "../../ui/js/ink.js";
import { mount } from "../../ui/js/mount.js";
import { t } from "../../ui/js/words.js";
import { drawBoard, madeBoard } from "./board.js";
import { begun, onePixel, surprise } from "./drawing_on.js";
import { readWhole, unpacked } from "./network.js";
import { KEY } from "./shared.js";
import { drawSurprise, drawTiles, madeTiles } from "./tiles.js";
import { costOf, told } from "./words.js";

const COUNT = 8, SIDE = 28, PIXELS = SIDE * SIDE, GRID = { rows: SIDE, columns: SIDE };
const PIXELS_A_FRAME = 3, BUDGET_MS = 12; // of a frame
const QUIET_MS = 400; // without another change, after which the server is told

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Sent
 * @property {number} turn
 * @property {number} opened which opening of the page this is
 * @property {number} said the number of the last change that the server has heard of
 * @property {string} drawing packed
 * @property {number} given pixels
 * @property {number} temperature
 * @property {number} seed
 * @property {import("./words.js").Measured | null} measured
 *
 * @typedef {object} Own
 * @property {import("./network.js").Network | null} network
 * @property {import("../../ui/js/drawing.js").Drawing} drawing
 * @property {number} given
 * @property {0 | 1} ink of the pen
 * @property {import("./drawing_on.js").Drawn | null} drawn
 * @property {Float64Array} surprises
 * @property {import("./tiles.js").Tile[]} tiles
 * @property {import("./board.js").Board} board
 * @property {number | null} frame of the film
 * @property {number | null} waiting a change that the server is going to be told
 * @property {number} sent the number of the last change that it was told
 * @property {boolean} busy a stroke is being drawn
 * @property {() => void} arrived
 * @typedef {import("../../ui/js/mount.js").View<Sent, Own>} View
 */

export default mount({ root: ".pixels", begin, listen, show, leave, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const drawing = { pixels: new Uint8Array(PIXELS), ...GRID, cursor: 7 * SIDE + SIDE / 2 };
  const again = () => draw(view);
  /** @param {number} tile @param {number} pixel */
  const flip = (tile, pixel) => flipped(view, tile, pixel);
  const tiles = madeTiles(view.find(".tiles"), COUNT, GRID, (tile) => {
    view.board.chosen = tile;
    again();
  }, flip, again);
  const board = madeBoard({ find: view.find, grid: GRID }, flip, again);
  return {
    network: null, drawing, given: 0, ink: 1, drawn: null, surprises: new Float64Array(PIXELS), tiles, board, frame: null,
    waiting: null, sent: 0, busy: false, arrived: () => { if (view.root.isConnected) restart(view); },
  };
}

/**
 * @param {View} view
 * @param {Sent | null} before
 */
function show(view, before) {
  const { data } = view, opened = !before || before.opened !== data.opened;
  if (opened && view.waiting !== null) {
    clearTimeout(view.waiting); // what was changed before belongs to what is gone
    view.waiting = null;
  }
  const heard = view.waiting === null && !view.busy && data.said === view.sent;
  const pixels = Uint8Array.from(unpackedPixels(data.drawing, PIXELS), (one) => (one > 0 ? 1 : 0));
  const other = view.given !== data.given || pixels.some((one, i) => one !== view.drawing.pixels[i]);
  const luck = !before || before.seed !== data.seed || before.temperature !== data.temperature;
  if ((opened || heard) && other) {
    view.drawing.pixels.set(pixels);
    view.given = data.given;
  }
  if (opened || luck || (heard && other)) restart(view);
  else draw(view);
}

/**
 * Draws from the beginning, as a film.
 *
 * @param {View} view
 */
function restart(view) {
  stop(view);
  if (!view.network) {
    const sent = /** @type {any} */ (globalThis)[KEY];
    if (!sent) return draw(view); // it comes, and says so
    view.network = unpacked(sent);
  }
  const { network, drawing: { pixels }, given, data } = view, reading = readWhole(network, pixels);
  view.surprises = reading.logits.map((logit, i) => surprise(logit, pixels[i]));
  view.drawn = begun(network, COUNT, pixels, given, reading, data.seed);
  while (view.drawn.at < given) next(view);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) finish(view);
  else play(view);
}

/** @param {View} view */
function next({ network, drawn, drawing, data }) {
  if (network && drawn && drawn.at < PIXELS) onePixel(network, drawn, drawing.pixels, data.temperature);
}

/** @param {View} view */
function play(view) {
  const step = () => {
    view.frame = null;
    if (!view.root.isConnected || !view.drawn) return;
    const until = performance.now() + BUDGET_MS;
    for (let n = 0; n < PIXELS_A_FRAME && performance.now() < until; n++) next(view);
    if (view.drawn.at < PIXELS) view.frame = requestAnimationFrame(step);
    draw(view);
  };
  view.frame = requestAnimationFrame(step);
  draw(view);
}

/**
 * Draws the rest without showing how.
 *
 * @param {View} view
 */
function finish(view) {
  stop(view);
  const step = () => {
    view.frame = null;
    if (!view.root.isConnected || !view.drawn) return;
    const until = performance.now() + 4 * BUDGET_MS;
    while (view.drawn.at < PIXELS && performance.now() < until) next(view);
    if (view.drawn.at < PIXELS) view.frame = requestAnimationFrame(step);
    else draw(view);
  };
  step();
}

/** @param {View} view */
function stop(view) {
  if (view.frame !== null) cancelAnimationFrame(view.frame);
  view.frame = null;
}

/** @param {View} view */
function leave(view) {
  stop(view);
  document.removeEventListener(KEY, view.arrived);
}

/**
 * A pixel of a picture is flipped, and all go on from there.
 *
 * @param {View} view
 * @param {number} tile
 * @param {number} pixel
 */
function flipped(view, tile, pixel) {
  if (!view.drawn || pixel >= view.drawn.at) return;
  view.drawing.pixels.set(view.drawn.pictures[tile]);
  view.drawing.pixels.fill(0, pixel + 1);
  view.drawing.pixels[pixel] ^= 1;
  view.given = pixel + 1;
  restart(view);
  tell(view);
}

/** @param {View} view */
function draw(view) {
  const { find, drawing, drawn, given } = view, canvas = find(".draw", HTMLCanvasElement);
  const ink = drawing.pixels.reduce((all, pixel) => all + pixel, 0), whole = Math.floor(given / SIDE);
  const cursor = canvas.matches(":focus-visible") ? drawing.cursor : -1;
  inkPicture(canvas, drawing.pixels.map((pixel, i) => (i < given ? pixel : 0)), { ...GRID, cursor, marked: (row) => row < whole });
  canvas.setAttribute("aria-label", t("A picture to draw on, {ink} of {all} pixels inked, the first {given} are given; arrow keys move, space inks, Delete takes ink away", {
    ink, all: PIXELS, given,
  }));
  find(".given", HTMLInputElement).value = String(whole);
  find(".many").textContent = given % SIDE ? `${whole} + ${given % SIDE}/${SIDE}` : String(whole);
  find(".pen").textContent = view.ink ? t("✎ Draw") : t("⌫ Erase");
  const surprise = find(".surprise", HTMLCanvasElement);
  drawSurprise(surprise, drawing.pixels, view.surprises, GRID);
  const cost = costOf(view.surprises, given, view.data.measured);
  surprise.setAttribute("aria-label", cost);
  if (find(".cost").textContent !== cost) find(".cost").textContent = cost;
  if (!drawn) {
    find(".what").textContent = t("The network is on its way.");
    return;
  }
  const shown = find(".shown", HTMLSelectElement).value;
  drawTiles(view.tiles, drawn, GRID, shown);
  drawBoard(view.board, { find, grid: GRID }, drawn, shown);
  find(".now").textContent = t("{at} of {all} pixels, T = {temperature}", {
    at: drawn.at, all: PIXELS, temperature: view.data.temperature.toFixed(2),
  });
  find(".go").textContent = view.frame !== null ? t("❚❚ Pause") : drawn.at < PIXELS ? t("▶ Go on") : t("▶ Again");
  const words = told(drawn, SIDE, PIXELS, view.frame !== null);
  if (find(".what").textContent !== words) find(".what").textContent = words;
}

/**
 * Tells the server of a change, so that the page's link and its words follow.
 *
 * @param {View} view
 * @param {Record<string, unknown>} [change]
 */
function tell(view, change = {}) {
  if (view.waiting !== null) clearTimeout(view.waiting);
  view.waiting = setTimeout(() => {
    view.waiting = null;
    if (!view.root.isConnected) return;
    view.sent = Date.now();
    const drawn = written(Int8Array.from(view.drawing.pixels, (pixel) => (pixel ? 1 : -1)));
    view.trigger("changed", { opened: view.data.opened, said: view.sent, given: view.given, drawn, ...change });
  }, QUIET_MS);
}

/** @param {View} view */
function listen(view) {
  const { find, drawing } = view, given = find(".given", HTMLInputElement);
  document.addEventListener(KEY, view.arrived);
  const canvas = find(".draw", HTMLCanvasElement);
  drawable(canvas, {
    drawing: () => drawing, ink: () => view.ink, draw: () => draw(view),
    changed: () => {
      stop(view);
      view.busy = true;
      const lowest = drawing.pixels.lastIndexOf(1); // what is drawn below the line is given, too
      view.given = Math.max(view.given, Math.ceil((lowest + 1) / SIDE) * SIDE);
      draw(view);
    },
    done: () => {
      view.busy = false;
      restart(view);
      tell(view);
    },
  });
  const acts = /** @type {[string, () => void][]} */ ([
    [".go", () => {
      if (view.frame !== null) stop(view);
      else if (view.drawn && view.drawn.at < PIXELS) play(view);
      else restart(view);
    }],
    [".one", () => { stop(view); next(view); }],
    [".all", () => finish(view)],
    [".other", () => tell(view, { seed: view.data.seed + 1 })],
    [".clear", () => { drawing.pixels.fill(0); restart(view); tell(view); }],
    [".pen", () => { view.ink = view.ink ? 0 : 1; }],
  ]);
  for (const [selector, act] of acts) {
    find(selector).addEventListener("click", () => {
      act();
      draw(view);
    });
  }
  given.addEventListener("input", () => {
    view.given = Number(given.value) * SIDE;
    restart(view);
    tell(view);
  });
  find(".shown").addEventListener("change", () => draw(view));
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
