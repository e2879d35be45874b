// One model, one series: all numbers of the page, as in compute/analysis.py; a test holds the two
// together.

import { errorsByCount, estimated } from "./estimate.js";
import { autocorrelations, logisticMap, samplePath, simulatedErrors } from "./paths.js";
import { coefficientsOf } from "./poles.js";
import { autocovariances, companionGradients, expectedErrors, impulse, stepVariances } from "./theory.js";

export const PATHS = 1000;
const LAGS = 20, FEW = 3; // simulated futures that are drawn

/**
 * @typedef {object} Question
 * @property {import("./poles.js").Pole[]} poles
 * @property {string} chosen the series
 * @property {number[]} given its values, if it was not drawn here
 * @property {number} length
 * @property {number} sigma
 * @property {number} horizon
 * @property {number} seed
 *
 * @typedef {ReturnType<typeof analysed>} Analysis
 */

/**
 * @param {Question} question
 * @param {import("./poles.js").Pole[]} poles
 */
export function analysed(question, poles) {
  const phi = coefficientsOf(poles), { horizon, seed } = question, order = phi.length;
  const series = seriesOf(question, phi), own = question.chosen === "own";
  const mean = own ? 0 : series.reduce((sum, one) => sum + one, 0) / series.length;
  const sigma = own ? question.sigma : size(errorsOf(series, phi, mean));
  const stationary = poles.every(([radius]) => Math.abs(radius) < 1);
  const psi = impulse(phi, horizon + 1), variances = stepVariances(psi, sigma ** 2, horizon);
  const simulated = simulatedErrors(phi, sigma, horizon, PATHS, seed, FEW);
  const estimate = estimated(series, order);
  const covariances = stationary ? autocovariances(phi, sigma ** 2, LAGS + 1) : null;
  const { counts, errors } = own ? errorsByCount(series, phi) : { counts: [], errors: [] };
  const gap = Math.max(...variances.map((one, k) => Math.abs(simulated.variances[k] / one - 1)));
  return {
    poles, phi, series, mean, sigma, stationary, impulse: psi, variances, simulated, estimate, counts, errors,
    radius: Math.max(...poles.map(([radius]) => Math.abs(radius))),
    gradients: companionGradients(phi, horizon + 1),
    forecast: forecasts(series, phi, mean, horizon),
    fanApart: gap / Math.sqrt(2 / PATHS),
    distance: estimate ? Math.max(...estimate.phi.map((one, i) => Math.abs(one - phi[i]) / estimate.errors[i])) : null,
    oneStep: compared(series, phi, mean, estimate),
    autocorrelations: autocorrelations(series, LAGS),
    variance: covariances ? covariances[0] : null,
    promised: covariances ? covariances.slice(1).map((one) => one / covariances[0]) : null,
    expected: own && stationary ? expectedErrors(phi, counts) : null,
  };
}

/**
 * @param {Question} question
 * @param {number[]} phi
 */
function seriesOf(question, phi) {
  if (question.chosen === "own") return samplePath(phi, question.sigma, question.length, question.seed);
  return question.chosen === "logistic" ? logisticMap(question.length, question.seed) : question.given;
}

/**
 * The next values; before the first value the series is at rest.
 *
 * @param {number[]} series
 * @param {number[]} phi
 * @param {number} mean
 * @param {number} steps
 */
function forecasts(series, phi, mean, steps) {
  const known = [...phi.map(() => 0), ...series.slice(-phi.length).map((one) => one - mean)];
  const first = known.length;
  for (let k = 0; k < steps; k++) known.push(phi.reduce((sum, one, i) => sum + one * known[known.length - 1 - i], 0));
  return known.slice(first).map((one) => one + mean);
}

/**
 * What a model gets wrong one step ahead, from its first full past on.
 *
 * @param {number[]} series
 * @param {number[]} phi
 * @param {number} mean
 */
function errorsOf(series, phi, mean) {
  return series.slice(phi.length).map((value, t) =>
    phi.reduce((rest, one, i) => rest - one * (series[t + phi.length - 1 - i] - mean), value - mean));
}

/**
 * @param {number[]} series
 * @param {number[]} phi
 * @param {number} mean
 * @param {import("./estimate.js").Estimate | null} estimate
 */
function compared(series, phi, mean, estimate) {
  const later = series.slice(phi.length), middle = series.reduce((sum, one) => sum + one, 0) / series.length;
  return {
    model: size(errorsOf(series, phi, mean)),
    leastSquares: estimate ? Math.sqrt(estimate.variance) : NaN,
    last: size(later.map((value, t) => value - series[t + phi.length - 1])),
    mean: size(later.map((value) => value - middle)),
  };
}

/** @param {number[]} errors */
function size(errors) {
  return Math.sqrt(errors.reduce((sum, one) => sum + one * one, 0) / errors.length);
}
