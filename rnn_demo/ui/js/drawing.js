// A picture of 0 and 1 that one draws: with a pointer, or with the arrow keys and the space bar.

import { onKeys } from "./keys.js";

/**
 * @typedef {object} Drawing
 * @property {Uint8Array} pixels 1 is ink
 * @property {number} rows
 * @property {number} columns
 * @property {number} cursor the pixel of the keyboard
 */

// A stroke is about as thick as those of handwritten digits in 28 × 28 pixels.
const BRUSH = [[0, 0], [0, 1], [1, 0], [1, 1], [-1, 0], [0, -1]];

/**
 * Ink, or no ink, where the brush is.
 *
 * @param {Drawing} drawing
 * @param {number} row
 * @param {number} column
 * @param {0 | 1} ink
 */
export function dab({ pixels, rows, columns }, row, column, ink) {
  for (const [down, right] of BRUSH) {
    const r = row + down, c = column + right;
    if (r >= 0 && r < rows && c >= 0 && c < columns) pixels[r * columns + c] = ink;
  }
}

/**
 * A straight stroke from one pixel to another.
 *
 * @param {Drawing} drawing
 * @param {[number, number]} from row and column
 * @param {[number, number]} to
 * @param {0 | 1} ink
 */
export function stroke(drawing, from, to, ink) {
  const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1])));
  for (let i = 0; i <= steps; i++) {
    const part = i / steps;
    dab(drawing, Math.round(from[0] + part * (to[0] - from[0])), Math.round(from[1] + part * (to[1] - from[1])), ink);
  }
}

/** @type {Record<string, [number, number]>} */
export const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * The pixel beside the cursor's, within the picture.
 *
 * @param {Drawing} drawing
 * @param {[number, number]} by rows down and columns to the right
 */
export function moved({ rows, columns, cursor }, [down, right]) {
  const row = Math.min(rows - 1, Math.max(0, Math.floor(cursor / columns) + down));
  const column = Math.min(columns - 1, Math.max(0, (cursor % columns) + right));
  return row * columns + column;
}

/**
 * Lets a visitor draw with mouse, finger or keyboard: arrow keys move, the space bar inks, Delete
 * takes ink away.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {object} board
 * @param {() => Drawing} board.drawing changed in place
 * @param {() => 0 | 1} board.ink of the pen
 * @param {() => void} board.changed called while a stroke is drawn
 * @param {() => void} board.done called when a stroke is finished
 * @param {() => void} board.draw called when only the cursor has moved
 */
export function drawable(canvas, { drawing, ink, changed, done, draw }) {
  /** @type {[number, number] | null} */
  let last = null;
  /** @param {PointerEvent} event */
  const to = (event) => {
    const box = canvas.getBoundingClientRect(), now = drawing();
    const row = Math.floor(((event.clientY - box.top) / box.height) * now.rows);
    const column = Math.floor(((event.clientX - box.left) / box.width) * now.columns);
    stroke(now, last ?? [row, column], [row, column], ink());
    last = [row, column];
    changed();
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = null;
    to(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (last) to(event);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (last) done();
      last = null;
    });
  }
  onKeys(canvas, ARROWS, (by) => {
    drawing().cursor = moved(drawing(), by);
    draw();
  });
  const inks = /** @type {Record<string, () => 0 | 1>} */ ({ " ": ink, Enter: ink, Delete: () => 0, Backspace: () => 0 });
  onKeys(canvas, inks, (colour) => {
    const now = drawing();
    dab(now, Math.floor(now.cursor / now.columns), now.cursor % now.columns, colour());
    changed();
    done();
  });
  canvas.addEventListener("focus", draw);
  canvas.addEventListener("blur", draw);
}
