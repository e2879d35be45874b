// Lines and bars on canvases, over plain or logarithmic axes, drawn from plain arrays.

import { logMarks, mark, marks, withMinus } from "./numbers.js";
import { GREY } from "./palette.js";

export const MARGIN = { left: 46, right: 10, top: 8, bottom: 30 }; // pixels of margin around what is drawn

/**
 * Converts between values and pixels, from the lower left corner to the upper right one.
 *
 * @param {[number, number]} low x and y there; an axis of one value is widened by 1 on each side
 * @param {[number, number]} high
 * @param {{ width: number, height: number }} inner pixels within the margins
 */
export function scales(low, high, inner) {
  const [x0, x1] = low[0] === high[0] ? [low[0] - 1, high[0] + 1] : [low[0], high[0]];
  const [y0, y1] = low[1] === high[1] ? [low[1] - 1, high[1] + 1] : [low[1], high[1]];
  return {
    /** @param {number} value */
    x: (value) => MARGIN.left + ((value - x0) / (x1 - x0)) * inner.width,
    /** @param {number} value */
    y: (value) => MARGIN.top + ((y1 - value) / (y1 - y0)) * inner.height,
    /** @param {number} pixel */
    back: (pixel) => x0 + ((pixel - MARGIN.left) / inner.width) * (x1 - x0),
    /** @param {number} pixel */
    backY: (pixel) => y1 - ((pixel - MARGIN.top) / inner.height) * (y1 - y0),
    low: [x0, y0],
    high: [x1, y1],
  };
}

/**
 * A canvas that is drawn on, and its scales.
 *
 * @typedef {ReturnType<typeof frame>} Area
 */

/**
 * Clears a canvas and makes it as sharp as the screen; gives the theme's colour for words there.
 *
 * @param {HTMLCanvasElement} canvas
 */
export function paper(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
  const pen = context(canvas);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
  pen.font = "11px " + style.fontFamily;
  return { pen, width, height, ink: style.color };
}

