// A clip that plays: the person, what the network says after each frame, and the way there.

import { badge, legend, make } from "../../ui/js/captions.js";
import { paper, pointed } from "../../ui/js/charts.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { floats, shorts } from "../../ui/js/packing.js";
import { GREY } from "../../ui/js/palette.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { coloursOf, curves, first, gains, strip } from "./course.js";
import { framesOf, LEFT_COLOUR, person, RIGHT_COLOUR } from "./figure.js";

const FRAME_MS = 110, SLOW_MS = 450;

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Data
 * @property {number} turn
 * @property {string} points packed, see framesOf
 * @property {number[]} seen
 * @property {string} likely packed floats, all words of the first frame, of the second …
 * @property {string} gained packed floats
 * @property {string[]} words
 * @property {number[]} recorded which frame of the recording each is, from 1 on
 * @property {number[]} leftOut
 * @property {number} border
 * @property {string} shown what is shown; changes with everything but the frames left out
 * @property {import("../../ui/js/captions.js").Check} check
 *
 * @typedef {object} Own
 * @property {import("./figure.js").Frame[]} frames
 * @property {Float32Array[]} likely
 * @property {Float32Array} gained
 * @property {string[]} colours
 * @property {number} chosen a sign, or −1
 * @property {import("../../ui/js/player.js").Player} film frame by frame
 * @property {import("../../ui/js/charts.js").Area | null} area of the curves
 * @typedef {import("../../ui/js/mount.js").View<Data, Own>} View
 */

export default mount({ root: ".video", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const last = () => view.data.seen.length - 1;
  const film = player({ root: view.root, last, draw: () => draw(view), settled: () => tell(view) });
  return { frames: [], likely: [], gained: new Float32Array(), colours: [], chosen: -1, film, area: null };
}

/**
 * @param {View} view
 * @param {Data | null} before
 */
function show(view, before) {
  const { data, film, find } = view;
  if (before?.turn !== data.turn) {
    const words = data.words.length, likely = floats(data.likely);
    view.frames = framesOf(shorts(data.points), data.seen);
    view.likely = data.seen.map((_, frame) => likely.subarray(frame * words, (frame + 1) * words));
    view.gained = floats(data.gained);
    view.colours = coloursOf(view.likely, words);
    if (view.chosen >= words) view.chosen = -1;
    find(".scrub", HTMLInputElement).max = String(data.seen.length - 1);
    buildBars(view);
    label(view);
  }
  badge(find(".answers .badge"), data.check);
  legend(find(".hands"), [
    { name: t("left hand"), colour: LEFT_COLOUR }, { name: t("right hand"), colour: RIGHT_COLOUR },
    { name: t("faint: not read") },
  ]);
  if (!before || before.shown !== data.shown) {
    film.set(Infinity);
    // It moves once by itself and says nothing, so that nobody is interrupted.
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
      film.set(0);
      film.play({ pause: FRAME_MS });
    }
  }
  film.set(film.step);
  draw(view);
  if (!film.playing) tell(view);
}

/** @param {View} view */
function buildBars(view) {
  const { data, find } = view;
  find(".bars").replaceChildren(
    ...data.words.map((word, at) => {
      const row = make("button", "", make("span", "", word), make("span", "", make("i")), make("output"));
      row.type = "button";
      row.addEventListener("click", () => {
        view.chosen = view.chosen === at ? -1 : at;
        draw(view);
      });
      return row;
    }),
  );
}

