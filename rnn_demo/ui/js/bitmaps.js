// Drawings of black and white pixels, packed for a link as rnn_demo/knobs/bitmaps.py has them.

import { bytes } from "./packing.js";

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
