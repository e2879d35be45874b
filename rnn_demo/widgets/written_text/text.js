// The characters of a text as elements: how they are added at the end, and how each is marked.

import { make } from "../../ui/js/captions.js";
import { shorts } from "../../ui/js/packing.js";
import { t } from "../../ui/js/words.js";
import { heat, note } from "./marks.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./flow.js").Coming} Coming
 */

const NEAR_END = 40; // pixels from the end of a text, within which its growth is followed

/**
 * @param {View} view
 * @param {string} character
 * @param {number} surprise in hundredths of a bit
 * @param {number} index
 */
function spanFor(view, character, surprise, index) {
  const span = make("span", "heat" + heat(surprise / 100) + (character === "\n" ? " break" : ""), character);
  span.dataset.index = String(index);
  // What is held there: the place and the name of the last change before it, if there is one.
  const hold = view.holds.findLast(([place]) => place <= index);
  if (hold?.[1]) span.classList.add("held");
  if (hold?.[0] === index) {
    span.classList.add("change");
    span.dataset.hold = hold[1] || t("set free");
  }
  if (view.data.chosen?.includes(index)) span.classList.add("yours");
  return span;
}

/**
 * Show the text of the latest call; what is already the same stays.
 *
 * @param {View} view
 */
export function showText(view) {
  const { data, find } = view, text = find(".text"), written = find(".written");
  const characters = Array.from(data.text);
  const surprise = shorts(data.surprise);
  let same = 0;
  if (view.number === data.number && data.running && view.characters.length >= characters.length) {
    return; // the text from the socket is further on than this drawing
  }
  const holds = data.holds ?? [];
  // The socket may be further on in this respect, too.
  if (view.number !== data.number || holds.length > view.holds.length) view.holds = holds;
  find(".foot").textContent = data.foot;
  if (view.number === data.number) {
    const bound = Math.min(characters.length, view.characters.length);
    while (same < bound && characters[same] === view.characters[same]) same += 1;
  } else {
    view.shown = view.active = view.waiting = view.picked = null;
  }
  const followed = atEnd(text);
  // What this drawing brings may also have come through the socket and be waiting to flow in.
  view.coming.splice(0, Math.max(0, characters.length - view.characters.length));
  while (written.childNodes.length > same) written.lastChild?.remove();
  view.characters = characters.slice(0, same);
  view.surprise = surprise.slice(0, same);
  view.number = data.number;
  append(view, characters.slice(same).map((character, i) => [character, surprise[same + i]]));
  if (data.running && followed) text.scrollTop = text.scrollHeight;
}

/** @param {HTMLElement} text */
function atEnd(text) {
  return text.scrollHeight - text.scrollTop - text.clientHeight < NEAR_END;
}

/**
 * Add characters at the end.
 *
 * @param {View} view
 * @param {Coming[]} coming
 */
function append(view, coming) {
  const { find } = view, text = find(".text"), written = find(".written");
  const followed = atEnd(text);
  const fresh = document.createDocumentFragment();
  for (const [character, surprise] of coming) {
    fresh.append(spanFor(view, character, surprise, view.characters.length));
    view.characters.push(character);
    view.surprise.push(surprise);
  }
  const last = view.characters.length;
  written.append(fresh);
  if (view.holds.some(([place]) => place >= last - coming.length && place < last)) {
    note(view, written);
  }
  if (view.data.running && followed) text.scrollTop = text.scrollHeight;
}

/**
 * Add characters as they come; the keyboard can reach the first of them.
 *
 * @param {View} view
 * @param {Coming[]} coming
 */
export function grow(view, coming) {
  append(view, coming);
  if (view.active === null && !view.find(".written").querySelector("[tabindex]")) mark(view);
}

/**
 * Mark where the texts diverge and what is selected.
 *
 * @param {View} view
 */
export function mark(view) {
  const { data } = view, written = view.find(".written");
  for (const old of written.querySelectorAll(".parting, .selected")) {
    old.classList.remove("parting", "selected");
  }
  const spans = /** @type {NodeListOf<HTMLElement>} */ (written.childNodes);
  spans[data.parting ?? -1]?.classList.add("parting");
  note(view, written);
  spans[data.selected ?? -1]?.classList.add("selected");
  // One character is in the tab order; the arrow keys move on from it.
  enterAt(written, spans[view.active ?? data.selected ?? 0]);
}

/**
 * Let the tab key lead to one character of a text.
 *
 * @param {HTMLElement} written
 * @param {HTMLElement | undefined} entry
 */
export function enterAt(written, entry) {
  entry?.setAttribute("tabindex", "0");
  for (const old of written.querySelectorAll("[tabindex]")) {
    if (old !== entry) old.removeAttribute("tabindex"); // a focused element would lose the focus
  }
}
