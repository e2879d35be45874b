// The vanishing-gradient simulator's pictures: one cursor for all, played forward and backward.

import { badge, legend, make } from "../../ui/js/captions.js";
import { bars, lines, pointed } from "../../ui/js/charts.js";
import { onKeys } from "../../ui/js/keys.js";
import { activity, heatMap } from "../../ui/js/maps.js";
import { mount } from "../../ui/js/mount.js";
import { floats } from "../../ui/js/packing.js";
import { BLUE, COLOURS, GREY, RED } from "../../ui/js/palette.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { onCursorMoved, tellCursor } from "./cursor.js";
import { formula, told } from "./tell.js";

const PANELS = ["fan", "heat", "row", "parts", "twin"]; // those that are pointed at
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FILM_MS = 4000, SHORTEST_MS = 16, LONGEST_MS = 120; // of a pass, of a step

/**
 * The data that the view receives; see view_data in view.py. Strings of numbers are packed,
 * logarithms to base 10.
 *
 * @typedef {import("../../ui/js/captions.js").Check} Check
 * @typedef {object} Run
 * @property {number} turn
 * @property {number} steps
 * @property {number} units
 * @property {string} mine
 * @property {{ name: string, value: string, over: boolean }[]} stats
 * @property {string} notice
 * @property {string} lags
 * @property {string[]} values
 * @property {{ name: string, dash: number[], y: string }[]} limits
 * @property {number} floor
 * @property {number} size rows of the heat map, each for `stride` steps
 * @property {number} stride
 * @property {string} heat
 * @property {string} shares
 * @property {string} norms
 * @property {string} immediate
 * @property {string} length
 * @property {boolean[]} underflow
 * @property {boolean[]} swallowed
 * @property {string} twin
 * @property {string} promised
 * @property {string} exponents
 * @property {string} rates
 * @property {{ name: string, at: number, now: boolean, side: string }[]} thresholds
 * @property {string} states
 * @property {string} clipped
 * @property {Record<string, Check>} checks
 * @property {Record<string, string>} spoken
 *
 * @typedef {object} Own
 * @property {number} t the cursor: the loss
 * @property {number} k and the state
 * @property {import("../../ui/js/player.js").Player} film steps forward, then backward
 * @property {Record<string, import("../../ui/js/charts.js").Area>} areas
 * @property {ReturnType<typeof unpacked>} numbers
 * @typedef {import("../../ui/js/mount.js").View<Run, Own>} View
 */

