// What happens at a step, in words.

import { index, withMinus } from "../../ui/js/numbers.js";
import { t } from "../../ui/js/words.js";

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Film
 * @property {number} turn
 * @property {number} lag
 * @property {number[]} bits x
 * @property {number[]} answers d, ½ where there is none yet
 * @property {Net[]} nets Jordan's, then Elman's
 * @property {{ gradients: import("../../ui/js/captions.js").Check, half: import("../../ui/js/captions.js").Check }} checks
 *
 * @typedef {object} Net
 * @property {string} name
 * @property {"hidden" | "taught" | "own"} feedback
 * @property {number[]} U
 * @property {number[][]} W by what is fed back, then by unit
 * @property {number[]} b
 * @property {number[]} V
 * @property {number[][]} fed
 * @property {number[][]} hidden
 * @property {number[]} outputs
 * @property {string} right its score in words
 */

/**
 * A value with two digits after the point.
 *
 * @param {number} value
 */
export function short(value) {
  const text = value.toFixed(2);
  return withMinus(Number.isInteger(value) ? String(value) : text === "-0.00" ? "0.00" : text);
}

/**
 * What is fed back, as it stands below the units.
 *
 * @param {Net} net
 */
export function lasts(net) {
  if (net.feedback === "hidden") return t("fed back: h, one step old");
  return net.feedback === "own" ? t("fed back: y, one step old") : t("fed back: d, one step old");
}

/**
 * Whether a net's answer at a step is right; null where there is nothing to answer yet.
 *
 * @param {Film} film
 * @param {Net} net
 * @param {number} at
 */
export function isRight(film, net, at) {
  return at < film.lag ? null : Number(net.outputs[at] > 0.5) === film.answers[at];
}

/**
 * A step in a sentence or two.
 *
 * @param {Film} film
 * @param {number} at from 0 on
 */
export function told(film, at) {
  const { lag, bits, answers } = film;
  const [jordan, elman] = film.nets, now = at + 1;
  const heard = t("Step {now}: both hear x{i} = {x}.", { now, i: index(now), x: bits[at] });
  if (at < lag) return heard + " " + t("Nothing is asked yet: ℓ = {lag} steps ago there was no bit.", { lag });
  const asked = t("Asked for x{i}, which was {d}.", { i: index(now - lag), d: answers[at] });
  return [heard, asked, back(film, jordan, at), says(film, jordan, at), says(film, elman, at)].join(" ");
}

/**
 * What comes back to Jordan's net.
 *
 * @param {Film} film
 * @param {Net} jordan
 * @param {number} at
 */
function back({ lag }, jordan, at) {
  const value = short(jordan.fed[at][0]), old = at - lag; // from 1 on
  if (jordan.feedback === "own") return t("Jordan gets back its own output, {value}.", { value });
  if (old < 1) return t("Jordan gets back ½: there was no answer yet.");
  return t("Jordan gets back the last answer, x{i} = {value}.", { i: index(old), value });
}

/**
 * @param {Film} film
 * @param {Net} net
 * @param {number} at
 */
function says(film, net, at) {
  const values = { name: net.name, y: short(net.outputs[at]) };
  return isRight(film, net, at) ? t("{name} says {y}: right.", values) : t("{name} says {y}: wrong.", values);
}
