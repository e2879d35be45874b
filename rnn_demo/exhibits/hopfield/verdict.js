// Which state a recall ended in, as compute/verdict.py has it.

import { overlap } from "./dense.js";

const NEAR = 0.9, CANDIDATES = 7;

/**
 * @typedef {object} Verdict
 * @property {string} kind stored, mirror, mixture, near, near-mirror or other
 * @property {number[]} patterns
 * @property {number[]} signs
 */

/**
 * The overlap of a state with each pattern, from −1 to 1.
 *
 * @param {import("./bitmaps.js").Pixels[]} patterns
 * @param {ArrayLike<number>} state
 */
export function overlapsOf(patterns, state) {
  return Float64Array.from(patterns, (own) => overlap(own, state) / state.length);
}

/**
 * What a state of ±1 is.
 *
 * @param {import("./bitmaps.js").Pixels[]} patterns
 * @param {ArrayLike<number>} state
 * @returns {Verdict}
 */
export function judged(patterns, state) {
  if (!patterns.length) return { kind: "other", patterns: [], signs: [] };
  const overlaps = overlapsOf(patterns, state);
  const order = Array.from(overlaps, (_, k) => k).sort((i, j) => Math.abs(overlaps[j]) - Math.abs(overlaps[i]) || i - j);
  const best = order[0], own = overlaps[best], signs = Array.from(overlaps, (one) => (one < 0 ? -1 : 1));
  const single = { patterns: [best], signs: [signs[best]] };
  if (Math.abs(own) === 1) return { kind: own > 0 ? "stored" : "mirror", ...single };
  for (const size of [3, 5]) {
    for (const some of combinations(order.slice(0, CANDIDATES), size)) {
      if (majority(some.map((k) => patterns[k]), some.map((k) => signs[k]), state)) {
        return { kind: "mixture", patterns: some, signs: some.map((k) => signs[k]) };
      }
    }
  }
  if (Math.abs(own) >= NEAR) return { kind: own > 0 ? "near" : "near-mirror", ...single };
  return { kind: "other", ...single };
}

/**
 * Whether a state is the sign of a sum of patterns.
 *
 * @param {import("./bitmaps.js").Pixels[]} patterns an odd number of them
 * @param {number[]} signs
 * @param {ArrayLike<number>} state
 */
function majority(patterns, signs, state) {
  for (let i = 0; i < state.length; i++) {
    let total = 0;
    for (let k = 0; k < patterns.length; k++) total += signs[k] * patterns[k][i];
    if (Math.sign(total) !== state[i]) return false;
  }
  return true;
}

/**
 * All choices of some of these, in the order of Python's itertools.
 *
 * @param {number[]} from
 * @param {number} size
 * @returns {Generator<number[]>}
 */
function* combinations(from, size) {
  if (size === 0) { yield []; return; }
  for (let i = 0; i <= from.length - size; i++) {
    for (const rest of combinations(from.slice(i + 1), size - 1)) yield [from[i], ...rest];
  }
}
