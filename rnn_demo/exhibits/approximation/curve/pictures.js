// Function, net and the place where they are farthest apart; and the error over the training.

import { legend } from "../../../ui/js/captions.js";
import { axes, frame, lines, MARGIN, upright } from "../../../ui/js/charts.js";
import { withMinus } from "../../../ui/js/numbers.js";
import { GREEN, ORANGE, PURPLE } from "../../../ui/js/palette.js";
import { t } from "../../../ui/js/words.js";
import { strokeOf, upTo } from "../lines.js";
import { workspace } from "../network.js";
import { KNOTS, LEVELS, valueAt } from "../targets.js";

const HIGHEST = 1.6, SHOWN = 601; // of y; and how many points of x
const FLOOR = 1e-6; // of an error on the logarithmic axis

/** @param {import("./view.js").View} view */
export function drawCurve(view) {
  const { data, target, film, find, now } = view, canvas = find(".picture canvas", HTMLCanvasElement);
  const area = frame(canvas, [-data.reach, -HIGHEST], [data.reach, HIGHEST]), { pen, ink, inner } = area;
  view.area = area;
  axes(area, "x", false, "");
  pen.save();
  pen.beginPath();
  pen.rect(MARGIN.left, MARGIN.top, inner.width, inner.height);
  pen.clip();
  if (data.reach > 1) { // nothing was learned there
    pen.fillStyle = ink;
    pen.globalAlpha = 0.06;
    pen.fillRect(area.x(-data.reach), MARGIN.top, area.x(-1) - area.x(-data.reach), inner.height);
    pen.fillRect(area.x(1), MARGIN.top, area.x(data.reach) - area.x(1), inner.height);
    pen.globalAlpha = 1;
  }
  const x = Float64Array.from({ length: SHOWN }, (_, i) => data.reach * ((2 * i) / (SHOWN - 1) - 1));
  const g = workspace(data.net, x).forward(film.place.theta);
  strokeOf(area, x, x.map((one) => valueAt(target, one)), { colour: ink, width: 1.6, alpha: 0.85 });
  strokeOf(area, x, g, { colour: GREEN, width: 2.4, alpha: 1 });
  turns(view);
  if (now) upTo(area, now.x, now.f, now.g, ORANGE);
  const { knot } = view.board;
  if (knot >= 0) {
    const at = (2 * knot) / (KNOTS - 1) - 1;
    pen.strokeStyle = pen.fillStyle = ORANGE;
    pen.lineWidth = 2;
    pen.strokeRect(area.x(at) - 5, area.y(valueAt(target, at)) - 5, 10, 10);
  }
  pen.restore();
  if (data.reach > 1) for (const end of [-1, 1]) upright(area, end);
  legend(find(".picture .legend"), [
    { name: t("f, the function"), colour: "currentColor" },
    { name: t("g, the net"), colour: GREEN },
    { name: t("where they are farthest apart"), colour: ORANGE },
    { name: t("at the bottom: where the first layer's units turn"), colour: PURPLE },
  ]);
  canvas.setAttribute("aria-label", label(view, knot));
}

/**
 * @param {import("./view.js").View} view
 * @param {number} knot
 */
function label({ target, now }, knot) {
  if (knot >= 0) {
    const x = (2 * knot) / (KNOTS - 1) - 1, height = Math.round(valueAt(target, x) * LEVELS) / LEVELS;
    return t("At x = {x} the function is {height}; up and down draw, left and right move", {
      x: withMinus(x.toFixed(2)), height: withMinus(height.toFixed(2)),
    });
  }
  return t("A function and the net that is fitted to it, up to {error} apart; a canvas to draw on: left and right choose a place, up and down draw", {
    error: now ? now.most.toPrecision(2) : "",
  });
}

/**
 * Where w x + b = 0 for each unit of the first layer.
 *
 * @param {import("./view.js").View} view
 */
function turns({ area, film, measuring }) {
  if (!area) return;
  const { theta } = film.place, [first] = measuring.layers, { pen, inner } = area;
  pen.fillStyle = PURPLE;
  for (let unit = 0; unit < first.units; unit++) {
    const at = area.x(-theta[first.biases + unit] / theta[first.weights + unit]), bottom = MARGIN.top + inner.height;
    if (!Number.isFinite(at)) continue;
    pen.beginPath();
    pen.moveTo(at, bottom - 9);
    pen.lineTo(at - 4, bottom);
    pen.lineTo(at + 4, bottom);
    pen.fill();
  }
}

/** @param {import("./view.js").View} view */
export function drawErrors({ find, history, now, certain, film }) {
  const canvas = find(".error canvas", HTMLCanvasElement), ink = getComputedStyle(canvas).color;
  const log = (/** @type {number} */ error) => Math.log10(Math.max(error, FLOOR));
  const known = now && now.update !== history.at(-1)?.update ? [...history, now] : history;
  const x = known.map(({ update }) => update), end = Math.max(1, film.over ? film.update : film.updates);
  if (x.at(-1) !== end) x.push(end); // what is still to come is not drawn
  const curve = (/** @type {(one: import("./view.js").Measured) => number} */ of) => x.map((_, i) => (i < known.length ? log(of(known[i])) : NaN));
  lines(canvas, x, [
    ...(certain > 0 ? [{ y: x.map(() => log(certain)), colour: ink, dash: [6, 4], width: 1.4 }] : []),
    { y: curve(({ rms }) => rms), colour: PURPLE, width: 1.6 },
    { y: curve(({ most }) => most), colour: ORANGE, width: 2.2 },
  ], { xTitle: t("updates"), cursor: film.over ? null : film.update });
  legend(find(".error .legend"), [
    { name: t("largest error, sup |f − g|"), colour: ORANGE },
    { name: t("root mean square"), colour: PURPLE },
    ...(certain > 0 ? [{ name: t("dashes: no weights go below"), colour: "currentColor" }] : []),
    ...(known.some(({ rms }) => rms < FLOOR) ? [{ name: t("what is smaller than 10⁻⁶ is drawn there") }] : []),
  ]);
  canvas.setAttribute("aria-label", t("Largest error over the training, logarithmic: {first} at first, {last} now", {
    first: known[0]?.most.toPrecision(2) ?? "", last: now?.most.toPrecision(2) ?? "",
  }));
}
