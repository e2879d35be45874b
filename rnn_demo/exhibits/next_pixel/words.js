// What is drawn, in words.

import { t, tn } from "../../ui/js/words.js";

/**
 * What was measured on digits that the network did not learn; see metrics.json of the model.
 *
 * @typedef {object} Measured
 * @property {number} nats a digit in the mean
 * @property {number[]} deciles of the nats of test digits, from the least to the largest
 */

/**
 * What a drawing costs.
 *
 * @param {Float64Array} surprises of its pixels, nats
 * @param {number} given pixels
 * @param {Measured | null} measured null before `evaluate` was run
 */
export function costOf(surprises, given, measured) {
  const first = sum(surprises.subarray(0, given)), all = sum(surprises);
  const own = t("What is given: {first} nats. The drawing as a whole, with the empty part: {all}.", {
    first: first.toFixed(1), all: all.toFixed(1),
  });
  if (!measured) return own;
  const { deciles, nats } = measured;
  if (all > deciles[10]) return own + " " + t("Every test digit costs less: to the network this is not a digit.");
  const below = deciles.filter((decile) => decile < all).length;
  const mean = nats.toFixed(1);
  if (below === 1) return own + " " + t("A test digit costs {mean} in the mean; fewer than one in ten cost less than this.", { mean });
  if (below === 10) return own + " " + t("A test digit costs {mean} in the mean; more than nine in ten cost less than this.", { mean });
  if (!below) return own + " " + t("A test digit costs {mean} in the mean, and none as little as this.", { mean });
  return own + " " + t("A test digit costs {mean} in the mean; about {percent} % cost less than this.", {
    mean, percent: Math.round(10 * (below - 1 + (all - deciles[below - 1]) / (deciles[below] - deciles[below - 1]))),
  });
}

/** @param {Float64Array} values */
function sum(values) {
  return values.reduce((total, one) => total + one, 0);
}

/**
 * The sentence below the pictures.
 *
 * @param {import("./drawing_on.js").Drawn} drawn
 * @param {number} columns
 * @param {number} pixels
 */
export function told(drawn, columns, pixels) {
  const { at, from, nats, given, likely } = drawn;
  if (at >= pixels) {
    const own = Array.from(nats, (all, n) => all - given[n]).sort((a, b) => a - b);
    return t("Done: the pixels that the network chose cost between {least} and {most} nats a picture. Click a pixel to turn it over: all eight then go on from there.", {
      least: own[0].toFixed(1), most: own[own.length - 1].toFixed(1),
    });
  }
  if (at < from || !at) return tn("1 pixel is given.", "{n} pixels are given.", from);
  const chances = likely.map((one) => one[at - 1].toFixed(2)).join(", ");
  return t("Row {row}, column {column}: p(ink) was {chances}.", {
    row: Math.floor((at - 1) / columns) + 1, column: ((at - 1) % columns) + 1, chances,
  });
}
