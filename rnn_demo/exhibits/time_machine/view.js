// A training as a film: one slider moves the text and all curves.

import { legend } from "../../ui/js/captions.js";
import { lines, pointed } from "../../ui/js/charts.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { COLOURS, GREY } from "../../ui/js/palette.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";

const FRAME_MS = 700;
const LEAST = 1e-12; // of a gradient's length, on the logarithmic axis

/**
 * The data that the view receives; see time_data in view.py.
 *
 * @typedef {object} Training
 * @property {number} turn
 * @property {number} at the moment to begin at
 * @property {{ key: string, name: string }[]} gates
 * @property {string[]} tracked
 * @property {string[]} names of what is tracked
 * @property {Moment[]} moments
 *
 * @typedef {object} Moment
 * @property {number} step
 * @property {number} loss nats per character
 * @property {Record<string, number>} below shares of time, by gate
 * @property {Record<string, number>} above
 * @property {number[]} reach of the gradient, by characters back
 * @property {number} fades how far back 1 % of it is reached
 * @property {Record<string, [number, number]>} tracked the best unit, and its squared correlation
 * @property {string} sample
 *
 * @typedef {object} Own
 * @property {import("../../ui/js/player.js").Player} film moment by moment
 * @property {Record<string, import("../../ui/js/charts.js").Area>} areas
 * @typedef {import("../../ui/js/mount.js").View<Training, Own>} View
 */

export default mount({ root: ".time", begin, listen, show });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const last = () => view.data.moments.length - 1;
  return { areas: {}, film: player({ root: view.root, last, draw: () => draw(view), settled: () => settle(view) }) };
}

/** @param {View} view */
function show(view) {
  view.film.set(view.data.at);
  view.find("input", HTMLInputElement).max = String(view.data.moments.length - 1);
  draw(view);
}

/**
 * Tell the address and the server the moment once the film has stopped.
 *
 * @param {View} view
 */
function settle(view) {
  view.setState("moment", view.film.step);
}

/** @param {View} view */
function draw(view) {
  const { find, film: { step: at } } = view, { moments, gates, tracked, names } = view.data, moment = moments[at];
  const x = moments.map((_, i) => i);
  find("input", HTMLInputElement).value = String(at);
  find(".when").textContent = t("after {steps} steps: {loss} nats per character", {
    steps: moment.step.toLocaleString("en"), loss: moment.loss.toFixed(3),
  });
  find(".sample").textContent = moment.sample;
  /**
   * @param {string} panel
   * @param {import("../../ui/js/charts.js").Line[]} series
   */
  const chart = (panel, series) => {
    const canvas = find(`.${panel} canvas`, HTMLCanvasElement);
    view.areas[panel] = lines(canvas, x, series, { cursor: at, logarithmic: false, xTitle: t("moment") });
    canvas.setAttribute("aria-label", t("{title}, moment {number} of {count}", {
      title: find(`.${panel} b`).textContent ?? "", number: at + 1, count: moments.length,
    }));
  };
  view.areas = {};
  chart("loss", [{ y: moments.map(({ loss }) => loss), colour: COLOURS[0], width: 2.2 }]);
  legend(find(".loss .legend"), [{ name: t("moments are ever farther apart in steps") }]);
  chart("gates", gates.flatMap(({ key }, g) => [
    { y: moments.map(({ below }) => below[key]), colour: COLOURS[g], dash: [5, 3], width: 1.8 },
    { y: moments.map(({ above }) => above[key]), colour: COLOURS[g], width: 1.8 },
  ]));
  legend(find(".gates .legend"), [
    ...gates.map(({ name }, g) => ({ name, colour: COLOURS[g] })),
    { name: t("line: above 0.9; dashes: below 0.1") },
  ]);
  drawReach(view);
  chart("tracked", tracked.map((what, i) => (
    { y: moments.map((one) => one.tracked[what][1]), colour: COLOURS[i], width: 2 }
  )));
  legend(find(".tracked .legend"), tracked.map((what, i) => ({
    name: t("{what}: now unit {unit}, {score}", {
      what: names[i], unit: moment.tracked[what][0], score: moment.tracked[what][1].toFixed(2),
    }),
    colour: COLOURS[i],
  })));
}

/**
 * How far back the gradient reaches now, beside the end of the training.
 *
 * @param {View} view
 */
function drawReach({ find, film, data: { moments } }) {
  const moment = moments[film.step], canvas = find(".reach canvas", HTMLCanvasElement);
  const lags = moment.reach.map((_, i) => i + 1);
  /** @param {number[]} reach */
  const log = (reach) => reach.map((length) => Math.log10(Math.max(length, LEAST)));
  lines(
    canvas, lags,
    [
      { y: log(moments[moments.length - 1].reach), colour: GREY, width: 1.5 },
      { y: log(moment.reach), colour: COLOURS[0], width: 2.2 },
    ],
    { xTitle: t("characters back") },
  );
  canvas.setAttribute("aria-label", t("1 % of the first is reached {count} characters back", { count: moment.fades }));
  legend(find(".reach .legend"), [
    { name: moment.fades > lags.length ? t("above 1 % for all {count} characters", { count: lags.length })
      : t("below 1 % after {count} characters", { count: moment.fades }), colour: COLOURS[0] },
    { name: t("at the end"), colour: GREY },
  ]);
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view, slider = find("input", HTMLInputElement);
  slider.addEventListener("input", () => film.go(Number(slider.value)));
  slider.addEventListener("change", () => settle(view));
  find(".run").addEventListener("click", () => {
    if (film.step >= view.data.moments.length - 1) film.set(0);
    film.play({ pause: FRAME_MS });
  });
  for (const panel of ["loss", "gates", "tracked"]) {
    const canvas = find(`.${panel} canvas`);
    /** @param {PointerEvent} event */
    const point = (event) => {
      if (view.areas[panel]) film.go(pointed(view.areas[panel], event).x);
    };
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointermove", (event) => event.buttons && point(event));
    canvas.addEventListener("pointerup", () => settle(view));
    onKeys(canvas, SIDEWAYS, (step) => {
      film.go(film.step + step);
      settle(view);
    });
  }
  new ResizeObserver(() => draw(view)).observe(view.root);
}
