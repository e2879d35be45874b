// The unfolded net in words: short numbers, and the formulas of the current copy.

import { index, power, withMinus } from "../../ui/js/numbers.js";

/**
 * What the view is sent; see view_data in view.py.
 *
 * @typedef {object} Net
 * @property {number} turn
 * @property {number} steps
 * @property {number} n hidden units
 * @property {{ name: string, value: string }[]} weights
 * @property {number[]} inputs
 * @property {number} target
 * @property {boolean[]} counted whether a step has a loss
 * @property {number[][]} sums
 * @property {number[][]} states from h₀ on
 * @property {number[][]} slopes
 * @property {number[]} outputs
 * @property {number[]} errors
 * @property {number[]} losses
 * @property {number} loss
 * @property {number[][]} deltas
 * @property {number[]} asked losses that come after a step
 * @property {number[]} reached those of them whose gradient gets there
 * @property {Entry[]} entries
 * @property {string} shown the entry that is shown first
 * @property {{ exact: Check, sum: Check }} checks
 * @property {string} spoken
 *
 * @typedef {import("../../ui/js/captions.js").Check} Check
 */

/**
 * One entry of the gradient: what each use adds to it, and without truncation.
 *
 * @typedef {{ name: string, of: string, parts: number[], whole: number[], total: number, wholeTotal: number }} Entry
 */

/**
 * A number short enough for an edge: 0, 0.059, −1.8·10⁻⁴.
 *
 * @param {number} value
 */
export function short(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 0.001 && size < 10000) return withMinus(value.toFixed(3));
  const [digits, exponent] = value.toExponential(1).split("e");
  return withMinus(`${digits}·${power(Number(exponent))}`);
}

/** @param {number[]} values */
const several = (values) => (values.length > 1 ? `(${values.map(short).join(", ")})` : short(values[0]));

/**
 * Whether truncation changed the gradient: another order of adding is no change.
 *
 * @param {Net} net
 * @param {Entry} entry
 */
export function shortened({ asked, reached }, { parts, whole }) {
  return parts.some((part, i) => reached[i] < asked[i] && part !== whole[i]);
}

/**
 * The copy that is lit, 0 for none.
 *
 * @param {number} at how far it is: so many steps forward, then backward
 * @param {number} steps
 */
export function current(at, steps) {
  if (at === 0 || at === 2 * steps) return 0;
  return at <= steps ? at : 2 * steps - at + 1;
}

/**
 * The formulas of the current copy, with its numbers.
 *
 * @param {Net} net
 * @param {number} at how far it is
 * @param {Entry} entry
 */
export function told(net, at, entry) {
  const t = current(at, net.steps), i = t - 1;
  if (at === 0) return "Before the first step: h₀ = 0.";
  if (!t) {
    return `E = ${short(net.loss)}. ∂E/∂${entry.name} = ${short(entry.total)}, the sum of ` +
      `${net.steps} parts` +
      (shortened(net, entry) ? `; without truncation ${short(entry.wholeTotal)}.` : ".");
  }
  const now = index(t), before = index(t - 1);
  if (at <= net.steps) {
    return `Forward, step ${t}: a${now} = W h${before} + U x${now} + b = ${several(net.sums[i])}; ` +
      `h${now} = φ(a${now}) = ${several(net.states[t])}; y${now} = V h${now} + c = ${short(net.outputs[i])}` +
      (net.counted[i] ? `; d = ${short(net.target)}, loss ½ (y − d)² = ${short(net.losses[i])}.` : "; no loss here.");
  }
  const later = t < net.steps ? ` + Wᵀ δ${index(t + 1)}` : "";
  // Truncated losses go back one by one: what is left of δ does not follow from the next δ.
  const from = net.reached[i] < net.asked[i]
    ? `, from ${net.reached[i]} of ${net.asked[i]} losses (truncated),`
    : ` = φ′(a${now}) ⊙ (Vᵀ e${now}${later})`;
  return `Backward, step ${t}: e${now} = ${short(net.errors[i])}; φ′(a${now}) = ${several(net.slopes[i])}; ` +
    `δ${now}${from} = ${several(net.deltas[i])}; ` +
    `this use adds ${short(entry.parts[i])} to ∂E/∂${entry.name}.`;
}
