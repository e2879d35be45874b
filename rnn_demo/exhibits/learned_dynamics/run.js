// One true orbit and every predictor running free beside it, as in compute.py.

import { FIELDS } from "./flows.js";
import { errorOf, predictorOf, runFree } from "./predictors.js";
import { solve } from "./solver.js";

/**
 * What the computation needs of the data; see view_data in view.py.
 *
 * @typedef {object} Question
 * @property {string} flow
 * @property {number} step
 * @property {number} unit
 * @property {number[]} mean
 * @property {number[]} deviation
 * @property {number} steps
 * @property {number} listened
 * @property {number[][]} noise
 * @property {number[]} tolerances
 * @property {number} same
 * @property {number} wrong
 * @property {import("./predictors.js").Sent[]} predictors
 *
 * @typedef {object} Free
 * @property {Float64Array[]} path in the flow's units
 * @property {number[]} error standard deviations
 * @property {number | null} valid in units of the flow; null for right to the end of what is known
 *
 * @typedef {object} Run
 * @property {Float64Array[]} truth from the start on
 * @property {number} agreed predictions during which both solvers agree
 * @property {Record<string, Free>} free by predictor
 */

/**
 * @param {Question} question
 * @param {number[]} start
 * @returns {Run}
 */
export function imitate(question, start) {
  const { flow, step, unit, steps, listened, tolerances, same, wrong, mean, deviation } = question;
  const samples = listened - 1 + steps;
  const [fine, truth] = tolerances.map((tolerance) => solve(FIELDS[flow], start, step, samples, tolerance));
  let until = truth.findIndex((x, at) => x.some((value, i) => Math.abs(value - fine[at][i]) > same * deviation[i]));
  if (until < 0) until = truth.length;
  const agreed = Math.max(0, until - listened);
  const inward = truth.map((x) => x.map((value, i) => (value - mean[i]) / deviation[i]));
  const heard = heardOf(question, inward);
  /** @type {Record<string, Free>} */
  const free = {};
  for (const sent of question.predictors) {
    const found = runFree(predictorOf(sent), heard, steps);
    const error = found.map((u, at) => errorOf(u, inward[listened + at]));
    const first = error.findIndex((one) => one > wrong);
    const valid = first < 0 || first >= agreed ? null : (first * step) / unit;
    free[sent.name] = { path: found.map((u) => outward(question, u)), error, valid };
  }
  return { truth, agreed, free };
}

/**
 * The true samples that predictors listen to, with their noise.
 *
 * @param {Question} question
 * @param {Float64Array[]} orbit in standard deviations
 */
export function heardOf({ listened, noise }, orbit) {
  return orbit.slice(0, listened).map((u, at) => u.map((value, i) => value + noise[at][i]));
}

/**
 * @param {Question} question
 * @param {Float64Array} u
 */
function outward({ mean, deviation }, u) {
  return u.map((value, i) => value * deviation[i] + mean[i]);
}

/**
 * One coordinate of a long orbit of the flow and of a predictor, each from the start on.
 *
 * @param {Question} question
 * @param {number[]} start
 * @param {string} name of the predictor
 * @param {number} coordinate
 * @param {number} samples
 */
export function longOrbits(question, start, name, coordinate, samples) {
  const sent = question.predictors.find((one) => one.name === name) ?? question.predictors[0];
  const { flow, step, mean, deviation, listened, tolerances } = question;
  const truth = solve(FIELDS[flow], start, step, samples, 1e-6);
  const exact = solve(FIELDS[flow], start, step, listened - 1, tolerances[1]);
  const inward = exact.map((x) => x.map((value, i) => (value - mean[i]) / deviation[i]));
  const free = runFree(predictorOf(sent), heardOf(question, inward), samples);
  return {
    truth: truth.map((x) => x[coordinate]),
    free: free.map((u) => outward(question, u)[coordinate]),
  };
}
