// The checks beside the pictures: each number found a second way.

import { t } from "../../ui/js/words.js";
import { PATHS } from "./analysis.js";
import { characteristic, coefficientsFrom, placeOf, written } from "./poles.js";
import { spectrumAt } from "./theory.js";

const CLOSE = 1e-9, SAME = 1e-6; // of rounding; of browser and server on long paths
const STANDARD_ERRORS = 5; // many are compared at once
const SAMPLES = 16384, RESOLVED = 1e-9; // of the spectrum's integral

/**
 * @param {import("./view.js").View} view
 * @returns {Record<string, import("../../ui/js/captions.js").Check>} by the picture
 */
export function checks(view) {
  const { found, data } = view, settled = written(view.poles) === written(data.poles);
  return {
    circle: exact(eigenvalues(found, settled ? data.python.eigenvalues : null), CLOSE, t("Each pole z is held to be an eigenvalue of the companion matrix C: the largest |C v − z v| for its eigenvector v = (z^(p−1), …, z, 1) of length 1, and how far the characteristic polynomial of the eigenvalues that numpy finds is from the φ shown.")),
    impulse: exact(apart(found.impulse, found.gradients), CLOSE, t("ψ by its recursion, and as the gradient through time: the corner of the j-th power of the companion matrix, multiplied out. The largest difference, relative to the largest ψ.")),
    fan: counted(found.fanApart, t("The variances of {paths} simulated futures are within so many standard errors (v √(2/{paths})) of σ² Σ ψ² at every step; up to {most} count as the same.", { paths: PATHS, most: STANDARD_ERRORS })),
    spectrum: area(found),
    errors: data.chosen === "own" && found.distance !== null
      ? counted(found.distance, t("Least squares on all values: no coefficient is farther from the true φ than this many of its standard errors; up to {most} count as the same. For a pole on the circle or near it, estimates lean inwards.", { most: STANDARD_ERRORS }))
      : { text: "", holds: true, title: "" },
    same: settled ? exact(server(view), SAME, t("Your browser computes all of this. ψ, variances, autocorrelations, forecast and the least squares estimate are also computed in Python, from the same noise; this is the largest relative difference.")) : { text: "", holds: true, title: "" },
  };
}

/**
 * @param {import("./analysis.js").Analysis} found
 * @param {[number, number][] | null} others the eigenvalues that the server found
 */
function eigenvalues({ poles, phi }, others) {
  const own = poles.map((pole) => {
    const z = placeOf(pole), { value } = characteristic(phi, z), size = Math.hypot(z.re, z.im);
    const long = Math.sqrt(phi.reduce((sum, _, i) => sum + size ** (2 * i), 0));
    return Math.hypot(value.re, value.im) / long;
  });
  const again = others ? coefficientsFrom(others.map(([re, im]) => ({ re, im }))).map((one, i) => Math.abs(one - phi[i])) : [];
  return Math.max(...own, ...again);
}

/**
 * The integral over the spectrum beside the variance.
 *
 * @param {import("./analysis.js").Analysis} found
 */
function area({ phi, sigma, variance, radius }) {
  if (variance === null) return { text: "", holds: true, title: "" };
  const title = t("The area under the spectrum, a sum over {samples} frequencies, beside the variance that the Yule–Walker equations give: their relative difference.", { samples: SAMPLES });
  if (radius ** SAMPLES > RESOLVED) return { text: "–", holds: true, title: `${title} ${t("A pole is so near to the circle that these do not resolve its peak.")}` };
  let sum = 0;
  for (let i = 0; i < SAMPLES; i++) sum += spectrumAt(phi, sigma ** 2, i / SAMPLES);
  return exact(Math.abs(sum / SAMPLES / variance - 1), SAME, title);
}

/** @param {import("./view.js").View} view */
function server({ found, data: { python } }) {
  const pairs = [
    [found.impulse, python.impulse], [found.variances, python.variances], [found.simulated.variances, python.simulated],
    [found.autocorrelations, python.autocorrelations], [found.forecast, python.forecast],
    [found.estimate?.phi ?? [], python.estimate], [found.estimate?.errors ?? [], python.errors],
  ];
  return Math.max(...pairs.map(([own, other]) => (own.length === other.length ? apart(own, other) : Infinity)));
}

/**
 * The largest difference, relative to the largest number.
 *
 * @param {number[]} own
 * @param {number[]} other
 */
function apart(own, other) {
  const largest = Math.max(1e-300, ...other.map(Math.abs));
  return Math.max(0, ...own.map((one, i) => Math.abs(one - other[i]) / largest));
}

/**
 * @param {number} residual
 * @param {number} bound
 * @param {string} title
 */
function exact(residual, bound, title) {
  const holds = residual <= bound;
  return { text: `${holds ? "✓" : "✗"} ${residual ? residual.toExponential(0) : 0}`, holds, title: `${title} ${t("Up to {bound} counts as the same.", { bound: bound.toExponential(0) })}` };
}

/**
 * @param {number} errors standard errors
 * @param {string} title
 */
function counted(errors, title) {
  const holds = errors <= STANDARD_ERRORS;
  return { text: t("{mark} {errors} standard errors", { mark: holds ? "✓" : "✗", errors: errors.toFixed(1) }), holds, title };
}
