// Shares and chances as a person writes them.

import { t } from "./words.js";

/**
 * A chance in words: 62 %, 3.1 %, under 0.1 %.
 *
 * @param {number} chance from 0 to 1
 */
export function percent(chance) {
  const value = 100 * chance;
  if (value < 0.1) return t("under 0.1 %");
  if (value > 99.9) return t("over 99.9 %");
  return t("{value} %", { value: value.toFixed(value < 10 || value > 99 ? 1 : 0) });
}
