// The unfolded net: the forward pass lights up copy after copy, the backward pass goes back over
// them.

import { badge, legend, make } from "../../ui/js/captions.js";
import { mount } from "../../ui/js/mount.js";
import { inked } from "../../ui/js/palette.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { COLOUR, drawCopies, sideOf } from "./copies.js";
import { current, told } from "./words.js";

const PAUSE_MS = 700;

/**
 * @typedef {import("./words.js").Net} Net
 * @typedef {object} Own
 * @property {number} entry the entry of the gradient whose parts are drawn
 * @property {number} scale of the picture
 * @property {import("../../ui/js/player.js").Player} film steps forward, then backward
 * @typedef {import("../../ui/js/mount.js").View<Net, Own>} View
 */

export default mount({ root: ".unfolding", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const last = () => 2 * view.data.steps;
  return { entry: 0, scale: 1, film: player({ root: view.root, last, draw: () => draw(view) }) };
}

/**
 * @param {View} view
 * @param {Net | null} before
 */
function show(view, before) {
  const { data, find, film } = view;
  if (before?.steps !== data.steps) {
    film.stop();
    film.set(2 * data.steps);
  }
  const names = data.entries.map(({ name }) => name);
  const kept = before?.shown === data.shown ? before.entries[view.entry].name : data.shown;
  view.entry = Math.max(0, names.indexOf(kept));
  find(".entry").replaceChildren(...names.map((name, i) => new Option(name, String(i))));
  badge(find(".exact"), data.checks.exact);
  badge(find(".badge.sum"), data.checks.sum);
  find(".weights").replaceChildren(...data.weights.map(({ name, value }) => {
    const bold = make("b", "", name);
    bold.style.color = COLOUR[name] ? inked(COLOUR[name]) : "inherit";
    return make("span", "", bold, " = " + value);
  }));
  legend(find(".legend"), [
    { name: t("U reads x"), colour: COLOUR.U },
    { name: t("W carries h on"), colour: COLOUR.W },
    { name: t("V makes y"), colour: COLOUR.V },
    { name: t("backward: e = y − d, and δ = ∂E/∂a on the edge into its copy"), colour: COLOUR.back },
  ]);
  draw(view);
}

/** @param {View} view */
function draw(view) {
  const { data, find, film } = view, { steps } = data, at = film.step, entry = data.entries[view.entry];
  view.scale = drawCopies(find(".copies", SVGSVGElement), data, at, entry, find(".scroll").clientWidth);
  const scrub = find(".scrub", HTMLInputElement);
  scrub.max = String(2 * steps);
  scrub.value = String(at);
  find(".entry", HTMLSelectElement).value = String(view.entry);
  find(".backward", HTMLButtonElement).disabled = at < steps;
  find(".when").textContent =
    at < steps ? t("forward: step {step} of {steps}", { step: at, steps })
      : at < 2 * steps ? t("backward: {back} of {steps} steps back", { back: at - steps, steps }) : "";
  find(".what").textContent = told(data, at, entry);
  follow(view, current(at, steps));
  cue(view);
}

/**
 * If the picture is wider than the window, say that it continues, and lead there.
 *
 * @param {View} view
 */
function cue({ find }) {
  const { scrollWidth, clientWidth, scrollLeft } = find(".scroll");
  find(".more").hidden = scrollWidth - clientWidth - scrollLeft < 4;
}

/**
 * Keep the current copy in sight if the picture is wider than the screen.
 *
 * @param {View} view
 * @param {number} now the copy, 0 for none
 */
function follow({ find, scale }, now) {
  if (!now) return;
  const scroll = find(".scroll");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const left = scale * sideOf(now) - scroll.clientWidth / 2;
  scroll.scrollTo({ left, behavior: still ? "auto" : "smooth" });
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view, end = () => 2 * view.data.steps;
  const scroll = find(".scroll"), scrub = find(".scrub", HTMLInputElement);
  const choice = find(".entry", HTMLSelectElement);
  find(".forward").addEventListener("click", () => {
    film.set(0);
    film.play({ pause: PAUSE_MS, until: view.data.steps });
  });
  find(".backward").addEventListener("click", () => {
    film.set(view.data.steps);
    film.play({ pause: PAUSE_MS });
  });
  find(".one").addEventListener("click", () => film.go(film.step >= end() ? 1 : film.step + 1));
  find(".all").addEventListener("click", () => film.go(end()));
  scrub.addEventListener("input", () => film.go(Number(scrub.value)));
  scroll.addEventListener("scroll", () => cue(view));
  find(".more").addEventListener("click", () => {
    scroll.scrollTo({ left: scroll.scrollLeft + scroll.clientWidth * 0.8 });
  });
  // Only the width matters: drawing the picture again changes the height.
  let wide = 0;
  new ResizeObserver(() => {
    if (scroll.clientWidth !== wide) draw(view);
    wide = scroll.clientWidth;
  }).observe(scroll);
  choice.addEventListener("change", () => {
    view.entry = Number(choice.value);
    draw(view);
  });
}
