// Pointing at a text's characters by pointer, tap or keyboard shows what else was likely there.

import { onKeys } from "../../ui/js/keys.js";
import { t } from "../../ui/js/words.js";
import { nameOf, rivalsAt } from "./marks.js";
import { enterAt } from "./text.js";

/** @typedef {import("./view.js").View} View */

const REST_MS = 300; // milliseconds until the server hears about a character that the keys moved to
const SAME_LINE = 4; // pixels

/**
 * The character that the panel describes while none is pointed at.
 *
 * @param {View} view
 */
export const chosen = (view) => view.picked ?? view.data.selected ?? null;

/**
 * @param {View} view
 * @param {number} index
 */
function describe({ characters, surprise, data }, index) {
  const told = { character: nameOf(characters[index]), bits: (surprise[index] / 100).toFixed(2) };
  return data.chosen?.includes(index)
    ? t("{character}: surprise {bits} bits, chosen by you", told)
    : t("{character}: surprise {bits} bits", told);
}

/**
 * Say in the panel what a character is and what else was likely.
 *
 * @param {View} view
 * @param {number | null} index null for none
 */
export function read(view, index) {
  const { data, find } = view, what = find(".what"), rivals = find(".rivals");
  if (index === null || index >= view.characters.length) {
    what.textContent = data.running
      ? ""
      : t("Point at a character, tap it or move with the arrow keys to see what else was likely.");
    rivals.replaceChildren();
    view.panel = null;
    return;
  }
  const character = describe(view, index);
  if (!data.rivals) what.textContent = character;
  else {
    what.textContent = data.doors
      ? t("{character}. The network's own five favourites; press one to write on with it:", { character })
      : t("{character}. The network's own five favourites:", { character });
  }
  // What is already there stays, because it may have the focus or be in the middle of a press.
  const panel = data.rivals ? `${data.number} ${index} ${data.doors}` : null;
  if (panel === null) rivals.replaceChildren();
  else if (panel !== view.panel) rivals.replaceChildren(...rivalsAt(view, index));
  view.panel = panel;
}

/**
 * Tell the server which character is selected.
 *
 * @param {View} view
 */
function settle(view) {
  clearTimeout(view.timer);
  const index = view.waiting;
  view.waiting = null;
  if (index === null || index >= view.characters.length || view.data.running) return;
  view.picked = index;
  view.setState("selected", { number: view.data.number, index });
}

/**
 * @param {View} view
 * @param {number} index
 */
function focus(view, index) {
  const written = view.find(".written");
  const span = /** @type {HTMLElement | undefined} */ (written.childNodes[index]);
  if (!span) return;
  span.setAttribute("tabindex", "0");
  span.setAttribute("role", "button");
  span.setAttribute("aria-label", describe(view, index));
  view.active = index;
  span.focus();
  enterAt(written, span);
}

/**
 * The nearest character on the line above (-1) or below (1).
 *
 * @param {HTMLElement} written
 * @param {number} index
 * @param {1 | -1} direction
 */
function lineAway(written, index, direction) {
  const spans = /** @type {NodeListOf<HTMLElement>} */ (written.childNodes);
  const here = spans[index].getBoundingClientRect();
  let best = null;
  let line = null;
  for (let i = index + direction; i >= 0 && i < spans.length; i += direction) {
    const box = spans[i].getBoundingClientRect();
    if (Math.abs(box.top - here.top) < SAME_LINE) continue;
    if (line !== null && Math.abs(box.top - line) > SAME_LINE) break;
    line = box.top;
    const distance = Math.abs(box.left - here.left);
    if (best === null || distance < best.distance) best = { i, distance };
  }
  return best ? best.i : index;
}

/**
 * The character that an event is about, null for none.
 *
 * @param {Event} event
 */
function indexOf({ target }) {
  const index = target instanceof HTMLElement ? target.dataset.index : undefined;
  return index === undefined ? null : Number(index);
}

/** @param {View} view */
export function listen(view) {
  const written = view.find(".written");
  written.addEventListener("pointerover", (event) => {
    view.shown = indexOf(event);
    read(view, view.shown ?? view.active ?? chosen(view));
  });
  written.addEventListener("pointerleave", () => {
    view.shown = null;
    read(view, view.active ?? chosen(view));
  });
  written.addEventListener("click", (event) => {
    const index = indexOf(event);
    if (index === null) return;
    focus(view, index);
    view.waiting = index;
    settle(view);
  });
  written.addEventListener("focusin", (event) => {
    view.active = indexOf(event);
    read(view, view.active);
  });
  written.addEventListener("focusout", (event) => {
    if (!written.contains(/** @type {Node | null} */ (event.relatedTarget))) settle(view);
    view.active = null;
    read(view, view.shown ?? chosen(view));
  });
  /** @type {Record<string, (index: number, last: number) => number>} */
  const moves = {
    ArrowLeft: (index) => Math.max(0, index - 1),
    ArrowRight: (index, last) => Math.min(last, index + 1),
    ArrowUp: (index) => lineAway(written, index, -1),
    ArrowDown: (index) => lineAway(written, index, 1),
    Home: () => 0,
    End: (_, last) => last,
  };
  /**
   * The character at which a key was pressed, null if the key is not meant for the text.
   *
   * @param {KeyboardEvent} event
   */
  const from = (event) => (event.ctrlKey || event.metaKey || event.altKey ? null : indexOf(event));
  onKeys(written, moves, (move, event) => {
    const index = from(event);
    if (index === null) return false;
    view.shown = null; // a resting pointer counts again once it moves
    const target = move(index, view.characters.length - 1);
    focus(view, target);
    // Python hears about it once the keys rest or the focus leaves the text.
    view.waiting = target;
    clearTimeout(view.timer);
    view.timer = setTimeout(() => settle(view), REST_MS);
  });
  onKeys(written, { Enter: true, " ": true }, (_, event) => {
    const index = from(event);
    if (index === null) return false;
    view.waiting = index;
    settle(view);
  });
}
