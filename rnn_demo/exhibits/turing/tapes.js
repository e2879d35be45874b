// The tape three times, as the machine has it, the exact network and one in floats; and the two
// numbers that hold it.

import { make } from "../../ui/js/captions.js";
import { GREEN, VIOLET } from "../../ui/js/palette.js";
import { add } from "../../ui/js/vectors.js";
import { t } from "../../ui/js/words.js";
import { fate, inBase, nameOf, READ, short } from "./words.js";

/**
 * @typedef {import("./words.js").Run} Run
 * @typedef {import("./words.js").Told} Told
 * @typedef {import("./words.js").Stack} Stack
 */

const CELL = 26, HIGH = 34; // pixels of a cell, and of a number's line
const BLANK = "_";

/**
 * Draws the tapes around the head, as many cells as there is room for.
 *
 * @param {HTMLElement} element
 * @param {Run} run
 * @param {number} at the step
 * @param {number} room pixels
 */
export function drawTapes(element, run, at, room) {
  const step = run.steps[at], { machine } = step;
  const beside = (machine.cells.length - 1) / 2;
  const side = Math.max(3, Math.min(beside, Math.floor((room / CELL - 1) / 2)));
  /**
   * @param {string} name
   * @param {Told} told
   * @param {string} note
   */
  const row = (name, told, note) => {
    const cells = make("div", "cells"), from = beside - side;
    [...told.cells].slice(from, beside + side + 1).forEach((symbol, i) => {
      const place = i < side ? "left" : i > side ? "right" : "now";
      const bad = symbol !== machine.cells[from + i] ? " bad" : "";
      cells.append(make("span", `cell ${place}${bad}`, symbol === BLANK ? "" : symbol));
    });
    cells.setAttribute("role", "img");
    cells.setAttribute("aria-label", t("{name}: state {state}, {symbol} under the head, tape {cells}", {
      name, state: told.state, symbol: nameOf(told.cells[beside]), cells: told.cells,
    }));
    const state = make("span", `state${told.state === machine.state ? "" : " bad"}`, told.state);
    return make("div", "row", make("div", "name", make("b", "", name), state, make("span", "", note)), cells);
  };
  element.replaceChildren(
    row(t("Machine"), machine, ""),
    row(t("Network, exact fractions"), step.exact, ""),
    row(t("Network, {precision}", { precision: run.rival.name }), step.float, fate(run.rival, at)),
  );
}

/**
 * Draws L and R as places on a line, with a box for each symbol that can be on top.
 *
 * @param {HTMLElement} element
 * @param {Run} run
 * @param {string[]} symbols
 * @param {number} at the step
 * @param {number} room pixels
 */
export function drawNumbers(element, run, symbols, at, room) {
  const step = run.steps[at];
  element.replaceChildren(
    line("L", t("to the left of the head, the nearest symbol first"), step.L, VIOLET),
    line("R", t("to the right of it"), step.R, GREEN),
  );
  /**
   * @param {string} name
   * @param {string} what
   * @param {Stack} stack
   * @param {string} colour
   */
  function line(name, what, stack, colour) {
    const number = stack.digits.length ? ` = ${inBase(stack, run.base)} ${short(stack.value)}` : " = 0";
    const own = make("div", "stack", make("b", "", name + number), ` · ${what}`);
    const svg = add(own, "svg", { viewBox: `0 0 ${room} ${HIGH}`, "aria-hidden": "true" });
    add(svg, "line", { x1: 0, x2: room, y1: HIGH - 8, y2: HIGH - 8, class: "line" });
    symbols.forEach((symbol, i) => {
      const on = stack.digits[0] === 2 * i + 1 ? " on" : "";
      const x = ((2 * i + 1) / run.base) * room, wide = room / run.base;
      add(svg, "rect", { x, y: HIGH - 14, width: wide, height: 12, fill: colour, class: `box${on}` });
      add(svg, "text", { x: x + wide / 2, y: 12 }, symbol === BLANK ? "␣" : symbol);
    });
    const x = Math.min(room - 1, Math.max(1, stack.value * room));
    add(svg, "line", { x1: x, x2: x, y1: HIGH - 17, y2: HIGH, class: "here" });
    return own;
  }
}

/**
 * The units that are not 0 at a place of the film.
 *
 * @param {Run} run
 * @param {number} at the step
 * @param {number} part
 */
export function activeAt(run, at, part) {
  return part === READ ? run.steps[at].read : run.steps[at].act;
}
