// What the view shows of a recall: three pictures, the energy, the overlaps, the stored patterns.

import { badge, make } from "../../ui/js/captions.js";
import { axes, frame, lines } from "../../ui/js/charts.js";
import { COLOURS, GREY } from "../../ui/js/palette.js";
import { t, tn } from "../../ui/js/words.js";
import { stateAt, stepsOf } from "./memory.js";
import { drawPixels, thumbnail } from "./pixels.js";
import { overlapsOf } from "./verdict.js";
import { short } from "./words.js";

const MOST_SHOWN = 24; // patterns with a picture
const WIDEST = 40; // pixels of a bar

/** @typedef {import("./view.js").View} View */

/**
 * Shows the step at which the film stands.
 *
 * @param {View} view
 */
export function draw(view) {
  const { find, film, found, patterns, update } = view, step = film.step, last = stepsOf(found);
  drawPixels(find(".drawing", HTMLCanvasElement), view.drawing, view.board.cursor);
  const shown = find(".spoiled", HTMLCanvasElement), net = find(".net", HTMLCanvasElement);
  drawPixels(shown, view.start);
  const state = stateAt(found, step), flip = step && found.flips.length ? found.flips[step - 1] : -1;
  drawPixels(net, state, step < last ? flip : -1);
  const turned = view.start.reduce((sum, one, i) => sum + Number(one !== view.drawing[i]), 0);
  const spoken = tn("{n} pixel differs from the drawing", "{n} pixels differ from the drawing", turned);
  shown.setAttribute("aria-label", t("What the net is shown: {spoken}", { spoken }));
  find(".noise", HTMLInputElement).value = String(Math.round(100 * view.noise));
  find(".share").textContent = Math.round(100 * view.noise) + " %";
  find(".wiped", HTMLSelectElement).value = view.wiped;
  const scrub = find(".scrub", HTMLInputElement);
  scrub.max = String(Math.max(1, last));
  scrub.value = String(step);
  scrub.disabled = last === 0;
  find(".when").textContent = update === "asynchronous" ? t("flip {step} of {last}", { step, last })
    : t("update {step} of {last}", { step, last });
  if (!film.playing) find(".verdict").textContent = view.words;
  net.setAttribute("aria-label", view.words);
  drawEnergy(view);
  drawOverlaps(view, overlapsOf(patterns, state));
}

/** @param {View} view */
function drawEnergy({ find, film, found: { energies }, update, fall: { note, ...check } }) {
  const canvas = find(".energy", HTMLCanvasElement);
  const x = energies.map((_, k) => k), known = energies.map((energy, k) => (k <= film.step ? energy : NaN));
  lines(canvas, energies.length > 1 ? x : [0, 1], [
    { y: energies, colour: GREY, width: 1.2 }, { y: known, colour: COLOURS[0], width: 2.2 },
  ], { cursor: film.step, logarithmic: false, xTitle: update === "asynchronous" ? t("flips") : t("updates") });
  badge(find(".descent"), check);
  const told = t("E = {now}, from {first} to {last}", {
    now: short(energies[film.step]), first: short(energies[0]), last: short(energies[energies.length - 1]),
  });
  find(".level").textContent = note ? told + "; " + note : told;
  canvas.setAttribute("aria-label", t("Energy over the recall: {told}", { told }));
}

/**
 * @param {View} view
 * @param {Float64Array} overlaps
 */
function drawOverlaps({ find, data }, overlaps) {
  const canvas = find(".overlaps", HTMLCanvasElement);
  let best = 0;
  overlaps.forEach((one, k) => { if (Math.abs(one) > Math.abs(overlaps[best])) best = k; });
  const area = frame(canvas, [0.5, -1], [Math.max(1, overlaps.length) + 0.5, 1]), { pen, inner } = area;
  axes(area, t("stored patterns, in their order"), false, "");
  const wide = Math.max(1, Math.min(WIDEST, inner.width / Math.max(1, overlaps.length) - 1));
  overlaps.forEach((one, k) => {
    pen.fillStyle = k === best ? COLOURS[0] : GREY;
    const top = area.y(Math.max(0, one));
    pen.fillRect(area.x(k + 1) - wide / 2, top, wide, Math.max(1, area.y(Math.min(0, one)) - top));
  });
  canvas.setAttribute("aria-label", overlaps.length
    ? t("Overlaps with {count} patterns; largest: {name}, {m}", { count: overlaps.length, name: data.names[best], m: short(overlaps[best]) })
    : t("Nothing is stored"));
}

/**
 * The stored patterns: each can be shown to the net, some can be forgotten.
 *
 * @param {View} view
 * @param {string} ink the colour of a pixel
 * @param {(k: number) => void} take called with the pattern that is to be shown to the net
 * @param {(k: number) => void} forget
 */
export function drawStored({ data, find, patterns }, ink, take, forget) {
  const shown = patterns.slice(0, MOST_SHOWN).map((own, k) => {
    const name = data.names[k], canvas = make("canvas");
    thumbnail(canvas, own, ink);
    const box = make("div", "pattern", button("take", t("Show {name} to the net", { name }), () => take(k), canvas, make("span", "", name)));
    if (k < data.removable) box.append(button("forget", t("Forget {name}", { name }), () => forget(k), t("forget")));
    return box;
  });
  const left = patterns.length - shown.length;
  const rest = left > 0 ? [make("span", "rest", tn("and {n} more", "and {n} more", left))] : [];
  find(".stored").replaceChildren(...shown, ...rest);
}

/**
 * @param {string} kind
 * @param {string} label
 * @param {() => void} press
 * @param {...(string | Node)} parts
 */
function button(kind, label, press, ...parts) {
  const made = make("button", kind, ...parts);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.addEventListener("click", press);
  return made;
}
