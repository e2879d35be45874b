// A Turing machine's run beside that of the network compiled from it, and the network's weights.

import { badge, legend, make } from "../../ui/js/captions.js";
import { mount } from "../../ui/js/mount.js";
import { GREEN, ORANGE } from "../../ui/js/palette.js";
import { player } from "../../ui/js/player.js";
import { t, tn } from "../../ui/js/words.js";
import { drawMatrix, light } from "./matrix.js";
import { activeAt, drawNumbers, drawTapes } from "./tapes.js";
import { READ, short, told } from "./words.js";

const PAUSE_MS = 450;
const LISTED = 14; // units

/**
 * @typedef {import("./words.js").Run} Run
 * @typedef {object} Own
 * @property {import("../../ui/js/player.js").Player} film
 * @typedef {import("../../ui/js/mount.js").View<Run, Own>} View
 */

export default mount({ root: ".turing", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const last = () => view.data.steps.length - 1;
  return { film: player({ root: view.root, last, draw: () => draw(view), parts: 2, rest: READ }) };
}

/**
 * @param {View} view
 * @param {Run | null} before
 */
function show(view, before) {
  const { data, find, film } = view, { network } = data;
  if (!before || machineOf(before) !== machineOf(data)) {
    film.stop();
    film.set(data.steps.length - 1);
  }
  badge(find(".equal"), data.check);
  drawMatrix(find(".matrix", SVGSVGElement), network, data.spoken);
  find(".size").textContent = t("W: {units} units, {weights} of {all} weights are not 0, B = {base}. Columns: from, rows: to. Two ticks of the network make a step of the machine.", {
    units: network.units.length, weights: network.weights.length,
    all: network.units.length ** 2, base: data.base,
  });
  legend(find(".legend"), [
    { name: t("weight above 0"), colour: GREEN },
    { name: t("below 0"), colour: ORANGE },
    { name: t("lit: what the units that are not 0 send on") },
  ]);
  find(".scrub", HTMLInputElement).max = String(data.steps.length - 1);
  draw(view);
}

/**
 * What tells one run of a machine from another, whatever is drawn beside it.
 *
 * @param {Run} run
 */
function machineOf({ steps }) {
  return JSON.stringify(steps.map(({ machine }) => machine));
}

/** @param {View} view */
function draw(view) {
  const { data, find, film } = view, { step, part } = film, room = find(".tapes").clientWidth || 300;
  const active = activeAt(data, step, part), { units } = data.network;
  drawTapes(find(".tapes"), data, step, room);
  drawNumbers(find(".numbers"), data, data.symbols, step, room);
  light(find(".matrix", SVGSVGElement), data.network, active);
  find(".what").textContent = told(data, step, part);
  find(".when").textContent = t("step {step} of {count}", { step, count: data.count });
  find(".scrub", HTMLInputElement).value = String(step);
  find(".run").textContent = film.playing ? t("❚❚ Pause") : t("▶ Play");
  find(".tick").textContent = part === READ
    ? tn("Tick {tick}, read: 1 unit is not 0", "Tick {tick}, read: {n} units are not 0", active.length, { tick: 2 * step + 1 })
    : tn("Tick {tick}, act: 1 unit is not 0", "Tick {tick}, act: {n} units are not 0", active.length, { tick: 2 * step });
  const listed = active.slice(0, LISTED).map(([unit, value]) => make("li", "", `${units[unit].name} ${short(value)}`));
  find(".active").replaceChildren(...listed);
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view, scrub = find(".scrub", HTMLInputElement);
  const slow = () => find(".slow", HTMLInputElement).checked;
  const over = () => film.step === view.data.steps.length - 1 && film.part === READ;
  find(".run").addEventListener("click", () => {
    if (film.playing) return film.pause();
    if (over()) film.set(0);
    film.play({ pause: PAUSE_MS, slow: slow() });
  });
  find(".one").addEventListener("click", () => (over() ? film.go(0) : film.onward(slow())));
  find(".back").addEventListener("click", () => film.backward(slow()));
  scrub.addEventListener("input", () => film.go(Number(scrub.value)));
  // Only the width matters: drawing the picture again changes the height.
  let wide = 0;
  new ResizeObserver(() => {
    const { clientWidth } = find(".tapes");
    if (clientWidth !== wide) draw(view);
    wide = clientWidth;
  }).observe(find(".tapes"));
}
