// Least squares on a series, as in compute/estimate.py; a test holds the two together.

import { inverted } from "./theory.js";

const FIRST_COUNT = 30, EACH = 10;

/**
 * @typedef {object} Estimate
 * @property {number} constant
 * @property {number[]} phi φ̂
 * @property {number} variance σ̂²
 * @property {number[][]} covariance of φ̂
 * @property {number[]} errors standard errors of φ̂
 */

/**
 * Least squares on the first values of a series; null for too few.
 *
 * @param {ArrayLike<number>} values
 * @param {number} order
 * @param {number} count of them
 * @returns {Estimate | null}
 */
export function estimated(values, order, count = values.length) {
  if (count < EACH * (order + 1)) return null;
  const rows = count - order, means = Array(order + 1).fill(0);
  for (let t = order; t < count; t++) for (let i = 0; i <= order; i++) means[i] += values[t - i] / rows;
  const square = Array.from({ length: order }, () => Array(order).fill(0)), cross = Array(order).fill(0);
  for (let t = order; t < count; t++) {
    const y = values[t] - means[0];
    for (let i = 0; i < order; i++) {
      const x = values[t - 1 - i] - means[i + 1];
      cross[i] += x * y;
      for (let j = i; j < order; j++) square[i][j] += x * (values[t - 1 - j] - means[j + 1]);
    }
  }
  for (let i = 0; i < order; i++) for (let j = 0; j < i; j++) square[i][j] = square[j][i];
  const inverse = inverted(square);
  const phi = inverse.map((row) => row.reduce((sum, one, j) => sum + one * cross[j], 0));
  let left = 0; // of the errors themselves: a difference of two sums would cancel where a path has grown
  for (let t = order; t < count; t++) {
    let error = values[t] - means[0];
    for (let i = 0; i < order; i++) error -= phi[i] * (values[t - 1 - i] - means[i + 1]);
    left += error * error;
  }
  const variance = left / rows, covariance = inverse.map((row) => row.map((one) => one * variance));
  return {
    constant: phi.reduce((rest, one, i) => rest - one * means[i + 1], means[0]),
    phi, variance, covariance,
    errors: covariance.map((row, i) => Math.sqrt(row[i])),
  };
}

/**
 * ‖φ̂ − φ‖ of the first n values, for more and more of them; NaN where there is no estimate.
 *
 * @param {number[]} values
 * @param {number[]} phi
 */
export function errorsByCount(values, phi) {
  const counts = [];
  for (let count = FIRST_COUNT; count < values.length; count *= 2) counts.push(count);
  counts.push(values.length);
  const errors = counts.map((count) => {
    const own = estimated(values, phi.length, count);
    return own ? Math.hypot(...own.phi.map((one, i) => one - phi[i])) : NaN;
  });
  return { counts, errors };
}
