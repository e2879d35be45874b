// The rest of a text as it comes from the server: shown in an even flow, and at its end the page is
// asked for.

import { shorts } from "../../ui/js/packing.js";
import { timeToLeave } from "./connection.js";
import { grow } from "./text.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {[character: string, surprise: number]} Coming a character that has come, and hundredths
 *   of a bit
 *
 * @typedef {object} Told what the server says about a text
 * @property {number} number of the text
 * @property {string} [prompt] of one that the browser does not know
 * @property {number[]} [chosen] characters of it that the visitor chose
 * @property {number} [at] the place of the first character
 * @property {string} [text]
 * @property {string} [surprise] packed
 * @property {[number, string][]} [holds]
 * @property {string} [foot]
 * @property {boolean} [end]
 */

/** @type {Set<View>} */
const flowing = new Set(); // views whose text is coming in
const FLOW_MS = 120; // within which everything that has come is shown
const FRAME_MS = 16;
const ASK_MS = 1000; // between two requests for the page

/**
 * The text of a view is being written: what comes flows into the page.
 *
 * @param {View} view
 */
export function beginFlow(view) {
  if (view.flow?.number === view.data.number) return;
  endFlow(view);
  view.flow = { number: view.data.number, ended: false, last: 0 };
  flowing.add(view);
}

/**
 * Nothing more is to come.
 *
 * @param {View} view
 */
export function endFlow(view) {
  view.flow = null;
  clearTimeout(view.asking);
  if (view.frame) cancelAnimationFrame(view.frame);
  view.frame = 0;
  view.coming = [];
  flowing.delete(view);
}

/**
 * Take in what the server says about the text that a view shows.
 *
 * @param {View} view
 * @param {Told} told
 * @returns {boolean} whether nothing is missing before it
 */
export function takeIn(view, told) {
  if (!view.flow) return true;
  view.holds = told.holds ?? view.holds;
  const have = view.characters.length + view.coming.length;
  const surprise = shorts(told.surprise), at = told.at ?? have;
  if (at > have) return false;
  Array.from(told.text ?? "").forEach((character, i) => {
    if (at + i >= have) view.coming.push([character, surprise[i]]);
  });
  if (told.foot) view.find(".foot").textContent = told.foot;
  view.flow.ended = Boolean(told.end);
  if (!view.frame) view.flow.last = performance.now() - FRAME_MS;
  next(view);
  return true;
}

/**
 * Let the page be drawn, and ask again until it is, because it may not be connected just now.
 *
 * @param {View} view
 */
export function askForPage(view) {
  const { number } = view.data;
  const ask = () => {
    if (!view.root.isConnected || !view.data.running || view.data.number !== number) return;
    const stay = timeToLeave();
    if (stay > 0) {
      view.asking = setTimeout(ask, stay);
      return;
    }
    view.setState("finished", { number, at: Date.now() });
    view.asking = setTimeout(ask, ASK_MS);
  };
  ask();
}

/** @param {View} view */
function next(view) {
  if (view.frame) return;
  if (document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches) {
    grow(view, view.coming.splice(0));
    if (view.flow?.ended) finish(view);
  } else {
    view.frame = requestAnimationFrame((now) => flow(view, now));
  }
}

/**
 * @param {View} view
 * @param {number} now
 */
function flow(view, now) {
  view.frame = 0;
  if (!view.flow) return;
  const share = Math.min(1, (now - view.flow.last) / FLOW_MS);
  view.flow.last = now;
  grow(view, view.coming.splice(0, Math.max(1, Math.ceil(view.coming.length * share))));
  if (view.coming.length) next(view);
  else if (view.flow.ended) finish(view);
}

/** @param {View} view */
function finish(view) {
  flowing.delete(view);
  // The last of several texts asks for the page; a text that ends long before the others asks,
  // too.
  if (flowing.size === 0) askForPage(view);
  else view.asking = setTimeout(() => askForPage(view), ASK_MS);
}
