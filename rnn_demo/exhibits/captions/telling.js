// Places of a naming, in words.

import { t } from "../../ui/js/words.js";

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
