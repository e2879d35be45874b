// What a net stores and how it recalls, as compute/memories.py and compute/recall.py have it: the
// same steps in the same order, so that a recall here ends where it ends there.

import { ORDER, shuffled, words } from "../../ui/js/chance.js";

const NEARLY = 1e-9, LEAST = 1e-6, MOST_FLIPS = 3000, MOST_UPDATES = 60, SHOWN_AGAIN = 3;

/** @typedef {import("./bitmaps.js").Pixels} Pixels */

/**
 * Weights w_ij = scale · (Σ_k A_ik B_jk − δ_ij d_i); A and B row by row.
 *
 * @typedef {object} Memory
 * @property {number} units
 * @property {number} columns
 * @property {Float64Array} a
 * @property {Float64Array} b
 * @property {Float64Array} diagonal
 * @property {number} scale
 * @property {number} theta
 */

/**
 * A recall: a state is made of the start and the flips up to a step, or is one of the states.
 *
 * @typedef {object} Recall
 * @property {Float64Array} start
 * @property {number[]} flips
 * @property {Float64Array[]} states
 * @property {number[]} energies
 * @property {number[]} promised 2 s_i h_i of each flip
 * @property {boolean} settled
 * @property {number} period
 */

/**
 * Stores patterns by a rule: hebb, projection, storkey or chain.
 *
 * @param {Pixels[]} patterns
 * @param {number} units
 * @param {string} rule
 * @param {number} theta
 * @returns {Memory}
 */
export function remember(patterns, units, rule, theta) {
  if (rule === "storkey") return storkey(patterns, units, theta);
  const own = rule === "projection" ? orthonormal(patterns, units) : patterns;
  const columns = own.length, scale = rule === "projection" ? 1 : 1 / units;
  const a = new Float64Array(units * columns), b = new Float64Array(units * columns);
  for (let k = 0; k < columns; k++) {
    const left = rule === "chain" ? own[(k + 1) % columns] : own[k];
    for (let i = 0; i < units; i++) {
      a[i * columns + k] = left[i];
      b[i * columns + k] = own[k][i];
    }
  }
  return { units, columns, a, b, diagonal: diagonalOf(a, b, units, columns, columns), scale, theta };
}

/**
 * @param {Pixels[]} patterns
 * @param {number} units
 */
function orthonormal(patterns, units) {
  /** @type {Float64Array[]} */
  const found = [];
  for (const pattern of patterns) {
    const rest = Float64Array.from(pattern);
    for (let time = 0; time < 2; time++) {
      const parts = found.map((one) => dot(one, rest));
      found.forEach((one, k) => { for (let i = 0; i < units; i++) rest[i] -= parts[k] * one[i]; });
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length > LEAST) found.push(rest.map((value) => value / length));
  }
  return found;
}

/**
 * @param {Pixels[]} patterns
 * @param {number} units
 * @param {number} theta
 * @returns {Memory}
 */
function storkey(patterns, units, theta) {
  const columns = 2 * patterns.length;
  const a = new Float64Array(units * columns), b = new Float64Array(units * columns);
  patterns.forEach((own, at) => {
    const known = 2 * at, diagonal = diagonalOf(a, b, units, columns, known), sums = new Float64Array(known);
    for (let i = 0; i < units; i++) for (let k = 0; k < known; k++) sums[k] += b[i * columns + k] * own[i];
    for (let i = 0; i < units; i++) {
      let field = 0;
      for (let k = 0; k < known; k++) {
        field += a[i * columns + k] * sums[k];
        a[i * columns + k] *= 1 + 2 / units;
      }
      field = (field - diagonal[i] * own[i]) / units;
      a[i * columns + known] = own[i];
      b[i * columns + known] = own[i] - field;
      a[i * columns + known + 1] = -field;
      b[i * columns + known + 1] = own[i];
    }
  });
  return { units, columns, a, b, diagonal: diagonalOf(a, b, units, columns, columns), scale: 1 / units, theta };
}

/**
 * Recalls from a state of ±1.
 *
 * @param {Memory} memory
 * @param {Pixels} start
 * @param {string} update asynchronous or synchronous
 * @param {number} seed of the order of units
 * @returns {Recall}
 */
export function recall(memory, start, update, seed) {
  const state = Float64Array.from(start);
  return update === "synchronous" ? together(memory, state) : oneByOne(memory, state, seed);
}

/**
 * @param {Memory} memory
 * @param {Float64Array} start
 * @param {number} seed
 * @returns {Recall}
 */
