// All messages and both kinds of best path of one sequence, as compute/trellis.py has them.

/**
 * A hidden Markov model: rows of probabilities.
 *
 * @typedef {object} Model
 * @property {number[]} initial
 * @property {number[][]} transitions
 * @property {number[][]} emissions
 */

/** @typedef {ReturnType<typeof trellisOf>} Trellis */

/**
 * @param {Model} model
 * @param {number[]} ids the symbols
 */
export function trellisOf(model, ids) {
  const { alpha, scales } = filtered(model, ids);
  const beta = backward(model, ids, scales);
  const gamma = alpha.map((row, time) => row.map((value, state) => value * beta[time][state]));
  const { delta, back } = likeliest(model, ids);
  const path = [largest(delta[delta.length - 1])];
  for (let time = ids.length - 1; time > 0; time--) path.unshift(back[time][path[0]]);
  const marginal = gamma.map(largest);
  return {
    ids, alpha, beta, gamma, scales, delta, back, path, marginal,
    logLikelihood: scales.reduce((sum, scale) => sum + Math.log(scale), 0),
    pathLog: pathLog(model, path, ids),
    marginalLog: pathLog(model, marginal, ids),
  };
}

/**
 * @param {Model} model
 * @param {number[]} ids
 */
function filtered({ initial, transitions, emissions }, ids) {
  /** @type {number[][]} */
  const alpha = [];
  /** @type {number[]} */
  const scales = [];
  ids.forEach((id, time) => {
    const told = time ? initial.map((_, j) => sum(alpha[time - 1].map((value, i) => value * transitions[i][j]))) : initial;
    const message = told.map((value, j) => value * emissions[j][id]), total = sum(message);
    scales.push(total);
    alpha.push(message.map((value) => value / (total || 1)));
  });
  return { alpha, scales };
}

/**
 * @param {Model} model
 * @param {number[]} ids
 * @param {number[]} scales
 */
function backward({ transitions, emissions }, ids, scales) {
  let message = transitions.map(() => 1);
  const beta = [message];
  for (let time = ids.length - 1; time > 0; time--) {
    const seen = message.map((value, j) => (value * emissions[j][ids[time]]) / (scales[time] || 1));
    message = transitions.map((row) => sum(row.map((move, j) => move * seen[j])));
    beta.unshift(message);
  }
  return beta;
}

/**
 * @param {Model} model
 * @param {number[]} ids
 */
function likeliest({ initial, transitions, emissions }, ids) {
  /** @type {number[][]} */
  const delta = [initial.map((value, j) => Math.log(value) + Math.log(emissions[j][ids[0]]))];
  /** @type {number[][]} */
  const back = [initial.map(() => 0)];
  for (let time = 1; time < ids.length; time++) {
    const before = delta[time - 1];
    const from = initial.map((_, j) => largest(before.map((value, i) => value + Math.log(transitions[i][j]))));
    back.push(from);
    delta.push(from.map((i, j) => before[i] + Math.log(transitions[i][j]) + Math.log(emissions[j][ids[time]])));
  }
  return { delta, back };
}

/**
 * The logarithm of a path's probability together with what is seen.
 *
 * @param {Model} model
 * @param {number[]} path
 * @param {number[]} ids
 */
function pathLog({ initial, transitions, emissions }, path, ids) {
  return sum(path.map((state, time) =>
    Math.log(time ? transitions[path[time - 1]][state] : initial[state]) + Math.log(emissions[state][ids[time]])));
}

/**
 * The place of the largest value, the first of several.
 *
 * @param {number[]} values
 */
export function largest(values) {
  return values.reduce((best, value, place) => (value > values[best] ? place : best), 0);
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
