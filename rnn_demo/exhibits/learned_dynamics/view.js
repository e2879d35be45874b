// A flow and its imitators: drag the start, turn the room, and all pictures follow at once.

import { legend } from "../../ui/js/captions.js";
import { lines, pointed } from "../../ui/js/charts.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { colourOf } from "./colours.js";
import { dragging } from "./dragging.js";
import { drawErrors } from "./errors.js";
import { drawMap, MAPPED } from "./map.js";
import { dot, sight, trace } from "./portrait.js";
import { imitate, longOrbits } from "./run.js";
import { caption } from "./telling.js";

const FILM_MS = 9000, SHORTEST_MS = 16;
const LATER_MS = 150; // after a drag: what does not follow the pointer
const LONG = 2400; // samples of the long orbits
const NOTHING = { truth: [], agreed: 0, free: {}, orbits: { asked: "", truth: [], fine: [], found: {} } };

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {import("./run.js").Question & {
 *   turn: number, title: string, variables: string[], chaotic: boolean, exponent: number,
 *   median: (number | null)[], low: number[], high: number[], start: number[], chosen: string, first: number[][],
 * }} Data
 *
 * @typedef {object} Own
 * @property {number[]} start
 * @property {{ yaw: number, pitch: number }} sight
 * @property {import("./run.js").Run} run
 * @property {ReturnType<typeof longOrbits> | null} long
 * @property {import("../../ui/js/player.js").Player} film sample by sample
 * @property {Record<string, import("../../ui/js/charts.js").Area>} areas
 * @property {import("./portrait.js").Sight | null} portrait
 * @property {boolean} held whether the visitor drags
 * @property {ReturnType<typeof setTimeout> | undefined} later
 * @typedef {import("../../ui/js/mount.js").View<Data, Own>} View
 */

