// The run in words: numbers in base B, and what happens at a step or a tick.

import { index } from "../../ui/js/numbers.js";
import { t } from "../../ui/js/words.js";

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Run
 * @property {number} turn
 * @property {number} base
 * @property {string[]} symbols of the tape, the blank first
 * @property {number} count steps of the machine
 * @property {boolean} halted
 * @property {boolean} final whether its last state is one in which machines halt
 * @property {Step[]} steps those that are drawn
 * @property {{ name: string, rounded: number | null, dies: number | null }} rival
 * @property {Network} network
 * @property {import("../../ui/js/captions.js").Check} check
 * @property {string} spoken
 *
 * @typedef {{ state: string, cells: string }} Told
 * @typedef {{ digits: number[], more: boolean, value: number, letters: number }} Stack
 * @typedef {object} Step
 * @property {number} head
 * @property {Told} machine
 * @property {Told} exact
 * @property {Told} float
 * @property {Stack} L
 * @property {Stack} R
 * @property {[number, number][]} read the units that are not 0, and their values
 * @property {[number, number][]} act the same at the tick before
 *
 * @typedef {object} Network
 * @property {{ name: string, group: string }[]} units
 * @property {[number, number, number][]} weights to, from, weight
 */

export const READ = 1; // the second part of a step; the first is the tick act

/**
 * A stack as a number in its base: 0.133₈.
 *
 * @param {Stack} stack
 * @param {number} base
 */
export function inBase({ digits, more }, base) {
  if (!digits.length) return "0";
  const joint = base > 10 ? " " : "";
  return `0.${digits.join(joint)}${more ? "…" : ""}${index(base)}`;
}

/**
 * A value between 0 and 1 after its sign of equality.
 *
 * @param {number} value
 * @param {number} digits
 */
export function short(value, digits = 4) {
  const shown = Number(value.toPrecision(digits));
  return `${shown === value ? "=" : "≈"} ${shown}`;
}

/**
 * What can be seen at a place of the film.
 *
 * @param {Run} run
 * @param {number} at the step
 * @param {number} part
 */
export function told(run, at, part) {
  const step = run.steps[at], { L, R } = step;
  const middle = (step.machine.cells.length - 1) / 2;
  const values = {
    step: at, state: step.machine.state, symbol: nameOf(step.machine.cells[middle]),
    left: `L = ${inBase(L, run.base)}`, right: `R = ${inBase(R, run.base)}`,
  };
  if (part !== READ) {
    return t("Tick {tick}, act: what rule {step} writes is pushed onto one number, and the head's next symbol is popped from the other.", { step: at, tick: 2 * at });
  }
  if (at === run.count && run.halted && !run.final) return t("Step {step}: it has halted, since no rule is for {symbol} in the state {state}. {left}, {right}.", values);
  if (at === run.count && run.halted) return t("Step {step}: it has halted in the state {state}. {left}, {right}.", values);
  if (at === run.count) return t("Step {step}: it has not halted, and may never do so. {left}, {right}.", values);
  if (at === run.steps.length - 1) return t("Step {step}: the later ones are computed, but not drawn. {left}, {right}.", values);
  return t("Step {step}: state {state} reads {symbol}. {left}, {right}.", values);
}

/**
 * What has become of the floats at a step; empty as long as they are exact.
 *
 * @param {Run["rival"]} rival
 * @param {number} at
 */
export function fate({ rounded, dies }, at) {
  if (dies !== null && at >= dies) return t("wrong since step {step}, and stopped there", { step: dies });
  if (rounded !== null && at >= rounded) return t("rounded since step {step}: part of its tape is lost", { step: rounded });
  return t("still exact");
}

/**
 * A symbol as a sentence names it.
 *
 * @param {string} symbol
 */
export function nameOf(symbol) {
  return symbol === "_" ? t("a blank") : symbol;
}
