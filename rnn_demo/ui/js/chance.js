// Luck that the server has, too: the same numbers from the same seed as rnn_demo/dynamics/chance.py.

// Streams of one seed: the order of units, which pixels are turned over; weights, and points.
export const ORDER = 0;
export const NOISE = 1;
export const WEIGHTS = 2;
export const POINTS = 3;

/**
 * Gives numbers from 0 to 2³² − 1, one a call, by mulberry32.
 *
 * @param {number} seed from 0 to 2⁵³ − 1
 * @param {number} stream other numbers from the same seed
 * @returns {() => number}
 */
export function words(seed, stream) {
  const low = seed >>> 0, high = Math.floor(seed / 2 ** 32);
  let state = (low + Math.imul(high, 0x9e3779b1) + Math.imul(stream, 0x85ebca6b)) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/**
 * The numbers from 0 to `count` − 1 in an order by chance.
 *
 * @param {number} count
 * @param {() => number} luck
 */
export function shuffled(count, luck) {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor((luck() * (last + 1)) / 2 ** 32);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/**
 * Standard normal numbers, by the method of Box and Muller.
 *
 * @param {number} seed from 0 to 2⁵³ − 1
 * @param {number} stream other numbers from the same seed
 * @param {number} count
 */
export function normals(seed, stream, count) {
  const luck = words(seed, stream), found = new Float64Array(count + 1);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(luck() / 2 ** 32 + 2 ** -33)), angle = 2 * Math.PI * (luck() / 2 ** 32);
    found[i] = radius * Math.cos(angle);
    found[i + 1] = radius * Math.sin(angle);
  }
  return found.subarray(0, count);
}
