// Drawings of black and white pixels, as compute/bitmaps.py has them: packed for a link, and spoiled.

import { bytes } from "../../ui/js/packing.js";
import { NOISE, shuffled, words } from "../../ui/js/chance.js";

/** @typedef {Int8Array} Pixels +1 for ink and −1 for paper, row by row */

/**
 * Unpacks pixels, eight a byte, the first in the highest bit.
 *
 * @param {string} text in base64
 * @param {number} count
 * @returns {Pixels}
 */
export function unpacked(text, count) {
  const packed = bytes(text);
  return Int8Array.from({ length: count }, (_, i) => ((packed[i >> 3] >> (7 - (i & 7))) & 1 ? 1 : -1));
}

/**
 * A drawing as a link has it: SIDE.BITS.
 *
 * @param {Pixels} pixels
 */
export function written(pixels) {
  const side = Math.round(Math.sqrt(pixels.length));
  let packed = "";
  for (let from = 0; from < pixels.length; from += 8) {
    let byte = 0;
    for (let i = from; i < Math.min(from + 8, pixels.length); i++) if (pixels[i] > 0) byte |= 128 >> (i - from);
    packed += String.fromCharCode(byte);
  }
  return side + "." + btoa(packed).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * A drawing with some pixels turned over, and then one half of it wiped out.
 *
 * @param {Pixels} pixels
 * @param {number} noise share of the pixels
 * @param {string} wiped no, left, right, top or bottom
 * @param {number} seed
 * @returns {Pixels}
 */
export function spoiled(pixels, noise, wiped, seed) {
  const found = pixels.slice(), side = Math.round(Math.sqrt(pixels.length)), half = Math.floor(side / 2);
  const turned = shuffled(pixels.length, words(seed, NOISE)).subarray(0, Math.floor(noise * pixels.length + 0.5));
  for (const i of turned) found[i] = -found[i];
  for (let i = 0; i < found.length; i++) {
    const row = Math.floor(i / side), column = i % side;
    const gone = wiped === "left" ? column < half : wiped === "right" ? column >= side - half
      : wiped === "top" ? row < half : wiped === "bottom" && row >= side - half;
    if (gone) found[i] = -1;
  }
  return found;
}

/**
 * The pixels on the straight way from one to another, both included.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} side
 */
export function between(from, to, side) {
  const x = from % side, y = Math.floor(from / side), dx = (to % side) - x, dy = Math.floor(to / side) - y;
  const steps = Math.max(Math.abs(dx), Math.abs(dy));
  return Array.from({ length: steps + 1 }, (_, i) => (
    Math.round(y + (dy * i) / (steps || 1)) * side + Math.round(x + (dx * i) / (steps || 1))
  ));
}