export default mount({ root: ".gradient", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const film = player({ root: view.root, last: () => 2 * view.data.steps, draw: () => draw(view) });
  return { t: 0, k: 0, film, areas: {}, numbers: unpacked(view.data) };
}

/** @param {Run} run */
function unpacked(run) {
  return {
    lags: floats(run.lags),
    values: run.values.map(floats),
    limits: run.limits.map((limit) => ({ ...limit, y: floats(limit.y) })),
    heat: floats(run.heat),
    shares: floats(run.shares),
    norms: floats(run.norms),
    immediate: floats(run.immediate),
    states: floats(run.states),
    twin: floats(run.twin),
    promised: floats(run.promised),
    exponents: floats(run.exponents),
  };
}

/**
 * @param {View} view
 * @param {Run | null} before
 */
function show(view, before) {
  const { data, film } = view;
  if (before) view.numbers = unpacked(data);
  if (before?.steps !== data.steps) {
    film.stop();
    film.set(2 * data.steps);
    view.t = data.steps;
    view.k = Math.max(1, Math.round(data.steps / 2));
  }
  caption(view);
  draw(view);
}

/** @param {View} view */
function caption({ data, find }) {
  find(".stats").replaceChildren(
    ...data.stats.map(({ name, value, over }) => make("span", "", name + " ", make("b", over ? "over" : "", value))),
  );
  find(".thresholds").replaceChildren(...data.thresholds.map(({ name, at, now, side }) => {
    const mark = make("span", now ? "now" : side, name);
    mark.style.left = 100 * at + "%";
    return mark;
  }));
  find(".notice").textContent = data.notice;
  for (const panel of ["fan", "heat", "row", "parts", "rates", "twin"]) {
    badge(find(`.${panel} .badge`), data.checks[panel]);
  }
  legend(find(".fan .legend"), [
    { name: t("singular values of the product"), colour: GREY },
    { name: t("{product}: the largest", { product: data.mine }), colour: COLOURS[0] },
    ...data.limits.map(({ name }, i) => ({ name, colour: COLOURS[1 + i] })),
  ]);
  legend(find(".heat .legend"), [
    { name: "10⁻⁸", colour: BLUE },
    { name: "1", colour: GREY },
    { name: "10⁸", colour: RED },
    { name: t("point at it to move the cursor") },
  ]);
  legend(find(".parts .legend"), [
    { name: t("parts of ‖∂L/∂W‖ = {length}, they add up to it", { length: data.length }), colour: COLOURS[0] },
    { name: t("there, but lost when float32 adds it"), colour: COLOURS[1] },
    { name: t("0 in float32"), colour: COLOURS[4] },
    ...(data.clipped ? [{ name: data.clipped }] : []),
  ]);
  legend(find(".rates .legend"), [{ name: data.rates, colour: COLOURS[0] }]);
  legend(find(".twin .legend"), [
    { name: t("how far it is away"), colour: COLOURS[0] },
    { name: t("what the Jacobians promise"), colour: COLOURS[1] },
  ]);
  for (const [panel, text] of Object.entries(data.spoken)) find(`.${panel} canvas`).setAttribute("aria-label", text);
}

/**
 * The row of the heat map in which a step is, where there are more steps than rows.
 *
 * @param {Run} run
 * @param {number} step
 */
function rowOf({ size, stride }, step) {
  return Math.min(size - 1, Math.floor((step - 1) / stride));
}

/** @param {View} view */
function draw(view) {
  const { data, find, film, numbers } = view, { lags, values, limits, heat } = numbers, { steps, size, stride } = data;
  /** @param {string} panel */
  const canvas = (panel) => find(`.${panel} canvas`, HTMLCanvasElement);
  const forward = Math.min(film.step, steps), backward = film.step - forward;
  const lag = steps - view.k;
  const back = steps - backward; // states before it have not been reached yet
  const reached = Array.from(lags, (at) => steps - at >= back);
  /** @param {Float32Array} y */
  const hide = (y) => Array.from(y, (value, i) => (reached[i] ? value : NaN));
  const alpha = values.length > 8 ? 0.3 : 0.6;
  view.areas = {};
  view.areas.fan = lines(
    canvas("fan"), lags,
    [
      ...values.map((y) => ({ y: hide(y), colour: GREY, width: 1, alpha: alpha + 0.25 })),
      ...limits.map(({ y, dash }, i) => ({ y, colour: COLOURS[1 + i], dash, width: 1.7 })),
      { y: hide(values[0]), colour: COLOURS[0], width: 2.6 },
    ],
    { xTitle: t("lag, steps back"), cursor: Math.max(1, lag), floor: data.floor },
  );
  const cell = { t: rowOf(data, view.t) + 1, k: rowOf(data, view.k) + 1 };
  const gone = Math.ceil(forward / stride);
  view.areas.heat = heatMap(canvas("heat"), size, heat, {
    cursor: cell,
    shown: (row, k) => row < gone && k >= rowOf(data, Math.max(1, back)),
  });
  const row = heat.subarray((cell.t - 1) * size, cell.t * size);
  const ks = Array.from({ length: size }, (_, i) => i * stride + 1);
  view.areas.row = lines(canvas("row"), ks, [{ y: row, colour: COLOURS[0], width: 2 }], {
    xTitle: t("k, the state"), cursor: ks[cell.k - 1],
  });
  legend(find(".row .legend"), [{ name: t("‖∂L_t/∂s_k‖ at t = {t}, over k", { t: view.t }), colour: COLOURS[0] }]);
  view.areas.parts = bars(canvas("parts"), numbers.shares, {
    colours: (i) => (data.underflow[i] ? COLOURS[4] : data.swallowed[i] ? COLOURS[1] : COLOURS[0]),
    cursor: Math.max(1, view.k),
    xTitle: t("k, the step at which W was used"),
    shown: (i) => i + 1 > back,
  });
  bars(canvas("rates"), numbers.exponents, {
    colours: (i) => COLOURS[numbers.exponents[i] > 0 ? 4 : 0],
    cursor: null,
    xTitle: t("direction, the fastest first"),
    shown: () => true,
  });
  const times = Array.from(numbers.twin, (_, i) => i);
  view.areas.twin = lines(
    canvas("twin"), times,
    [
      { y: numbers.promised, colour: COLOURS[1], dash: [5, 3] },
      { y: numbers.twin.map((value, i) => (i <= forward ? value : NaN)), colour: COLOURS[0], width: 2 },
    ],
    { xTitle: t("t, steps after the start"), cursor: view.k },
  );
  activity(canvas("states"), data.units, steps, numbers.states, forward);
  find(".when").textContent =
    forward < steps ? t("forward: step {step} of {steps}", { step: forward, steps })
      : backward < steps ? t("backward: {steps} steps back", { steps: backward }) : "";
  find(".backward", HTMLButtonElement).disabled = forward < steps;
  const cursor = underCursor(view);
  find(".formula").replaceChildren(...formula(cursor));
  find(".what").textContent = told(cursor);
  tellCursor(Math.max(1, lag));
}

/**
 * @param {View} view
 * @returns {import("./tell.js").Cursor}
 */
function underCursor({ data, numbers, t: loss, k }) {
  const at = numbers.lags.indexOf(data.steps - k);
  const limits = numbers.limits.filter(({ y }) => y.length === numbers.lags.length);
  return {
    t: loss, k,
    steps: data.steps,
    log: numbers.heat[rowOf(data, loss) * data.size + rowOf(data, k)],
    immediate: numbers.immediate[k - 1],
    norm: numbers.norms[k - 1],
    underflow: data.underflow[k - 1],
    swallowed: data.swallowed[k - 1],
    lag: at < 0 ? null : { product: numbers.values[0][at], limits: limits.map(({ name, y }) => ({ name, log: y[at] })) },
  };
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view;
  /** @param {number} value */
  const clamp = (value) => Math.max(1, Math.min(view.data.steps, Math.round(value)));
  /**
   * @param {string} panel
   * @param {PointerEvent} event
   */
  const move = (panel, event) => {
    if (!view.areas[panel]) return;
    const { x, y } = pointed(view.areas[panel], event), { stride, steps } = view.data;
    if (panel === "fan") [view.t, view.k] = [steps, clamp(steps - x)];
    else if (panel === "heat") {
      view.t = clamp((y - 1) * stride + 1);
      view.k = Math.min(view.t, clamp((x - 1) * stride + 1));
    } else view.k = panel === "row" ? Math.min(view.t, clamp(x)) : clamp(x);
    draw(view);
  };
  for (const panel of PANELS) {
    const canvas = find(`.${panel} canvas`);
    canvas.addEventListener("pointermove", (event) => move(panel, event));
    canvas.addEventListener("pointerdown", (event) => move(panel, event));
    onKeys(canvas, ARROWS, ([right, down]) => {
      if (panel === "heat") view.t = clamp(view.t + down);
      view.k = Math.min(view.t, clamp(view.k + (panel === "fan" ? -right : right)));
      draw(view);
    });
  }
  onCursorMoved(view, (asked) => {
    if (asked !== null) [view.t, view.k] = [view.data.steps, clamp(view.data.steps - asked)];
    draw(view);
  });
  const end = () => 2 * view.data.steps;
  const pause = () => Math.max(SHORTEST_MS, Math.min(LONGEST_MS, FILM_MS / view.data.steps));
  find(".forward").addEventListener("click", () => {
    film.set(0);
    film.play({ pause: pause(), until: view.data.steps });
  });
  find(".backward").addEventListener("click", () => {
    film.set(view.data.steps);
    film.play({ pause: pause() });
  });
  find(".one").addEventListener("click", () => film.go(film.step >= end() ? 1 : film.step + 1));
  find(".all").addEventListener("click", () => film.go(end()));
  new ResizeObserver(() => draw(view)).observe(view.root);
}
