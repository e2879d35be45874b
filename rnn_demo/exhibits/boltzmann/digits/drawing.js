// A picture of 0 and 1 that one draws: with a pointer, or with the arrow keys and the space bar.

/**
 * @typedef {object} Drawing
 * @property {Uint8Array} pixels 1 is ink
 * @property {number} rows
 * @property {number} columns
 * @property {number} cursor the pixel of the keyboard
 */

// A stroke is about as thick as those of the digits that the machine knows.
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
 * A digit to begin with: the upper part of a 3 or an 8, whichever the machine makes of it.
 *
 * @param {Drawing} drawing
 */
export function example(drawing) {
  drawing.pixels.fill(0);
  const points = /** @type {[number, number][]} */ ([[7, 9], [5, 12], [5, 15], [7, 17], [10, 17], [13, 14]]);
  points.slice(1).forEach((point, i) => { stroke(drawing, points[i], point, 1); });
}
