// The score: staves with clef, key and meter, bars with their notes and signs, and under them how
// surprised the network was by each.

import { barsOf } from "./durations.js";
import { clef, signature, svg } from "./glyphs.js";
import { GAP, linesOf, yOf } from "./layout.js";
import { drawNotes, tie } from "./notes.js";

/**
 * @typedef {import("./durations.js").Element & { name: string, nats: number, given: boolean, shared: boolean, follows: boolean, rivals: { name: string, p: number }[] }} Token
 *
 * @typedef {object} Score
 * @property {string} meter
 * @property {number} sharps
 * @property {number} full ticks of a full bar
 * @property {number} beat ticks that one beam joins
 * @property {Token[]} elements
 */

const ABOVE = 4.3 * GAP, STAFF = 4 * GAP, BELOW = 3.8 * GAP, BARS = 30; // pixels: of a line of the score
const MOST_NATS = 6; // of the tallest bar
export const HEIGHT = ABOVE + STAFF + BELOW + BARS;

/**
 * Draws a score anew; returns the group of each element.
 *
 * @param {SVGSVGElement} picture
 * @param {Score} score
 * @param {number} width
 * @returns {Map<number, SVGElement>}
 */
export function draw(picture, score, width) {
  const keyWidth = Math.abs(score.sharps) * 0.95 * GAP, head = 3.4 * GAP + keyWidth + 8;
  const lines = linesOf(barsOf(score.elements), width, head, 2.2 * GAP);
  /** @type {Map<number, SVGElement>} */
  const groups = new Map();
  picture.setAttribute("viewBox", `0 0 ${width} ${lines.length * HEIGHT}`);
  picture.setAttribute("width", String(width));
  picture.setAttribute("height", String(lines.length * HEIGHT));
  picture.replaceChildren(...lines.map((line, number) => drawLine(line, number, score, width, groups)));
  return groups;
}

/**
 * @param {import("./layout.js").Line} line
 * @param {number} number
 * @param {Score} score
 * @param {number} width
 * @param {Map<number, SVGElement>} groups
 */
function drawLine(line, number, score, width, groups) {
  const top = number * HEIGHT + ABOVE, all = svg("g"), last = line.bars[line.bars.length - 1];
  const right = Math.min(width - 1, last.x + last.width);
  for (let i = 0; i < 5; i += 1) all.append(svg("path", { class: "staff", d: `M 0 ${top + i * GAP} H ${right}` }));
  all.append(clef(1.9 * GAP, top + yOf(4)));
  all.append(signature(score.sharps, 4 * GAP, (step) => top + yOf(step)).group);
  if (!number) all.append(...meter(score.meter, line.begin - 1.1 * GAP, top));
  const group = (/** @type {number} */ at) => {
    let found = groups.get(at);
    if (!found) {
      const { given, shared } = score.elements[at];
      found = svg("g", { class: `element${given ? " given" : ""}${shared ? " shared" : ""}`, "data-at": at });
      groups.set(at, found);
      all.append(found);
    }
    return found;
  };
  for (const placed of line.bars) {
    const { bar, xs, x } = placed;
    bar.items.forEach((item, i) => {
      touch(group(item.at), xs[i], top, score.elements[item.at], i + 1 < xs.length ? xs[i + 1] - xs[i] : 18);
    });
    drawNotes(placed, top, score.beat, score.full, group, all);
    openBar(all, bar, x, top, bar.opening >= 0 ? group(bar.opening) : all);
    closeBar(bar, x + placed.width, top, bar.closing >= 0 ? group(bar.closing) : all);
    if (bar.closing >= 0) touch(group(bar.closing), x + placed.width - 3, top, score.elements[bar.closing], 10);
  }
  drawTies(line, top, right, all);
  return all;
}

/**
 * The room in which an element is pointed at, what a run that it belongs to is marked with, and its
 * surprise as a bar below the staff.
 *
 * @param {SVGElement} into
 * @param {number} x
 * @param {number} top
 * @param {Token} token
 * @param {number} room pixels to the next one
 */
function touch(into, x, top, token, room) {
  const base = top + STAFF + BELOW + BARS - 4, width = Math.max(3, Math.min(12, room - 4));
  const height = Math.max(1, (Math.min(token.nats, MOST_NATS) / MOST_NATS) * (BARS - 6));
  into.prepend(
    svg("rect", { class: "touch", x: x - Math.min(12, room / 2), y: top - 2 * GAP, width: Math.min(24, Math.max(10, room)), height: STAFF + BELOW + BARS }),
    svg("rect", { class: "surprise", x: x - width / 2, y: base - height, width, height }),
  );
  if (token.shared) into.append(svg("rect", { class: "run", x: x - 5, y: base + 1, width: room + 6, height: 2.5 }));
}

/**
 * @param {string} text as in 6/8
 * @param {number} x
 * @param {number} top
 */
function meter(text, x, top) {
  return text.split("/").map((digits, i) => {
    const number = svg("text", { class: "meter", x, y: top + (i ? 4 : 2) * GAP - 1 });
    number.textContent = digits;
    return number;
  });
}

/**
 * @param {SVGElement} all
 * @param {import("./durations.js").Bar} bar
 * @param {number} x
 * @param {number} top
 * @param {SVGElement} into
 */
function openBar(all, bar, x, top, into) {
  if (bar.before === "|:") {
    into.append(...barLine(x + 2, top, 3.5), ...barLine(x + 6.5, top, 1), ...dots(x + 11, top));
  } else if (bar.before) {
    const number = svg("text", { class: "small", x: x + 12, y: top - 2.6 * GAP + 4 });
    number.textContent = bar.before === "|1" ? "1." : "2.";
    all.append(svg("path", { class: "staff", d: `M ${x + 2} ${top - 2 * GAP} V ${top - 3.2 * GAP} H ${x + 40}` }), number);
  }
}

/**
 * @param {import("./durations.js").Bar} bar
 * @param {number} x
 * @param {number} top
 * @param {SVGElement} into
 */
function closeBar(bar, x, top, into) {
  if (bar.after === ":|") into.append(...dots(x - 10, top), ...barLine(x - 6, top, 1), ...barLine(x - 2, top, 3.5));
  else if (bar.after === "|]") into.append(...barLine(x - 6, top, 1), ...barLine(x - 2, top, 3.5));
  else if (bar.after === "||") into.append(...barLine(x - 4, top, 1), ...barLine(x - 1, top, 1));
  else if (bar.after) into.append(...barLine(x - 1, top, 1));
}

/**
 * @param {number} x
 * @param {number} top
 * @param {number} width
 */
function barLine(x, top, width) {
  return [svg("rect", { class: "bar", x: x - width / 2, y: top, width, height: STAFF })];
}

/**
 * @param {number} x
 * @param {number} top
 */
function dots(x, top) {
  return [1.5, 2.5].map((at) => svg("circle", { class: "bar", cx: x, cy: top + at * GAP, r: 0.22 * GAP }));
}

/**
 * Ties between notes of a line; one that leads out of it ends, and begins again, at its edge.
 *
 * @param {import("./layout.js").Line} line
 * @param {number} top
 * @param {number} right
 * @param {SVGElement} all
 */
function drawTies(line, top, right, all) {
  const notes = line.bars.flatMap(({ bar, xs }) => bar.items.map((item, i) => ({ item, x: xs[i] })));
  notes.forEach(({ item, x }, i) => {
    if (!item.tied || item.step === null) return;
    const to = i + 1 < notes.length ? notes[i + 1].x : right;
    all.append(tie(x + (item.values.length - 1) * 17, to, top + yOf(item.step), item.step));
  });
}
