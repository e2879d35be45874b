// Pictures that the network draws pixel by pixel, several at once from the same beginning.

import { words } from "../../ui/js/chance.js";
import { beginRow, readPixel, readRow, repeated, sigmoid } from "./network.js";

const COINS = 8; // the first of the streams of a seed that are used here, one for each picture

/**
 * Pictures that are being drawn.
 *
 * @typedef {object} Drawn
 * @property {Uint8Array[]} pictures as far as they are drawn; 1 is ink
 * @property {Float64Array[]} likely of each pixel of each picture, the probability of ink before the
 *   coin was tossed, at T = 1
 * @property {Float64Array} nats of each picture, Σ −ln p of the pixels drawn, the given ones too
 * @property {Float64Array} given nats of the pixels that were given
 * @property {number} at the next pixel
 * @property {number} from the first one that was not given
 * @property {import("./network.js").State} above the first LSTM
 * @property {import("./network.js").State} along the second LSTM
 * @property {Float64Array[]} coins from 0 to 1, one for each pixel
 */

/**
 * Begins pictures whose first pixels are given: all rows that are given whole are done.
 *
 * @param {import("./network.js").Network} network
 * @param {number} count of pictures
 * @param {ArrayLike<number>} given a picture
 * @param {number} from how many of its pixels are given
 * @param {import("./network.js").Reading} reading of that picture
 * @param {number} seed the same seed gives the same pictures, whatever was drawn before
 * @returns {Drawn}
 */
export function begun(network, count, given, from, reading, seed) {
  const { rows, columns } = network, row = Math.floor(from / columns), at = row * columns;
  const known = Uint8Array.from({ length: rows * columns }, (_, i) => (i < at && given[i] ? 1 : 0));
  const likely = reading.logits.map((logit, i) => (i < at ? sigmoid(logit) : 0));
  let nats = 0;
  for (let i = 0; i < at; i++) nats += surprise(reading.logits[i], known[i]);
  /** @template Made @param {(n: number) => Made} make */
  const each = (make) => Array.from({ length: count }, (_, n) => make(n));
  return {
    pictures: each(() => known.slice()), likely: each(() => likely.slice()), nats: new Float64Array(count).fill(nats),
    given: new Float64Array(count).fill(nats), at, from, above: repeated(reading.above[Math.min(row, rows - 1)], count),
    along: beginRow(network, count), coins: each((n) => luck(seed, n, known.length)),
  };
}

/**
 * @param {number} seed
 * @param {number} picture
 * @param {number} pixels
 */
function luck(seed, picture, pixels) {
  const next = words(seed, COINS + picture);
  return Float64Array.from({ length: pixels }, () => next() / 2 ** 32);
}

/**
 * Draws the next pixel of all pictures.
 *
 * @param {import("./network.js").Network} network
 * @param {Drawn} drawn changed in place
 * @param {ArrayLike<number>} given a picture, whose first pixels are taken
 * @param {number} temperature T, by which logits are divided before the coins are tossed
 */
export function onePixel(network, drawn, given, temperature) {
  const { columns } = network, { at, from, pictures } = drawn, row = Math.floor(at / columns), column = at % columns;
  const count = pictures.length;
  if (!column) drawn.along = beginRow(network, count);
  const before = pictures.map((picture) => (column ? picture[at - 1] : 0));
  const { logits, state } = readPixel(network, drawn.along, drawn.above, before, column);
  drawn.along = state;
  pictures.forEach((picture, n) => {
    picture[at] = at < from ? (given[at] ? 1 : 0) : Number(drawn.coins[n][at] < sigmoid(logits[n] / temperature));
    drawn.likely[n][at] = sigmoid(logits[n]);
    const nats = surprise(logits[n], picture[at]);
    drawn.nats[n] += nats;
    if (at < from) drawn.given[n] += nats;
  });
  drawn.at++;
  if (column === columns - 1 && drawn.at < network.rows * columns) {
    const last = new Uint8Array(columns * count);
    for (let c = 0; c < columns; c++) for (let n = 0; n < count; n++) last[c * count + n] = pictures[n][row * columns + c];
    drawn.above = readRow(network, drawn.above, last, row + 1, count);
  }
}

/**
 * Surprise −ln p of a pixel, nats.
 *
 * @param {number} logit of ink
 * @param {number} pixel 1 is ink
 */
export function surprise(logit, pixel) {
  const signed = pixel ? -logit : logit;
  return Math.max(0, signed) + Math.log1p(Math.exp(-Math.abs(signed)));
}
