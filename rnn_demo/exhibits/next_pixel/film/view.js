// Four screens of one film: what happens, and what the network and two rivals foretold.

import { inkPicture, tinted } from "../../../ui/js/ink.js";
import { mount } from "../../../ui/js/mount.js";
import { bytes } from "../../../ui/js/packing.js";
import { RED } from "../../../ui/js/palette.js";
import { player } from "../../../ui/js/player.js";
import { t } from "../../../ui/js/words.js";

const PAUSE_MS = 220;

/**
 * The data that the view receives; see view.py.
 *
 * @typedef {object} Sent
 * @property {number} turn
 * @property {number} side
 * @property {number} seen frames
 * @property {number} frames in all
 * @property {Record<"truth" | "network" | "stays" | "moves", string>} films of all frames, a byte a pixel
 * @property {Record<"network" | "stays" | "moves", number[]>} errors of the frames that were not seen
 *
 * @typedef {object} Own
 * @property {Record<string, Uint8Array>} films
 * @property {import("../../../ui/js/player.js").Player} film
 * @typedef {import("../../../ui/js/mount.js").View<Sent, Own>} View
 */

export default mount({ root: ".film", begin, listen, show, leave: (view) => view.film.stop(), again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  return { films: {}, film: player({ root: view.root, last: () => view.data.frames - 1, draw: () => draw(view) }) };
}

/**
 * @param {View} view
 * @param {Sent | null} before
 */
function show(view, before) {
  const { data, film } = view;
  if (before !== data) {
    view.films = Object.fromEntries(Object.entries(data.films).map(([name, text]) => [name, bytes(text)]));
    view.find(".scrub", HTMLInputElement).max = String(data.frames - 1);
    film.stop();
    film.set(data.frames - 1);
  }
  draw(view);
}

/** @param {View} view */
function draw({ data, films, film, find }) {
  const { side, seen, errors } = data, at = film.step, grid = { rows: side, columns: side };
  const ahead = at - seen + 1, wrong = find(".wrong", HTMLInputElement).checked;
  /** @param {string} name */
  const frame = (name) => Array.from(films[name].subarray(at * side ** 2, (at + 1) * side ** 2), (grey) => grey / 255);
  const truth = frame("truth");
  for (const name of Object.keys(films)) {
    const canvas = find("." + name, HTMLCanvasElement), shown = frame(name);
    inkPicture(canvas, shown, grid);
    const off = shown.map((grey, i) => Math.abs(grey - truth[i]));
    if (wrong && name !== "truth") tinted(canvas, off, grid, RED);
    const error = name === "truth" || ahead < 1 ? null : errors[/** @type {"network"} */ (name)][ahead - 1];
    canvas.setAttribute("aria-label", error === null
      ? t("{name}: frame {n}", { name: said(name), n: at + 1 })
      : t("{name}: frame {n}, squared error {error} a pixel", { name: said(name), n: at + 1, error: error.toFixed(4) }));
    if (name !== "truth") {
      find(".of-" + name).textContent = error === null ? "" : t("squared error {error}", { error: error.toFixed(4) });
    }
  }
  find(".part").textContent = ahead < 1 ? t("the network sees it") : t("nobody has seen it");
  find(".own").textContent = ahead < 1 ? t("its guess, from the frames before") : t("from its own guesses before");
  find(".when").textContent = ahead < 1
    ? t("frame {n} of {all}, seen", { n: at + 1, all: data.frames })
    : t("frame {n} of {all}, {ahead} ahead", { n: at + 1, all: data.frames, ahead });
  find(".scrub", HTMLInputElement).value = String(at);
  find(".run").textContent = film.playing ? t("❚❚ Pause") : t("▶ Play");
}

/** @param {string} name */
function said(name) {
  if (name === "truth") return t("What happens");
  if (name === "network") return t("The network");
  return name === "stays" ? t("It stays") : t("It moves on");
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view, scrub = find(".scrub", HTMLInputElement);
  find(".run").addEventListener("click", () => {
    if (film.playing) return film.pause();
    if (film.step >= view.data.frames - 1) film.set(0);
    film.play({ pause: PAUSE_MS });
  });
  find(".back").addEventListener("click", () => film.backward());
  find(".on").addEventListener("click", () => film.onward());
  scrub.addEventListener("input", () => film.go(Number(scrub.value)));
  find(".wrong").addEventListener("change", () => draw(view));
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide && view.films.truth) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
