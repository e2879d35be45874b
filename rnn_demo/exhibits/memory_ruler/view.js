// A text coloured by what each of its places does to its end, once for each network.

import { make } from "../../ui/js/captions.js";
import { ALONG, onKeys } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { t } from "../../ui/js/words.js";

const LEVELS = [0.01, 0.03, 0.1, 0.3, 1]; // each half a power of ten above the one before

/**
 * The data that the view receives; see ruler_data in view.py.
 *
 * @typedef {object} Measured
 * @property {number} turn
 * @property {boolean} words whether a place is a word, else it is a character
 * @property {string} unit
 * @property {string[]} places
 * @property {Text[]} texts
 * @property {number} strongest the place to begin at
 *
 * @typedef {{ name: string, colour: string, values: number[], notes: string[] }} Text
 *
 * @typedef {{ at: number }} Own the place that is read out
 * @typedef {import("../../ui/js/mount.js").View<Measured, Own>} View
 */

export default mount({ root: ".ruler", begin: () => ({ at: 0 }), listen, show });

/** @param {View} view */
function show(view) {
  const { data, find } = view;
  view.root.classList.toggle("words", data.words);
  find(".texts").replaceChildren(...data.texts.flatMap((text, which) => paragraph(data, text, which)));
  find(".marks").replaceChildren(...levels(data));
  read(view, data.strongest);
}

/** @type {Record<string, string>} */
const SIGNS = { "\n": "↵\n", " ": "␣" }; // for what cannot be seen

/**
 * One network's text. Whatever a visitor wrote is a text node.
 *
 * @param {Measured} data
 * @param {Text} text
 * @param {number} which
 */
function paragraph(data, { name, colour, values }, which) {
  const text = make("p");
  text.setAttribute("role", "group");
  text.setAttribute("aria-label", t("The text as {name} feels it", { name }));
  text.style.setProperty("--own", colour);
  data.places.forEach((place, i) => {
    const level = LEVELS.filter((least) => values[i] >= least).length;
    const span = make("span", level ? `level${level}` : "", data.words ? place : SIGNS[place] ?? place);
    span.dataset.i = String(i);
    span.setAttribute("role", "button");
    span.setAttribute("aria-label", note(data, i, which));
    text.append(span, data.words ? " " : "");
  });
  return [make("h4", "", name), text];
}

/**
 * @param {Measured} data
 * @param {number} i
 * @param {number} which
 */
const note = ({ texts }, i, which) => `${texts[which].name}: ${texts[which].notes[i]}`;

/** @param {Measured} data */
function levels({ unit }) {
  /** @type {(string | Node)[]} */
  const words = [`${t("Moves the end by {least} {unit} or less: no colour.", { least: LEVELS[0], unit })} `];
  LEVELS.forEach((least, i) => {
    words.push(make("i", `level${i + 1}`), i + 1 < LEVELS.length ? ` ${t("from {least}, ", { least })}` : ` ${t("from {least} {unit}.", { least, unit })} `);
  });
  words.push(t("Point at a place, tap it, or move with the arrow keys: its numbers stand above."));
  return words;
}

/**
 * Show the numbers of a place.
 *
 * @param {View} view
 * @param {number} at
 */
function read(view, at) {
  const { data, find } = view;
  view.at = at;
  for (const span of find(".texts").querySelectorAll("span")) {
    const here = Number(span.dataset.i) === at;
    span.classList.toggle("at", here);
    span.tabIndex = here ? 0 : -1;
  }
  const back = data.places.length - at;
  find(".what").replaceChildren(
    ...data.texts.map((_, which) => make("div", "", t("{note}; {back} before the end", { note: note(data, at, which), back }))),
  );
}

/**
 * The place that an event is about, null for none.
 *
 * @param {Event} event
 */
function placeOf({ target }) {
  const i = target instanceof HTMLElement ? target.dataset.i : undefined;
  return i === undefined ? null : Number(i);
}

/** @param {View} view */
function listen(view) {
  const texts = view.find(".texts");
  /** @param {Event} event */
  const point = (event) => {
    const at = placeOf(event);
    if (at !== null && at !== view.at) read(view, at);
  };
  for (const kind of ["mouseover", "click", "focusin"]) texts.addEventListener(kind, point);
  /** @type {Record<string, (last: number) => number>} */
  const moves = { Home: () => 0, End: (last) => last };
  for (const [key, step] of Object.entries(ALONG)) {
    moves[key] = (last) => Math.max(0, Math.min(last, view.at + step));
  }
  onKeys(texts, moves, (move, event) => {
    if (placeOf(event) === null) return false;
    const next = move(view.data.places.length - 1);
    const paragraph = /** @type {HTMLElement} */ (event.target).parentElement;
    /** @type {HTMLElement | null | undefined} */ (paragraph?.querySelector(`[data-i="${next}"]`))?.focus();
  });
}
