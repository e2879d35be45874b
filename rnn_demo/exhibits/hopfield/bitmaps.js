// Drawings of black and white pixels: spoiled, as compute/spoiling.py does it, and drawn on.

import { NOISE, shuffled, words } from "../../ui/js/chance.js";

/** @typedef {import("../../ui/js/bitmaps.js").Pixels} Pixels */

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
