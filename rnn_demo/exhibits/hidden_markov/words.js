// What one cell of the trellis is, in numbers and in words.

import { index, withMinus } from "../../ui/js/numbers.js";
import { t } from "../../ui/js/words.js";

/**
 * @typedef {"forward" | "backward" | "posterior" | "viterbi"} Shown
 * @typedef {import("./trellis.js").Model} Model
 * @typedef {import("./trellis.js").Trellis} Trellis
 */

/** @param {number} value */
export function short(value) {
  if (value === -Infinity) return "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e4) return withMinus(String(Number(value.toPrecision(3))));
  return withMinus(value.toExponential(1)).replace("e−", "·10^−").replace("e-", "·10^−");
}

/**
 * How the number in a cell comes about.
 *
 * @param {Model} model
 * @param {Trellis} trellis
 * @param {string[]} names of the states
 * @param {string} letters
 * @param {Shown} shown
 * @param {{ time: number, state: number }} cell from 0
 */
export function told(model, trellis, names, letters, shown, { time, state }) {
  const { ids, alpha, beta, gamma, delta, scales } = trellis, at = index(time + 1);
  const name = names[state], letter = letters[ids[time]], likely = model.emissions[state][ids[time]];
  if (shown === "posterior") {
    return t("γ{at}({name}) = α̂{at}({name}) · β{at}({name}) = {alpha} · {beta} = {gamma}: the probability of this state, given everything seen.", {
      at, name, alpha: short(alpha[time][state]), beta: short(beta[time][state]), gamma: short(gamma[time][state]),
    });
  }
  if (shown === "backward") {
    if (time === ids.length - 1) return t("β{at}({name}) = 1: nothing comes after the last step.", { at, name });
    const next = ids[time + 1];
    const parts = model.transitions[state].map((move, j) =>
      `${short(move)}·${short(model.emissions[j][next])}·${short(beta[time + 1][j])}`);
    return t("β{at}({name}) = Σ A · B({letter}) · β{later} / c{later} = ({parts}) / {scale} = {beta}", {
      at, name, letter: letters[next], later: index(time + 2), parts: parts.join(" + "),
      scale: short(scales[time + 1]), beta: short(beta[time][state]),
    });
  }
  if (shown === "viterbi") {
    if (!time) {
      return t("δ{at}({name}) = ln π + ln B({letter}) = {initial} + {likely} = {delta}", {
        at, name, letter, initial: short(Math.log(model.initial[state])), likely: short(Math.log(likely)), delta: short(delta[0][state]),
      });
    }
    const parts = delta[time - 1].map((value, i) => `${short(value)} + ${short(Math.log(model.transitions[i][state]))}`);
    return t("δ{at}({name}) = max(δ{before} + ln A) + ln B({letter}) = max({parts}) + {likely} = {delta}, from {from}", {
      at, name, before: index(time), letter, parts: parts.join(", "), likely: short(Math.log(likely)),
      delta: short(delta[time][state]), from: names[trellis.back[time][state]],
    });
  }
  const before = time
    ? `(${alpha[time - 1].map((value, i) => `${short(value)}·${short(model.transitions[i][state])}`).join(" + ")})`
    : short(model.initial[state]);
  return t("α̂{at}({name}) = {before} · B({letter}) / c{at} = {before} · {likely} / {scale} = {alpha}", {
    at, name, before, letter, likely: short(likely), scale: short(scales[time]), alpha: short(alpha[time][state]),
  });
}

/**
 * The likelihood and both paths.
 *
 * @param {Trellis} trellis
 * @param {string[]} names
 */
export function summary(trellis, names) {
  const { path, marginal } = trellis;
  if (!Number.isFinite(trellis.logLikelihood)) {
    return t("This model cannot say this: from step {step} on, every message is 0.", {
      step: trellis.scales.indexOf(0) + 1,
    });
  }
  /** @param {number[]} states */
  const said = (states) => runs(states).map(({ state, times }) => (times > 1 ? `${names[state]} ×${times}` : names[state])).join(", ");
  const own = t("ln p(x) = {log} nats. Viterbi’s path, with ln p = {pathLog}: {path}.", {
    log: short(trellis.logLikelihood), pathLog: short(trellis.pathLog), path: said(path),
  });
  if (path.every((state, time) => state === marginal[time])) {
    return `${own} ${t("The likeliest states one by one are the same path.")}`;
  }
  const other = Number.isFinite(trellis.marginalLog)
    ? t("The likeliest states one by one are another one, with ln p = {log}: {path}.", { log: short(trellis.marginalLog), path: said(marginal) })
    : t("The likeliest states one by one, {path}, are no path at all: the model cannot go that way.", { path: said(marginal) });
  return `${own} ${other}`;
}

/**
 * A path as the states one after the other, and how often each.
 *
 * @param {number[]} states
 */
function runs(states) {
  /** @type {{ state: number, times: number }[]} */
  const found = [];
  for (const state of states) {
    const last = found[found.length - 1];
    if (last?.state === state) last.times++;
    else found.push({ state, times: 1 });
  }
  return found;
}