function oneByOne(memory, start, seed) {
  const { units, columns, a, b, diagonal, scale, theta } = memory;
  const state = start.slice(), luck = words(seed, ORDER);
  const left = against(a, state, columns), right = against(b, state, columns);
  const trace = sum(diagonal), energies = [energyOf(memory, state)];
  /** @type {number[]} */
  const flips = [], promised = [];
  let ink = sum(state), quiet = false;
  while (!quiet && flips.length < MOST_FLIPS) {
    quiet = true;
    for (const i of shuffled(units, luck)) {
      const row = i * columns;
      let pull = 0;
      for (let k = 0; k < columns; k++) pull += a[row + k] * right[k];
      const field = scale * (pull - diagonal[i] * state[i]) + theta;
      if (Math.abs(field) <= NEARLY || field > 0 === state[i] > 0) continue;
      quiet = false;
      flips.push(i);
      promised.push(2 * state[i] * field);
      state[i] = -state[i];
      const moved = 2 * state[i];
      let product = 0;
      for (let k = 0; k < columns; k++) {
        left[k] += moved * a[row + k];
        right[k] += moved * b[row + k];
        product += left[k] * right[k];
      }
      ink += moved;
      energies.push(-0.5 * scale * (product - trace) - theta * ink);
      if (flips.length === MOST_FLIPS) break;
    }
  }
  return { start, flips, states: [], energies, promised, settled: quiet, period: quiet ? 1 : 0 };
}

/**
 * @param {Memory} memory
 * @param {Float64Array} start
 * @returns {Recall}
 */
function together(memory, start) {
  const { units, columns, a, b, diagonal, scale, theta } = memory;
  const seen = new Map([[start.join(), 0]]), states = [], energies = [energyOf(memory, start)];
  let state = start, period = 0, most = MOST_UPDATES;
  while (states.length < most) {
    const right = against(b, state, columns), next = state.slice();
    for (let i = 0; i < units; i++) {
      let pull = 0;
      for (let k = 0; k < columns; k++) pull += a[i * columns + k] * right[k];
      const field = scale * (pull - diagonal[i] * state[i]) + theta;
      if (Math.abs(field) > NEARLY) next[i] = field > 0 ? 1 : -1;
    }
    state = next;
    const at = states.length + 1, name = state.join(), before = seen.get(name);
    if (!period && before !== undefined) {
      period = at - before;
      if (period === 1) break;
      most = Math.min(most, at + SHOWN_AGAIN * period);
    }
    if (before === undefined) seen.set(name, at);
    states.push(state);
    energies.push(energyOf(memory, state));
  }
  return { start, flips: [], states, energies, promised: [], settled: period === 1, period };
}

/**
 * The number of steps of a recall.
 *
 * @param {Recall} found
 */
export const stepsOf = (found) => found.energies.length - 1;

/**
 * The state after some steps.
 *
 * @param {Recall} found
 * @param {number} step
 */
export function stateAt({ start, flips, states }, step) {
  if (states.length) return step ? states[step - 1] : start;
  const state = start.slice();
  for (let k = 0; k < Math.min(step, flips.length); k++) state[flips[k]] = -state[flips[k]];
  return state;
}

/**
 * E = −½ sᵀWs − θ Σ s_i.
 *
 * @param {Memory} memory
 * @param {Float64Array} state
 */
export function energyOf({ columns, a, b, diagonal, scale, theta }, state) {
  const pairs = dot(against(a, state, columns), against(b, state, columns)) - sum(diagonal);
  return -0.5 * scale * pairs - theta * sum(state);
}

/**
 * @param {Float64Array} a row by row
 * @param {Float64Array} state
 * @param {number} columns
 */
function against(a, state, columns) {
  const sums = new Float64Array(columns);
  for (let i = 0; i < state.length; i++) for (let k = 0; k < columns; k++) sums[k] += a[i * columns + k] * state[i];
  return sums;
}

/**
 * @param {Float64Array} a
 * @param {Float64Array} b
 * @param {number} units
 * @param {number} columns
 * @param {number} known how many of the columns count
 */
function diagonalOf(a, b, units, columns, known) {
  const found = new Float64Array(units);
  for (let i = 0; i < units; i++) {
    for (let k = i * columns; k < i * columns + known; k++) found[i] += a[k] * b[k];
  }
  return found;
}

/**
 * @param {Float64Array} one
 * @param {Float64Array} other
 */
function dot(one, other) {
  let total = 0;
  for (let i = 0; i < one.length; i++) total += one[i] * other[i];
  return total;
}

/** @param {Float64Array} values */
function sum(values) {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
