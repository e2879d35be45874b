// The smaller pictures: impulse response, spectrum, autocorrelations, errors, next value over last.

import { axes, frame, lines, MARGIN, paper } from "../../ui/js/charts.js";
import { GREEN, GREY, ORANGE, PURPLE } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";
import { spectrumAt } from "./theory.js";

const POINTS = 250, AROUND = [-8, -4, -2, -1, -0.5, 0, 0.5, 1, 2, 4, 8];
const MOST_DOTS = 1000;
const FIRST = 25, LAST = 12000, MARKS = [30, 100, 300, 1000, 3000, 10000]; // values
/** @typedef {import("./analysis.js").Analysis} Analysis */

/**
 * ψ_j over j, as stems.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Analysis} found
 */
export function drawImpulse(canvas, { impulse }) {
  const low = Math.min(0, ...impulse), high = Math.max(0, ...impulse), pad = 0.05 * (high - low);
  const area = frame(canvas, [-0.5, low - pad], [impulse.length - 0.5, high + pad]);
  axes(area, t("j, steps after the push"), false, "");
  for (const [j, one] of impulse.entries()) stem(area, j, one, GREEN, 3);
  zero(area);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Analysis} found
 */
export function drawAutocorrelations(canvas, { autocorrelations, promised, series }) {
  const area = frame(canvas, [0.3, -1.08], [autocorrelations.length + 0.7, 1.08]), { pen } = area;
  axes(area, t("lag"), false, "");
  for (const [k, one] of autocorrelations.entries()) stem(area, k + 1, one, ORANGE, 4);
  pen.fillStyle = GREEN;
  promised?.forEach((one, k) => {
    pen.beginPath();
    pen.arc(area.x(k + 1), area.y(one), 3, 0, 2 * Math.PI);
    pen.fill();
  });
  zero(area);
  pen.strokeStyle = GREY;
  pen.setLineDash([4, 3]);
  for (const side of [-1, 1]) {
    const y = area.y((side * 1.96) / Math.sqrt(series.length));
    pen.beginPath();
    pen.moveTo(MARGIN.left, y);
    pen.lineTo(MARGIN.left + area.inner.width, y);
    pen.stroke();
  }
  pen.setLineDash([]);
}

/**
 * Power over frequency; without a stationary model there is none.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Analysis} found
 */
export function drawSpectrum(canvas, found) {
  if (!found.stationary) {
    const { pen, ink, width, height } = paper(canvas);
    pen.fillStyle = ink;
    pen.textAlign = "center";
    return pen.fillText(t("not stationary: its power has no end"), width / 2, height / 2);
  }
  const x = frequencies(found);
  lines(canvas, x, [{ y: x.map((f) => Math.log10(spectrumAt(found.phi, found.sigma ** 2, f / 100))), colour: GREEN, width: 2 }], {
    xTitle: t("cycles in 100 steps"),
  });
}

/**
 * Cycles in 100 steps, more of them where a pole makes a peak.
 *
 * @param {Analysis} found
 */
function frequencies({ poles }) {
  const even = Array.from({ length: POINTS + 1 }, (_, i) => (50 * i) / POINTS);
  const near = poles.flatMap(([radius, angle]) => {
    const peak = (angle || (radius < 0 ? 180 : 0)) / 3.6, wide = ((1 - Math.abs(radius)) * 100) / (2 * Math.PI);
    return AROUND.map((part) => peak + part * wide);
  });
  return [...even, ...near.filter((f) => f >= 0 && f <= 50)].sort((a, b) => a - b);
}

/**
 * How far φ̂ is from φ with more and more values.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Analysis} found
 */
export function drawErrors(canvas, { counts, errors, expected }) {
  const known = [...errors, ...(expected ?? [])].filter((one) => one > 0).map(Math.log10);
  const low = Math.floor(Math.min(-1, ...known)), high = Math.ceil(Math.max(0, ...known));
  const area = frame(canvas, [Math.log10(FIRST), low], [Math.log10(LAST), high]), { pen, ink, inner } = area;
  axes({ ...area, low: [0.1, low], high: [0.2, high] }, t("n, values used"), true, ""); // its own marks of x
  pen.fillStyle = ink;
  pen.textAlign = "center";
  pen.globalAlpha = 0.75;
  for (const count of MARKS) pen.fillText(String(count), area.x(Math.log10(count)), MARGIN.top + inner.height + 14);
  pen.globalAlpha = 1;
  const curve = (/** @type {number[]} */ values, /** @type {string} */ colour, /** @type {number[]} */ dash) => {
    pen.strokeStyle = pen.fillStyle = colour;
    pen.lineWidth = 2;
    pen.setLineDash(dash);
    pen.beginPath();
    values.forEach((one, k) => {
      if (one > 0) pen.lineTo(area.x(Math.log10(counts[k])), area.y(Math.log10(one)));
    });
    pen.stroke();
    pen.setLineDash([]);
  };
  if (expected) curve(expected, GREEN, [5, 4]);
  curve(errors, ORANGE, []);
  errors.forEach((one, k) => {
    if (one > 0) pen.fillRect(area.x(Math.log10(counts[k])) - 2.5, area.y(Math.log10(one)) - 2.5, 5, 5);
  });
}

/**
 * Each value over the one before it, with the best straight line.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Analysis} found
 */
export function drawNext(canvas, { series, autocorrelations }) {
  const own = series.slice(-MOST_DOTS - 1), low = Math.min(...own), high = Math.max(...own), pad = 0.04 * (high - low) || 1;
  const area = frame(canvas, [low - pad, low - pad], [high + pad, high + pad]), { pen } = area;
  axes(area, t("a value"), false, t("the next one"));
  pen.fillStyle = PURPLE;
  pen.globalAlpha = 0.6;
  for (let k = 1; k < own.length; k++) pen.fillRect(area.x(own[k - 1]) - 1.2, area.y(own[k]) - 1.2, 2.4, 2.4);
  pen.globalAlpha = 1;
  const mean = series.reduce((sum, one) => sum + one, 0) / series.length, slope = autocorrelations[0];
  pen.strokeStyle = ORANGE;
  pen.lineWidth = 2;
  pen.beginPath();
  for (const x of [low, high]) pen.lineTo(area.x(x), area.y(mean + slope * (x - mean)));
  pen.stroke();
}

/**
 * @param {import("../../ui/js/charts.js").Area} area
 * @param {number} x
 * @param {number} value
 * @param {string} colour
 * @param {number} wide
 */
function stem(area, x, value, colour, wide) {
  area.pen.fillStyle = colour;
  const top = area.y(Math.max(0, value)), bottom = area.y(Math.min(0, value));
  area.pen.fillRect(area.x(x) - wide / 2, top, wide, Math.max(1, bottom - top));
}

/** @param {import("../../ui/js/charts.js").Area} area */
function zero({ pen, ink, y, inner }) {
  pen.strokeStyle = ink;
  pen.globalAlpha = 0.6;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(MARGIN.left, y(0));
  pen.lineTo(MARGIN.left + inner.width, y(0));
  pen.stroke();
  pen.globalAlpha = 1;
}
