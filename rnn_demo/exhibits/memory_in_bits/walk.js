// A string walks through the grammar, symbol by symbol, and two readers pay for it: one remembers.

import { badge, legend, make } from "../../ui/js/captions.js";
import { mount } from "../../ui/js/mount.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { drawGrammar } from "./grammar.js";
import { EXPECTED, PAID, rows, told } from "./readers.js";

const STEP_MS = 800, SLOW_MS = 1300, QUIET_MS = 250;

/**
 * The data that the view receives; see walk_data in walk.py.
 *
 * @typedef {object} Sent
 * @property {number} turn
 * @property {number} opened which opening this is
 * @property {number} step where it opens
 * @property {import("./readers.js").Reader[]} readers
 * @property {import("../../ui/js/captions.js").Check | null} check
 * @typedef {Sent & import("./grammar.js").Grammar} Walk
 *
 * @typedef {object} Own
 * @property {boolean} slow whether each step is told in its parts
 * @property {number} told the timer after which the address is told the step
 * @property {import("../../ui/js/player.js").Player} film symbol by symbol
 * @typedef {import("../../ui/js/mount.js").View<Walk, Own>} View
 */

export default mount({ root: ".walk", begin, listen, show });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const film = player({
    root: view.root, last: () => view.data.text.length, draw: () => draw(view), settled: () => settle(view),
    parts: PAID + 1, rest: EXPECTED,
  });
  return { slow: false, told: 0, film };
}

/**
 * @param {View} view
 * @param {Walk | null} before
 */
function show(view, before) {
  const { data, find, film } = view;
  if (before?.opened !== data.opened) {
    film.stop();
    clearTimeout(view.told);
    film.set(data.step);
  }
  badge(find(".badge"), data.check ?? { text: "", holds: true, title: "" });
  legend(find(".legend"), [
    { name: t("walked"), colour: "var(--knows)" },
    { name: t("dashed ring: the twin, the same to whoever forgot the second symbol"), colour: "var(--forgets)" },
  ]);
  draw(view);
}

/**
 * Tell the address the step once it has not moved for a moment.
 *
 * @param {View} view
 */
function settle(view) {
  const { opened } = view.data;
  clearTimeout(view.told);
  view.told = setTimeout(() => {
    if (view.root.isConnected) view.setState("stopped", { opened, at: view.film.step });
  }, QUIET_MS);
}

/** @param {View} view */
function draw({ data, find, film }) {
  const { text, path } = data, { step: at, part } = film;
  const walked = at + (part === EXPECTED ? 0 : 1); // the symbol that came lights up its way at once
  drawGrammar(find(".grammar svg", SVGSVGElement), data, walked, path[part === PAID ? at + 1 : at]);
  const symbols = find(".symbols");
  const spans = Array.from(text, (symbol, i) => {
    const span = make("span", (i < walked ? "read" : "") + (i === at ? " next" : ""), symbol);
    span.dataset.i = String(i);
    return span;
  });
  symbols.replaceChildren(...spans);
  const next = spans[Math.min(at, text.length - 1)];
  if (next) symbols.scrollTop = next.offsetTop - symbols.offsetTop - 40;
  find(".readers").replaceChildren(...rows(data.readers, text, at, part));
  find(".what").textContent = told(data.readers, text, at, part);
  const empty = !text, ended = at >= text.length;
  /**
   * @param {string} selector
   * @param {boolean} off
   */
  const disable = (selector, off) => { find(selector, HTMLButtonElement).disabled = off; };
  disable(".one", empty || ended);
  disable(".back", empty || (at === 0 && part === EXPECTED));
  disable(".run", empty);
  disable(".first", empty);
  const scrub = find(".scrub", HTMLInputElement);
  scrub.disabled = empty;
  scrub.max = String(Math.max(1, text.length));
  scrub.value = String(at);
  scrub.setAttribute("aria-valuetext", t("{at} of {count} symbols read", { at, count: text.length }));
  find(".run").textContent = film.playing ? t("❚❚ Pause") : t("▶ Play");
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view;
  const slow = find(".slow", HTMLInputElement), scrub = find(".scrub", HTMLInputElement);
  const play = () => film.play({ pause: view.slow ? SLOW_MS : STEP_MS, slow: view.slow });
  /** @param {() => void} move by hand */
  const moved = (move) => () => {
    move();
    settle(view);
  };
  find(".one").addEventListener("click", moved(() => film.onward(view.slow)));
  find(".back").addEventListener("click", moved(() => film.backward(view.slow)));
  find(".first").addEventListener("click", moved(() => film.go(0)));
  scrub.addEventListener("input", moved(() => film.go(Number(scrub.value))));
  find(".run").addEventListener("click", () => {
    if (film.playing) return film.pause();
    if (film.step >= view.data.text.length) film.set(0);
    play();
  });
  slow.addEventListener("change", () => {
    view.slow = slow.checked;
    if (film.playing) play();
  });
  find(".symbols").addEventListener("click", ({ target }) => {
    const i = target instanceof HTMLElement ? target.dataset.i : undefined;
    if (i !== undefined) moved(() => film.go(Number(i)))();
  });
}
