// The end of the series, and what the model expects after it: the fan of its intervals.

import { axes, frame, MARGIN } from "../../ui/js/charts.js";
import { GREEN, PURPLE, translucent } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";

export const SHOWN = 80; // of the series
const BANDS = [1.96, 0.6745]; // standard deviations: 95 and 50 of 100

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("./analysis.js").Analysis} found
 * @param {object} how
 * @param {number} how.first the time of the first value
 * @param {string} how.xTitle
 */
export function drawFan(canvas, found, { first, xTitle }) {
  const { series, forecast, variances, simulated } = found, shown = series.slice(-SHOWN);
  const begin = first + series.length - shown.length, now = first + series.length - 1;
  const last = shown[shown.length - 1] ?? 0, spread = variances.map(Math.sqrt);
  const edges = forecast.flatMap((one, k) => [one - BANDS[0] * spread[k], one + BANDS[0] * spread[k]]);
  const low = Math.min(...shown, ...edges), high = Math.max(...shown, ...edges), pad = 0.05 * (high - low);
  const area = frame(canvas, [begin, low - pad], [now + forecast.length, high + pad]), { pen, ink } = area;
  axes(area, xTitle, false, "");
  pen.save();
  pen.beginPath();
  pen.rect(MARGIN.left, MARGIN.top, area.inner.width, area.inner.height);
  pen.clip();
  const time = (/** @type {number} */ k) => area.x(now + 1 + k);
  for (const width of BANDS) {
    pen.fillStyle = translucent(GREEN, 0.16);
    pen.beginPath();
    pen.moveTo(area.x(now), area.y(last));
    for (const [k, one] of forecast.entries()) pen.lineTo(time(k), area.y(one + width * spread[k]));
    for (let k = forecast.length - 1; k >= 0; k--) pen.lineTo(time(k), area.y(forecast[k] - width * spread[k]));
    pen.closePath();
    pen.fill();
  }
  const path = (/** @type {number[]} */ values, /** @type {number} */ from) => {
    pen.beginPath();
    for (const [k, one] of values.entries()) pen.lineTo(area.x(from + k), area.y(one));
    pen.stroke();
  };
  pen.strokeStyle = PURPLE;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.55;
  for (const errors of simulated.first) path([last, ...forecast.map((one, k) => one + errors[k])], now);
  pen.globalAlpha = 1;
  pen.strokeStyle = ink;
  pen.lineWidth = 1.3;
  path(shown, begin);
  pen.strokeStyle = GREEN;
  pen.lineWidth = 2.2;
  path([last, ...forecast], now);
  pen.fillStyle = PURPLE;
  simulated.variances.forEach((one, k) => {
    for (const side of [-1, 1]) {
      pen.fillRect(time(k) - 1.5, area.y(forecast[k] + side * BANDS[0] * Math.sqrt(one)) - 1.5, 3, 3);
    }
  });
  pen.restore();
  canvas.setAttribute("aria-label", t("The last {shown} values, and {steps} steps foretold: the first within ±{near}, the last within ±{far}, 19 times of 20.", {
    shown: shown.length, steps: forecast.length,
    near: short(BANDS[0] * spread[0]), far: short(BANDS[0] * spread[spread.length - 1]),
  }));
  return area;
}

/** @param {number} value */
export const short = (value) => Number(value.toPrecision(3)).toString().replace("-", "−");
