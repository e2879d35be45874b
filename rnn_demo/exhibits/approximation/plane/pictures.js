// The square with its points, what the net or one of its units says there, and where each unit of
// the first layer turns.

import { legend } from "../../../ui/js/captions.js";
import { context, paper } from "../../../ui/js/charts.js";
import { enlarge } from "../../../ui/js/maps.js";
import { BLUE, channels, ON_DARK, ORANGE } from "../../../ui/js/palette.js";
import { t } from "../../../ui/js/words.js";

export const GRID = 64; // small squares along a side
const EDGE = 1.1; // of the square that is shown
const [LOW, HIGH] = [channels(BLUE), channels(ORANGE)];
const STRONGEST = 190; // opacity of a colour, 0 to 255

/** The middle of every small square, row by row from the top, both coordinates. */
export function chart() {
  const x = new Float64Array(2 * GRID * GRID);
  for (let i = 0; i < GRID * GRID; i++) {
    x[2 * i] = EDGE * ((2 * (i % GRID) + 1) / GRID - 1);
    x[2 * i + 1] = EDGE * (1 - (2 * Math.floor(i / GRID) + 1) / GRID);
  }
  return x;
}

/**
 * What the output, or a unit, says at each small square, from −1 to 1.
 *
 * @param {import("../network.js").Workspace} square that has been run forward
 * @param {number} layer the output is the last one
 * @param {number} unit
 * @param {string} activation
 */
function signs({ zs, hs, layers }, layer, unit, activation) {
  const { units } = layers[layer], found = new Float64Array(GRID * GRID);
  if (layer === layers.length - 1) return found.map((_, i) => Math.tanh(zs[layer][i] / 2)); // 2 p − 1
  const h = hs[layer + 1];
  for (let i = 0; i < found.length; i++) found[i] = h[i * units + unit];
  if (activation === "tanh") return found;
  if (activation === "sigmoid") return found.map((one) => 2 * one - 1);
  const most = found.reduce((sum, one) => Math.max(sum, Math.abs(one)), 1e-12);
  return found.map((one) => one / most);
}

/**
 * @param {Float64Array} values from −1 to 1
 */
function image(values) {
  const found = new ImageData(GRID, GRID);
  values.forEach((value, i) => {
    found.data.set([...(value < 0 ? LOW : HIGH), Math.round(STRONGEST * Math.min(1, Math.abs(value)))], 4 * i);
  });
  return found;
}

/** @param {import("./view.js").View} view */
export function drawPlane(view) {
  const { find, chart: square, data, film, points, chosen } = view, canvas = find(".plane canvas", HTMLCanvasElement);
  const { pen, width, height, ink } = paper(canvas), last = square.layers.length - 1;
  const values = signs(square, chosen?.layer ?? last, chosen?.unit ?? 0, data.net.activation);
  enlarge(pen, image(values), 0, 0, width, height);
  const across = (/** @type {number} */ x) => ((x / EDGE + 1) / 2) * width;
  const up = (/** @type {number} */ y) => ((1 - y / EDGE) / 2) * height;
  halfPlanes(view, pen, ink, across, up);
  for (const [{ x, y }, whole] of /** @type {[import("../points.js").Points, boolean][]} */ ([[points.tested, false], [points.learned, true]])) {
    for (let i = 0; i < y.length; i++) {
      pen.beginPath();
      pen.arc(across(x[2 * i]), up(x[2 * i + 1]), whole ? 3 : 2.5, 0, 2 * Math.PI);
      pen.fillStyle = y[i] ? ORANGE : BLUE;
      pen.lineWidth = 1;
      if (whole) pen.fill();
      pen.strokeStyle = whole ? ON_DARK : pen.fillStyle;
      pen.stroke();
    }
  }
  find(".plane .title").textContent = chosen
    ? t("Unit {unit} of layer {layer}", { unit: chosen.unit + 1, layer: chosen.layer + 1 })
    : t("What the net says");
  legend(find(".plane .legend"), [
    { name: t("class 1"), colour: ORANGE },
    { name: t("class 0"), colour: BLUE },
    { name: t("rings: points never seen") },
    { name: t("lines: where a unit of the first layer turns, with a tick to its positive side"), colour: "currentColor" },
  ]);
  canvas.setAttribute("aria-label", t("The square with {count} points of two classes after {update} updates, coloured by what the net says", {
    count: points.learned.y.length + points.tested.y.length, update: film.update,
  }));
}

/**
 * The line w · x + b = 0 of each unit of the first layer, with a tick to the side where it is
 * positive.
 *
 * @param {import("./view.js").View} view
 * @param {CanvasRenderingContext2D} pen
 * @param {string} ink
 * @param {(x: number) => number} across
 * @param {(y: number) => number} up
 */
function halfPlanes({ film: { place: { theta } }, chart: { layers: [first] }, chosen }, pen, ink, across, up) {
  for (let unit = 0; unit < first.units; unit++) {
    const ends = border(theta[first.weights + 2 * unit], theta[first.weights + 2 * unit + 1], theta[first.biases + unit]);
    if (!ends) continue;
    const { from, to, normal } = ends, own = chosen?.layer === 0 && chosen.unit === unit;
    pen.strokeStyle = ink;
    pen.globalAlpha = own ? 1 : chosen ? 0.25 : 0.75;
    pen.lineWidth = own ? 2.5 : 1.3;
    const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    pen.beginPath();
    pen.moveTo(across(from[0]), up(from[1]));
    pen.lineTo(across(to[0]), up(to[1]));
    pen.moveTo(across(middle[0]), up(middle[1]));
    pen.lineTo(across(middle[0] + 0.07 * normal[0]), up(middle[1] + 0.07 * normal[1]));
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

/**
 * Where a line crosses the square that is shown; null where it does not.
 *
 * @param {number} a of a x + b y + c = 0
 * @param {number} b
 * @param {number} c
 */
export function border(a, b, c) {
  /** @type {[number, number][]} */
  const found = [];
  for (const side of [-EDGE, EDGE]) {
    const y = -(c + a * side) / b, x = -(c + b * side) / a;
    if (Math.abs(y) <= EDGE) found.push([side, y]);
    if (Math.abs(x) < EDGE) found.push([x, side]);
  }
  if (found.length < 2) return null;
  const length = Math.hypot(a, b);
  return { from: found[0], to: found[1], normal: [a / length, b / length] };
}

/**
 * A unit's own small picture.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {import("../network.js").Workspace} square
 * @param {number} layer
 * @param {number} unit
 * @param {string} activation
 */
export function drawUnit(canvas, square, layer, unit, activation) {
  if (canvas.width !== GRID) canvas.width = canvas.height = GRID;
  context(canvas).putImageData(image(signs(square, layer, unit, activation)), 0, 0);
}
