// What is said around each training: where it is, and whether Python has the same numbers.

import { badge } from "../../ui/js/captions.js";
import { t } from "../../ui/js/words.js";

const CLOSE = 1e-9; // of browser and server: sums in another order

/**
 * @param {import("../../ui/js/mount.js").Find} find
 * @param {import("./film.js").Film} film
 */
export function when(find, film) {
  find(".when").textContent = t("update {update} of {updates}", { update: film.update, updates: film.updates });
  find("progress", HTMLProgressElement).value = film.over ? 1 : film.update / Math.max(1, film.updates);
  find(".run").textContent = film.running ? t("❚❚ Stop") : t("▶ Train");
}

/**
 * The badge that holds the browser's first losses to those of Python.
 *
 * @param {HTMLElement} element
 * @param {number[]} own
 * @param {number[]} first
 * @param {boolean} same whether both were asked the same
 */
export function agreement(element, own, first, same) {
  const count = Math.min(own.length, first.length);
  let apart = 0;
  for (let i = 0; i < count; i++) apart = Math.max(apart, Math.abs(own[i] - first[i]) / Math.max(1e-12, first[0]));
  badge(element, {
    text: same && count ? `${apart <= CLOSE ? "✓" : "✗"} ${apart ? apart.toExponential(0) : 0}` : "",
    holds: apart <= CLOSE,
    title: t("Your browser trains the net. Python has made the first {count} updates as well; this is the largest difference between both losses, as a share of the first loss; up to {bound} counts as the same.", {
      count: first.length - 1, bound: CLOSE.toExponential(0),
    }),
  });
}
