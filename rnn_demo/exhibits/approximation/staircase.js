// The constructive proof: a sum of steep sigmoids, and a bound for its error, as in
// compute/staircase.py; a test holds the two together.

import { activated } from "./network.js";
import { finePoints, modulusOf, oscillationOf, valueAt } from "./targets.js";

export const WIDTHS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

/**
 * @typedef {object} Staircase
 * @property {number} level where it begins
 * @property {number[]} places the borders of the cells
 * @property {number[]} heights from one centre to the next
 * @property {number} steepness the weight of every unit
 */

/**
 * @param {import("./targets.js").Target} target
 * @param {number} cells
 * @param {number} steepness in cells
 * @returns {Staircase}
 */
export function staircase(target, cells, steepness) {
  const levels = Array.from({ length: cells }, (_, j) => valueAt(target, (2 * j + 1) / cells - 1));
  return {
    level: levels[0],
    places: levels.slice(1).map((_, i) => (2 * (i + 1)) / cells - 1),
    heights: levels.slice(1).map((one, i) => one - levels[i]),
    steepness: steepness / (2 / cells),
  };
}

/**
 * Its value with only the first units, or with all of them.
 *
 * @param {Staircase} own
 * @param {number} x
 * @param {number} [units]
 */
export function sumAt({ level, places, heights, steepness }, x, units = places.length) {
  let sum = level;
  for (let i = 0; i < units; i++) sum += heights[i] * activated("sigmoid", steepness * (x - places[i]));
  return sum;
}

/**
 * Sup |f − g| over the fine points, and where it is.
 *
 * @param {import("./targets.js").Target} target
 * @param {Staircase} own
 * @param {number} [units]
 */
export function staircaseError(target, own, units) {
  const { x, y } = finePoints(target), found = { error: -1, x: 0 };
  for (let i = 0; i < x.length; i++) {
    const error = Math.abs(y[i] - sumAt(own, x[i], units));
    if (error > found.error) Object.assign(found, { error, x: x[i] });
  }
  return found;
}

/**
 * ω(h) + (σ(−K/2) + σ(−K)) · osc f, which the error never exceeds.
 *
 * @param {import("./targets.js").Target} target
 * @param {number} cells
 * @param {number} steepness
 */
export function errorBound(target, cells, steepness) {
  const far = activated("sigmoid", -steepness / 2) + activated("sigmoid", -steepness);
  return modulusOf(target, 2 / cells) + far * oscillationOf(target);
}