export default mount({ root: ".dynamics", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const last = () => view.data.listened - 1 + view.data.steps;
  const film = player({ root: view.root, last, draw: () => draw(view) });
  return {
    start: view.data.start, film, sight: { yaw: 0.5, pitch: 0.15 }, run: NOTHING,
    long: null, areas: {}, portrait: null, held: false, later: undefined,
  };
}

/**
 * @param {View} view
 * @param {Data | null} before
 */
function show(view, before) {
  const { data, film, find } = view;
  if (before?.turn === data.turn) { // the theme's colours have changed, if anything
    draw(view);
    return returnMap(view);
  }
  if (!view.held) view.start = data.start;
  find("input", HTMLInputElement).max = String(data.listened - 1 + data.steps);
  if (!before || before.flow !== data.flow || before.steps !== data.steps) film.set(Infinity);
  find(".portrait .title").textContent = data.title;
  find(".hint").textContent = data.variables.length === 3
    ? t("Drag the ring to move the start, anything else to turn. Keys: arrows turn, with Shift they move the start.")
    : t("Drag the start to where you like. Keys: arrows move it.");
  compute(view);
}

/**
 * Everything from the start on, and what is dear a moment later.
 *
 * @param {View} view
 */
function compute(view) {
  view.run = imitate(view.data, view.start, view.run.orbits);
  draw(view);
  clearTimeout(view.later);
  const coordinate = MAPPED[view.data.flow];
  view.find(".map").hidden = coordinate === undefined;
  view.later = setTimeout(() => {
    if (!view.root.isConnected || coordinate === undefined) return;
    view.long = longOrbits(view.data, view.start, view.data.chosen, coordinate, LONG);
    returnMap(view);
  }, LATER_MS);
}

/** @param {View} view */
function returnMap({ data, long, find }) {
  const coordinate = MAPPED[data.flow];
  if (!long || coordinate === undefined) return;
  const name = data.variables[coordinate], chosen = data.predictors.find((one) => one.name === data.chosen);
  find(".map .title").textContent = t("Return map: each maximum of {name} over the one before", { name });
  drawMap(find(".map canvas", HTMLCanvasElement), long, name, colourOf(data));
  legend(find(".map .legend"), [
    { name: t("the equations, over {time} units of time", { time: LONG * data.step }), colour: "currentColor" },
    { name: chosen?.title ?? "", colour: colourOf(data) },
  ]);
}

/** @param {View} view */
function draw(view) {
  const { data, run, film, find } = view, { listened, step, steps } = data;
  const free = run.free[data.chosen], colour = colourOf(data);
  const known = listened + run.agreed; // samples of the truth
  find("input", HTMLInputElement).value = String(film.step);
  find(".when").textContent = t("t = {time}", { time: ((film.step - listened + 1) * step).toFixed(1) });
  drawPortrait(view, known);
  const x = Array.from({ length: listened + steps }, (_, at) => (at - listened + 1) * step);
  const canvas = find(".time canvas", HTMLCanvasElement), ink = getComputedStyle(canvas).color;
  const gone = film.step + 1;
  view.areas.time = lines(canvas, x, [
    { y: run.truth.map((one, at) => (at < known ? one[0] : NaN)), colour: ink, width: 1.4, alpha: 0.7 },
    { y: x.map((_, at) => (at < listened || at >= gone ? NaN : free.path[at - listened][0])), colour, width: 2 },
  ], { xTitle: t("time since it runs free"), logarithmic: false, cursor: film.step < x.length - 1 ? x[film.step] : null });
  find(".time .title").textContent = t("{name} over time", { name: data.variables[0] });
  canvas.setAttribute("aria-label", t("The first coordinate of truth and imitation over time."));
  drawErrors(view);
  caption(view);
}

/**
 * @param {View} view
 * @param {number} known
 */
function drawPortrait(view, known) {
  const { data, run, film, find, start } = view, { listened } = data, colour = colourOf(data);
  const canvas = find(".portrait canvas", HTMLCanvasElement);
  const seen = data.variables.length === 2 ? run.truth.slice(0, known) : [];
  const bounds = (/** @type {"min" | "max"} */ side, /** @type {number[]} */ box) =>
    box.map((own, i) => seen.reduce((far, x) => Math[side](far, x[i]), own));
  const drawn = sight(canvas, {
    low: bounds("min", data.low), high: bounds("max", data.high), variables: data.variables, turn: view.sight,
  });
  view.portrait = drawn;
  const at = film.step, path = run.free[data.chosen].path.slice(0, Math.max(0, at + 1 - listened));
  trace(drawn, run.truth.slice(0, Math.min(known, at + 1)), { colour: drawn.ink, width: 1.2, alpha: 0.65 });
  trace(drawn, [run.truth[listened - 1], ...path], { colour, width: 1.8 });
  if (at < known) dot(drawn, run.truth[at], drawn.ink, 4);
  if (path.length) dot(drawn, path[path.length - 1], colour, 4.5);
  drawn.pen.strokeStyle = drawn.ink;
  const [across, below] = drawn.place(start);
  drawn.pen.lineWidth = 2;
  drawn.pen.beginPath();
  drawn.pen.arc(across, below, 8, 0, 2 * Math.PI);
  drawn.pen.stroke();
  dot(drawn, start, colour, 4);
  const place = data.variables.map((name, i) => `${name} = ${start[i]}`).join(", ");
  canvas.setAttribute("aria-label", t("{title}: truth and imitation from {place}", { title: data.title, place }));
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view, slider = find("input", HTMLInputElement);
  slider.addEventListener("input", () => film.go(Number(slider.value)));
  find(".run").addEventListener("click", () => {
    film.set(view.data.listened - 1);
    film.play({ pause: Math.max(SHORTEST_MS, FILM_MS / view.data.steps) });
  });
  find(".all").addEventListener("click", () => film.go(Infinity));
  dragging(view, {
    moved: () => compute(view),
    turned: () => draw(view),
    settled: () => view.trigger("start", view.start),
  });
  const time = find(".time canvas");
  /** @param {PointerEvent} event */
  const point = (event) => {
    if (view.areas.time) film.go(pointed(view.areas.time, event).x / view.data.step + view.data.listened - 1);
  };
  time.addEventListener("pointerdown", point);
  time.addEventListener("pointermove", (event) => event.buttons && point(event));
  onKeys(time, SIDEWAYS, (by) => film.go(film.step + by));
  new ResizeObserver(() => { draw(view); returnMap(view); }).observe(view.root);
}
