// A picture's name, word by word: where each looked, how sure it was, and what else it might have been.

import { make } from "../../ui/js/captions.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { bytes } from "../../ui/js/packing.js";
import { player } from "../../ui/js/player.js";
import { percent } from "../../ui/js/shares.js";
import { t } from "../../ui/js/words.js";
import { lookAt, painted } from "./picture.js";
import { place } from "./telling.js";

const PAUSE_MS = 700;

/**
 * @typedef {object} Rival
 * @property {number} id 0 for the end
 * @property {string} word empty for the end
 * @property {number} chance
 *
 * @typedef {Rival & { attention: number[], rivals: Rival[], forced: boolean }} Word
 *
 * The data that the view receives; see naming_data in view.py.
 *
 * @typedef {object} Sent
 * @property {number} turn
 * @property {string} picture red, green and blue in base64
 * @property {number} side
 * @property {string} spoken what the picture is, for those who hear it
 * @property {Word[]} words the last one is the end, unless the name was cut
 * @property {{ ids: number[], name: string, chance: number }[]} guesses other whole names
 *
 * @typedef {object} Own
 * @property {import("../../ui/js/player.js").Player} film
 * @property {HTMLCanvasElement | null} picture
 * @typedef {import("../../ui/js/mount.js").View<Sent, Own>} View
 */

export default mount({ root: ".naming", begin, listen, show, leave: ({ film }) => film.stop(), again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const film = player({ root: view.root, last: () => view.data.words.length - 1, draw: () => draw(view) });
  return { film, picture: null };
}

/**
 * @param {View} view
 * @param {Sent | null} before
 */
function show(view, before) {
  const { data, film } = view;
  if (before !== data) {
    view.picture = painted(bytes(data.picture), data.side);
    const same = before?.picture === data.picture ? sameStart(before.words, data.words) : 0;
    fill(view);
    film.stop();
    film.set(same);
    if (calm()) film.set(data.words.length - 1);
    else film.play({ pause: PAUSE_MS });
  }
  draw(view);
}

/** Whether the visitor wants nothing to move by itself. */
function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * How many words two names begin with alike.
 *
 * @param {Word[]} one
 * @param {Word[]} other
 */
function sameStart(one, other) {
  const at = other.findIndex((word, i) => word.id !== one[i]?.id);
  return Math.max(0, at < 0 ? other.length - 1 : at);
}

/**
 * The buttons of the words and of the other names.
 *
 * @param {View} view
 */
function fill(view) {
  const { find, data, film } = view;
  find(".name").replaceChildren(...data.words.map((word, i) => {
    const bar = make("span", "bar", make("i"));
    /** @type {HTMLElement} */ (bar.firstChild).style.width = `${Math.max(2, 100 * word.chance)}%`;
    const chance = word.forced ? t("forced, {share}", { share: percent(word.chance) }) : percent(word.chance);
    const button = make("button", "word", word.word || t("(end)"), bar, make("small", "", chance));
    button.type = "button";
    button.addEventListener("click", () => film.go(i));
    button.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse" && !film.playing && i <= seen(view)) film.go(i);
    });
    return button;
  }));
  find(".guesses").replaceChildren(...data.guesses.map((guess) => {
    const button = make("button", "", guess.name, " ", make("small", "", percent(guess.chance)));
    button.type = "button";
    button.addEventListener("click", () => force(view, [...guess.ids, 0]));
    return button;
  }));
  find(".beam").hidden = !data.guesses.length;
  find(".free").hidden = !data.words.some((word) => word.forced);
}

/**
 * The last word that has been shown: once the film has ended, all of them.
 *
 * @param {View} view
 */
function seen({ root, film }) {
  const reached = Math.max(Number(root.dataset.reached ?? 0), film.step);
  root.dataset.reached = String(reached);
  return reached;
}

/** @param {View} view */
function draw(view) {
  const { find, data, film, picture } = view, now = data.words[film.step];
  if (!picture || !now) return;
  if (film.playing && film.step === 0) view.root.dataset.reached = "0";
  const reached = seen(view);
  lookAt(find(".picture", HTMLCanvasElement), picture, now.word ? now.attention : null);
  find(".picture").setAttribute("aria-label", `${data.spoken} ${looked(now)}`);
  find(".where").textContent = looked(now);
  [...find(".name").children].forEach((button, i) => {
    button.className = ["word", i === film.step && "now", i > reached && "later", data.words[i].forced && "forced",
      !data.words[i].word && "end"].filter(Boolean).join(" ");
    button.setAttribute("aria-pressed", String(i === film.step));
  });
  find(".go").textContent = film.playing ? t("❚❚ Pause") : t("▶ Play");
  find(".instead").textContent = now.word
    ? t("Instead of “{word}” it could have said; click one and the rest is written again:", { word: now.word })
    : t("It could have gone on; click a word and it does:");
  rivals(view, now);
}

/** @param {Word} word */
function looked({ word, attention }) {
  if (!word) return t("Choose a word: bright is where it looked for it.");
  return t("For “{word}” it looked mostly {where}.", { word, where: place(attention) });
}

/**
 * The other words for a place, each a way to go on from there.
 *
 * @param {View} view
 * @param {Word} now
 */
function rivals(view, now) {
  const { find, data, film } = view, before = data.words.slice(0, film.step).map((word) => word.id);
  find(".rivals").replaceChildren(...now.rivals.map((rival) => {
    const button = make("button", rival.id === now.id ? "chosen" : "", rival.word || t("(end)"), " ",
      make("small", "", percent(rival.chance)));
    button.type = "button";
    button.addEventListener("click", () => force(view, [...before, rival.id]));
    return button;
  }));
}

/**
 * @param {View} view
 * @param {number[]} ids
 */
function force(view, ids) {
  view.trigger("forced", { ids }); // an empty list by itself would be no message
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view;
  find(".go").addEventListener("click", () => {
    if (film.playing) return film.pause();
    if (film.step === view.data.words.length - 1) film.set(0);
    film.play({ pause: PAUSE_MS });
  });
  find(".back").addEventListener("click", () => film.backward());
  find(".on").addEventListener("click", () => film.onward());
  find(".free").addEventListener("click", () => force(view, []));
  onKeys(find(".name"), SIDEWAYS, (by) => {
    film.go(film.step + by);
    /** @type {HTMLElement} */ (find(".name").children[film.step]).focus();
  });
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
