// Functions on [−1, 1] to be approximated, as in compute/targets.py; a test holds the two together.

export const KNOTS = 65; // of a drawing, equally far apart on [−1, 1]
export const LEVELS = 30; // of a drawing, above zero and below
export const FIT = 129; // points that a net is fitted to
export const FINE = 1025; // points at which the error is measured
const BELL_SLOPE = 50 / (5 * Math.sqrt(3)) / (4 / 3) ** 2;

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {number} bumps half-waves of the sine, teeth of the saw
 * @property {number[]} drawn heights of a drawing at its knots, in `LEVELS`-ths
 *
 * @typedef {{ x: Float64Array, y: Float64Array }} Samples
 */

/**
 * The value at one place; NaN where a drawing is unknown.
 *
 * @param {Target} target
 * @param {number} x
 */
export function valueAt({ name, bumps, drawn }, x) {
  if (name === "sine") return Math.sin((Math.PI * bumps * (x + 1)) / 2);
  if (name === "teeth") {
    const part = (bumps * (x + 1)) / 2;
    return 1 - 2 * Math.abs(2 * (part - Math.floor(part)) - 1);
  }
  if (name === "chirp") return Math.sin(1.5 * Math.PI * (x + 1) ** 2);
  if (name === "bell") return 1 / (1 + 25 * x * x);
  if (name === "root") return Math.sqrt(Math.abs(x));
  if (name === "step") return x >= 0 ? 1 : 0;
  if (!(Math.abs(x) <= 1)) return NaN;
  const at = ((x + 1) / 2) * (KNOTS - 1), left = Math.min(KNOTS - 2, Math.floor(at));
  return (drawn[left] + (at - left) * (drawn[left + 1] - drawn[left])) / LEVELS;
}

/** @param {Target} target */
export function jumpOf({ name }) {
  return name === "step" ? 1 : 0;
}

/**
 * The largest difference between two values on [−1, 1].
 *
 * @param {Target} target
 */
export function oscillationOf({ name, bumps, drawn }) {
  if (name === "drawn") return (Math.max(...drawn) - Math.min(...drawn)) / LEVELS;
  if (name === "bell") return 25 / 26;
  return name === "root" || name === "step" || (name === "sine" && bumps === 1) ? 1 : 2;
}

/**
 * The Lipschitz constant; Infinity where there is none.
 *
 * @param {Target} target
 */
export function slopeOf({ name, bumps, drawn }) {
  if (name === "sine") return (Math.PI * bumps) / 2;
  if (name === "teeth") return 2 * bumps;
  if (name === "chirp") return 6 * Math.PI;
  if (name === "bell") return BELL_SLOPE;
  if (name !== "drawn") return Infinity;
  let most = 0;
  for (let i = 1; i < drawn.length; i++) most = Math.max(most, Math.abs(drawn[i] - drawn[i - 1]));
  return ((most / LEVELS) * (KNOTS - 1)) / 2;
}

/**
 * The modulus of continuity: no two values at most `distance` apart differ by more.
 *
 * @param {Target} target
 * @param {number} distance
 */
export function modulusOf(target, distance) {
  if (distance <= 0) return 0;
  if (target.name === "root") return Math.min(1, Math.sqrt(distance));
  return Math.min(oscillationOf(target), slopeOf(target) * distance);
}

/**
 * What a net is fitted to.
 *
 * @param {Target} target
 * @returns {Samples}
 */
export function fittedPoints(target) {
  return sampled(target, Float64Array.from({ length: FIT }, (_, i) => (2 * i) / (FIT - 1) - 1));
}

/**
 * Where the error is measured; at a jump both of its sides.
 *
 * @param {Target} target
 * @returns {Samples}
 */
export function finePoints(target) {
  const found = sampled(target, Float64Array.from({ length: FINE }, (_, i) => (2 * i) / (FINE - 1) - 1));
  if (!jumpOf(target)) return found;
  const middle = Math.floor(FINE / 2); // the jump is at 0, where y is the value on the right
  return { x: inserted(found.x, middle, 0), y: inserted(found.y, middle, 0) };
}

/**
 * @param {Target} target
 * @param {Float64Array} x
 */
function sampled(target, x) {
  return { x, y: x.map((one) => valueAt(target, one)) };
}

/**
 * @param {Float64Array} values
 * @param {number} at
 * @param {number} value
 */
function inserted(values, at, value) {
  return Float64Array.from([...values.subarray(0, at), value, ...values.subarray(at)]);
}
