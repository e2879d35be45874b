// Sample paths and simulated futures, as in compute/path.py; a test holds the two together.

import { normals, words } from "../../ui/js/chance.js";

const PATH = 2, FAN = 3, LOGISTIC = 4; // streams of one seed
const WARM_UP = 100; // values of the logistic map that are left out, as in forecasting/examples.py
const FAR = 1e4; // times σ; a path is cut where it leaves this

/**
 * @param {number[]} phi
 * @param {number} sigma
 * @param {number} length
 * @param {number} seed
 */
export function samplePath(phi, sigma, length, seed) {
  const noise = drawn(seed, PATH, length), found = [];
  for (let t = 0; t < length; t++) {
    let value = sigma * noise[t];
    for (let i = 0; i < phi.length && i < t; i++) value += phi[i] * found[t - 1 - i];
    if (Math.abs(value) > FAR * sigma) break;
    found.push(value);
  }
  return found;
}

/**
 * @param {number} length
 * @param {number} seed
 */
export function logisticMap(length, seed) {
  const found = [];
  let x = (words(seed, LOGISTIC)() + 0.5) / 2 ** 32;
  for (let t = -WARM_UP; t < length; t++) {
    x = 4 * x * (1 - x);
    if (t >= 0) found.push(x);
  }
  return found;
}

/**
 * Errors of many futures 1 … steps steps ahead: their variances about 0, and the first few.
 *
 * @param {number[]} phi
 * @param {number} sigma
 * @param {number} steps
 * @param {number} paths
 * @param {number} seed
 * @param {number} few
 */
export function simulatedErrors(phi, sigma, steps, paths, seed, few) {
  const noise = drawn(seed, FAN, paths * steps), variances = Array(steps).fill(0), first = [];
  const own = new Float64Array(steps);
  for (let path = 0; path < paths; path++) {
    for (let k = 0; k < steps; k++) {
      let value = sigma * noise[path * steps + k];
      for (let i = 0; i < phi.length && i < k; i++) value += phi[i] * own[k - 1 - i];
      own[k] = value;
      variances[k] += value * value;
    }
    if (path < few) first.push([...own]);
  }
  return { variances: variances.map((sum) => sum / paths), first };
}

/**
 * r₁ … r_count of a series about its mean.
 *
 * @param {number[]} values
 * @param {number} count
 */
export function autocorrelations(values, count) {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const own = values.map((one) => one - mean), square = own.reduce((sum, one) => sum + one * one, 0);
  return Array.from({ length: count }, (_, lag) => {
    let sum = 0;
    for (let t = lag + 1; t < own.length; t++) sum += own[t] * own[t - lag - 1];
    return square ? sum / square : 0;
  });
}

/** @type {Map<string, Float64Array>} */
const kept = new Map();

/**
 * Noise that is drawn once for a seed, however often a pole moves.
 *
 * @param {number} seed
 * @param {number} stream
 * @param {number} count
 */
function drawn(seed, stream, count) {
  const name = `${seed} ${stream} ${count}`, found = kept.get(name) ?? normals(seed, stream, count);
  if (kept.size > 8) kept.clear();
  kept.set(name, found);
  return found;
}
