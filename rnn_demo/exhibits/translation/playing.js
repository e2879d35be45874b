// The clock of a translation: it reads, then writes, and goes on with what comes from the server.

import { sameStart } from "./aligned.js";
import { ends, shown } from "./drawing.js";
import { followTranslation } from "./stream.js";

/** @typedef {import("./view.js").View} View */

const READING_MS = 900, WRITING_MS = 6000; // a whole sentence at most
const SLOWEST_MS = { read: 120, write: 300 }, FASTEST_MS = { read: 25, write: 90 };

/** Whether the visitor wants nothing to move by itself. */
export function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Let the clock read and write, from a step on.
 *
 * @param {View} view
 * @param {number} from
 */
export function start(view, from) {
  const { data, film } = view, reads = data.columns.length;
  view.aim = view.cell = null;
  view.follows = true;
  film.set(from);
  view.reading = from < reads;
  if (view.reading) film.play({ pause: pace("read", READING_MS / reads), until: reads });
  else write(view);
}

/** @param {View} view */
export function write(view) {
  view.film.play({ pause: pace("write", WRITING_MS / shown(view).pieces.length) });
}

/**
 * @param {"read" | "write"} what
 * @param {number} pause
 */
function pace(what, pause) {
  return Math.max(FASTEST_MS[what], Math.min(SLOWEST_MS[what], pause));
}

/**
 * Show what is written as it comes.
 *
 * @param {View} view
 * @param {string} address
 * @param {{ fill: () => void, draw: () => void }} then
 */
export function follow(view, address, { fill, draw }) {
  const { film } = view;
  view.leave = followTranslation(address, {
    message({ state, size = 0, at = 0, pieces, words = [], data }) {
      if (state) Object.assign(view.data, { state, size });
      if (data) {
        view.data = { ...view.data, ...data };
        const wanted = data.attempts.findIndex(({ way }) => way === view.wanted);
        const next = view.aim ? view.attempt : wanted < 0 ? data.first : wanted;
        if (next !== view.attempt) film.set(Math.min(film.step, data.columns.length));
        view.attempt = next;
      } else if (pieces) {
        const attempt = view.data.attempts[0];
        attempt.pieces.splice(at, Infinity, ...pieces);
        attempt.words = words;
      }
      fill();
      const reads = view.data.columns.length;
      if (film.step >= reads) film.set(Math.max(film.step, reads + sameStart(view.known, shown(view).pieces)));
      if (calm()) film.set(ends(view));
      else if (view.follows && !film.playing && film.step >= reads) write(view);
      draw();
    },
    unreachable: () => view.setState("no_sockets", true),
  });
}
