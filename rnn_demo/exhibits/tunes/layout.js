// Where everything stands: bars are broken into lines that fill the width, notes are spaced by their
// lengths.

import { flagsOf } from "./durations.js";

/**
 * @typedef {import("./durations.js").Bar} Bar
 *
 * A bar in its place.
 * @typedef {object} PlacedBar
 * @property {Bar} bar
 * @property {number} x its left edge
 * @property {number} width
 * @property {number[]} xs the middle of the head of each item
 * @property {boolean} upbeat whether it begins a part
 *
 * @typedef {object} Line
 * @property {PlacedBar[]} bars
 * @property {number} begin where the first bar begins, after clef and key
 */

export const GAP = 9; // pixels from one line of the staff to the next
const MIDDLE = 6; // the step of B, on the middle line
const NARROW = 500, SQUEEZED = 0.74; // on a narrow screen, bars may be squeezed to this share
const STRETCH_LAST = 1.35; // a last line that is fuller than this share is stretched to the width

/**
 * Pixels above the top line (negative) or below it of a step.
 *
 * @param {number} step
 */
export function yOf(step) {
  return 2 * GAP - ((step - MIDDLE) * GAP) / 2;
}

/**
 * The room of a note or a rest: more for longer ones, and for what stands before and after it.
 *
 * @param {import("./durations.js").Item} item
 */
function roomOf({ values, sign, step }) {
  let room = 0;
  for (const value of values) {
    room += 15 + 7 * Math.max(0, Math.log2(value.base / 12)) + 5 * value.dots + (flagsOf(value) && step === null ? 2 : 0);
  }
  return room + (sign ? 9 : 0);
}

/** @param {string} sign */
function signRoom(sign) {
  return sign.includes(":") ? 16 : sign === "|1" || sign === ":|2" ? 10 : 0;
}

/**
 * Breaks bars into lines.
 *
 * @param {Bar[]} bars
 * @param {number} width of the picture
 * @param {number} head of clef and key signature at the beginning of each line
 * @param {number} meter of the time signature, on the first line only
 * @returns {Line[]}
 */
export function linesOf(bars, width, head, meter) {
  const natural = bars.map((bar) => 14 + signRoom(bar.before) + bar.items.reduce((sum, item) => sum + roomOf(item), 0) + signRoom(bar.after));
  /** @type {Line[]} */
  const lines = [];
  let place = 0;
  while (place < bars.length) {
    const begin = head + (lines.length ? 0 : meter), room = width - begin - 2;
    let last = place, used = natural[place];
    while (last + 1 < bars.length && (used + natural[last + 1]) * (width < NARROW ? SQUEEZED : 1) <= room) used += natural[++last];
    const rest = last + 1 < bars.length, stretch = rest || used * STRETCH_LAST > room || used > room ? room / used : 1;
    let x = begin;
    const placed = [];
    for (let i = place; i <= last; i += 1) {
      const before = i ? bars[i - 1].after : "|:";
      const upbeat = bars[i].before === "|:" || [":|", "||", "|]"].includes(before) || i === 0;
      placed.push({ bar: bars[i], x, width: natural[i] * stretch, xs: placesIn(bars[i], x, stretch), upbeat });
      x += natural[i] * stretch;
    }
    lines.push({ bars: placed, begin });
    place = last + 1;
  }
  return lines;
}

/**
 * @param {Bar} bar
 * @param {number} x
 * @param {number} stretch
 */
function placesIn(bar, x, stretch) {
  let at = x + (7 + signRoom(bar.before)) * stretch;
  return bar.items.map((item) => {
    const room = roomOf(item) * stretch, before = item.sign ? 9 * Math.min(1, stretch) : 0;
    const here = at + before + 6 * Math.min(1, stretch);
    at += room;
    return here;
  });
}
