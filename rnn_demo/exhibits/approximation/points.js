// Points of two classes in the plane, as in compute/points.py; a test holds the two together.

import { POINTS, words } from "../../ui/js/chance.js";

export const COUNT = 400;

/**
 * @typedef {{ x: Float64Array, y: Float64Array }} Points x has both coordinates, point by point
 */

/**
 * Points by chance: those to learn from, and those to be tested on.
 *
 * @param {string} pattern
 * @param {number} noise
 * @param {number} seed
 * @returns {{ learned: Points, tested: Points }}
 */
export function pointsOf(pattern, noise, seed) {
  const luck = words(seed, POINTS), coin = () => (2 * luck()) / 2 ** 32 - 1;
  const halves = [0, 1].map(() => ({ x: new Float64Array(COUNT), y: new Float64Array(COUNT / 2) }));
  for (let i = 0; i < COUNT; i++) {
    const kind = Math.floor(i / 2) % 2, part = (Math.floor(i / 4) * 2 + (i % 2) + 0.5) / (COUNT / 2);
    const one = coin(), other = coin(), [x, y] = placeOf(pattern, kind, part, one, other);
    const half = halves[i % 2], at = Math.floor(i / 2);
    half.x[2 * at] = x + noise * coin();
    half.x[2 * at + 1] = y + noise * coin();
    half.y[at] = kind;
  }
  return { learned: halves[0], tested: halves[1] };
}

/**
 * @param {string} pattern
 * @param {number} kind
 * @param {number} part from 0 to 1 along a curve
 * @param {number} one within ±1
 * @param {number} other within ±1
 * @returns {[number, number]}
 */
function placeOf(pattern, kind, part, one, other) {
  const angle = Math.PI * other;
  if (pattern === "circle") {
    const radius = kind ? 0.4 * Math.sqrt(Math.abs(one)) : 0.65 + 0.25 * Math.abs(one);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }
  if (pattern === "xor") {
    const sign = Math.floor((part * (COUNT / 2)) / 2) % 2 ? -1 : 1;
    const x = sign * (0.05 + 0.85 * Math.abs(one)), y = sign * (0.05 + 0.85 * Math.abs(other));
    return [x, kind ? y : -y];
  }
  if (pattern === "blobs") {
    const radius = 0.45 * Math.sqrt(Math.abs(one)), middle = kind ? 0.45 : -0.45;
    return [middle + radius * Math.cos(angle), middle + radius * Math.sin(angle)];
  }
  if (pattern === "moons") {
    const along = Math.PI * part;
    return kind
      ? [0.6 * Math.cos(along) - 0.3, 0.6 * Math.sin(along) - 0.2]
      : [0.3 - 0.6 * Math.cos(along), 0.2 - 0.6 * Math.sin(along)];
  }
  const turned = 3.5 * Math.PI * part + (kind ? Math.PI : 0);
  return [0.9 * part * Math.sin(turned), 0.9 * part * Math.cos(turned)];
}
