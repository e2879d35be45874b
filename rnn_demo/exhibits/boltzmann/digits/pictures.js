// What hidden units look for.

import { paper } from "../../../ui/js/charts.js";
import { enlarge } from "../../../ui/js/maps.js";
import { BLUE, channels, RED } from "../../../ui/js/palette.js";

const ON = channels(RED), OFF = channels(BLUE);

/**
 * Draws the weights of hidden units, one tile each: red where ink speaks for the unit, blue where
 * it speaks against it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {import("./restricted.js").Machine} machine
 * @param {number[]} units which hidden units
 * @param {{ rows: number, columns: number, across: number }} grid tiles in a row
 */
export function filterTiles(canvas, machine, units, { rows, columns, across }) {
  const down = Math.ceil(units.length / across), step = columns + 1;
  const image = new ImageData(across * step - 1, down * (rows + 1) - 1);
  units.forEach((unit, tile) => {
    const left = (tile % across) * step, top = Math.floor(tile / across) * (rows + 1);
    let most = 1e-9;
    for (let i = 0; i < machine.visible; i++) most = Math.max(most, Math.abs(machine.weights[i * machine.hidden + unit]));
    for (let i = 0; i < machine.visible; i++) {
      const weight = machine.weights[i * machine.hidden + unit];
      const at = (top + Math.floor(i / columns)) * image.width + left + (i % columns);
      image.data.set([...(weight > 0 ? ON : OFF), Math.round(12 + (243 * Math.abs(weight)) / most)], 4 * at);
    }
  });
  canvas.style.aspectRatio = `${image.width} / ${image.height}`;
  const { pen, width, height } = paper(canvas);
  enlarge(pen, image, 0, 0, width, height);
}

/**
 * The hidden units with the strongest weights, the strongest first.
 *
 * @param {import("./restricted.js").Machine} machine
 * @param {number} most
 */
export function strongest({ visible, hidden, weights }, most) {
  const norms = new Float64Array(hidden);
  for (let i = 0; i < visible; i++) for (let j = 0; j < hidden; j++) norms[j] += weights[i * hidden + j] ** 2;
  return Array.from(norms.keys()).sort((a, b) => norms[b] - norms[a]).slice(0, most);
}
