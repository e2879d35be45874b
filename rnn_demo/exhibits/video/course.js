// What is drawn over the frames: small pictures, the curves of the signs, and the bits gained.

import { axes, bars, frame as area, MARGIN, paper, upright } from "../../ui/js/charts.js";
import { COLOURS, GREEN, GREY } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";
import { ASPECT, person } from "./figure.js";

const NARROWEST = 40; // pixels of a small picture

/**
 * The colours of the signs: those that lead after some frame get one, in the order in which they do,
 * and all others are grey.
 *
 * @param {Float32Array[]} likely by frame
 * @param {number} words
 */
export function coloursOf(likely, words) {
  /** @type {number[]} */
  const leading = [];
  for (const row of likely) {
    const top = first(row);
    if (!leading.includes(top)) leading.push(top);
  }
  return Array.from({ length: words }, (_, word) => COLOURS[leading.indexOf(word)] ?? GREY);
}

/**
 * The likeliest word.
 *
 * @param {ArrayLike<number>} row
 */
export function first(row) {
  let top = 0;
  for (let word = 1; word < row.length; word++) if (row[word] > row[top]) top = word;
  return top;
}

/**
 * Small pictures above the frames that they are of, as many as fit.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {import("./figure.js").Frame[]} frames
 * @param {Set<number>} leftOut
 */
export function strip(canvas, frames, leftOut) {
  const { pen, width, height, ink } = paper(canvas), inner = width - MARGIN.left - MARGIN.right;
  const each = inner / frames.length, step = Math.max(1, Math.ceil(NARROWEST / each));
  const wide = Math.min(each * step, height * ASPECT) - 2, tall = wide / ASPECT;
  for (let frame = 0; frame < frames.length; frame += step) {
    const middle = MARGIN.left + each * (frame + 0.5);
    pen.globalAlpha = leftOut.has(frame) ? 0.2 : 1;
    person(pen, frames[frame], { x: middle - wide / 2, y: height - tall, width: wide, height: tall, ink, thick: 1 });
  }
}

/**
 * The probability of each sign after each frame.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array[]} likely by frame
 * @param {object} options
 * @param {string[]} options.colours of the signs
 * @param {number} options.chosen a sign, or −1
 * @param {number} options.cursor a frame, from 0 on
 * @param {number} options.border the frame where the second clip begins
 */
export function curves(canvas, likely, { colours, chosen, cursor, border }) {
  const x = likely.map((_, frame) => frame + 1);
  // Half a frame of room on both sides, as bars have, so that all pictures stand above each other.
  const drawn = area(canvas, [0.5, -0.02], [likely.length + 0.5, 1.02]);
  axes(drawn, t("frame"), false, t("probability"));
  const { pen, ink } = drawn;
  colours.forEach((colour, word) => {
    pen.strokeStyle = word === chosen && colour === GREY ? ink : colour;
    pen.lineWidth = word === chosen ? 3 : colour === GREY ? 1 : 2;
    pen.globalAlpha = chosen >= 0 && word !== chosen ? 0.4 : 1;
    pen.beginPath();
    for (let frame = 0; frame < x.length; frame++) pen.lineTo(drawn.x(x[frame]), drawn.y(likely[frame][word]));
    pen.stroke();
  });
  pen.globalAlpha = 1;
  if (border < likely.length) {
    pen.strokeStyle = ink;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(drawn.x(border + 0.5), MARGIN.top);
    pen.lineTo(drawn.x(border + 0.5), MARGIN.top + drawn.inner.height);
    pen.stroke();
  }
  upright(drawn, cursor + 1);
  return drawn;
}

/**
 * How many bits each frame changed the answer by.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} gained
 * @param {number} cursor a frame, from 0 on
 */
export function gains(canvas, gained, cursor) {
  return bars(canvas, gained, { colours: () => GREEN, cursor: cursor + 1, xTitle: t("frame"), shown: () => true });
}
