// A sound and what is heard in it: play it, point at a moment, or choose a word.

import { badge, legend, make } from "../../ui/js/captions.js";
import { pointed } from "../../ui/js/charts.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { bytes, halves } from "../../ui/js/packing.js";
import { GREY } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";
import { coloursOf, curves, path, spectrogram } from "./drawing.js";

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {object} Data
 * @property {number} turn
 * @property {string} sound a WAV file in base64
 * @property {number} seconds
 * @property {string} bands bytes in base64, all bands of the first frame, of the second …
 * @property {number} height bands
 * @property {string} chances packed halves, all symbols of the first step, of the second …
 * @property {number} step seconds
 * @property {string[]} names of the words; the blank comes after them
 * @property {{ id: number, begin: number, end: number, chance: number }[]} words
 * @property {import("../../ui/js/captions.js").Check} check
 *
 * @typedef {object} Own
 * @property {Uint8Array} loudness
 * @property {Float32Array[]} chances
 * @property {string[]} colours
 * @property {number} cursor seconds
 * @property {import("../../ui/js/charts.js").Area | null} area
 * @typedef {import("../../ui/js/mount.js").View<Data, Own>} View
 */

export default mount({ root: ".speech", begin, listen, show, leave: silence, again: true });

/** @returns {Own} */
function begin() {
  return { loudness: new Uint8Array(), chances: [], colours: [], cursor: 0, area: null };
}

/** @param {View} view */
function audio({ find }) {
  return find("audio", HTMLAudioElement);
}

/** @param {View} view */
function silence(view) {
  audio(view).pause();
}

/**
 * @param {View} view
 * @param {Data | null} before
 */
function show(view, before) {
  const { data, find } = view;
  if (before?.turn !== data.turn) {
    const symbols = data.names.length + 1, all = halves(data.chances);
    view.loudness = bytes(data.bands);
    view.chances = Array.from({ length: all.length / symbols }, (_, at) => all.subarray(at * symbols, (at + 1) * symbols));
    view.colours = coloursOf(data.words.map(({ id }) => id), data.names.length);
    if (before?.sound !== data.sound) {
      silence(view);
      audio(view).src = `data:audio/wav;base64,${data.sound}`;
    }
    view.cursor = data.words.length ? (data.words[0].begin + 0.5) * data.step : 0;
    fill(view);
    label(view);
  }
  badge(find(".badge"), data.check);
  draw(view);
  tell(view);
}

/** @param {View} view */
function fill(view) {
  const { data, find, colours } = view;
  const buttons = data.words.map(({ id, begin, chance }) => {
    const word = make("button", "", data.names[id], make("small", "", chance.toFixed(2)));
    word.type = "button";
    word.style.borderBottomColor = colours[id];
    word.addEventListener("click", () => {
      go(view, (begin + 0.5) * data.step);
      audio(view).currentTime = Math.max(0, begin * data.step - 0.35);
      void audio(view).play();
    });
    return word;
  });
  find(".words").replaceChildren(...(buttons.length ? buttons : [make("span", "none", t("Nothing is heard."))]));
  const own = [...new Set(data.words.map(({ id }) => id))].filter((id) => colours[id] !== GREY);
  legend(find(".legend"), [
    ...own.map((id) => ({ name: data.names[id], colour: colours[id] })),
    { name: t("the other words"), colour: GREY }, { name: t("dotted: the blank, nothing new") },
  ]);
}

/** @param {View} view */
function draw(view) {
  const { data, find, chances, colours, cursor } = view, { step, seconds } = data;
  spectrogram(find(".bands", HTMLCanvasElement), view.loudness, data.height, seconds, cursor);
  view.area = curves(find(".chances", HTMLCanvasElement), chances, { step, seconds, colours, words: data.words, cursor });
  path(find(".path", HTMLCanvasElement), chances, { step, seconds, colours });
  find(".run").textContent = audio(view).paused ? t("▶ Play") : t("❚❚ Pause");
  find(".when").textContent = t("{now} of {all} seconds", { now: cursor.toFixed(2), all: seconds.toFixed(2) });
  [...find(".words").children].forEach((word, at) => {
    const { begin, end } = data.words[at] ?? { begin: 0, end: -1 }, here = Math.floor(cursor / step);
    word.classList.toggle("now", begin <= here && here < end);
  });
}

/**
 * Says in words what is likeliest at the cursor.
 *
 * @param {View} view
 */
function tell({ data, find, chances, cursor }) {
  const row = chances[Math.min(chances.length - 1, Math.floor(cursor / data.step))];
  if (!row) return;
  const order = [...row.keys()].sort((a, b) => row[b] - row[a]).slice(0, 3);
  const told = order.map((symbol) => `${data.names[symbol] ?? t("blank")} ${row[symbol].toFixed(3)}`);
  find(".what").textContent = t("At {now} seconds: {told}.", { now: cursor.toFixed(2), told: told.join(", ") });
}

/** @param {View} view */
function label({ data, find }) {
  const heard = data.words.map(({ id }) => data.names[id]).join(", ") || t("nothing");
  find(".bands").setAttribute("aria-label", t("The sound over {seconds} seconds, as bands of pitch.", { seconds: data.seconds.toFixed(1) }));
  find(".chances").setAttribute("aria-label", t("The chance of each word and of the blank at each step; arrow keys move. Heard: {heard}.", { heard }));
  find(".path").setAttribute("aria-label", t("The likeliest symbol at each step."));
}

/**
 * @param {View} view
 * @param {number} seconds
 */
function go(view, seconds) {
  view.cursor = Math.max(0, Math.min(view.data.seconds, seconds));
  draw(view);
  tell(view);
}

/** @param {View} view */
function listen(view) {
  const { find } = view, sound = audio(view);
  find(".run").addEventListener("click", () => {
    if (!sound.paused) return sound.pause();
    if (sound.ended || sound.currentTime >= sound.duration) sound.currentTime = 0;
    void sound.play();
  });
  const follow = () => {
    if (!view.root.isConnected) return sound.pause();
    view.cursor = sound.currentTime;
    draw(view);
    if (!sound.paused) requestAnimationFrame(follow);
  };
  sound.addEventListener("play", follow);
  for (const event of ["pause", "ended"]) {
    sound.addEventListener(event, () => {
      draw(view);
      tell(view);
    });
  }
  for (const selector of [".bands", ".chances", ".path"]) {
    const canvas = find(selector);
    /** @param {PointerEvent} event */
    const point = (event) => {
      if (!view.area) return;
      sound.pause();
      go(view, pointed(view.area, event).x);
      sound.currentTime = view.cursor;
    };
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointermove", (event) => event.buttons && point(event));
  }
  onKeys(find(".chances"), SIDEWAYS, (by) => go(view, view.cursor + by * view.data.step));
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide && view.chances.length) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
