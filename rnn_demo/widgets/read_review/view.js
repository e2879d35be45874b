// A review word by word. Whatever a visitor wrote is inserted as text.

import { make } from "../../ui/js/captions.js";
import { ALONG, onKeys } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { t } from "../../ui/js/words.js";

const CLEAR = [0.15, 0.4, 1]; // the logits at which a word's colour becomes one level stronger

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Review
 * @property {number} turn
 * @property {number} number of the text
 * @property {string} title
 * @property {string} label
 * @property {string} sure
 * @property {number} share per cent of the bar
 * @property {boolean} doubtful
 * @property {string} hint
 * @property {string} without
 * @property {string[]} words
 * @property {string[]} gaps before each word and after the last
 * @property {number} before in logits, before the first word
 * @property {number[]} after
 * @property {number[]} changes
 * @property {number[]} turning
 * @property {number[]} crossed
 *
 * @typedef {object} Own
 * @property {number | null} number of the text whose words are there
 * @property {Set<number>} crossed
 * @property {number} active the word that is in the tab order
 * @typedef {import("../../ui/js/mount.js").View<Review, Own>} View
 */

export default mount({ root: ".review", begin, listen, show, again: true });

/** @returns {Own} */
function begin() {
  return { number: null, crossed: new Set(), active: 0 };
}

/** @param {View} view */
function show(view) {
  const { data, find } = view, words = find(".words");
  find(".label").textContent = data.label;
  find(".sure").textContent = data.sure;
  find(".without").textContent = data.without;
  find(".bar").setAttribute("aria-label", data.label + " " + data.sure);
  find(".fill").style.width = data.share + "%";
  view.root.classList.toggle("doubtful", data.doubtful);
  words.setAttribute("aria-label", data.title);
  if (view.number !== data.number) {
    view.number = data.number;
    words.replaceChildren(...pieces(data));
    words.scrollTop = 0;
    find(".what").textContent = data.hint;
  }
  view.crossed = new Set(data.crossed);
  mark(view);
}

/** @param {Review} review */
function pieces({ words, gaps, changes, turning }) {
  return [
    ...words.flatMap((word, index) => {
      const span = make("span", heatOf(changes[index]), word);
      span.dataset.index = String(index);
      if (turning.includes(index)) span.classList.add("turning");
      return [gaps[index], span];
    }),
    gaps[words.length] ?? "",
  ];
}

/**
 * The class of a word. It uses logits: near certainty a word hardly moves the probability, however
 * much it says.
 *
 * @param {number} change
 */
function heatOf(change) {
  const level = CLEAR.filter((least) => Math.abs(change) >= least).length;
  return level ? (change > 0 ? "up" : "down") + level : "";
}

/** @param {View} view */
function mark({ find, crossed, active }) {
  find(".words").querySelectorAll("span").forEach((span, index) => {
    span.classList.toggle("crossed", crossed.has(index));
    span.setAttribute("role", "checkbox");
    span.setAttribute("aria-checked", String(crossed.has(index)));
    span.tabIndex = index === active ? 0 : -1;
  });
}

/** @param {number} logit */
const probability = (logit) => 100 / (1 + Math.exp(-logit));

/** @param {number} logit */
function percent(logit) {
  const value = probability(logit);
  if (value > 99.9) return t("over 99.9 %");
  return value < 0.1 ? t("under 0.1 %") : t("{percent} %", { percent: value.toFixed(1) });
}

/**
 * Says what a word did.
 *
 * @param {View} view
 * @param {number} index
 */
function sentence({ data, crossed }, index) {
  const before = index ? data.after[index - 1] : data.before, after = data.after[index];
  const points = probability(after) - probability(before);
  const told = t("“{word}”: {before} positive before it, {after} after it ({points} points).", {
    word: data.words[index], before: percent(before), after: percent(after),
    points: `${points >= 0 ? "+" : "−"}${Math.abs(points).toFixed(1)}`,
  });
  return `${told} ${crossed.has(index) ? t("Click to put it back.") : t("Click to cross it out.")}`;
}

/**
 * The word that an event is about, null for none.
 *
 * @param {Event} event
 */
function wordOf({ target }) {
  const span = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("span[data-index]"));
  return span ? Number(span.dataset.index) : null;
}

/** @param {View} view */
function listen(view) {
  const { find } = view, words = find(".words");
  /** @param {Event} event */
  const read = (event) => {
    const index = wordOf(event);
    if (index !== null) find(".what").textContent = sentence(view, index);
  };
  /** @param {number} index */
  const toggle = (index) => {
    const crossed = new Set(view.crossed);
    if (!crossed.delete(index)) crossed.add(index);
    if (crossed.size === view.data.words.length) return; // a text without words has no score
    view.crossed = crossed;
    view.active = index;
    mark(view);
    find(".without").textContent = t("Reading it without …");
    find(".what").textContent = sentence(view, index);
    view.setState("crossed", { number: view.number, indices: [...crossed].sort((a, b) => a - b) });
  };
  /** @param {number} index */
  const enter = (index) => {
    /** @type {HTMLElement | null} */
    const next = words.querySelector(`span[data-index="${index}"]`);
    if (!next) return;
    view.active = index;
    mark(view);
    next.focus();
  };
  words.addEventListener("mouseover", read);
  words.addEventListener("focusin", read);
  words.addEventListener("click", (event) => {
    const index = wordOf(event);
    if (index !== null) toggle(index);
  });
  onKeys(words, { ...ALONG, Enter: 0, " ": 0 }, (step, event) => {
    const index = wordOf(event);
    if (index === null) return false;
    if (step) enter(index + step);
    else toggle(index);
  });
}
