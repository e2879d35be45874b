// The return map of a chaotic flow: each maximum of a coordinate over the one before it.

import { axes, frame } from "../../ui/js/charts.js";
import { maxima } from "./predictors.js";

/**
 * The coordinate whose maxima are drawn, by flow.
 *
 * @type {Record<string, number>}
 */
export const MAPPED = { lorenz: 2, rossler: 0 };
const SETTLING = 200; // samples that are left out

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{ truth: number[], free: number[] }} orbits
 * @param {string} name of the coordinate
 * @param {string} colour of the imitation
 */
export function drawMap(canvas, orbits, name, colour) {
  const [truth, free] = [orbits.truth, orbits.free].map((values) => maxima(values.slice(SETTLING)));
  const low = Math.min(...truth), high = Math.max(...truth), pad = 0.05 * (high - low);
  const area = frame(canvas, [low - pad, low - pad], [high + pad, high + pad]);
  axes(area, name + "ₙ", false, name + "ₙ₊₁");
  const { pen, ink } = area;
  /**
   * @param {number[]} values
   * @param {string} fill
   * @param {number} size
   */
  const dots = (values, fill, size) => {
    pen.fillStyle = fill;
    for (let i = 0; i + 1 < values.length; i++) {
      const inside = [values[i], values[i + 1]].every((one) => one >= low - pad && one <= high + pad);
      if (inside) pen.fillRect(area.x(values[i]) - size / 2, area.y(values[i + 1]) - size / 2, size, size);
    }
  };
  pen.globalAlpha = 0.7;
  dots(truth, ink, 3);
  pen.globalAlpha = 0.9;
  dots(free, colour, 2.5);
  pen.globalAlpha = 1;
}
