// What a Gibbs chain does at one moment, in numbers and in words.

import { index, withMinus } from "../../ui/js/numbers.js";
import { t } from "../../ui/js/words.js";

/**
 * A machine and one of its chains.
 *
 * @typedef {object} Chain
 * @property {number} units
 * @property {number[][]} weights
 * @property {number[]} biases
 * @property {ArrayLike<number>} temperatures of each sweep
 * @property {number[]} numbers of the chain's state, before the first sweep and after each
 */

/**
 * The units of a state, from its number: the first unit is its first binary digit.
 *
 * @param {number} number
 * @param {number} units
 */
export function unitsOf(number, units) {
  return Array.from({ length: units }, (_, i) => (number >> (units - 1 - i)) & 1);
}

/**
 * The state in the middle of a sweep: the first units are new, the others still old.
 *
 * @param {Chain} chain
 * @param {number} sweep sweeps done
 * @param {number} part units of the next sweep done
 */
export function stateAt(chain, sweep, part) {
  const old = unitsOf(chain.numbers[sweep], chain.units);
  if (!part) return old;
  const next = unitsOf(chain.numbers[sweep + 1], chain.units);
  return old.map((unit, i) => (i < part ? next[i] : unit));
}

/**
 * What a unit hears from the others, and its chance to be 1.
 *
 * @param {Chain} chain
 * @param {number[]} state
 * @param {number} unit
 * @param {number} temperature
 */
export function chance({ weights, biases }, state, unit, temperature) {
  const pull = state.reduce((sum, other, j) => sum + weights[unit][j] * other, biases[unit]);
  return { pull, likely: 1 / (1 + Math.exp(-pull / temperature)) };
}

/**
 * The words under the picture.
 *
 * @param {Chain} chain
 * @param {number} sweep
 * @param {number} part
 */
export function told(chain, sweep, part) {
  if (!sweep && !part) return t("The chain's first state is {state}.", { state: stateAt(chain, 0, 0).join("") });
  const [of, unit] = part ? [sweep, part - 1] : [sweep - 1, chain.units - 1];
  const state = stateAt(chain, of, unit), temperature = chain.temperatures[of];
  const { pull, likely } = chance(chain, state, unit, temperature);
  return t("Unit {unit} was drawn: b{index} + Σ w s = {pull}, T = {temperature}, so p(s{index} = 1) = σ({argument}) ≈ {likely}. The coin made it {value}.", {
    unit: unit + 1,
    index: index(unit + 1),
    pull: short(pull),
    temperature: short(temperature),
    argument: short(pull / temperature),
    likely: likely.toFixed(3),
    value: unitsOf(chain.numbers[of + 1], chain.units)[unit],
  });
}

/** @param {number} value */
export function short(value) {
  return withMinus(String(Number(value.toPrecision(3))));
}
