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
 * @typedef {object} Orbits
 * @property {string} asked all that they depend on, but for how long they are
 * @property {Float64Array[]} truth by the finer solver, from the start on
 * @property {Float64Array[]} fine by the other one
 * @property {Record<string, Float64Array[]>} found by predictor, in standard deviations
 *
 * @typedef {object} Run
 * @property {Float64Array[]} truth from the start on
 * @property {number} agreed predictions during which both solvers agree
 * @property {Record<string, Free>} free by predictor
 * @property {Orbits} orbits what it was cut from
 */

const AHEAD = 100; // predictions: orbits are as long as the next multiple, so that a longer run is there

/**
 * @param {Question} question
 * @param {number[]} start
 * @param {Orbits} [kept] of the last run, used if they are of the same question and long enough
 * @returns {Run}
 */
export function imitate(question, start, kept) {
  const { step, unit, steps, listened, same, wrong, mean, deviation, predictors } = question;
  const length = listened + steps;
  const there = kept && kept.asked === askedOf(question, start) && kept.truth.length >= length;
  const orbits = there ? kept : orbitsOf(question, start);
  const truth = orbits.truth.slice(0, length);
  let until = truth.findIndex((x, at) => x.some((value, i) => Math.abs(value - orbits.fine[at][i]) > same * deviation[i]));
  if (until < 0) until = truth.length;
  const agreed = Math.max(0, until - listened);
  const inward = truth.map((x) => x.map((value, i) => (value - mean[i]) / deviation[i]));
  /** @type {Record<string, Free>} */
  const free = {};
  for (const { name } of predictors) {
    const found = orbits.found[name].slice(0, steps);
    const error = found.map((u, at) => errorOf(u, inward[listened + at]));
    const first = error.findIndex((one) => one > wrong);
    const valid = first < 0 || first >= agreed ? null : (first * step) / unit;
    free[name] = { path: found.map((u) => outward(question, u)), error, valid };
  }
  return { truth, agreed, free, orbits };
}

/**
 * @param {Question} question
 * @param {number[]} start
 * @returns {Orbits}
 */
function orbitsOf(question, start) {
  const { flow, step, listened, tolerances, mean, deviation, predictors } = question;
  const steps = Math.ceil(question.steps / AHEAD) * AHEAD, samples = listened - 1 + steps;
  const [fine, truth] = tolerances.map((tolerance) => solve(FIELDS[flow], start, step, samples, tolerance));
  const inward = truth.slice(0, listened).map((x) => x.map((value, i) => (value - mean[i]) / deviation[i]));
  const heard = heardOf(question, inward);
  const found = Object.fromEntries(predictors.map((sent) => [sent.name, runFree(predictorOf(sent), heard, steps)]));
  return { asked: askedOf(question, start), truth, fine, found };
}

/**
 * @param {Question} question
 * @param {number[]} start
 */
function askedOf({ flow, step, listened, tolerances, noise, predictors }, start) {
  const learned = predictors.map(({ name, readout }) => [name, readout]);
  return JSON.stringify([flow, start, step, listened, tolerances, noise, learned]);
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
