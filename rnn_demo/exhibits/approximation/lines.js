// A function as a line, an error as an upright stroke, and numbers as sentences have them.

import { power, withMinus } from "../../ui/js/numbers.js";

/**
 * Draws a function; where it is not finite or far outside, the line is interrupted.
 *
 * @param {import("../../ui/js/charts.js").Area} area
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @param {{ colour: string, width: number, alpha: number }} how
 */
export function strokeOf({ pen, x: across, y: up }, x, y, { colour, width, alpha }) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.globalAlpha = alpha;
  pen.lineJoin = "round";
  pen.beginPath();
  let down = false;
  for (let i = 0; i < x.length; i++) {
    const seen = Math.abs(y[i]) < 1e3; // false for NaN, too
    if (seen && down) pen.lineTo(across(x[i]), up(y[i]));
    else if (seen) pen.moveTo(across(x[i]), up(y[i]));
    down = seen;
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

/**
 * Draws an error: upright from the function to what approximates it.
 *
 * @param {import("../../ui/js/charts.js").Area} area
 * @param {number} x
 * @param {number} f
 * @param {number} g
 * @param {string} colour
 */
export function upTo({ pen, x: across, y: up }, x, f, g, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = 3;
  pen.beginPath();
  pen.moveTo(across(x), up(f));
  pen.lineTo(across(x), up(g));
  pen.stroke();
  pen.beginPath();
  pen.arc(across(x), up(f), 6, 0, 2 * Math.PI);
  pen.stroke();
}

/**
 * A number with three digits: 0.0123, −0.75, 3.1·10⁻⁷.
 *
 * @param {number} value
 */
export function short(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1e-4 && size < 1e5) return withMinus(String(Number(value.toPrecision(3))));
  const [digits, exponent] = value.toExponential(1).split("e");
  return withMinus(digits) + "·" + power(Number(exponent));
}