/** @param {View} view */
function draw(view) {
  const { data, film, find, likely, frames, colours } = view, now = film.step, row = likely[now];
  const leftOut = new Set(data.leftOut), top = first(row), word = data.words[top];
  const canvas = find(".person canvas", HTMLCanvasElement), { pen, width, height, ink } = paper(canvas);
  pen.globalAlpha = leftOut.has(now) ? 0.2 : 1;
  person(pen, frames[now], { x: 0, y: 0, width, height, ink });
  canvas.setAttribute("aria-label", t("Skeleton and hands of the person in frame {frame}.", { frame: now + 1 }));
  find(".named").textContent = t("{word}, {probability}", { word, probability: row[top].toFixed(2) });
  [...find(".bars").children].forEach((bar, at) => {
    const line = /** @type {HTMLElement} */ (bar.querySelector("i"));
    line.style.width = `${100 * row[at]}%`;
    line.style.background = colours[at];
    /** @type {HTMLElement} */ (bar.querySelector("output")).textContent = row[at].toFixed(2);
    bar.classList.toggle("top", at === top);
    bar.setAttribute("aria-pressed", String(at === view.chosen));
  });
  find(".scrub", HTMLInputElement).value = String(now);
  find(".run").textContent = film.playing ? t("❚❚ Pause") : t("▶ Play");
  find(".when").textContent = t("frame {frame} of {all}", { frame: now + 1, all: frames.length });
  find(".leave").textContent = leftOut.has(now) ? t("Put this frame back") : t("Leave this frame out");
  strip(find(".strip", HTMLCanvasElement), frames, leftOut);
  const lines = find(".lines", HTMLCanvasElement);
  view.area = curves(lines, likely, { colours, chosen: view.chosen, cursor: now, border: data.border });
  gains(find(".gained", HTMLCanvasElement), view.gained, now);
  legend(find(".curves"), [
    ...data.words.map((name, at) => ({ name, colour: colours[at] })).filter(({ colour }) => colour !== GREY),
    { name: t("the others"), colour: GREY },
    ...(data.border < frames.length ? [{ name: t("here the second clip begins"), colour: "currentColor" }] : []),
  ]);
}

/**
 * Says in words where the film stands, for whoever does not see the pictures.
 *
 * @param {View} view
 */
function tell({ data, film, find, likely, gained }) {
  const now = film.step, row = likely[now], top = first(row);
  const told = { frame: now + 1, recorded: data.recorded[now], word: data.words[top], probability: row[top].toFixed(3) };
  find(".what").textContent = data.leftOut.includes(now)
    ? t("Frame {frame} is left out: the answer stays {word}, {probability}.", told)
    : t("After frame {frame} (number {recorded} of the recording): {word}, {probability}. The frame changed the answer by {bits} bits.", { ...told, bits: gained[now].toFixed(2) });
}

/**
 * Names the pictures.
 *
 * @param {View} view
 */
function label({ data, find, likely, gained }) {
  const ends = t("After the last frame {word} has {probability}.", {
    word: data.words[first(likely[likely.length - 1])], probability: Math.max(...likely[likely.length - 1]).toFixed(3),
  });
  find(".lines").setAttribute("aria-label", t("The probability of each sign after each frame; arrow keys move.") + " " + ends);
  find(".strip").setAttribute("aria-label", t("The frames as small pictures."));
  find(".gained").setAttribute("aria-label", t("How many bits each frame changed the answer by, {most} at most.", {
    most: Math.max(...gained).toFixed(2),
  }));
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view, scrub = find(".scrub", HTMLInputElement);
  /** @param {number} frame */
  const go = (frame) => {
    film.go(frame);
    tell(view);
  };
  find(".run").addEventListener("click", () => {
    if (film.playing) return film.pause();
    if (film.step >= view.data.seen.length - 1) film.set(0);
    film.play({ pause: find(".slow", HTMLInputElement).checked ? SLOW_MS : FRAME_MS });
  });
  find(".slow").addEventListener("change", () => {
    if (film.playing) film.play({ pause: find(".slow", HTMLInputElement).checked ? SLOW_MS : FRAME_MS });
  });
  find(".back").addEventListener("click", () => go(film.step - 1));
  find(".on").addEventListener("click", () => go(film.step + 1));
  scrub.addEventListener("input", () => go(Number(scrub.value)));
  find(".leave").addEventListener("click", () => {
    film.pause();
    view.trigger("leave", film.step);
  });
  for (const selector of [".lines", ".strip", ".gained"]) {
    const canvas = find(selector);
    /** @param {PointerEvent} event */
    const point = (event) => {
      if (view.area) go(Math.round(pointed(view.area, event).x) - 1);
    };
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointermove", (event) => event.buttons && point(event));
  }
  onKeys(find(".lines"), SIDEWAYS, (by) => go(film.step + by));
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide && view.frames.length) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
