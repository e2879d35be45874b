// Pixels of ink on a canvas.

import { context, paper } from "./charts.js";
import { enlarge } from "./maps.js";
import { channels, RED } from "./palette.js";

/**
 * Draws chances as ink.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values from 0 to 1, row by row
 * @param {{ rows: number, columns: number, cursor?: number, marked?: (row: number) => boolean }} grid
 *   the pixel with a frame around it, and the rows that are marked as held
 */
export function inkPicture(canvas, values, { rows, columns, cursor = -1, marked = () => false }) {
  const { pen, width, height, ink } = paper(canvas);
  const image = new ImageData(columns, rows), colour = rgb(ink);
  for (let i = 0; i < values.length; i++) image.data.set([...colour, Math.round(255 * values[i])], 4 * i);
  pen.fillStyle = ink;
  pen.globalAlpha = 0.07;
  for (let row = 0; row < rows; row++) if (marked(row)) pen.fillRect(0, (row * height) / rows, width, height / rows);
  pen.globalAlpha = 1;
  enlarge(pen, image, 0, 0, width, height);
  if (cursor >= 0) {
    const wide = width / columns, high = height / rows;
    pen.strokeStyle = RED;
    pen.lineWidth = 2;
    pen.strokeRect((cursor % columns) * wide, Math.floor(cursor / columns) * high, wide, high);
  }
}

/**
 * A colour's red, green and blue as the browser computes them.
 *
 * @param {string} colour
 */
function rgb(colour) {
  const pen = context(Object.assign(document.createElement("canvas"), { width: 1, height: 1 }));
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return Array.from(pen.getImageData(0, 0, 1, 1).data.slice(0, 3));
}

/**
 * Draws numbers as a colour over what is on a canvas.
 *
 * @param {HTMLCanvasElement} canvas which was drawn on by `inkPicture`
 * @param {ArrayLike<number>} values 0 for nothing, 1 or more for all of the colour, row by row
 * @param {{ rows: number, columns: number }} grid
 * @param {string} colour as `#rrggbb`
 */
export function tinted(canvas, values, { rows, columns }, colour) {
  const image = new ImageData(columns, rows), all = channels(colour);
  for (let i = 0; i < values.length; i++) image.data.set([...all, Math.round(255 * Math.min(1, values[i]))], 4 * i);
  enlarge(context(canvas), image, 0, 0, canvas.clientWidth, canvas.clientHeight);
}
