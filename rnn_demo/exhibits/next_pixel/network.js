// The network that draws pixel by pixel, in the browser: what rnn_demo/networks/pixel_steps.py
// computes, for several pictures at once.
//
// Numbers of many pictures lie beside each other: number k of picture n of N is at k N + n. The first
// LSTM's columns lie likewise: column c of picture s of S is its "picture" c S + s, with S zeros on
// either side of the row, so that neighbours are the same numbers moved by S.

import { halves } from "../../ui/js/packing.js";

/**
 * @typedef {object} Size
 * @property {number} rows
 * @property {number} columns
 * @property {number} channels of the first LSTM, a column
 * @property {number} window pixels of a row that a column reads
 * @property {number} hidden units of the second LSTM
 * @property {number} head units before the logit
 *
 * @typedef {Size & { weights: Record<string, Float32Array> }} Network
 *
 * @typedef {object} State of one of the LSTMs
 * @property {Float64Array} hidden
 * @property {Float64Array} cell
 */

/**
 * Unpacks a network.
 *
 * @param {Size & { packed: Record<string, string> }} sent each tensor row by row, float16 in base64
 * @returns {Network}
 */
export function unpacked({ packed, ...size }) {
  const weights = Object.fromEntries(Object.entries(packed).map(([name, text]) => [name, halves(text)]));
  return { ...size, weights };
}

/**
 * Adds W x to `out`, for many pictures.
 *
 * @param {Float64Array} out (rows, many)
 * @param {{ values: Float32Array, rows: number, across: number, from?: number, columns: number }} weight
 *   W is `columns` columns of `values`, from column `from` on, of `across` in all
 * @param {Float64Array} x
 * @param {{ many: number, step?: number, moved?: number }} where pictures; how far apart the numbers
 *   of one picture are in x; where in x they begin
 */
function addProduct(out, { values, rows, across, from = 0, columns }, x, { many, step = many, moved = 0 }) {
  const fours = many - (many % 4);
  for (let row = 0; row < rows; row++) {
    const begin = row * across + from, end = begin + columns, to = row * many;
    let n = 0;
    for (; n < fours; n += 4) {
      let a = 0, b = 0, c = 0, d = 0;
      for (let w = begin, at = moved + n; w < end; w++, at += step) {
        const value = values[w];
        a += value * x[at];
        b += value * x[at + 1];
        c += value * x[at + 2];
        d += value * x[at + 3];
      }
      out[to + n] += a;
      out[to + n + 1] += b;
      out[to + n + 2] += c;
      out[to + n + 3] += d;
    }
    for (; n < many; n++) {
      let sum = 0;
      for (let w = begin, at = moved + n; w < end; w++, at += step) sum += values[w] * x[at];
      out[to + n] += sum;
    }
  }
}

/** @param {number} x */
export function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}

/**
 * The first LSTM before any row was read.
 *
 * @param {Network} network
 * @param {number} pictures
 * @returns {State}
 */
export function firstState({ columns, channels }, pictures) {
  return {
    hidden: new Float64Array(channels * (columns + 2) * pictures), cell: new Float64Array(channels * columns * pictures),
  };
}

/**
 * The first LSTM after one more row of pixels.
 *
 * @param {Network} network
 * @param {State} state it stays as it is
 * @param {ArrayLike<number>} known the row in all pictures, column after column; 1 is ink
 * @param {number} row the one below, for which this is the state; for row 0, paper was read
 * @param {number} pictures
 * @returns {State}
 */
export function readRow({ columns, channels, window, weights }, state, known, row, pictures) {
  const many = columns * pictures, padded = many + 2 * pictures, edge = (window - 1) / 2, rows = 4 * channels;
  const gates = new Float64Array(rows * many);
  for (let gate = 0; gate < rows; gate++) {
    const here = weights.row_row_bias[row * rows + gate];
    for (let n = 0; n < many; n++) gates[gate * many + n] = here + weights.row_column_bias[Math.floor(n / pictures) * rows + gate];
  }
  const pixels = new Float64Array((columns + 2 * edge) * pictures);
  for (let n = 0; n < many; n++) pixels[edge * pictures + n] = known[n];
  addProduct(gates, { values: weights.row_input_weight, rows, across: window, columns: window }, pixels, { many, step: pictures });
  for (let k = 0; k < 3; k++) {
    const weight = { values: weights.row_hidden_weight, rows, across: 3 * channels, from: k * channels, columns: channels };
    addProduct(gates, weight, state.hidden, { many, step: padded, moved: k * pictures });
  }
  const hidden = new Float64Array(state.hidden.length);
  const after = step(gates, state.cell);
  for (let k = 0; k < channels; k++) hidden.set(after.hidden.subarray(k * many, (k + 1) * many), k * padded + pictures);
  return { hidden, cell: after.cell };
}

