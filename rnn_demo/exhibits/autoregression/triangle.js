// The triangle of φ₁ and φ₂ in which an AR(2) is stationary.

import { axes, frame } from "../../ui/js/charts.js";
import { GREEN, GREY, ORANGE, translucent } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";
import { ellipsePath } from "./ellipse.js";

const RIGHT = 2.4, ABOVE = 1.45;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("./analysis.js").Analysis} found of order 2
 */
export function drawTriangle(canvas, { phi, estimate }) {
  const area = frame(canvas, [-RIGHT, -ABOVE], [RIGHT, ABOVE]), { pen, ink } = area;
  axes(area, "φ₁", false, "φ₂");
  pen.fillStyle = translucent(GREEN, 0.08);
  pen.strokeStyle = ink;
  pen.lineWidth = 1.4;
  pen.beginPath();
  for (const [x, y] of [[-2, -1], [2, -1], [0, 1]]) pen.lineTo(area.x(x), area.y(y));
  pen.closePath();
  pen.fill();
  pen.stroke();
  pen.strokeStyle = GREY;
  pen.beginPath();
  for (let x = -2; x <= 2.001; x += 0.05) pen.lineTo(area.x(x), area.y((-x * x) / 4));
  pen.stroke();
  pen.fillStyle = ink;
  pen.globalAlpha = 0.75;
  pen.textAlign = "center";
  pen.fillText(t("real poles"), area.x(0), area.y(0.32));
  pen.fillText(t("a pair: cycles"), area.x(0), area.y(-0.72));
  pen.globalAlpha = 1;
  const dot = (/** @type {number[]} */ [x, y]) => /** @type {[number, number]} */ ([area.x(x), area.y(y)]);
  if (estimate) {
    const [x, y] = dot(estimate.phi);
    pen.strokeStyle = pen.fillStyle = ORANGE;
    pen.lineWidth = 1.6;
    pen.beginPath();
    for (const [right, down] of [[0, -6], [6, 0], [0, 6], [-6, 0]]) pen.lineTo(x + right, y + down);
    pen.closePath();
    pen.stroke();
    pen.lineWidth = 1;
    ellipsePath(pen, [x, y], [area.x(1) - area.x(0), area.y(1) - area.y(0)], estimate.covariance);
    pen.globalAlpha = 0.12;
    pen.fill();
    pen.globalAlpha = 0.9;
    pen.stroke();
    pen.globalAlpha = 1;
  }
  pen.fillStyle = GREEN;
  pen.beginPath();
  pen.arc(...dot(phi), 6, 0, 2 * Math.PI);
  pen.fill();
  return area;
}
