// The unit circle with the poles, and what least squares takes them for.

import { paper } from "../../ui/js/charts.js";
import { GREEN, GREY, ORANGE, translucent } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";
import { ellipsePath } from "./ellipse.js";
import { characteristic, divided, placeOf, polesOf } from "./poles.js";

const REACH = 1.32; // of the picture, from the middle
const PERIODS = [2, 3, 4, 6, 12];
const WIDEST = 0.6; // half an axis of an ellipse that is drawn

/**
 * Where places of the complex plane are drawn.
 *
 * @param {number} width
 * @param {number} height
 */
export function plane(width, height) {
  const scale = Math.min(width, height) / (2 * REACH), [x0, y0] = [width / 2, height / 2];
  return {
    scale,
    /** @param {{ re: number, im: number }} z @returns {[number, number]} */
    place: ({ re, im }) => [x0 + scale * re, y0 - scale * im],
    /** @param {number} x @param {number} y */
    back: (x, y) => ({ re: (x - x0) / scale, im: (y0 - y) / scale }),
  };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("./analysis.js").Analysis} found
 * @param {number} held which pole the keys move
 */
export function drawCircle(canvas, found, held) {
  const { pen, width, height, ink } = paper(canvas), sight = plane(width, height), { place, scale } = sight;
  const [x0, y0] = place({ re: 0, im: 0 });
  pen.fillStyle = translucent(GREEN, 0.08);
  pen.strokeStyle = ink;
  pen.lineWidth = 1.4;
  pen.beginPath();
  pen.arc(x0, y0, scale, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  pen.strokeStyle = GREY;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x0 - scale * REACH, y0);
  pen.lineTo(x0 + scale * REACH, y0);
  pen.moveTo(x0, y0 - scale * REACH);
  pen.lineTo(x0, y0 + scale * REACH);
  pen.stroke();
  pen.fillStyle = ink;
  pen.globalAlpha = 0.75;
  pen.textAlign = "center";
  for (const period of PERIODS) {
    const angle = (2 * Math.PI) / period, [x, y] = place({ re: 1.1 * Math.cos(angle), im: 1.1 * Math.sin(angle) });
    pen.fillText(String(period), x, y + (period === 2 ? -6 : 4));
  }
  pen.fillText("∞", place({ re: 1.1, im: 0 })[0], y0 - 6);
  pen.textAlign = "left";
  pen.fillText(t("period"), place({ re: 0.98, im: 0 })[0], place({ re: 0, im: 0.82 })[1]);
  pen.globalAlpha = 1;
  found.poles.forEach((pole, i) => {
    const { re, im } = placeOf(pole);
    for (const side of pole[1] ? [1, -1] : [1]) {
      const [x, y] = place({ re, im: side * im });
      pen.fillStyle = GREEN;
      pen.beginPath();
      pen.arc(x, y, 6, 0, 2 * Math.PI);
      pen.fill();
      if (i !== held || side < 0) continue;
      pen.strokeStyle = ink;
      pen.lineWidth = 2;
      pen.beginPath();
      pen.arc(x, y, 10, 0, 2 * Math.PI);
      pen.stroke();
    }
  });
  drawEstimate(pen, sight, found.estimate);
  return sight;
}

/**
 * Estimated poles as diamonds, with what their standard errors leave open.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {ReturnType<typeof plane>} sight
 * @param {import("./estimate.js").Estimate | null} estimate
 */
function drawEstimate(pen, { place, scale }, estimate) {
  if (!estimate) return;
  for (const z of polesOf(estimate.phi)) {
    const [x, y] = place(z), spread = spreadOf(estimate, z);
    pen.strokeStyle = pen.fillStyle = ORANGE;
    pen.lineWidth = 1.6;
    pen.beginPath();
    pen.moveTo(x, y - 6);
    pen.lineTo(x + 6, y);
    pen.lineTo(x, y + 6);
    pen.lineTo(x - 6, y);
    pen.closePath();
    pen.stroke();
    if (!(Math.sqrt(spread[0][0] + spread[1][1]) < WIDEST / 2)) continue;
    pen.lineWidth = 1;
    ellipsePath(pen, [x, y], [scale, -scale], spread);
    pen.globalAlpha = 0.12;
    pen.fill();
    pen.globalAlpha = 0.9;
    pen.stroke();
    pen.globalAlpha = 1;
  }
}

/**
 * The covariance of an estimated pole's two coordinates, by dz/dφ_k = z^(p − k) / P′(z).
 *
 * @param {import("./estimate.js").Estimate} estimate
 * @param {import("./poles.js").Complex} z
 */
function spreadOf({ phi, covariance }, z) {
  const { slope } = characteristic(phi, z), powers = [{ re: 1, im: 0 }];
  for (let k = 1; k < phi.length; k++) {
    const { re, im } = powers[0];
    powers.unshift({ re: re * z.re - im * z.im, im: re * z.im + im * z.re });
  }
  const gains = powers.map((one) => divided(one, slope));
  const rows = [gains.map((one) => one.re), gains.map((one) => (z.im ? one.im : 0))];
  return rows.map((a) => rows.map((b) =>
    a.reduce((sum, left, i) => sum + b.reduce((own, right, j) => own + left * covariance[i][j] * right, 0), 0)));
}
