// Notes with their stems, beams, flags, dots, ledger lines, ties and triplets.

import { beamsOf, flagsOf } from "./durations.js";
import { accidental, flags, rest, svg } from "./glyphs.js";
import { GAP, yOf } from "./layout.js";

/**
 * @typedef {import("./durations.js").Item} Item
 * @typedef {import("./layout.js").PlacedBar} PlacedBar
 *
 * How the notes of a bar are drawn: where their stems end.
 * @typedef {{ x: number, down: 1 | -1, end: number }} Stem
 */

const STEM = 3.3 * GAP, THICK = 0.5 * GAP, SLOPE = 0.22, VALUE_GAP = 17;

/**
 * Draws what is in a bar.
 *
 * @param {PlacedBar} placed
 * @param {number} top the top line of its staff
 * @param {number} beat
 * @param {number} full
 * @param {(at: number) => SVGElement} group gives the group that an element is drawn into
 * @param {SVGElement} above for beams and numbers, which belong to several notes
 */
export function drawNotes(placed, top, beat, full, group, above) {
  const { bar, xs } = placed, beams = beamsOf(bar, beat, full, placed.upbeat);
  /** @type {Map<Item, Stem>} */
  const stems = new Map();
  for (const beam of beams) beamStems(beam, bar.items, xs, top, stems);
  bar.items.forEach((item, i) => {
    const into = group(item.at), x = xs[i];
    if (item.step === null) {
      into.append(...item.values.map((value, k) => rest(value, x + k * VALUE_GAP, top)));
      return;
    }
    const y = top + yOf(item.step);
    for (const line of ledgers(item.step)) into.append(svg("path", { class: "staff", d: `M ${x - 1.1 * GAP} ${top + yOf(line)} h ${2.2 * GAP + (item.values.length - 1) * VALUE_GAP}` }));
    if (item.sign) into.append(accidental(item.sign, x - 1.45 * GAP, y));
    item.values.forEach((value, k) => {
      const at = x + k * VALUE_GAP;
      into.append(head(value, at, y));
      for (let dot = 0; dot < value.dots; dot += 1) into.append(svg("circle", { cx: at + (1.15 + 0.5 * dot) * GAP, cy: item.step !== null && item.step % 2 === 0 ? y - GAP / 2 : y, r: 0.18 * GAP }));
      if (k) into.append(tie(at - VALUE_GAP, at, y, item.step ?? 0));
      if (value.base < 192) {
        const stem = (item.values.length === 1 && stems.get(item)) || lone(item.step ?? 0, at, y, top);
        into.append(svg("path", { class: "stem", d: `M ${stem.x} ${y} V ${stem.end}` }));
        if (!stems.has(item)) {
          into.append(...flags(flagsOf(value), stem.x, stem.end, stem.down));
          stems.set(item, stem);
        }
      }
    });
  });
  for (const beam of beams) drawBeam(beam, stems, above);
  drawTriplets(bar.items, xs, top, stems, above, beams);
}

/**
 * A tie from one head to another.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} y
 * @param {number} step
 */
export function tie(from, to, y, step) {
  const side = step >= 6 ? -1 : 1, near = y + side * 0.75 * GAP, far = y + side * 1.5 * GAP;
  return svg("path", { class: "line", "stroke-width": 1.4, d: `M ${from + 4} ${near} C ${from + 8} ${far} ${to - 8} ${far} ${to - 4} ${near}` });
}

/**
 * @param {import("./durations.js").Value} value
 * @param {number} x
 * @param {number} y
 */
function head({ base }, x, y) {
  const hollow = base >= 96;
  return svg("ellipse", { class: hollow ? "hollow" : "head", cx: x, cy: y, rx: (base >= 192 ? 0.75 : 0.62) * GAP, ry: 0.44 * GAP, transform: `rotate(-22 ${x} ${y})` });
}

/**
 * The steps of the ledger lines of a note.
 *
 * @param {number} step
 */
function ledgers(step) {
  const found = [];
  for (let line = 0; line >= step; line -= 2) found.push(line);
  for (let line = 12; line <= step; line += 2) found.push(line);
  return found;
}

/**
 * @param {number} step
 * @param {number} x
 * @param {number} y
 * @param {number} top
 * @returns {Stem}
 */
function lone(step, x, y, top) {
  const down = step >= 6 ? 1 : -1;
  // A stem of a note far from the staff reaches its middle line.
  const end = down === 1 ? Math.max(y + STEM, top + 2 * GAP) : Math.min(y - STEM, top + 2 * GAP);
  return { x: x - down * 0.57 * GAP, down, end };
}

