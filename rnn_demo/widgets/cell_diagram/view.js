// One unit on its conveyor belt: wires and terms of the formulas light each other up, character by
// character.

import { legend, make } from "../../ui/js/captions.js";
import { lines, pointed } from "../../ui/js/charts.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { withMinus } from "../../ui/js/numbers.js";
import { floats } from "../../ui/js/packing.js";
import { COLOURS, GREEN, RED, translucent } from "../../ui/js/palette.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { formulas, PHASES, phaseOf } from "./formulas.js";

const SHORT_MS = 180, SLOW_MS = 900;
const NEARLY_ZERO = 5e-4; // a difference that three digits do not show

/**
 * The data that the view receives; see belt_data in view.py.
 *
 * @typedef {object} Belt
 * @property {number} turn
 * @property {"lstm" | "gru"} cell
 * @property {string} unit
 * @property {SentRun} free
 * @property {SentRun | null} forced
 * @property {string} held the term that is held
 * @property {string} heldName
 * @property {boolean} heldHere whether it is held in this unit
 * @property {number | null} parted where the two texts part
 * @property {number} cursor the character to begin at
 * @property {string} spoken
 *
 * @typedef {{ text: string, start: number, terms: Record<string, string> }} SentRun
 *
 * @typedef {{ start: number, characters: string[], terms: Record<string, Float32Array> }} Run
 * @typedef {"free" | "forced"} Name
 *
 * @typedef {object} Own
 * @property {Partial<Record<Name, Run>> & { free: Run }} runs
 * @property {Name} run the one whose numbers are shown
 * @property {import("../../ui/js/player.js").Player} film characters; in slow motion slide by slide
 * @property {string | undefined} lit the term that is pointed at
 * @property {import("../../ui/js/charts.js").Area | null} area
 * @typedef {import("../../ui/js/mount.js").View<Belt, Own>} View
 */

export default mount({ root: ".belt", begin, listen, show });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const film = player({
    root: view.root, last: () => current(view).characters.length - 1, draw: () => draw(view), parts: PHASES + 1, rest: PHASES,
  });
  return { runs: unpacked(view.data), run: "free", film, lit: undefined, area: null };
}

/**
 * @param {Belt} belt
 * @returns {Own["runs"]}
 */
function unpacked({ free, forced }) {
  /** @param {SentRun} run */
  const one = ({ start, text, terms }) => ({
    start,
    characters: Array.from(text),
    terms: Object.fromEntries(Object.entries(terms).map(([key, y]) => [key, floats(y)])),
  });
  return { free: one(free), ...(forced ? { forced: one(forced) } : {}) };
}

/** @param {View} view */
const current = ({ runs, run }) => runs[run] ?? runs.free;

/** @param {View} view */
const named = ({ runs }) => /** @type {[Name, Run][]} */ (Object.entries(runs));

/** @param {View} view */
function show(view) {
  const { data, find, film } = view;
  film.stop();
  view.runs = unpacked(data);
  view.run = "free";
  film.set(data.cursor);
  if (view.runs.forced) view.run = "forced";
  for (const svg of pictures(view)) svg.classList.toggle("shown", svg.classList.contains(data.cell));
  choices(view);
  find(".formulas").replaceChildren(...formulas(data.cell));
  texts(view);
  draw(view);
}

/**
 * Chooses between the two diagrams of a cell: one for where there is room, and one for a phone.
 *
 * @param {View} view
 */
const pictures = (view) => view.root.querySelectorAll("svg");

/** @param {View} view */
function choices(view) {
  const buttons = named(view).map(([name]) => {
    const button = make("button", "", name === "free" ? t("as it is") : view.data.heldName);
    button.type = "button";
    button.dataset.run = name;
    button.addEventListener("click", () => {
      view.run = name;
      draw(view);
    });
    return button;
  });
  view.find(".runs").replaceChildren(...(buttons.length > 1 ? buttons : []));
}

/**
 * Shows each character as a span whose background is the unit's memory: green above zero, red
 * below.
 *
 * @param {View} view
 */
function texts(view) {
  const { data } = view, runs = named(view);
  const most = Math.max(...runs.flatMap(([, run]) => Array.from(memory(view, run), Math.abs)), 1e-9);
  view.find(".texts").replaceChildren(...runs.map(([name, run]) => {
    const values = memory(view, run);
    const paragraph = make("p", "", ...run.characters.map((character, at) => {
      const span = make("span", "", character === "\n" ? "↵\n" : character);
      const share = values[at] / most;
      span.style.background = translucent(share < 0 ? RED : GREEN, (0.6 * Math.abs(share)).toFixed(2));
      span.dataset.t = String(at);
      span.classList.toggle("first", at === run.start);
      span.classList.toggle("apart", data.parted === at);
      return span;
    }));
    const title = make("h4", "", name === "free" ? t("What it writes") : t("What it writes with {held}", { held: data.heldName }));
    const part = make("div", "text", title, paragraph);
    part.dataset.run = name;
    return part;
  }));
}

/**
 * @param {View} view
 * @param {Run} run
 */
const memory = (view, { terms }) => terms[view.data.cell === "lstm" ? "C" : "h"];