/**
 * The second LSTM at the left edge.
 *
 * @param {Network} network
 * @param {number} pictures
 * @returns {State}
 */
export function beginRow({ hidden }, pictures) {
  return { hidden: new Float64Array(hidden * pictures), cell: new Float64Array(hidden * pictures) };
}

/**
 * The logits of a pixel, and the second LSTM's state with which the next one is read.
 *
 * @param {Network} network
 * @param {State} state of the second LSTM
 * @param {State} above of the first one
 * @param {ArrayLike<number>} before the pixel to the left in each picture; 0 at the left edge
 * @param {number} column of the pixel
 * @returns {{ logits: Float64Array, state: State }}
 */
export function readPixel(network, state, above, before, column) {
  const { columns, channels, hidden, head, weights } = network, pictures = before.length, rows = 4 * hidden;
  const gates = new Float64Array(rows * pictures);
  for (let gate = 0; gate < rows; gate++) {
    const place = weights.column_bias[gate], ink = weights.column_pixel_weight[gate];
    for (let n = 0; n < pictures; n++) gates[gate * pictures + n] = place + (before[n] ? ink : 0);
  }
  const there = { many: pictures, step: (columns + 2) * pictures, moved: (column + 1) * pictures };
  addProduct(gates, { values: weights.column_above_weight, rows, across: channels, columns: channels }, above.hidden, there);
  addProduct(gates, { values: weights.column_hidden_weight, rows, across: hidden, columns: hidden }, state.hidden, { many: pictures });
  const after = step(gates, state.cell), felt = new Float64Array(head * pictures);
  for (let k = 0; k < head; k++) felt.fill(weights.head_bias[k], k * pictures, (k + 1) * pictures);
  addProduct(felt, { values: weights.head_hidden_weight, rows: head, across: hidden, columns: hidden }, after.hidden, { many: pictures });
  addProduct(felt, { values: weights.head_above_weight, rows: head, across: channels, columns: channels }, above.hidden, there);
  for (let i = 0; i < felt.length; i++) felt[i] = Math.max(0, felt[i]);
  const logits = new Float64Array(pictures).fill(weights.output_bias[0]);
  addProduct(logits, { values: weights.output_weight, rows: 1, across: head, columns: head }, felt, { many: pictures });
  return { logits, state: after };
}

/**
 * One step of an LSTM, given its gates: input, forget, candidate, output.
 *
 * @param {Float64Array} gates (4 units, many)
 * @param {Float64Array} cell (units, many), before
 * @returns {State}
 */
function step(gates, cell) {
  const size = cell.length, after = new Float64Array(size), hidden = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    after[i] = sigmoid(gates[size + i]) * cell[i] + sigmoid(gates[i]) * Math.tanh(gates[2 * size + i]);
    hidden[i] = sigmoid(gates[3 * size + i]) * Math.tanh(after[i]);
  }
  return { hidden, cell: after };
}

/**
 * Reads a picture that is known: all its rows together go from left to right.
 *
 * @typedef {object} Reading
 * @property {Float64Array} logits of ink, of all pixels
 * @property {State[]} above the first LSTM's state above each row
 *
 * @param {Network} network
 * @param {ArrayLike<number>} picture 1 is ink
 * @returns {Reading}
 */
export function readWhole(network, picture) {
  const { rows, columns, channels } = network, logits = new Float64Array(rows * columns);
  /** @type {State[]} */
  const above = [];
  for (let row = 0; row < rows; row++) {
    const known = Array.from({ length: columns }, (_, c) => (row ? picture[(row - 1) * columns + c] : 0));
    above.push(readRow(network, above[row - 1] ?? firstState(network, 1), known, row, 1));
  }
  const together = new Float64Array(channels * (columns + 2) * rows);
  above.forEach(({ hidden }, row) => { hidden.forEach((value, i) => { together[i * rows + row] = value; }); });
  let along = beginRow(network, rows);
  for (let column = 0; column < columns; column++) {
    const before = Uint8Array.from({ length: rows }, (_, row) => (column ? picture[row * columns + column - 1] : 0));
    const found = readPixel(network, along, { hidden: together, cell: together }, before, column);
    found.logits.forEach((logit, row) => { logits[row * columns + column] = logit; });
    along = found.state;
  }
  return { logits, above };
}

/**
 * One picture of a state of the first LSTM, as many times as is wanted.
 *
 * @param {State} state of one picture
 * @param {number} times
 * @returns {State}
 */
export function repeated(state, times) {
  /** @param {Float64Array} values */
  const all = (values) => Float64Array.from({ length: values.length * times }, (_, i) => values[Math.floor(i / times)]);
  return { hidden: all(state.hidden), cell: all(state.cell) };
}
