// The unfolded net in words: short numbers, and the formulas of the current copy.

import { index, power, withMinus } from "../../ui/js/numbers.js";
import { t } from "../../ui/js/words.js";

/**
 * The data that the view receives; see view_data in view.py.
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
 * Whether truncation changed the gradient; a different order of adding does not count.
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
  const step = current(at, net.steps), i = step - 1;
  if (at === 0) return t("Before the first step: h₀ = 0.");
  if (!step) {
    const sum = { loss: short(net.loss), entry: entry.name, total: short(entry.total), count: net.steps };
    return shortened(net, entry)
      ? t("E = {loss}. ∂E/∂{entry} = {total}, the sum of {count} parts; without truncation {whole}.", { ...sum, whole: short(entry.wholeTotal) })
      : t("E = {loss}. ∂E/∂{entry} = {total}, the sum of {count} parts.", sum);
  }
  const now = index(step), before = index(step - 1);
  if (at <= net.steps) {
    const forward = t("Forward, step {step}: {formulas}", {
      step,
      formulas: `a${now} = W h${before} + U x${now} + b = ${several(net.sums[i])}; ` +
        `h${now} = φ(a${now}) = ${several(net.states[step])}; y${now} = V h${now} + c = ${short(net.outputs[i])}`,
    });
    return net.counted[i]
      ? t("{forward}; d = {target}, loss ½ (y − d)² = {loss}.", { forward, target: short(net.target), loss: short(net.losses[i]) })
      : t("{forward}; no loss here.", { forward });
  }
  const later = step < net.steps ? ` + Wᵀ δ${index(step + 1)}` : "";
  // Truncated losses go back one by one, so what is left of δ does not follow from the next δ.
  const from = net.reached[i] < net.asked[i]
    ? t(", from {reached} of {asked} losses (truncated),", { reached: net.reached[i], asked: net.asked[i] })
    : ` = φ′(a${now}) ⊙ (Vᵀ e${now}${later})`;
  return t("Backward, step {step}: {formulas}; this use adds {part} to ∂E/∂{entry}.", {
    step,
    formulas: `e${now} = ${short(net.errors[i])}; φ′(a${now}) = ${several(net.slopes[i])}; ` +
      `δ${now}${from} = ${several(net.deltas[i])}`,
    part: short(entry.parts[i]), entry: entry.name,
  });
}
