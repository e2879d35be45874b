// What predicts the next sample of an orbit, as in rnn_demo/tasks/learned_dynamics/predictors.py; a
// test holds the two together.

import { floats } from "../../ui/js/packing.js";

export const FAR = 1e3; // standard deviations: what is beyond has blown up

/**
 * A predictor as it is sent; see predictor_data in view.py. Strings of numbers are packed.
 *
 * @typedef {object} Sent
 * @property {string} name
 * @property {string} title
 * @property {"polynomial" | "elman" | "gru-torch"} kind
 * @property {number[][]} readout
 * @property {number} [delays]
 * @property {number[][]} [factors]
 * @property {number} [units]
 * @property {number} [ring] the weight of a ring instead of a recurrent matrix
 * @property {string} [recurrent]
 * @property {string} [recurrentBias]
 * @property {string} [inputs]
 * @property {string} [inputBias]
 *
 * Reads a sample, changes its memory, and writes the prediction of the next sample.
 *
 * @typedef {object} Predictor
 * @property {(first: ArrayLike<number>) => Float64Array} atRest
 * @property {(memory: Float64Array, u: Float64Array) => Float64Array} predict
 */

/** @type {WeakMap<Sent, Predictor>} */
const unpacked = new WeakMap();

/**
 * @param {Sent} sent
 * @returns {Predictor}
 */
export function predictorOf(sent) {
  const own = unpacked.get(sent) ?? (sent.kind === "polynomial" ? polynomial(sent) : recurrent(sent));
  unpacked.set(sent, own);
  return own;
}

/**
 * Listens to samples, then predicts from its own predictions.
 *
 * @param {Predictor} predictor
 * @param {Float64Array[]} heard
 * @param {number} steps
 * @returns {Float64Array[]} one that leaves all bounds stays at NaN
 */
export function runFree(predictor, heard, steps) {
  const memory = predictor.atRest(heard[0]), found = [];
  for (const u of heard.slice(0, -1)) predictor.predict(memory, u);
  let u = heard[heard.length - 1];
  for (let step = 0; step < steps; step++) {
    u = predictor.predict(memory, u).map((value) => (Math.abs(value) < FAR ? value : NaN));
    found.push(u);
  }
  return found;
}

/**
 * The root mean square over the coordinates of how far a prediction is from the truth; Infinity where
 * it has blown up.
 *
 * @param {Float64Array} predicted
 * @param {Float64Array} truth
 */
export function errorOf(predicted, truth) {
  let sum = 0;
  for (let i = 0; i < truth.length; i++) sum += (predicted[i] - truth[i]) ** 2;
  const error = Math.sqrt(sum / truth.length);
  return Number.isNaN(error) ? Infinity : error;
}

/**
 * The local maxima of samples, each that of the parabola through three of them.
 *
 * @param {number[]} values
 */
export function maxima(values) {
  const found = [];
  for (let i = 1; i + 1 < values.length; i++) {
    const left = values[i] - values[i - 1], right = values[i] - values[i + 1];
    if (left > 0 && right >= 0) found.push(values[i] + (left - right) ** 2 / (8 * (left + right)));
  }
  return found;
}

/**
 * @param {Sent} sent
 * @returns {Predictor}
 */
function polynomial({ readout, delays = 1, factors = [] }) {
  return {
    atRest: (first) => {
      const memory = new Float64Array(first.length * Math.max(1, delays));
      for (let at = 0; at < memory.length; at += first.length) memory.set(Array.from(first), at);
      return memory;
    },
    predict: (memory, u) => {
      memory.copyWithin(u.length, 0, memory.length - u.length);
      memory.set(u);
      const read = factors.map((places) => {
        let product = 1;
        for (const place of places) if (place) product *= memory[place - 1];
        return product;
      });
      return u.map((value, i) => value + dot(readout[i], read));
    },
  };
}

/**
 * @param {Sent} sent
 * @returns {Predictor}
 */
function recurrent({ kind, readout, units: n = 0, ring = 0, recurrent: own = "", recurrentBias = "", inputs = "", inputBias = "" }) {
  const d = readout.length, gates = kind === "elman" ? 1 : 3;
  const weights = ring ? null : Float64Array.from(floats(own));
  const byInput = Float64Array.from(floats(inputs)), bias = Float64Array.from(floats(inputBias));
  const stateBias = Float64Array.from(floats(recurrentBias));
  const out = readout.map((row) => Float64Array.from(row));
  const drive = new Float64Array(gates * n), sums = new Float64Array(gates * n);
  return {
    atRest: () => new Float64Array(n),
    predict: (h, u) => {
      for (let row = 0; row < gates * n; row++) {
        let sum = 0;
        for (let i = 0; i < d; i++) sum += byInput[row * d + i] * u[i];
        drive[row] = sum + bias[row];
        if (!weights) {
          sums[row] = ring * h[row ? row - 1 : n - 1];
          continue;
        }
        sum = 0;
        for (let i = 0, at = row * n; i < n; i++, at++) sum += weights[at] * h[i];
        sums[row] = sum;
      }
      for (let i = 0; i < n; i++) {
        if (kind === "elman") {
          h[i] = Math.tanh(sums[i] + drive[i]);
          continue;
        }
        const z = sigmoid(sums[i] + drive[i]), r = sigmoid(sums[n + i] + drive[n + i]);
        const candidate = Math.tanh(drive[2 * n + i] + r * (sums[2 * n + i] + stateBias[i]));
        h[i] = (1 - z) * candidate + z * h[i];
      }
      return u.map((value, i) => {
        let sum = out[i][0];
        for (let j = 0; j < d; j++) sum += out[i][1 + j] * u[j];
        for (let j = 0; j < n; j++) sum += out[i][1 + d + j] * h[j];
        return value + sum;
      });
    },
  };
}

/** @param {number} a */
function sigmoid(a) {
  return 1 / (1 + Math.exp(-a));
}

/**
 * @param {ArrayLike<number>} one
 * @param {ArrayLike<number>} other
 */
function dot(one, other) {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}
