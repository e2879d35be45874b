// The whole trellis small, where it is wider than its place: bars, paths, and the part in sight.

import { GREEN, ORANGE, translucent, VIOLET } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";
import { add } from "../../ui/js/vectors.js";
import { share } from "./drawing.js";

const ROW = 14, LETTERS = 16; // pixels: of a state, and of the symbols above

/**
 * @param {SVGSVGElement} svg
 * @param {import("./drawing.js").Picture} picture
 * @param {HTMLElement} box that scrolls the large trellis
 */
export function overview(svg, picture, box) {
  const wide = box.scrollWidth > box.clientWidth + 1;
  svg.toggleAttribute("hidden", !wide);
  svg.replaceChildren();
  if (!wide) return svg.removeAttribute("role");
  const { trellis, names, letters, shown } = picture, steps = trellis.ids.length;
  const width = svg.clientWidth || box.clientWidth, step = width / steps, height = LETTERS + names.length * ROW;
  svg.setAttribute("role", "img");
  svg.style.height = `${height}px`;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-label", t("All {count} steps, small; the frame is what is in sight below", { count: steps }));
  const paths = shown === "posterior" || shown === "viterbi";
  trellis.ids.forEach((id, time) => {
    if (step >= 8) add(svg, "text", { x: (time + 0.5) * step, y: LETTERS / 2 }, letters[id]);
    names.forEach((_, state) => {
      const top = LETTERS + state * ROW, own = { x: time * step + 0.5, width: Math.max(1, step - 1) };
      const best = paths && picture.walked(time) && trellis.path[time] === state;
      const likely = shown === "posterior" && picture.there(time) && trellis.marginal[time] === state;
      add(svg, "rect", { ...own, y: top + 1, height: ROW - 2, fill: best ? translucent(ORANGE, 0.35) : "currentColor", "fill-opacity": best ? 1 : 0.06 });
      const tall = picture.there(time) ? (ROW - 4) * Math.min(1, share(picture, time, state)) : 0;
      add(svg, "rect", { ...own, y: top + ROW - 2 - tall, height: tall, fill: GREEN });
      if (best) add(svg, "rect", { ...own, y: top + 1, height: 2, fill: ORANGE });
      if (likely) add(svg, "rect", { ...own, y: top + ROW - 3, height: 2, fill: VIOLET });
    });
  });
  add(svg, "rect", { class: "sight", y: 1, height: height - 2, rx: 3 });
  sight(svg, box);
}

/**
 * Puts the frame round the part of the trellis that is in sight.
 *
 * @param {SVGSVGElement} svg
 * @param {HTMLElement} box
 */
export function sight(svg, box) {
  const frame = svg.querySelector(".sight"), width = svg.clientWidth;
  frame?.setAttribute("x", String((box.scrollLeft / box.scrollWidth) * width + 1));
  frame?.setAttribute("width", String(Math.max(4, (box.clientWidth / box.scrollWidth) * width - 2)));
}

/**
 * Lets a pointer choose what is in sight.
 *
 * @param {SVGSVGElement} svg
 * @param {HTMLElement} box
 */
export function listenTo(svg, box) {
  const go = (/** @type {PointerEvent} */ event) => {
    const { left, width } = svg.getBoundingClientRect();
    box.scrollLeft = ((event.clientX - left) / width) * box.scrollWidth - box.clientWidth / 2;
  };
  svg.addEventListener("pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId);
    go(event);
  });
  svg.addEventListener("pointermove", (event) => { if (event.buttons) go(event); });
  box.addEventListener("scroll", () => { sight(svg, box); });
}