/**
 * The stems of notes under one beam: their ends lie on a line of a small slope.
 *
 * @param {Item[]} beam
 * @param {Item[]} items
 * @param {number[]} xs
 * @param {number} top
 * @param {Map<Item, Stem>} stems
 */
function beamStems(beam, items, xs, top, stems) {
  const steps = beam.map(({ step }) => step ?? 0);
  const farthest = Math.max(...steps) - 6 >= 6 - Math.min(...steps);
  const down = farthest ? 1 : -1;
  const points = beam.map((item) => ({ item, x: xs[items.indexOf(item)] - down * 0.57 * GAP, y: top + yOf(item.step ?? 0) }));
  const [first, last] = [points[0], points[points.length - 1]];
  const slope = Math.max(-SLOPE, Math.min(SLOPE, (last.y - first.y) / Math.max(1, last.x - first.x) / 2));
  const ends = points.map(({ x, y }) => y + down * STEM * 0.9 - slope * (x - first.x));
  const level = down === 1 ? Math.max(...ends) : Math.min(...ends);
  for (const { item, x } of points) stems.set(item, { x, down, end: level + slope * (x - first.x) });
}

/**
 * @param {Item[]} beam
 * @param {Map<Item, Stem>} stems
 * @param {SVGElement} above
 */
function drawBeam(beam, stems, above) {
  const ends = beam.map((item) => /** @type {Stem} */ (stems.get(item))), { down } = ends[0];
  const most = Math.max(...beam.map(({ values }) => flagsOf(values[0])));
  const slope = (ends[ends.length - 1].end - ends[0].end) / Math.max(1, ends[ends.length - 1].x - ends[0].x);
  for (let level = 1; level <= most; level += 1) {
    const shift = -down * (level - 1) * 0.75 * GAP, has = (/** @type {number} */ i) => i >= 0 && i < beam.length && flagsOf(beam[i].values[0]) >= level;
    for (let i = 0; i < beam.length; i += 1) {
      if (!has(i) || has(i - 1)) continue;
      let j = i;
      while (has(j + 1)) j += 1;
      // A note that has no neighbour at this level gets half a beam, towards the note that it is joined with.
      const stub = i === j, x1 = ends[i].x - (stub && i ? 0.9 * GAP : 0), x2 = ends[j].x + (stub && !i ? 0.9 * GAP : 0);
      const y1 = ends[i].end + (x1 - ends[i].x) * slope + shift, y2 = ends[i].end + (x2 - ends[i].x) * slope + shift;
      above.append(svg("path", { class: "beam", d: `M ${x1 - 0.6} ${y1} L ${x2 + 0.6} ${y2} v ${-down * THICK} L ${x1 - 0.6} ${y1 - down * THICK} Z` }));
    }
  }
}

/**
 * @param {Item[]} items
 * @param {number[]} xs
 * @param {number} top
 * @param {Map<Item, Stem>} stems
 * @param {SVGElement} above
 * @param {Item[][]} beams
 */
function drawTriplets(items, xs, top, stems, above, beams) {
  for (const number of new Set(items.map(({ triplet }) => triplet).filter((one) => one >= 0))) {
    const own = items.filter(({ triplet }) => triplet === number);
    const x = (xs[items.indexOf(own[0])] + xs[items.indexOf(own[own.length - 1])]) / 2;
    const ends = own.map((item) => stems.get(item)).filter((stem) => stem !== undefined);
    const down = ends.length ? ends[0].down : -1;
    const y = ends.length ? (down === 1 ? Math.max(...ends.map(({ end }) => end)) + 1.5 * GAP : Math.min(...ends.map(({ end }) => end)) - 0.5 * GAP) : top - GAP;
    const text = svg("text", { class: "small", x, y });
    text.textContent = "3";
    above.append(text);
    const joined = beams.some((beam) => own.every((item) => beam.includes(item)));
    if (!joined && own.length > 1) {
      const left = xs[items.indexOf(own[0])] - 5, right = xs[items.indexOf(own[own.length - 1])] + 5, level = y - 0.35 * GAP;
      above.append(svg("path", { class: "staff", d: `M ${left} ${level + down * -3} V ${level} H ${x - 7} M ${x + 7} ${level} H ${right} v ${down * -3}` }));
    }
  }
}
