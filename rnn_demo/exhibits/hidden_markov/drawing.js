// The trellis as a vector picture: a column for each step, a cell for each state, lines between.

import { onKeys } from "../../ui/js/keys.js";
import { index } from "../../ui/js/numbers.js";
import { BLUE, GREEN, ORANGE, VIOLET } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";
import { add } from "../../ui/js/vectors.js";
import { short } from "./words.js";

const WIDE = 66, HIGH = 34, ACROSS = 104, DOWN = 52; // of a cell, and from one to the next
const LEFT = 6, TOP = 48, BAR = 5;

/**
 * What is drawn.
 *
 * @typedef {object} Picture
 * @property {import("./trellis.js").Model} model
 * @property {import("./trellis.js").Trellis} trellis
 * @property {string[]} names
 * @property {string} letters
 * @property {import("./words.js").Shown} shown
 * @property {{ time: number, state: number }} cell that is explained
 * @property {(time: number) => boolean} there whether a column is already computed
 * @property {(time: number) => boolean} walked whether the path is already traced there
 */

/**
 * @param {SVGSVGElement} svg
 * @param {Picture} picture
 * @param {(time: number, state: number) => void} choose called when a cell is clicked
 * @param {(time: number, again: boolean) => void} change called when an observation is clicked, or
 *   pressed by a key and then to be focused again
 */
export function draw(svg, picture, choose, change) {
  const { trellis, names, letters, shown } = picture, steps = trellis.ids.length;
  const width = LEFT + steps * ACROSS - (ACROSS - WIDE) + 8, height = TOP + names.length * DOWN + 22;
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.style.width = `${width}px`;
  svg.style.height = `${height}px`;
  edges(svg, picture);
  trellis.ids.forEach((id, time) => {
    const x = left(time), button = add(svg, "g", { class: "seen", role: "button", tabindex: 0 });
    button.setAttribute("aria-label", t("Step {step}: {letter} is seen. Change it.", { step: time + 1, letter: letters[id] }));
    add(button, "rect", { x, y: 4, width: WIDE, height: 32, rx: 4 });
    add(button, "text", { x: x + WIDE / 2, y: 21 }, letters[id]);
    button.addEventListener("click", () => change(time, false));
    onKeys(/** @type {HTMLElement} */ (/** @type {unknown} */ (button)), { Enter: true, " ": true }, (_, event) => {
      event.stopPropagation();
      change(time, true);
    });
    names.forEach((_, state) => { cell(svg, picture, time, state, choose); });
    const below = shown === "forward" && picture.there(time) ? `c${index(time + 1)} = ${short(trellis.scales[time])}` : "";
    add(svg, "text", { x: x + WIDE / 2, y: TOP + names.length * DOWN + 8, class: "scale" }, below);
  });
}

/**
 * @param {SVGSVGElement} svg
 * @param {Picture} picture
 * @param {number} time
 * @param {number} state
 * @param {(time: number, state: number) => void} choose
 */
function cell(svg, picture, time, state, choose) {
  const { trellis, shown } = picture, there = picture.there(time);
  const paths = shown === "posterior" || shown === "viterbi";
  const best = paths && picture.walked(time) && trellis.path[time] === state;
  const likely = shown === "posterior" && there && trellis.marginal[time] === state;
  const chosen = picture.cell.time === time && picture.cell.state === state;
  const x = left(time), y = middle(state) - HIGH / 2;
  const group = add(svg, "g", { class: `cell${chosen ? " chosen" : ""}` });
  if (likely) add(group, "rect", { x: x - 4, y: y - 4, width: WIDE + 8, height: HIGH + 8, rx: 6, class: "ring", stroke: VIOLET });
  add(group, "rect", { x, y, width: WIDE, height: HIGH, rx: 4, class: "box", stroke: best ? ORANGE : "currentColor", "stroke-width": best ? 3.5 : 1 });
  if (there) {
    add(group, "rect", { x: x + 2, y: y + HIGH - BAR - 2, width: Math.max(0, (WIDE - 4) * share(picture, time, state)), height: BAR, fill: GREEN });
    add(group, "text", { x: x + WIDE / 2, y: middle(state) - 3 }, short(value(picture, time, state)));
  }
  group.addEventListener("click", () => choose(time, state));
}

/**
 * @param {SVGSVGElement} svg
 * @param {Picture} picture
 */
function edges(svg, picture) {
  const { model, trellis, shown } = picture;
  for (let time = 1; time < trellis.ids.length; time++) {
    model.transitions.forEach((row, i) => {
      row.forEach((move, j) => {
        if (!move) return;
        const walked = shown === "viterbi" && picture.walked(time - 1) && trellis.path[time - 1] === i && trellis.path[time] === j;
        const kept = shown === "viterbi" && picture.there(time) && trellis.back[time][j] === i && Number.isFinite(trellis.delta[time][j]);
        add(svg, "line", {
          x1: left(time - 1) + WIDE, y1: middle(i), x2: left(time), y2: middle(j),
          stroke: walked ? ORANGE : kept ? BLUE : "currentColor",
          "stroke-width": walked ? 3.5 : kept ? 1.8 : 0.5 + 2.5 * move,
          "stroke-opacity": walked || kept ? 1 : 0.08 + 0.3 * move,
        });
      });
    });
  }
}

/**
 * @param {Picture} picture
 * @param {number} time
 * @param {number} state
 */
function value({ trellis, shown }, time, state) {
  const of = { forward: trellis.alpha, backward: trellis.beta, posterior: trellis.gamma, viterbi: trellis.delta };
  return of[shown][time][state];
}

/**
 * How long the bar of a cell is, from 0 to 1.
 *
 * @param {Picture} picture
 * @param {number} time
 * @param {number} state
 */
export function share(picture, time, state) {
  const own = value(picture, time, state);
  if (picture.shown === "forward" || picture.shown === "posterior") return own;
  const most = Math.max(...picture.names.map((_, other) => value(picture, time, other)));
  if (picture.shown === "viterbi") return Number.isFinite(most) ? Math.exp(own - most) : 0;
  return most ? own / most : 0;
}

/**
 * Where the middle of a column is, in pixels from the left.
 *
 * @param {number} time
 */
export function middleOf(time) {
  return left(time) + WIDE / 2;
}

/** @param {number} time */
function left(time) {
  return LEFT + time * ACROSS;
}

/** @param {number} state */
function middle(state) {
  return TOP + state * DOWN + DOWN / 2;
}