/** @param {number} value */
function number(value) {
  if (!Number.isFinite(value)) return "–";
  return withMinus((Math.abs(value) < NEARLY_ZERO ? 0 : value).toFixed(3));
}

/** @param {string} character */
function visible(character) {
  return character === "\n" ? "↵" : character === " " ? "␣" : character;
}

/** @param {View} view */
function draw(view) {
  const { data, find, film } = view, run = current(view);
  if (film.step >= run.characters.length) film.set(film.step); // another text, a shorter one
  const { step: at, part: phase } = film, whole = phase === PHASES;
  for (const button of find(".runs").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.run === view.run));
  }
  const held = view.run === "forced" && data.heldHere && at >= run.start;
  const character = run.characters[at];
  const shown = Object.fromEntries(Object.entries(run.terms).map(([term, y]) => [term, number(y[at])]));
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (view.root.querySelectorAll("[data-term]"))) {
    const { term = "" } = part.dataset, slide = phaseOf(data.cell, term);
    const hidden = !whole && slide > phase;
    const place = part.querySelector(".number, small");
    if (place) place.textContent = term === "input" ? visible(character) : hidden ? "·" : shown[term] ?? "";
    part.classList.toggle("held", held && term === data.held);
    part.classList.toggle("lit", whole ? term === view.lit : slide === phase);
  }
  Array.from(find(".formulas").children).forEach((line, i) => { line.classList.toggle("now", i === phase); });
  const spoken = t("{unit} after {character}: {values}", {
    unit: data.unit, character: visible(character),
    values: Object.entries(shown).map(([term, value]) => `${term} ${value}`).join(", "),
  });
  for (const svg of pictures(view)) svg.setAttribute("aria-label", spoken);
  frameCharacter(view, at);
  const place = { unit: data.unit, number: at + 1, count: run.characters.length };
  find(".when").textContent = at < run.start
    ? t("{unit}, character {number} of {count}, read", place)
    : t("{unit}, character {number} of {count}, written", place);
  trace(view, at);
}

/**
 * Frame the character in its text, and keep it in sight without moving the page.
 *
 * @param {View} view
 * @param {number} at
 */
function frameCharacter({ find, run }, at) {
  const texts = find(".texts");
  for (const span of texts.querySelectorAll(".cursor")) span.classList.remove("cursor");
  /** @type {HTMLElement | null} */
  const span = texts.querySelector(`.text[data-run="${run}"] span[data-t="${at}"]`), box = span?.parentElement;
  span?.classList.add("cursor");
  if (span && box && (span.offsetTop < box.scrollTop || span.offsetTop > box.scrollTop + box.clientHeight - 30)) {
    box.scrollTop = span.offsetTop - box.clientHeight / 2;
  }
}

/**
 * @param {View} view
 * @param {number} at
 */
function trace(view, at) {
  const { data, find } = view, runs = named(view), canvas = find(".trace canvas", HTMLCanvasElement);
  const colours = { free: COLOURS[0], forced: COLOURS[4] };
  view.area = lines(
    canvas, view.runs.free.characters.map((_, i) => i + 1),
    runs.map(([name, run]) => ({ y: memory(view, run), colour: colours[name], width: 2 })),
    { xTitle: t("characters read"), cursor: at + 1, logarithmic: false },
  );
  find(".trace figcaption").textContent = t("{state} of {unit}", {
    state: data.cell === "lstm" ? "C" : "h", unit: data.unit,
  });
  legend(find(".trace .legend"), runs.map(([name]) => ({
    name: name === "free" ? t("as it is") : data.heldName, colour: colours[name],
  })));
  canvas.setAttribute("aria-label", data.spoken);
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view;
  find(".back").addEventListener("click", () => film.backward());
  find(".one").addEventListener("click", () => film.onward(true));
  find(".slow").addEventListener("click", () => film.play({ pause: SLOW_MS, slow: true }));
  find(".play").addEventListener("click", () => {
    film.set(film.step >= current(view).characters.length - 1 ? 0 : film.step);
    film.play({ pause: SHORT_MS });
  });
  view.root.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLElement) || target.dataset.t === undefined) return;
    const text = /** @type {HTMLElement} */ (target.closest(".text"));
    view.run = /** @type {Name} */ (text.dataset.run);
    film.go(Number(target.dataset.t));
  });
  // A wire lights up its terms, and a term its wires.
  view.root.addEventListener("pointerover", ({ target }) => {
    const term = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-term]"))?.dataset.term;
    if (term === view.lit) return;
    view.lit = term;
    if (film.part === PHASES) draw(view);
  });
  const canvas = find(".trace canvas");
  /** @param {PointerEvent} event */
  const point = (event) => {
    if (!view.area || !(event.buttons || event.type === "pointerdown")) return;
    film.go(Math.round(pointed(view.area, event).x) - 1);
  };
  canvas.addEventListener("pointerdown", point);
  canvas.addEventListener("pointermove", point);
  onKeys(canvas, SIDEWAYS, (step) => { film.go(film.step + step); });
  new ResizeObserver(() => draw(view)).observe(view.root);
}
