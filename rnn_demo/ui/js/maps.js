// Pictures whose pixels are numbers: a heat map over two steps, and units through time.

import { axes, frame, MARGIN, paper, upright } from "./charts.js";
import { BLUE, channels, GREEN, RED } from "./palette.js";
import { t } from "./words.js";

const ABOVE = channels(GREEN), BELOW = channels(RED); // zero
const SMALL = channels(BLUE), LARGE = channels(RED); // than 1

/**
 * A colour from blue (10⁻⁸ and less) through transparent (1) to red (10⁸ and more), the same in
 * every picture.
 *
 * @param {number} log to base 10
 * @returns {number[]} red, green, blue and opacity, 0 to 255
 */
export function warmth(log) {
  const part = Math.max(-1, Math.min(1, log / 8));
  const strength = Math.round(255 * Math.min(1, 0.12 + 0.88 * Math.abs(part) ** 0.7));
  return [...(part < 0 ? SMALL : LARGE), strength];
}

/**
 * Draws the gradient of the loss of step t with respect to the state of step k: t downwards, k to
 * the right.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} size of both
 * @param {Float32Array} values logarithms to base 10, row by row
 * @param {object} options
 * @param {{ t: number, k: number }} options.cursor from 1 on
 * @param {(t: number, k: number) => boolean} options.shown from 0 on
 */
export function heatMap(canvas, size, values, { cursor, shown }) {
  const area = frame(canvas, [0.5, size + 0.5], [size + 0.5, 0.5]);
  axes(area, t("k, the state"), false, t("t, the loss"));
  const image = new ImageData(size, size);
  for (let i = 0; i < size * size; i++) {
    if (Number.isNaN(values[i]) || !shown(Math.floor(i / size), i % size)) continue;
    const log = values[i];
    image.data.set(warmth(log === -Infinity ? -99 : log), 4 * i);
  }
  enlarge(area.pen, image, MARGIN.left, MARGIN.top, area.inner.width, area.inner.height);
  const { pen, ink, inner } = area;
  pen.strokeStyle = ink;
  pen.globalAlpha = 0.75;
  const row = inner.height / size;
  pen.strokeRect(MARGIN.left, area.y(cursor.t) - row / 2, inner.width, row);
  pen.globalAlpha = 1;
  upright(area, cursor.k);
  return area;
}

/**
 * Draws units over time: green above zero, red below, stronger nearer to ±1.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} units
 * @param {number} time
 * @param {Float32Array} values all units of the first step, of the second …
 * @param {number} until how many steps are shown
 */
export function activity(canvas, units, time, values, until) {
  const { pen, width, height } = paper(canvas);
  const image = new ImageData(time, units);
  for (let t = 0; t < Math.min(time, until); t++) {
    for (let u = 0; u < units; u++) {
      const value = Math.max(-1, Math.min(1, values[t * units + u]));
      image.data.set([...tint(value), Math.round(255 * Math.abs(value))], 4 * (u * time + t));
    }
  }
  enlarge(pen, image, MARGIN.left, 2, width - MARGIN.left - MARGIN.right, height - 4);
}

/**
 * A colour: green above zero, red below it.
 *
 * @param {number} value
 * @returns {number[]} red, green and blue, 0 to 255
 */
export function tint(value) {
  return value < 0 ? BELOW : ABOVE;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {ImageData} image whose pixels become rectangles
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
export function enlarge(pen, image, x, y, width, height) {
  const small = new OffscreenCanvas(image.width, image.height);
  small.getContext("2d")?.putImageData(image, 0, 0);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(small, x, y, width, height);
}
