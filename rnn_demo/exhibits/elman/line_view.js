// A line of text without spaces: each letter's surprise as a curve, and the words found by it.

import { legend, make } from "../../ui/js/captions.js";
import { mount } from "../../ui/js/mount.js";
import { COLOUR, drawLine, most } from "./line.js";
import { t } from "../../ui/js/words.js";

/**
 * @typedef {object} Line
 * @property {number} turn
 * @property {string} letters
 * @property {boolean[]} begins whether a word begins with each letter
 * @property {Reader[]} readers
 * @property {string} spoken
 *
 * @typedef {object} Reader
 * @property {string} key
 * @property {string} name
 * @property {number[]} bits the surprise at each letter
 * @property {boolean[]} found whether a word was found to begin with each letter
 * @property {number} threshold bits
 * @property {string} score in words
 *
 * @typedef {object} Own
 * @property {string} shown the key of the reader whose boundaries are drawn
 * @typedef {import("../../ui/js/mount.js").View<Line, Own>} View
 */

export default mount({ root: ".line", begin, listen, show, again: true });

/** @returns {Own} */
function begin() {
  return { shown: "elman" };
}

/** @param {View} view */
function show(view) {
  const { data, find } = view;
  legend(find(".legend"), [
    ...data.readers.map(({ key, name }) => ({ name, colour: COLOUR[key] })),
    { name: t("bold letter: a word begins there") },
    { name: t("dot: a peak above the threshold, so a beginning is claimed") },
  ]);
  find(".choice").replaceChildren(...data.readers.map(({ key, name }) => new Option(name, key)));
  draw(view);
}

/** @param {View} view */
function draw(view) {
  const { data, find } = view, room = find(".rows").clientWidth || 320;
  const shown = data.readers.find(({ key }) => key === view.shown) ?? data.readers[0];
  find(".choice", HTMLSelectElement).value = shown.key;
  const per = most(room), rows = [];
  for (let from = 0; from < data.letters.length; from += per) {
    rows.push(drawLine(data, shown, from, Math.min(per, data.letters.length - from), room));
  }
  find(".rows").replaceChildren(...rows);
  find(".rows").setAttribute("aria-label", data.spoken);
  find(".words").replaceChildren(...words(data, shown));
  find(".score").textContent = shown.score;
}

/**
 * The text cut where a reader claims beginnings; a false cut and one that is missing are marked.
 *
 * @param {Line} line
 * @param {Reader} reader
 */
function words({ letters, begins }, { found }) {
  return [...letters].flatMap((letter, i) => {
    if (!i || (!found[i] && !begins[i])) return [letter];
    if (found[i] && begins[i]) return [" ", letter];
    const mark = make("span", found[i] ? "false" : "missed", found[i] ? "|" : "·");
    mark.title = found[i] ? t("no word begins here") : t("a word begins here");
    return [mark, letter];
  });
}

/** @param {View} view */
function listen(view) {
  const { find } = view, choice = find(".choice", HTMLSelectElement);
  choice.addEventListener("change", () => {
    view.shown = choice.value;
    draw(view);
  });
  // Only the width matters: drawing the picture again changes the height.
  let wide = 0;
  new ResizeObserver(() => {
    const { clientWidth } = find(".rows");
    if (clientWidth !== wide && wide) draw(view);
    wide = clientWidth;
  }).observe(find(".rows"));
}
