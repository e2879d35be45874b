// A stack in one number, as in compute/stack.py, in floats of three sizes: push and pop, and what
// comes back.

/** @typedef {(x: number) => number} Round to the nearest number of a precision */

/** @type {Record<string, Round>} */
export const ROUNDED = { float16, float32: Math.fround, float64: (x) => x };

/**
 * The nearest number of float16, of two equally near the one whose last bit is 0.
 *
 * @param {number} x
 */
export function float16(x) {
  if (x === 0 || !Number.isFinite(x)) return x;
  const exponent = Math.max(-14, Math.floor(Math.log2(Math.abs(x))));
  const unit = 2 ** (exponent - 10), parts = x / unit, low = Math.floor(parts), rest = parts - low;
  const up = rest > 0.5 || (rest === 0.5 && low % 2 !== 0);
  return (low + (up ? 1 : 0)) * unit;
}

/** @param {number} x */
const sat = (x) => Math.min(1, Math.max(0, x));

/**
 * q/4 + (2 bit + 1)/4.
 *
 * @param {number} q
 * @param {number} bit
 * @param {Round} round
 */
export function push(q, bit, round) {
  return round(round(q / 4) + (2 * bit + 1) / 4);
}

/**
 * sat(4q − 2), the bit on top.
 *
 * @param {number} q
 * @param {Round} round
 */
export function top(q, round) {
  return sat(round(round(4 * q) - 2));
}

/**
 * sat(4q − 2 top − non-empty).
 *
 * @param {number} q
 * @param {Round} round
 */
export function pop(q, round) {
  return sat(round(round(round(4 * q) - round(2 * top(q, round))) - sat(round(4 * q))));
}

/**
 * What comes off a stack onto which these bits were pushed, put back into their order.
 *
 * @param {number[]} bits in the order in which they are pushed
 * @param {Round} round
 */
export function returned(bits, round) {
  let q = bits.reduce((now, bit) => push(now, bit, round), 0);
  const found = bits.map(() => {
    const bit = top(q, round);
    q = pop(q, round);
    return bit;
  });
  return found.reverse();
}

/**
 * The bits of the sequence of Thue and Morse from one place on: is the number of 1s of i odd?
 *
 * @param {number} from
 * @param {number} count
 */
export function further(from, count) {
  return Array.from({ length: count }, (_, i) => [...(from + i).toString(2)].filter((sign) => sign === "1").length % 2);
}
