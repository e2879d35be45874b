// What is drawn at first.

import { stroke } from "../../../ui/js/drawing.js";

/**
 * A digit to begin with: the upper part of a 3 or an 8, whichever the machine makes of it.
 *
 * @param {import("../../../ui/js/drawing.js").Drawing} drawing
 */
export function example(drawing) {
  drawing.pixels.fill(0);
  const points = /** @type {[number, number][]} */ ([[7, 9], [5, 12], [5, 15], [7, 17], [10, 17], [13, 14]]);
  points.slice(1).forEach((point, i) => { stroke(drawing, points[i], point, 1); });
}
