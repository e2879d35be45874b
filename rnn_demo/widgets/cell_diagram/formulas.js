// The formulas of the slides, with a number for each term.

import { make } from "../../ui/js/captions.js";
import { later, t } from "../../ui/js/words.js";

/**
 * One line per slide; the text in braces is a term with a number.
 *
 * @type {Record<"lstm" | "gru", string[]>}
 */
const SLIDES = {
  lstm: [
    later("{C_t−1|C_before}  runs along the belt"),
    later("{f_t|forget_gate} = σ(W_f [h_t−1, x_t] + b_f)   keeps  {f_t C_t−1|kept}"),
    later("{i_t|input_gate} = σ(W_i [h_t−1, x_t] + b_i)   of  {C̃_t|cell_candidate} = tanh(W_C [h_t−1, x_t] + b_C)   writes  {i_t C̃_t|written}"),
    "{C_t|C} = {f_t|forget_gate} {C_t−1|C_before} + {i_t|input_gate} {C̃_t|cell_candidate}",
    later("{o_t|output_gate} = σ(W_o [h_t−1, x_t] + b_o)   shows  {h_t|h} = {o_t|output_gate} {tanh C_t|tanh_C}"),
  ],
  gru: [
    later("{h_t−1|h_before}  runs along the belt"),
    later("{r_t|reset_gate} = σ(W_r [h_t−1, x_t] + b_r)   lets through  {r_t h_t−1|reset_h}"),
    later("{z_t|update_gate} = σ(W_z [h_t−1, x_t] + b_z)   keeps  {(1−z_t) h_t−1|kept}"),
    later("{h̃_t|candidate} = tanh(W [r_t h_t−1, x_t] + b)   of it is written  {z_t h̃_t|written}"),
    "{h_t|h} = {1−z_t|one_minus_z} {h_t−1|h_before} + {z_t|update_gate} {h̃_t|candidate}",
  ],
};
export const PHASES = SLIDES.lstm.length;

/**
 * The slide that first shows a term, -1 for none.
 *
 * @param {"lstm" | "gru"} cell
 * @param {string | undefined} term
 */
export function phaseOf(cell, term) {
  return SLIDES[cell].findIndex((line) => line.includes(`|${term}}`));
}

/**
 * A cell's formulas as elements, with a place for a number below each term.
 *
 * @param {"lstm" | "gru"} cell
 */
export function formulas(cell) {
  return SLIDES[cell].map((line) => make("div", "line", ...t(line).split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith("{")) return symbol(make("span"), part);
    const [shown, term] = part.slice(1, -1).split("|");
    const span = symbol(make("span", "term"), shown);
    span.dataset.term = term;
    span.append(make("small"));
    return span;
  })));
}

/**
 * f_t with its index set lower; what follows a space is not part of the index.
 *
 * @param {HTMLElement} element
 * @param {string} text
 */
function symbol(element, text) {
  const [first, ...others] = text.split("_");
  element.append(first);
  for (const part of others) {
    const [, index, rest] = part.match(/^([^\s\]),]*)(.*)$/s) ?? ["", part, ""];
    element.append(make("sub", "", index), rest);
  }
  return element;
}
