// What a length looks like: the heads, stems, flags and dots of notes and rests, and their places
// within the bar.

/**
 * An element of a tune as the page sends it.
 *
 * @typedef {object} Element
 * @property {number | null} [step] diatonic steps above middle C; null for a rest, missing for a mark
 * @property {number} [length] in ticks, as written
 * @property {string} [sign] the accidental that stands before it, as in ABC
 * @property {string} [mark] a bar line, a tie or a triplet's sign; "end" for the end of the tune
 *
 * A note value: a power of two of ticks, with dots.
 * @typedef {{ base: number, dots: number }} Value
 *
 * A bar with what is drawn in it.
 * @typedef {object} Bar
 * @property {Item[]} items
 * @property {string} before the sign that it begins with: "" | "|:" | "|1" | ":|2"
 * @property {string} after the sign that it ends with
 * @property {number} first the number of its first element
 * @property {number} closing the number of the element that ends it, -1 if nothing does
 * @property {number} opening the number of the element that opens its part or ending, -1 without one
 *
 * A note or a rest in its bar.
 * @typedef {object} Item
 * @property {number} at the number of its element
 * @property {number | null} step
 * @property {string} sign
 * @property {Value[]} values one, or several that ties join
 * @property {number} begin ticks from the beginning of the bar
 * @property {number} ticks that it lasts
 * @property {number} triplet the number of its triplet in the bar, -1 without one
 * @property {boolean} tied whether a tie leads to the next note
 */

export const EIGHTH = 24; // ticks, as rnn_demo.music.tune has it
const LONGEST = 8 * EIGHTH, SHORTEST = 3;

/**
 * The note values that a length is written with, the longest first: one for every usual length.
 *
 * @param {number} ticks
 * @returns {Value[]}
 */
export function valuesOf(ticks) {
  const found = [];
  for (let left = ticks; left >= SHORTEST; ) {
    let base = LONGEST;
    while (base > left) base /= 2;
    const dots = left >= base * 1.75 && base > SHORTEST * 2 ? 2 : left >= base * 1.5 && base > SHORTEST ? 1 : 0;
    const whole = dots && left !== base * (2 - 0.5 ** dots) && ticks % (base / 2) ? 0 : dots;
    found.push({ base, dots: whole });
    left -= base * (2 - 0.5 ** whole);
  }
  return found;
}

/**
 * How many flags a note value has.
 *
 * @param {Value} value
 */
export function flagsOf({ base }) {
  return base >= 2 * EIGHTH ? 0 : base >= EIGHTH ? 1 : base >= EIGHTH / 2 ? 2 : 3;
}

/**
 * The bars of a tune.
 *
 * @param {Element[]} elements
 * @returns {Bar[]}
 */
export function barsOf(elements) {
  /** @type {Bar[]} */
  const bars = [];
  let bar = emptyBar(0), now = 0, inTriplet = 0, triplets = -1;
  elements.forEach((one, at) => {
    if (one.mark === undefined) {
      const length = one.length ?? 0;
      const ticks = inTriplet ? Math.floor((length * 2) / 3) : length;
      bar.items.push({ at, step: one.step ?? null, sign: one.sign ?? "", values: valuesOf(length), begin: now, ticks, triplet: inTriplet ? triplets : -1, tied: false });
      now += ticks;
      if (inTriplet) inTriplet -= 1;
    } else if (one.mark === "(3") {
      inTriplet = 3;
      triplets += 1;
    } else if (one.mark === "-") {
      const last = bar.items.at(-1) ?? bars.at(-1)?.items.at(-1);
      if (last) last.tied = true;
    } else if (one.mark !== "end") {
      const opens = one.mark === "|:" || one.mark === "|1" || one.mark === ":|2";
      if (bar.items.length || !opens) {
        bar.after = one.mark === "|:" ? "|" : one.mark === ":|2" ? ":|" : one.mark === "|1" ? "|" : one.mark;
        bar.closing = at;
        if (bar.items.length || one.mark !== "|") bars.push(bar);
        bar = emptyBar(at + 1);
      }
      if (opens) {
        bar.before = one.mark;
        bar.opening = at;
      }
      now = inTriplet = 0;
      triplets = -1;
    }
  });
  if (bar.items.length) bars.push(bar);
  return bars.filter(({ items }) => items.length);
}

/**
 * @param {number} first
 * @returns {Bar}
 */
function emptyBar(first) {
  return { items: [], before: "", after: "", first, closing: -1, opening: -1 };
}

/**
 * Groups of neighbouring notes that a beam joins: notes with flags within one beat.
 *
 * @param {Bar} bar
 * @param {number} beat ticks that one beam joins at most
 * @param {number} full ticks of a full bar; a shorter first bar is an upbeat and ends a beat
 * @param {boolean} upbeat whether the bar may be one
 * @returns {Item[][]} groups of two or more
 */
export function beamsOf(bar, beat, full, upbeat) {
  const total = bar.items.reduce((sum, { ticks }) => sum + ticks, 0);
  const shift = upbeat && total < full ? full - total : 0;
  /** @type {Item[][]} */
  const groups = [];
  /** @type {Item[]} */
  let group = [];
  let beatOf = -1;
  const close = () => {
    if (group.length > 1) groups.push(group);
    group = [];
  };
  for (const item of bar.items) {
    const here = Math.floor((item.begin + shift) / beat + 1e-6);
    const joins = item.step !== null && item.values.length === 1 && flagsOf(item.values[0]) > 0;
    if (!joins || here !== beatOf) close();
    if (joins) group.push(item);
    beatOf = here;
  }
  close();
  return groups;
}
