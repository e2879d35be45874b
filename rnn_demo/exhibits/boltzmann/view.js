// A small Boltzmann machine: one chain unit by unit, and what all chains have been through.

import { badge, legend } from "../../ui/js/captions.js";
import { axes, frame, lines, MARGIN, pointed } from "../../ui/js/charts.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { floats, shorts } from "../../ui/js/packing.js";
import { BLUE, GREEN, GREY, ORANGE, RED, VIOLET } from "../../ui/js/palette.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { drawNet } from "./net.js";
import { short, stateAt, told } from "./words.js";

const SECONDS = 12; // a whole film takes about so long
const LEAST_MS = 40;

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Machine
 * @property {number} turn
 * @property {number} units
 * @property {number} visible
 * @property {number[][]} weights
 * @property {number[]} biases
 * @property {string} temperatures
 * @property {number} annealing
 * @property {string} chain
 * @property {number} chains
 * @property {string[]} states
 * @property {number[]} energies
 * @property {number[]} exact
 * @property {string} shares
 * @property {string} kl
 * @property {string} independent
 * @property {string} chainKl
 * @property {string} mean
 * @property {string} exactMean
 * @property {import("../../ui/js/captions.js").Check} check
 * @property {string} spoken
 *
 * @typedef {Record<"temperatures" | "shares" | "kl" | "independent" | "chainKl" | "mean" | "exactMean", Float32Array>} Curves
 * @typedef {object} Own
 * @property {import("./words.js").Chain} chain
 * @property {Curves} curves
 * @property {import("../../ui/js/charts.js").Area | null} area
 * @property {import("../../ui/js/player.js").Player} film of sweeps, unit by unit
 * @typedef {import("../../ui/js/mount.js").View<Machine, Own>} View
 */

