// The simulator in words and formulas: what is under the cursor.

import { make } from "../../ui/js/captions.js";
import { fromLog } from "../../ui/js/numbers.js";
import { COLOURS, inked } from "../../ui/js/palette.js";
import { t, tn } from "../../ui/js/words.js";

/**
 * What is under the cursor.
 *
 * @typedef {object} Cursor
 * @property {number} t the loss
 * @property {number} k the state
 * @property {number} steps of the run
 * @property {number} log of the gradient of loss t by state k
 * @property {number} immediate length of ∂⁺h_k/∂W
 * @property {number} norm of the gradient of W as it was used in step k
 * @property {boolean} underflow whether that is 0 in float32
 * @property {boolean} swallowed whether float32 loses it
 * @property {{ product: number, limits: { name: string, log: number }[] } | null} lag logarithms of the
 *   product from the end back to k, null where that is not drawn
 */

/**
 * A symbol and its number; every second part of the symbol is an index.
 *
 * @param {string} symbol
 * @param {string} number
 * @param {string} colour
 */
function term(symbol, number, colour = "") {
  const span = make("span", "term");
  symbol.split("_").forEach((part, i) => {
    const [index, rest] = i ? (part.match(/^(\S*?)((?:[/ ].*)?)$/) ?? []).slice(1) : ["", part];
    if (i) span.append(make("sub", "", index));
    span.append(rest);
  });
  if (colour) span.style.color = inked(colour);
  span.append(make("small", "", number));
  return span;
}

/**
 * The slide's formula with the numbers under the cursor.
 *
 * @param {Cursor} cursor
 */
export function formula({ t: loss, k, log, immediate }) {
  return [
    term("∂L_t/∂W", t("k = {k} of 1 … {t}", { k, t: loss })),
    " = Σ",
    term("∂L_t/∂h_t", "1", COLOURS[3]),
    " · ",
    term("∏ ∂h_i/∂h_i−1", tn("{n} factors", "{n} factors", loss - k), COLOURS[1]),
    " · ",
    term("∂⁺h_k/∂W", fromLog(Math.log10(immediate)), COLOURS[2]),
    " ;  ",
    term("‖∂L_t/∂h_k ‖", fromLog(log), COLOURS[0]),
  ];
}

/**
 * What the numbers mean, in a sentence or two.
 *
 * @param {Cursor} cursor
 */
export function told({ t: loss, k, steps, log, norm, underflow, swallowed, lag }) {
  const limits = lag?.limits.map((limit) => `${limit.name}: ${fromLog(limit.log)}`).join("; ");
  const way = lag
    ? `${t("From the last step back to state {k}, lag {lag}: ‖product‖ = {product}; {limits}.", {
      k, lag: steps - k, product: fromLog(lag.product), limits: limits ?? "",
    })} `
    : "";
  const values = { t: loss, k, gradient: fromLog(log), length: fromLog(Math.log10(norm)) };
  if (underflow) {
    return way + t("The loss of step {t} depends on state {k} with {gradient}; W as used in step {k} has a gradient of length {length}, which is 0 in float32.", values);
  }
  return way + (swallowed
    ? t("The loss of step {t} depends on state {k} with {gradient}; W as used in step {k} has a gradient of length {length}, which float32 loses when it adds it to the rest.", values)
    : t("The loss of step {t} depends on state {k} with {gradient}; W as used in step {k} has a gradient of length {length}.", values));
}
