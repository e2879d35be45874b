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
  const mean = nats.toFixed(1);
  if (all < deciles[0]) return own + " " + t("A test digit costs {mean} in the mean, and none as little as this.", { mean });
  // The outermost tenths are so wide that a straight line through them would mislead.
  if (all < deciles[1]) return own + " " + t("A test digit costs {mean} in the mean; fewer than 10 % cost less than this.", { mean });
  if (all > deciles[9]) return own + " " + t("A test digit costs {mean} in the mean; more than 90 % cost less than this.", { mean });
  return own + " " + t("A test digit costs {mean} in the mean; about {percent} % cost less than this.", {
    mean, percent: percentBelow(all, deciles),
  });
}

/**
 * How many digits of a hundred cost less, on a straight line between deciles.
 *
 * @param {number} nats
 * @param {number[]} deciles
 */
function percentBelow(nats, deciles) {
  const above = Math.max(1, deciles.findIndex((decile) => decile >= nats)), low = deciles[above - 1], high = deciles[above];
  return Math.round(10 * (above - 1 + (high > low ? (nats - low) / (high - low) : 1)));
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
 * @param {boolean} playing then the sentence stays the same, so that a screen reader says it once
 */
export function told(drawn, columns, pixels, playing) {
  const { at, from, nats, given, likely } = drawn;
  if (from >= pixels) return t("All {all} pixels are given: there is nothing left to draw.", { all: pixels });
  if (at >= pixels) {
    const own = Array.from(nats, (all, n) => all - given[n]).sort((a, b) => a - b);
    return t("Done: the pixels that the network chose cost between {least} and {most} nats a picture. Click a picture to enlarge it and flip one of its pixels: all eight then go on from there.", {
      least: own[0].toFixed(1), most: own[own.length - 1].toFixed(1),
    });
  }
  if (playing) return t("Drawing. Pause, or draw one pixel at a time, to see each p(ink).");
  if (at <= from) return tn("1 pixel is given.", "{n} pixels are given.", from);
  const chances = likely.map((one) => one[at - 1].toFixed(2)).join(", ");
  return t("Row {row}, column {column}: p(ink) was {chances}.", { ...placeOf(at - 1, columns), chances });
}

/**
 * A pixel of a picture, for whoever points at it.
 *
 * @param {import("./drawing_on.js").Drawn} drawn
 * @param {number} picture
 * @param {number} pixel
 * @param {number} columns
 */
export function pixelTold({ pictures, likely, at, from }, picture, pixel, columns) {
  const place = placeOf(pixel, columns);
  if (pixel >= at) return t("Row {row}, column {column}: not drawn yet.", place);
  const ink = pictures[picture][pixel], chance = likely[picture][pixel];
  const nats = -Math.log(ink ? chance : 1 - chance);
  const told = { ...place, chance: chance.toFixed(3), nats: nats.toFixed(2) };
  if (pixel < from) {
    return ink
      ? t("Row {row}, column {column}: ink, given; p(ink) was {chance}, its surprise {nats} nats.", told)
      : t("Row {row}, column {column}: paper, given; p(ink) was {chance}, its surprise {nats} nats.", told);
  }
  return ink
    ? t("Row {row}, column {column}: ink; p(ink) was {chance}, its surprise {nats} nats.", told)
    : t("Row {row}, column {column}: paper; p(ink) was {chance}, its surprise {nats} nats.", told);
}

/**
 * Row and column as they are counted in words, from 1 on.
 *
 * @param {number} pixel
 * @param {number} columns
 */
function placeOf(pixel, columns) {
  return { row: Math.floor(pixel / columns) + 1, column: (pixel % columns) + 1 };
}
