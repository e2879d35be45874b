// A picture, and over it where a word looked: what was not looked at is veiled.

import { context, paper } from "../../ui/js/charts.js";
import { channels, ON_DARK, SLATE } from "../../ui/js/palette.js";

const VEIL = channels(SLATE), MOST = 0.82; // opacity where nothing was looked at

/**
 * Bytes of red, green and blue as a picture of its own size.
 *
 * @param {Uint8Array} colours three bytes a pixel, row by row
 * @param {number} side
 */
export function painted(colours, side) {
  const image = new ImageData(side, side);
  for (let i = 0; i < side * side; i++) image.data.set([colours[3 * i], colours[3 * i + 1], colours[3 * i + 2], 255], 4 * i);
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  context(canvas).putImageData(image, 0, 0);
  return canvas;
}

/**
 * How opaque the veil is over each place: not at all where a word looked most.
 *
 * @param {number[]} attention adds up to 1
 */
export function veil(attention) {
  const most = Math.max(...attention, 1e-9);
  return attention.map((share) => MOST * (1 - share / most));
}

/**
 * Draws a picture, veiled where a word did not look.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLCanvasElement} picture
 * @param {number[] | null} attention over the places of a square grid; null for no veil
 */
export function lookAt(canvas, picture, attention) {
  const { pen, width, height } = paper(canvas);
  pen.fillStyle = ON_DARK;
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, width, height);
  if (!attention) return;
  const grid = Math.round(Math.sqrt(attention.length)), image = new ImageData(grid, grid);
  veil(attention).forEach((share, i) => { image.data.set([...VEIL, Math.round(255 * share)], 4 * i); });
  const small = Object.assign(document.createElement("canvas"), { width: grid, height: grid });
  context(small).putImageData(image, 0, 0);
  // Half a place beyond each edge, so that the veil is not blurred with nothing there.
  pen.drawImage(small, 0, 0, width, height);
}
