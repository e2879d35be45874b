// What the machine makes of a drawing, in words.

import { withMinus } from "../../../ui/js/numbers.js";
import { t } from "../../../ui/js/words.js";

/**
 * What was measured on digits that the machine did not learn; see metrics.json of the model.
 *
 * @typedef {object} Measured
 * @property {number} logPartition ln Z, nats
 * @property {number} logLikelihood mean of ln p, nats a digit
 * @property {number[]} deciles of F over the test digits, from the least to the largest
 */

/**
 * The sentence about a drawing's free energy.
 *
 * @param {number} energy F, nats
 * @param {number} ink pixels that are 1
 * @param {Measured | null} measured null before `evaluate` was run
 */
export function told(energy, ink, measured) {
  const own = t("Free energy of your drawing: F = {energy} nats.", { energy: tenths(energy) });
  if (!measured) return own;
  const { deciles, logPartition, logLikelihood } = measured;
  const chance = t("ln p = −F − ln Z = {chance} nats; a test digit has {mean} in the mean.", {
    chance: tenths(-energy - logPartition), mean: tenths(logLikelihood),
  });
  return [own, chance, verdict(energy, ink, deciles)].join(" ");
}

/**
 * @param {number} energy
 * @param {number} ink
 * @param {number[]} deciles
 */
function verdict(energy, ink, deciles) {
  if (!ink) return t("An empty picture may be likelier than any single digit: there are many digits and only one empty picture.");
  if (energy > deciles[10]) return t("All test digits are likelier: the machine has not met anything like it.");
  const below = deciles.filter((decile) => decile < energy).length;
  if (!below) return t("It is likelier than every test digit.");
  return t("About {percent} % of the test digits are likelier.", { percent: 10 * Math.max(0, below - 1) });
}

/** @param {number} value */
function tenths(value) {
  return withMinus(value.toFixed(1));
}
