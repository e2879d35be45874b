// Numbers and places of a naming, in words.

import { t } from "../../ui/js/words.js";

/**
 * A chance as a person writes it: 62 %, 3.1 %, under 0.1 %.
 *
 * @param {number} chance from 0 to 1
 */
export function percent(chance) {
  const value = 100 * chance;
  if (value < 0.1) return t("under 0.1 %");
  if (value > 99.9) return t("over 99.9 %");
  return t("{value} %", { value: value.toFixed(value < 10 || value > 99 ? 1 : 0) });
}

/**
 * Where an attention is strongest, in words: the middle of its mass, in thirds of the picture.
 *
 * @param {number[]} attention over a square grid, row by row; adds up to 1
 */
export function place(attention) {
  const grid = Math.round(Math.sqrt(attention.length)), most = Math.max(...attention);
  if (most < 1.6 / attention.length) return t("everywhere");
  let down = 0, across = 0;
  attention.forEach((share, i) => {
    down += share * (Math.floor(i / grid) + 0.5);
    across += share * ((i % grid) + 0.5);
  });
  const third = (/** @type {number} */ at) => Math.min(2, Math.floor((3 * at) / grid));
  const rows = [t("at the top"), "", t("at the bottom")], columns = [t("on the left"), "", t("on the right")];
  const told = [rows[third(down)], columns[third(across)]].filter(Boolean).join(" ");
  return told || t("at the middle");
}
