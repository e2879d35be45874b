// The phase plane, or three dimensions that are turned; where a point is drawn, and back.

import { axes, frame, paper } from "../../ui/js/charts.js";

/**
 * Where points of a phase space are drawn, and what a move of the pointer means there.
 *
 * @typedef {object} Sight
 * @property {CanvasRenderingContext2D} pen
 * @property {string} ink
 * @property {(x: ArrayLike<number>) => [number, number]} place in pixels
 * @property {(x: number[], right: number, down: number) => number[]} moved a point moved by pixels
 *
 * @typedef {object} Space
 * @property {number[]} low of what is drawn
 * @property {number[]} high
 * @property {string[]} variables
 * @property {{ yaw: number, pitch: number }} turn in three dimensions
 */

/**
 * Clears the canvas and draws the axes.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Space} space
 * @returns {Sight}
 */
export function sight(canvas, space) {
  return space.low.length === 2 ? plane(canvas, space) : room(canvas, space);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Space} space
 * @returns {Sight}
 */
function plane(canvas, { low, high, variables }) {
  const area = frame(canvas, [low[0], low[1]], [high[0], high[1]]);
  axes(area, variables[0], false, variables[1]);
  const wide = (high[0] - low[0]) / area.inner.width, tall = (high[1] - low[1]) / area.inner.height;
  return {
    pen: area.pen,
    ink: area.ink,
    place: (x) => [area.x(x[0]), area.y(x[1])],
    moved: (x, right, down) => [x[0] + right * wide, x[1] - down * tall],
  };
}

/**
 * The directions of the screen in a turned room.
 *
 * @param {{ yaw: number, pitch: number }} turn
 */
export function directions({ yaw, pitch }) {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  return { right: [cy, sy, 0], up: [-sy * sp, cy * sp, cp] };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Space} space
 * @returns {Sight}
 */
function room(canvas, { low, high, variables, turn }) {
  const { pen, width, height, ink } = paper(canvas);
  const middle = low.map((one, i) => (one + high[i]) / 2), half = low.map((one, i) => (high[i] - one) / 2);
  const scale = Math.min(width / 2.9, height / 2.6), { right, up } = directions(turn);
  /** @param {ArrayLike<number>} x @returns {[number, number]} */
  const place = (x) => {
    let across = 0, above = 0;
    for (let i = 0; i < 3; i++) {
      const own = (x[i] - middle[i]) / half[i];
      across += right[i] * own;
      above += up[i] * own;
    }
    return [width / 2 + scale * across, height / 2 - scale * above];
  };
  pen.strokeStyle = pen.fillStyle = ink;
  pen.textAlign = "center";
  for (let i = 0; i < 3; i++) {
    const end = low.map((one, j) => (j === i ? high[j] : one));
    const [x0, y0] = place(low), [x1, y1] = place(end);
    pen.globalAlpha = 0.35;
    pen.beginPath();
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
    pen.stroke();
    pen.globalAlpha = 0.8;
    pen.fillText(variables[i], x1 + (x1 - x0) * 0.05, y1 + (y1 - y0) * 0.05 + 4);
  }
  pen.globalAlpha = 1;
  return {
    pen,
    ink,
    place,
    moved: (x, across, down) =>
      x.map((one, i) => one + (half[i] / scale) * (right[i] * across - up[i] * down)),
  };
}

/**
 * Draws a path; where it is not finite or far outside, it is interrupted.
 *
 * @param {Sight} sight
 * @param {ArrayLike<number>[]} path
 * @param {{ colour: string, width: number, dash?: number[], alpha?: number }} how
 */
export function trace({ pen, place }, path, { colour, width, dash = [], alpha = 1 }) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.globalAlpha = alpha;
  pen.setLineDash(dash);
  pen.lineJoin = "round";
  pen.beginPath();
  let down = false;
  for (const x of path) {
    const [across, below] = place(x);
    const seen = Math.abs(across) < 1e4 && Math.abs(below) < 1e4; // false for NaN, too
    if (seen && down) pen.lineTo(across, below);
    else if (seen) pen.moveTo(across, below);
    down = seen;
  }
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

/**
 * @param {Sight} sight
 * @param {ArrayLike<number>} x
 * @param {string} colour
 * @param {number} radius
 */
export function dot({ pen, place }, x, colour, radius) {
  const [across, below] = place(x);
  if (!(Math.abs(across) < 1e4 && Math.abs(below) < 1e4)) return;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(across, below, radius, 0, 2 * Math.PI);
  pen.fill();
}