export default mount({ root: ".boltzmann", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const chain = { units: 0, weights: [], biases: [], temperatures: [], numbers: [0] };
  const curves = /** @type {Curves} */ ({});
  return { chain, curves, area: null, film: film(view, 1) };
}

/**
 * @param {View} view
 * @param {number} parts
 */
function film(view, parts) {
  return player({ root: view.root, last: () => view.chain.numbers.length - 1, draw: () => draw(view), parts });
}

/**
 * @param {View} view
 * @param {Machine | null} before
 */
function show(view, before) {
  const { data, find } = view;
  if (before !== data) {
    view.film.stop();
    view.curves = {
      temperatures: floats(data.temperatures), shares: floats(data.shares), kl: floats(data.kl),
      independent: floats(data.independent), chainKl: floats(data.chainKl), mean: floats(data.mean),
      exactMean: floats(data.exactMean),
    };
    view.chain = { ...data, temperatures: view.curves.temperatures, numbers: shorts(data.chain) };
    view.film = film(view, data.units);
    view.film.set(view.chain.numbers.length - 1);
  }
  badge(find(".exact"), data.check);
  find(".bars").setAttribute("aria-label", data.spoken);
  find(".kl").setAttribute("aria-label", data.spoken);
  find(".energy").setAttribute("aria-label", t("Mean energy of the chains and of the exact distribution, sweep by sweep"));
  legend(find(".net-legend"), [
    { name: t("w > 0, they like to agree on 1"), colour: BLUE },
    { name: t("w < 0"), colour: RED },
    ...(data.visible < data.units ? [{ name: t("dashed: hidden units") }] : []),
  ]);
  legend(find(".bars-legend"), [
    { name: t("exact"), colour: GREEN },
    { name: t("sampled"), colour: ORANGE },
    ...(data.states.length < 2 ** data.units ? [{ name: t("the {n} most probable states", { n: data.states.length }) }] : []),
  ]);
  legend(find(".kl-legend"), [
    { name: t("KL(sample ‖ exact)"), colour: ORANGE },
    { name: t("as many independent draws, in the mean"), colour: GREY },
    { name: t("KL(one chain's distribution ‖ exact)"), colour: VIOLET },
  ]);
  legend(find(".energy-legend"), [
    { name: t("of the chains"), colour: ORANGE },
    { name: t("exact, at the temperature of the sweep"), colour: GREEN },
    ...(data.annealing ? [{ name: t("the temperature rests from sweep {n} on", { n: data.annealing + 1 }) }] : []),
  ]);
  draw(view);
}

/** @param {View} view */
function draw(view) {
  const { data, find, film, chain, curves } = view;
  const sweeps = chain.numbers.length - 1, done = Math.min(film.step, sweeps);
  const part = done < sweeps ? film.part : 0;
  const drawn = part ? part - 1 : done ? data.units - 1 : -1;
  drawNet(find(".net", SVGSVGElement), data, stateAt(chain, done, part), drawn);
  drawBars(view, done);
  const x = Float32Array.from({ length: sweeps }, (_, i) => i + 1);
  view.area = lines(find(".kl", HTMLCanvasElement), x, [
    { y: curves.independent, colour: GREY, dash: [4, 3] },
    { y: curves.chainKl, colour: VIOLET },
    { y: curves.kl, colour: ORANGE, width: 2 },
  ], { xTitle: t("sweeps"), cursor: done || null });
  lines(find(".energy", HTMLCanvasElement), x, [
    { y: curves.mean, colour: ORANGE },
    { y: curves.exactMean, colour: GREEN, width: 2 },
  ], { xTitle: t("sweeps"), cursor: done || null, logarithmic: false });
  const scrub = find(".scrub", HTMLInputElement);
  scrub.max = String(sweeps);
  scrub.value = String(done);
  find(".play-on").textContent = film.playing ? t("❚❚ Pause") : t("▶ Play");
  find(".when").textContent = t("sweep {done} of {sweeps}, T = {temperature}", {
    done, sweeps, temperature: short(chain.temperatures[Math.max(0, done - (part ? 0 : 1))]),
  });
  find(".what").textContent = film.playing ? "" : told(chain, done, part);
}

/**
 * @param {View} view
 * @param {number} done sweeps
 */
function drawBars({ data, find, curves }, done) {
  const canvas = find(".bars", HTMLCanvasElement), count = data.states.length;
  const sampled = Array.from({ length: count }, (_, i) => (done ? curves.shares[(done - 1) * count + i] : 0));
  const high = Math.max(...data.exact, ...sampled);
  const area = frame(canvas, [0.5, 0], [count + 0.5, high * 1.05]);
  // The marks of x are the states themselves.
  axes({ ...area, low: [0.5, 0], high: [0.6, high * 1.05] }, "", false, t("probability"));
  const { pen, ink, inner } = area, wide = inner.width / count;
  pen.textAlign = "right";
  data.states.forEach((state, i) => {
    const left = MARGIN.left + i * wide, bottom = area.y(0);
    pen.fillStyle = GREEN;
    pen.fillRect(left + wide * 0.1, area.y(data.exact[i]), wide * 0.4, bottom - area.y(data.exact[i]));
    pen.fillStyle = ORANGE;
    pen.fillRect(left + wide * 0.5, area.y(sampled[i]), wide * 0.4, bottom - area.y(sampled[i]));
    if (count > 8 && data.units > 5) return;
    pen.fillStyle = ink;
    pen.save();
    pen.translate(left + wide / 2 + 3, bottom + 5);
    if (count > 8) pen.rotate(-Math.PI / 2);
    pen.textAlign = count > 8 ? "right" : "center";
    pen.fillText(state, 0, count > 8 ? 0 : 8);
    pen.restore();
  });
}

/** @param {View} view */
function listen(view) {
  const { find } = view, end = () => view.chain.numbers.length - 1;
  find(".play-on").addEventListener("click", () => {
    if (view.film.playing) return view.film.pause();
    if (view.film.step >= end()) view.film.set(0);
    view.film.play({ pause: Math.max(LEAST_MS, (SECONDS * 1000) / end()) });
  });
  find(".one").addEventListener("click", () => {
    if (view.film.step >= end()) view.film.set(0);
    view.film.onward(true);
  });
  find(".sweep").addEventListener("click", () => {
    if (view.film.step >= end()) view.film.set(0);
    view.film.onward();
  });
  find(".all").addEventListener("click", () => view.film.go(end()));
  const scrub = find(".scrub", HTMLInputElement);
  scrub.addEventListener("input", () => view.film.go(Number(scrub.value)));
  for (const selector of [".kl", ".energy"]) {
    const canvas = find(selector);
    canvas.addEventListener("pointerdown", (event) => {
      if (view.area) view.film.go(Math.round(pointed(view.area, event).x));
    });
    onKeys(canvas, SIDEWAYS, (step) => { view.film.go(view.film.step + step); });
  }
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide && view.chain.units) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