/** @param {HTMLCanvasElement} canvas */
export function context(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {[number, number]} low as `scales` has them
 * @param {[number, number]} high
 */
export function frame(canvas, low, high) {
  const { pen, width, height, ink } = paper(canvas);
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  return { pen, width, height, ink, inner, ...scales(low, high, inner) };
}

/**
 * The position of a pointer, in the values of an area.
 *
 * @param {Area} area
 * @param {PointerEvent} event of its canvas
 */
export function pointed(area, event) {
  const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
  return { x: area.back(event.clientX - box.left), y: area.backY(event.clientY - box.top) };
}

/**
 * The two axes with their marks.
 *
 * @param {Area} area
 * @param {string} xTitle
 * @param {boolean} logarithmic whether y is a logarithm to base 10
 * @param {string} yTitle
 */
export function axes(area, xTitle, logarithmic, yTitle) {
  const { pen, ink, inner, low, high } = area;
  pen.strokeStyle = GREY;
  pen.fillStyle = ink;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.75;
  pen.textAlign = "center";
  for (const at of marks(low[0], high[0], 6)) {
    if (at !== Math.round(at)) continue;
    pen.fillText(withMinus(String(at)), area.x(at), MARGIN.top + inner.height + 14);
  }
  pen.fillText(xTitle, MARGIN.left + inner.width / 2, MARGIN.top + inner.height + 27);
  pen.textAlign = "right";
  const ends = [Math.min(low[1], high[1]), Math.max(low[1], high[1])], places = marks(ends[0], ends[1], 6);
  const labelled = logarithmic
    ? logMarks(ends[0], ends[1])
    : places.map((at) => ({ at, label: mark(at, places[1] - places[0] || 1) }));
  for (const { at, label } of labelled) {
    pen.globalAlpha = 0.25;
    pen.beginPath();
    pen.moveTo(MARGIN.left, area.y(at));
    pen.lineTo(MARGIN.left + inner.width, area.y(at));
    pen.stroke();
    pen.globalAlpha = 0.75;
    pen.fillText(label, MARGIN.left - 5, area.y(at) + 4);
  }
  pen.globalAlpha = 1;
  if (yTitle) {
    pen.save();
    pen.translate(11, MARGIN.top + inner.height / 2);
    pen.rotate(-Math.PI / 2);
    pen.textAlign = "center";
    pen.globalAlpha = 0.75;
    pen.fillText(yTitle, 0, 0);
    pen.restore();
  }
}

/**
 * Draws lines over a shared x; a value that is not finite interrupts its line.
 *
 * @typedef {{ y: number[] | Float32Array, colour: string, width?: number, dash?: number[], alpha?: number }} Line
 * @param {HTMLCanvasElement} canvas
 * @param {number[] | Float32Array} x
 * @param {Line[]} series
 * @param {object} options
 * @param {string} options.xTitle
 * @param {string} [options.yTitle]
 * @param {number | null} [options.cursor] an x
 * @param {number | null} [options.floor] the least y that is shown
 * @param {boolean} [options.logarithmic] whether y is a logarithm to base 10
 * @param {number} [options.room] the least that is left free above and below
 * @returns {Area}
 */
export function lines(canvas, x, series, { xTitle, yTitle = "", cursor = null, floor = null, logarithmic = true, room = 0.3 }) {
  let low = Infinity, high = -Infinity;
  for (const { y } of series) {
    for (const value of y) {
      if (Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (low > high) [low, high] = [-1, 1];
  if (floor !== null) low = Math.max(low, floor);
  const pad = Math.max(room, (high - low) * 0.06);
  const area = frame(canvas, [x[0], low - pad], [x[x.length - 1], high + pad]);
  axes(area, xTitle, logarithmic, yTitle);
  const { pen } = area;
  pen.save();
  pen.beginPath();
  pen.rect(MARGIN.left, MARGIN.top, area.inner.width, area.inner.height);
  pen.clip();
  for (const { y, colour, width = 1.5, dash = [], alpha = 1 } of series) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.globalAlpha = alpha;
    pen.setLineDash(dash);
    pen.beginPath();
    let down = false;
    for (let i = 0; i < x.length; i++) {
      if (!Number.isFinite(y[i])) { down = false; continue; }
      if (down) pen.lineTo(area.x(x[i]), area.y(y[i]));
      else pen.moveTo(area.x(x[i]), area.y(y[i]));
      down = true;
    }
    pen.stroke();
  }
  pen.restore();
  if (cursor !== null) upright(area, cursor);
  return area;
}

/**
 * Draws a vertical dashed line.
 *
 * @param {Area} area
 * @param {number} at its x
 */
export function upright(area, at) {
  const { pen, ink, inner } = area;
  pen.strokeStyle = ink;
  pen.globalAlpha = 0.6;
  pen.setLineDash([3, 3]);
  pen.beginPath();
  pen.moveTo(area.x(at), MARGIN.top);
  pen.lineTo(area.x(at), MARGIN.top + inner.height);
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

/**
 * A bar for each value, at x = 1, 2, …
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} values
 * @param {object} options
 * @param {(i: number) => string} options.colours
 * @param {number | null} options.cursor an x
 * @param {string} options.xTitle
 * @param {(i: number) => boolean} options.shown
 * @returns {Area}
 */
export function bars(canvas, values, { colours, cursor, xTitle, shown }) {
  let low = 0, high = 0;
  for (const value of values) {
    if (Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low === high) high = 1;
  const area = frame(canvas, [0.5, low], [values.length + 0.5, high]);
  axes(area, xTitle, false, "");
  const wide = Math.max(1, area.inner.width / values.length - 1);
  values.forEach((value, i) => {
    if (!Number.isFinite(value) || !shown(i)) return;
    area.pen.fillStyle = colours(i);
    const top = area.y(Math.max(0, value)), bottom = area.y(Math.min(0, value));
    area.pen.fillRect(area.x(i + 1) - wide / 2, top, wide, Math.max(1, bottom - top));
  });
  if (cursor !== null) upright(area, cursor);
  return area;
}

