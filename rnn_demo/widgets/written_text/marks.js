// What is shown about the characters of a text: names, colours, notes, and what else was likely.

import { make } from "../../ui/js/captions.js";
import { shorts } from "../../ui/js/packing.js";
import { later, t } from "../../ui/js/words.js";

/** @typedef {import("./view.js").View} View */

/** @type {Record<string, string>} */
const BLANKS = { " ": later("space"), "\n": later("line end"), "\t": later("tab"), "\r": "CR", "\u00a0": "nbsp" };

/** @param {string} character */
export function nameOf(character) {
  if (character in BLANKS) return t(BLANKS[character]);
  const code = character.codePointAt(0) ?? 0;
  const hidden = /\p{C}|\p{Z}|\p{M}/u.test(character);
  return hidden ? "U+" + code.toString(16).toUpperCase().padStart(4, "0") : character;
}

/**
 * The level of a surprise's colour.
 *
 * @param {number} bits
 */
export function heat(bits) {
  return bits < 1 ? 0 : bits < 2 ? 1 : bits < 3 ? 2 : bits < 4.5 ? 3 : bits < 6.5 ? 4 : 5;
}

// A note is placed before the word that contains its character, so that it does not split a word.
const LETTER = /[\p{L}\p{M}\p{N}_'’-]/u;

/**
 * The index at which the word that contains a character begins.
 *
 * @param {string[]} characters
 * @param {number} index
 */
export function wordStart(characters, index) {
  let start = index;
  if (!LETTER.test(characters[index])) return start;
  while (start > 0 && LETTER.test(characters[start - 1])) start -= 1;
  return start;
}

/**
 * Note in the text where units were held or set free, and where it diverges from the other text.
 *
 * @param {View} view
 * @param {HTMLElement} written
 */
export function note(view, written) {
  for (const old of /** @type {NodeListOf<HTMLElement>} */ (written.querySelectorAll("[data-note]"))) {
    delete old.dataset.note;
    old.classList.remove("parts");
  }
  /** @type {[number, string, boolean][]} */
  const notes = view.holds.map(([place, name]) => [place, name || t("set free"), false]);
  const parting = view.data.parting ?? null;
  if (parting !== null) notes.push([parting, t("they part"), true]);
  for (const [place, words, parts] of notes) {
    if (place >= view.characters.length) continue;
    const at = wordStart(view.characters, place);
    const { dataset, classList } = /** @type {HTMLElement} */ (written.childNodes[at]);
    dataset.note = dataset.note ? `${dataset.note} · ${words}` : words;
    classList.toggle("parts", parts);
  }
}

/**
 * The rivals of all characters, decoded once for each drawing.
 *
 * @param {View} view
 */
function favourites(view) {
  if (view.favourites?.of !== view.data) {
    view.favourites = {
      of: view.data,
      characters: Array.from(view.data.rivals),
      hundredths: shorts(view.data.probabilities),
    };
  }
  return view.favourites;
}

/**
 * A character's rivals as entries of a list; if they are doors, each except the character itself is
 * a button.
 *
 * @param {View} view
 * @param {number} index
 */
export function rivalsAt(view, index) {
  const { width, doors } = view.data, { characters, hundredths } = favourites(view);
  const start = index * width;
  return characters.slice(start, start + width).map((character, rank) => {
    const percent = hundredths[start + rank] / 100;
    const own = character === view.characters[index];
    const words = [make("b", "", nameOf(character)), ` ${percent.toFixed(percent < 9.95 ? 1 : 0)} %`];
    const label = doors && !own ? door(view, index, rank, words) : make("span", "", ...words);
    label.style.setProperty("--share", percent + "%");
    label.classList.toggle("chosen", own);
    return make("li", "", label);
  });
}

/**
 * A rival that continues the text when it is pressed.
 *
 * @param {View} view
 * @param {number} index
 * @param {number} rank
 * @param {(string | Node)[]} words
 */
function door(view, index, rank, words) {
  const button = make("button", "", ...words);
  button.type = "button";
  button.setAttribute("aria-label", t("Write on with {rival}", { rival: button.textContent ?? "" }));
  button.addEventListener("click", () => {
    if (!view.data.running) view.trigger("rival", { number: view.data.number, index, rank });
  });
  return button;
}
