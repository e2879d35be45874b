// The pictures over one axis of seconds: bands of pitch, chances, and the best path.

import { axes, frame as area, MARGIN, paper, upright } from "../../ui/js/charts.js";
import { enlarge } from "../../ui/js/maps.js";
import { channels, COLOURS, GREEN, GREY } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";

/**
 * The colours of the words: those that are heard get one, in their order, all others are grey.
 *
 * @param {number[]} heard their ids
 * @param {number} words
 */
export function coloursOf(heard, words) {
  const order = [...new Set(heard)];
  return Array.from({ length: words }, (_, word) => COLOURS[order.indexOf(word)] ?? GREY);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} loudness all bands of the first frame, of the second …
 * @param {number} height bands
 * @param {number} seconds
 * @param {number} cursor seconds
 */
export function spectrogram(canvas, loudness, height, seconds, cursor) {
  const drawn = area(canvas, [0, 0], [seconds, height]), wide = loudness.length / height;
  const image = new ImageData(Math.max(1, wide), height), [red, green, blue] = channels(GREEN);
  for (let x = 0; x < wide; x++) {
    for (let band = 0; band < height; band++) {
      image.data.set([red, green, blue, loudness[x * height + band]], 4 * ((height - 1 - band) * wide + x));
    }
  }
  enlarge(drawn.pen, image, MARGIN.left, MARGIN.top, drawn.inner.width, drawn.inner.height);
  axes(drawn, t("seconds"), false, t("band"));
  upright(drawn, cursor);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array[]} chances by step, the blank last
 * @param {object} options
 * @param {number} options.step seconds
 * @param {number} options.seconds
 * @param {string[]} options.colours of the words
 * @param {{ id: number, begin: number, end: number }[]} options.words that are heard: named above their peaks
 * @param {number} options.cursor seconds
 */
export function curves(canvas, chances, { step, seconds, colours, words, cursor }) {
  const drawn = area(canvas, [0, -0.02], [seconds, 1.16]), { pen, ink } = drawn;
  axes(drawn, t("seconds"), false, t("probability"));
  for (let symbol = 0; symbol <= colours.length; symbol++) {
    const blank = symbol === colours.length;
    pen.strokeStyle = blank ? ink : colours[symbol];
    pen.lineWidth = blank || colours[symbol] === GREY ? 1 : 2;
    pen.setLineDash(blank ? [2, 3] : []);
    pen.beginPath();
    for (const [at, row] of chances.entries()) pen.lineTo(drawn.x((at + 0.5) * step), drawn.y(row[symbol]));
    pen.stroke();
  }
  pen.setLineDash([]);
  pen.fillStyle = ink;
  pen.textAlign = "center";
  for (const { id, begin, end } of words) pen.fillText(String(id), drawn.x(((begin + end) / 2) * step), drawn.y(1.03));
  upright(drawn, cursor);
  return drawn;
}

/**
 * The likeliest symbol at each step; a blank is left white.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array[]} chances by step
 * @param {object} options
 * @param {number} options.step seconds
 * @param {number} options.seconds
 * @param {string[]} options.colours
 */
export function path(canvas, chances, { step, seconds, colours }) {
  const { pen, width, height, ink } = paper(canvas), inner = width - MARGIN.left - MARGIN.right;
  const each = (inner * step) / seconds;
  pen.textAlign = "center";
  chances.forEach((row, at) => {
    const symbol = row.indexOf(Math.max(...row)), x = MARGIN.left + at * each;
    pen.strokeStyle = GREY;
    pen.lineWidth = 0.5;
    if (each > 3) pen.strokeRect(x, 1, each, height - 2);
    if (symbol === colours.length) return;
    pen.fillStyle = colours[symbol];
    pen.fillRect(x, 1, Math.max(1, each - 1), height - 2);
    pen.fillStyle = ink;
    if (each > 9) pen.fillText(String(symbol), x + each / 2, height / 2 + 4);
  });
  pen.textAlign = "right";
  pen.fillStyle = ink;
  pen.globalAlpha = 0.75;
  pen.fillText(t("path"), MARGIN.left - 5, height / 2 + 4);
  pen.globalAlpha = 1;
}
