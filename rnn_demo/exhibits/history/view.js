// The timeline: points by year and strand, chosen by hand, by key, or one after the other by a clock.

import { legend } from "../../ui/js/captions.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { BLUE, GREEN, ORANGE, PURPLE, VIOLET } from "../../ui/js/palette.js";
import { player } from "../../ui/js/player.js";
import { add } from "../../ui/js/vectors.js";
import { t } from "../../ui/js/words.js";
import { laidOut, RADIUS } from "./layout.js";

const PAUSE_MS = 1100, TOP = 22, SIDE = 18; // pixels
const COLOURS = [ORANGE, GREEN, PURPLE, BLUE, VIOLET];

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Data
 * @property {number} turn
 * @property {import("./layout.js").Point[]} points
 * @property {string[]} strands
 * @property {string} chosen the name of a point
 * @property {number[]} span the first and the last year
 *
 * @typedef {{ film: import("../../ui/js/player.js").Player }} Own
 * @typedef {import("../../ui/js/mount.js").View<Data, Own>} View
 */

export default mount({ root: ".timeline", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const last = () => view.data.points.length - 1;
  return { film: player({ root: view.root, last, draw: () => draw(view), settled: () => tell(view) }) };
}

/**
 * @param {View} view
 * @param {Data | null} before
 */
function show(view, before) {
  const { data, film } = view, names = data.points.map(({ name }) => name);
  if (before?.chosen !== data.chosen || before?.points.length !== data.points.length) {
    film.stop();
    film.set(Math.max(0, names.indexOf(data.chosen)));
  }
  draw(view);
}

/**
 * Let the page know which point is read.
 *
 * @param {View} view
 */
function tell({ data, film, trigger }) {
  const { name } = data.points[film.step];
  if (name !== data.chosen) trigger("point", name);
}

/** @param {View} view */
function draw(view) {
  const { data, film, find } = view, svg = find(".years", SVGSVGElement), [first, last] = data.span;
  const width = Math.max(280, svg.clientWidth || 280), now = data.points[film.step];
  /** @param {number} year */
  const across = (year) => SIDE + ((year - first) / (last - first)) * (width - 2 * SIDE);
  const { places, height } = laidOut(data.points, data.strands.length, across, TOP);
  svg.replaceChildren();
  for (const [key, value] of Object.entries({ height, viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(key, String(value));
  svg.setAttribute("aria-label", t("A timeline of {count} points from {first} to {last}; at {year}: {label}. Arrow keys move.", {
    count: data.points.length, first, last, year: now.year, label: now.label,
  }));
  const step = width < 500 ? 20 : 10;
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) {
    add(svg, "text", { x: across(year), y: 12 }, String(year));
    add(svg, "line", { x1: across(year), x2: across(year), y1: 18, y2: height, class: "axis" });
  }
  add(svg, "line", { x1: across(now.year), x2: across(now.year), y1: 18, y2: height, class: "here" });
  data.points.forEach((point, i) => {
    const look = ["point", i > film.step && film.playing ? "later" : "", i === film.step ? "now" : ""].join(" ").trim();
    const circle = add(svg, "circle", {
      cx: places[i].x, cy: places[i].y, r: i === film.step ? RADIUS + 1 : RADIUS, fill: COLOURS[point.strand], class: look,
    });
    add(circle, "title", {}, `${point.year}, ${point.label}`);
    circle.addEventListener("click", () => go(view, i));
  });
  find(".told").textContent = `${now.year}: ${now.label}`;
  const there = new Set(data.points.map(({ strand }) => strand));
  legend(find(".legend"), data.strands.flatMap((name, i) => (there.has(i) ? [{ name, colour: COLOURS[i] }] : [])));
}

/**
 * @param {View} view
 * @param {number} to
 */
function go(view, to) {
  view.film.go(to);
  tell(view);
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view, svg = find(".years", SVGSVGElement);
  find(".run").addEventListener("click", () => {
    if (film.playing) return film.pause();
    film.set(film.step >= view.data.points.length - 1 ? 0 : film.step);
    film.play({ pause: PAUSE_MS });
  });
  find(".back").addEventListener("click", () => go(view, film.step - 1));
  find(".one").addEventListener("click", () => go(view, film.step + 1));
  onKeys(/** @type {any} */ (svg), SIDEWAYS, (by) => go(view, film.step + by));
  let wide = 0;
  new ResizeObserver(() => {
    if (svg.clientWidth !== wide) draw(view);
    wide = svg.clientWidth;
  }).observe(svg);
}
