// The canvases of the net: a picture of pixels, and one that can be drawn on.

import { context, paper } from "../../ui/js/charts.js";
import { onKeys } from "../../ui/js/keys.js";
import { between } from "./bitmaps.js";

const KEYS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], " ": null, Enter: null,
};

/**
 * Draws a square picture: ink for +1, paper for −1, shades between them.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values row by row, from −1 to 1
 * @param {number} [marked] a pixel with a frame
 */
export function drawPixels(canvas, values, marked = -1) {
  const { pen, width, height, ink } = paper(canvas);
  const side = Math.round(Math.sqrt(values.length)), wide = width / side, tall = height / side;
  pen.fillStyle = ink;
  for (let i = 0; i < values.length; i++) {
    if (values[i] <= -1) continue;
    pen.globalAlpha = Math.min(1, (values[i] + 1) / 2);
    // Whole pixels of the screen, so that there are no seams between squares.
    const left = Math.round((i % side) * wide), top = Math.round(Math.floor(i / side) * tall);
    pen.fillRect(left, top, Math.round(((i % side) + 1) * wide) - left, Math.round((Math.floor(i / side) + 1) * tall) - top);
  }
  pen.globalAlpha = 1;
  if (marked < 0) return;
  pen.strokeStyle = getComputedStyle(canvas).getPropertyValue("--orange");
  pen.lineWidth = 2;
  pen.strokeRect((marked % side) * wide + 1, Math.floor(marked / side) * tall + 1, wide - 2, tall - 2);
}

/**
 * A small picture, one pixel of the canvas for each of its own.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values
 * @param {string} ink its colour
 */
export function thumbnail(canvas, values, ink) {
  const side = Math.round(Math.sqrt(values.length)), pen = context(canvas);
  canvas.width = canvas.height = side;
  canvas.style.imageRendering = "pixelated";
  pen.fillStyle = ink;
  for (let i = 0; i < values.length; i++) if (values[i] > 0) pen.fillRect(i % side, Math.floor(i / side), 1, 1);
}

/**
 * Lets a visitor draw with mouse, finger or keyboard. The first pixel decides: on paper a stroke
 * draws, on ink it erases.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {object} board
 * @param {() => import("./bitmaps.js").Pixels} board.pixels changed in place
 * @param {() => void} board.drawn called after each change
 * @param {() => void} board.done called when a stroke is finished
 * @returns {{ readonly busy: boolean, readonly cursor: number }} whether a stroke is being drawn, and
 *   the keyboard's pixel, −1 without the keyboard
 */
export function drawable(canvas, { pixels, drawn, done }) {
  let ink = 0, last = -1, cursor = -1, moved = false;
  const sideOf = () => Math.round(Math.sqrt(pixels().length));
  /** @param {PointerEvent} event */
  const under = (event) => {
    const box = canvas.getBoundingClientRect(), side = sideOf();
    /** @param {number} part */
    const cell = (part) => Math.max(0, Math.min(side - 1, Math.floor(part * side)));
    return cell((event.clientY - box.top) / box.height) * side + cell((event.clientX - box.left) / box.width);
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    last = under(event);
    ink = -pixels()[last];
    moved = false;
    cursor = -1;
    pixels()[last] = ink;
    drawn();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!ink) return;
    const to = under(event);
    if (to === last) return;
    // A click turns a pixel over; a stroke draws, also from a black pixel on: strokes of a letter
    // meet. With Shift it erases.
    if (!moved && ink < 0 && !event.shiftKey) pixels()[last] = ink = 1;
    moved = true;
    for (const i of between(last, to, sideOf())) pixels()[i] = ink;
    last = to;
    drawn();
  });
  const end = () => {
    if (!ink) return;
    ink = 0;
    done();
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("blur", () => {
    cursor = -1;
    drawn();
  });
  onKeys(canvas, KEYS, (move) => {
    const side = sideOf();
    if (cursor < 0 || cursor >= side * side) cursor = Math.floor(side / 2) * (side + 1);
    else if (move) {
      const x = Math.max(0, Math.min(side - 1, (cursor % side) + move[0]));
      cursor = Math.max(0, Math.min(side - 1, Math.floor(cursor / side) + move[1])) * side + x;
    }
    if (!move) pixels()[cursor] = -pixels()[cursor];
    drawn();
    if (!move) done();
  });
  return {
    get busy() { return ink !== 0; },
    get cursor() { return cursor; },
  };
}
