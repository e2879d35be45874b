// The words of a text, each with the tags of both readers; a chosen one shows every probability.

import { badge, make } from "../../ui/js/captions.js";
import { ALONG, onKeys } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { shorts } from "../../ui/js/packing.js";
import { t } from "../../ui/js/words.js";
import { changed, named, likely, TOLD } from "./told.js";

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Data
 * @property {number} turn
 * @property {string[]} words
 * @property {number[]} begins where sentences begin
 * @property {string[]} tags
 * @property {string} causal packed: all tags of the first word, of the second …
 * @property {string} both packed alike
 * @property {number[]} causalBest
 * @property {number[]} bothBest
 * @property {import("../../ui/js/captions.js").Check} check
 *
 * @typedef {object} Own
 * @property {number} chosen a word
 * @property {number[]} causal
 * @property {number[]} both
 * @typedef {import("../../ui/js/mount.js").View<Data, Own>} View
 */

const LARGEST = 65535;

export default mount({ root: ".tags", begin, listen, show });

/** @returns {Own} */
function begin() {
  return { chosen: 0, causal: [], both: [] };
}

/** @param {View} view */
function show(view) {
  const { data, find } = view, { tags } = data;
  view.causal = shorts(data.causal);
  view.both = shorts(data.both);
  const different = changed(data);
  view.chosen = different[0] ?? 0;
  badge(find(".badge"), data.check);
  find(".said").textContent = said(data, different);
  const starts = new Set(data.begins.slice(1)), marked = new Set(different);
  /** @type {HTMLElement[]} */
  const elements = [];
  data.words.forEach((word, at) => {
    if (starts.has(at)) elements.push(make("span", "end"));
    const causal = tags[data.causalBest[at]], both = tags[data.bothBest[at]];
    const button = make("button", marked.has(at) ? "changed" : "",
      make("span", "word", word), make("small", "causal", causal), make("small", "both", both));
    button.type = "button";
    button.dataset.at = String(at);
    button.setAttribute("aria-label", t("{word}: {causal}, with the whole sentence {both}", { word, causal, both }));
    elements.push(button);
  });
  find(".text").replaceChildren(...elements);
  draw(view);
}

/**
 * How many tags the future changes, in words.
 *
 * @param {Data} data
 * @param {number[]} different
 */
function said(data, different) {
  if (!different.length) return t("Seeing the whole sentence changes no tag.");
  const shown = different.slice(0, TOLD).map((at) =>
    t("“{word}” {before} → {after}", {
      word: data.words[at], before: data.tags[data.causalBest[at]], after: data.tags[data.bothBest[at]],
    }));
  if (different.length > TOLD) shown.push("…");
  return t("Seeing what follows changes {n} of {all} tags: {which}", {
    n: different.length, all: data.words.length, which: shown.join(", "),
  });
}

/** @param {View} view */
function draw(view) {
  const { data, find, chosen } = view, count = data.tags.length;
  for (const button of find(".text").querySelectorAll("button")) {
    const here = button.dataset.at === String(chosen);
    button.setAttribute("aria-pressed", String(here));
    button.tabIndex = here ? 0 : -1;
  }
  const causal = view.causal.slice(chosen * count, (chosen + 1) * count).map((p) => p / LARGEST);
  const both = view.both.slice(chosen * count, (chosen + 1) * count).map((p) => p / LARGEST);
  find(".which").textContent = data.words[chosen];
  find(".bars").replaceChildren(
    ...likely(causal, both).map((tag) => {
      const top = tag === data.causalBest[chosen] || tag === data.bothBest[chosen];
      const before = make("i", "causal"), after = make("i", "both");
      before.style.width = `${100 * causal[tag]}%`;
      after.style.width = `${100 * both[tag]}%`;
      return make("div", top ? "top" : "", make("span", "", named(data.tags[tag])), make("span", "pair", before, after),
        make("output", "causal", causal[tag].toFixed(2)), make("output", "both", both[tag].toFixed(2)));
    }),
  );
  find(".what").textContent = t("“{word}”: {causal} with {p} by the causal reader, {both} with {q} by the reader of the whole sentence.", {
    word: data.words[chosen],
    causal: data.tags[data.causalBest[chosen]], p: causal[data.causalBest[chosen]].toFixed(2),
    both: data.tags[data.bothBest[chosen]], q: both[data.bothBest[chosen]].toFixed(2),
  });
}

/** @param {View} view */
function listen(view) {
  const text = view.find(".text");
  /** @param {number} at */
  const choose = (at) => {
    view.chosen = Math.min(Math.max(at, 0), view.data.words.length - 1);
    draw(view);
  };
  text.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button instanceof HTMLElement && button.dataset.at) choose(Number(button.dataset.at));
  });
  onKeys(text, ALONG, (by) => {
    choose(view.chosen + by);
    const now = text.querySelector('button[aria-pressed="true"]');
    if (now instanceof HTMLElement) now.focus();
  });
}
