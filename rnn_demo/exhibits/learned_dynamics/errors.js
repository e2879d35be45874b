// The error of each predictor over the horizon, and the growth that the flow itself imposes.

import { legend } from "../../ui/js/captions.js";
import { lines } from "../../ui/js/charts.js";
import { t } from "../../ui/js/words.js";
import { colourOf, colours } from "./colours.js";

const FLOOR = 1e-10; // of an error, on the logarithmic axis
/** @typedef {import("./view.js").View} View */

/** @param {View} view */
export function drawErrors(view) {
  const { data, run, find, film } = view, canvas = find(".error canvas", HTMLCanvasElement);
  const x = Array.from({ length: data.steps }, (_, at) => ((at + 1) * data.step) / data.unit);
  const shown = data.predictors.map((sent, i) => {
    const own = run.free[sent.name].error;
    const y = own.map((one, at) => (at < run.agreed ? log(one) : NaN));
    const chosen = sent.name === data.chosen;
    return { y, colour: colours(i), width: chosen ? 2.6 : 1.3, alpha: chosen ? 1 : 0.75 };
  });
  const own = run.free[data.chosen], ink = getComputedStyle(canvas).color;
  const guide = growth(view, x);
  view.areas.error = lines(canvas, x, [
    { y: x.map(() => Math.log10(data.wrong)), colour: ink, dash: [2, 4], width: 1 },
    ...(guide ? [{ y: guide, colour: ink, dash: [6, 4], width: 1.4 }] : []),
    { y: x.map((_, at) => log(data.median[at])), colour: colourOf(data), dash: [3, 3], width: 1.6, alpha: 0.9 },
    ...shown,
  ], {
    xTitle: data.chaotic ? t("horizon, Lyapunov times 1/λ") : t("horizon, units of time"),
    cursor: own.valid !== null ? own.valid : film.step < data.listened - 1 + data.steps ? x[Math.max(0, film.step - data.listened)] : null,
  });
  const unit = data.chaotic ? t("Lyapunov times") : t("units of time");
  legend(find(".error .legend"), [
    ...data.predictors.map((sent, i) => ({ name: `${sent.title} ${told(view, sent.name)}`, colour: colours(i) })),
    ...(guide ? [{ name: t("long dashes: growth as exp(λt), λ = {rate}", { rate: data.exponent }) }] : []),
    { name: t("short dashes: its median over many starts"), colour: colourOf(data) },
    { name: t("dots: 0.4, no longer valid; numbers in {unit}", { unit }) },
  ]);
  canvas.setAttribute("aria-label", t("Error of each predictor over the horizon, logarithmic."));
}

/**
 * log₁₀ of an error that grows as e^λt and is 0.4 where the chosen predictor's is.
 *
 * @param {View} view
 * @param {number[]} x
 */
function growth({ data, run }, x) {
  const { valid } = run.free[data.chosen];
  if (!data.chaotic || !valid) return null;
  return x.map((one) => {
    const log = Math.log10(data.wrong) + (one - valid) * Math.LOG10E;
    return one > valid * 1.15 ? NaN : log;
  });
}

/**
 * The valid prediction time in words.
 *
 * @param {View} view
 * @param {string} name
 */
export function told({ data, run }, name) {
  const { valid } = run.free[name];
  const end = (Math.min(run.agreed, data.steps) * data.step) / data.unit;
  return valid === null ? t("> {time}", { time: end.toFixed(1) }) : valid.toFixed(1);
}

/**
 * log₁₀ of an error; NaN, which is not drawn, where it has blown up or is not known.
 *
 * @param {number | null | undefined} error
 */
function log(error) {
  return error == null || error === Infinity ? NaN : Math.log10(Math.max(error, FLOOR));
}
