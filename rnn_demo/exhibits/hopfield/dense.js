// The dense associative memory, as compute/dense.py has it: each update is softmax attention over
// the patterns.

const MOST_UPDATES = 60, STILL = 1e-7;

/**
 * Recalls from a state: s ← Xᵀ softmax(β X s).
 *
 * @param {import("./bitmaps.js").Pixels[]} patterns at least one
 * @param {import("./bitmaps.js").Pixels} start
 * @param {number} beta
 * @returns {import("./memory.js").Recall & { attention: Float64Array }}
 */
export function denseRecall(patterns, start, beta) {
  /** @type {Float64Array} */
  const first = Float64Array.from(start);
  const units = start.length;
  const constant = Math.log(patterns.length) / beta + 0.5 * units;
  /** @type {Float64Array[]} */
  const states = [];
  /** @type {number[]} */
  const energies = [];
  for (let state = first; ; state = states[states.length - 1]) {
    const shares = Float64Array.from(patterns, (own) => beta * overlap(own, state));
    const top = shares.reduce((most, one) => Math.max(most, one), -Infinity);
    let total = 0, square = 0;
    for (let k = 0; k < shares.length; k++) total += shares[k] = Math.exp(shares[k] - top);
    const after = new Float64Array(units);
    patterns.forEach((own, k) => {
      shares[k] /= total;
      for (let i = 0; i < units; i++) after[i] += shares[k] * own[i];
    });
    let moved = 0;
    for (let i = 0; i < units; i++) {
      square += state[i] * state[i];
      moved = Math.max(moved, Math.abs(after[i] - state[i]));
    }
    energies.push(-(top + Math.log(total)) / beta + 0.5 * square + constant);
    const settled = moved <= STILL;
    if (settled || states.length >= MOST_UPDATES) {
      return { start: first, flips: [], states, energies, promised: [], settled, period: settled ? 1 : 0, attention: shares };
    }
    states.push(after);
  }
}

/**
 * Σ_i ξ_i s_i.
 *
 * @param {ArrayLike<number>} pattern
 * @param {ArrayLike<number>} state
 */
export function overlap(pattern, state) {
  let total = 0;
  for (let i = 0; i < pattern.length; i++) total += pattern[i] * state[i];
  return total;
}
