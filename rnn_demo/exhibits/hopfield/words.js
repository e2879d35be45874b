// What is said about a recall.

import { withMinus } from "../../ui/js/numbers.js";
import { t, tn } from "../../ui/js/words.js";

/**
 * A pattern by its name, a mirror image with a minus sign before it.
 *
 * @param {string[]} names
 * @param {import("./verdict.js").Verdict} verdict
 */
function listed(names, { patterns, signs }) {
  return patterns.map((k, i) => (signs[i] < 0 ? "−" : "+") + " " + names[k]).join(" ").replace(/^\+ /, "");
}

/**
 * A number with its minus sign and at most two digits after the point.
 *
 * @param {number} value
 */
export function short(value) {
  return withMinus(String(Number(value.toFixed(2)) + 0));
}

/**
 * What a recall has come to.
 *
 * @param {object} came
 * @param {import("./memory.js").Recall} came.found
 * @param {string} came.update asynchronous, synchronous or dense
 * @param {import("./verdict.js").Verdict} came.verdict of its last state
 * @param {number} came.overlap the largest, by size
 * @param {string[]} came.names
 * @param {boolean} came.symmetric whether the weights are, and minima are where a recall ends
 */
export function told({ found, update, verdict, overlap, names, symmetric }) {
  const count = found.energies.length - 1;
  const after = update === "asynchronous"
    ? tn("After {n} flip: ", "After {n} flips: ", count) : tn("After {n} update: ", "After {n} updates: ", count);
  if (update === "synchronous" && found.period > 1) {
    const again = t("It never settles: the same {period} states come again and again. ", { period: found.period });
    return again + (symmetric ? t("The energy promises nothing when all units change at once.") : t("Without symmetric weights no energy forbids it."));
  }
  if (!found.settled) return after + t("it has not settled, and it was stopped here.");
  if (!names.length) return after + t("nothing is stored, so no unit has a reason to change.");
  if (update === "dense") return after + ofDense(verdict, overlap, names);
  return after + ofKind(verdict, overlap, names, symmetric ? t("a minimum") : t("a state that stays"));
}

/**
 * @param {import("./verdict.js").Verdict} verdict
 * @param {number} overlap
 * @param {string[]} names
 * @param {string} what the state is, before anything is known of it
 */
function ofKind(verdict, overlap, names, what) {
  const name = listed(names, { ...verdict, signs: verdict.signs.map(() => 1) }), m = short(overlap);
  switch (verdict.kind) {
    case "stored": return t("{what}: the stored pattern {name}, pixel for pixel.", { what, name });
    case "mirror": return t("{what}: the mirror image of {name}. Nobody stored it, but without a threshold −s has the same energy as s.", { what, name });
    case "mixture": return t("{what} that nobody stored: the majority of {mixture}, pixel by pixel.", { what, mixture: listed(names, verdict) });
    case "near": return t("{what} near {name}, but not {name} itself: overlap {m}.", { what, name, m });
    case "near-mirror": return t("{what} near the mirror image of {name}: overlap {m}.", { what, name, m });
  }
  return t("{what} that nobody stored, and no majority of three or five patterns either. Nearest is {name}, overlap {m}.", { what, name, m });
}

/**
 * @param {import("./verdict.js").Verdict} verdict
 * @param {number} overlap
 * @param {string[]} names
 */
function ofDense(verdict, overlap, names) {
  const name = names[verdict.patterns[0]], m = short(overlap);
  if (overlap > 0.99) return t("it is the stored pattern {name}, overlap {m}.", { name, m });
  return t("an average of several patterns, the largest share of which is {name}, overlap {m}: β is too small to choose.", { name, m });
}

/**
 * The badge of the energy's fall: each flip's change, found as a difference of energies and as
 * 2 s h before it.
 *
 * @param {import("./memory.js").Recall} found
 * @param {boolean} symmetric whether the weights are
 * @param {string} update asynchronous, synchronous or dense
 */
export function descent({ energies, promised }, symmetric, update) {
  const changes = energies.slice(1).map((energy, k) => energy - energies[k]);
  const largest = energies.reduce((most, one) => Math.max(most, Math.abs(one)), 1);
  const rises = changes.filter((change) => change > 1e-9 * largest).length, n = changes.length;
  const bound = symmetric && update !== "synchronous";
  if (!bound) {
    return {
      text: "", holds: true, title: "",
      note: rises ? tn("E rose at {n} step", "E rose at {n} steps", rises) + " " + t("of {n}: nothing forbids it here", { n })
        : t("E never rose, but nothing forbids it here"),
    };
  }
  const apart = update === "dense" ? 0
    : changes.reduce((most, change, k) => Math.max(most, Math.abs(change - promised[k])), 0) / largest;
  return {
    text: (rises === 0 && apart < 1e-9 ? "✓" : "✗") + " ΔE ≤ 0",
    holds: rises === 0 && apart < 1e-9,
    title: update === "dense"
      ? t("E rose at {rises} of {n} updates.", { rises, n })
      : t("E rose at {rises} of {n} flips. Each flip's change of E was also found as 2 s h from the unit's own input h; the largest difference between the two is {apart} of the largest E.", { rises, n, apart: apart === 0 ? 0 : apart.toExponential(0) }),
    note: "",
  };
}
