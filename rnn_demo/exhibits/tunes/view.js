// The score of a tune, engraved and played here; each note can be chosen, and the tune goes on from
// it, perhaps with another note in its place.

import { legend, make } from "../../ui/js/captions.js";
import { onKeys } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { ORANGE, SLATE, VIOLET } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";
import { draw } from "./drawing.js";
import { musician } from "./sound.js";
import { aloud, chance, told } from "./words.js";

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {import("./drawing.js").Score & { turn: number, tempo: number, ticks: number, played: import("./sound.js").Played[] }} TuneData
 *
 * @typedef {object} Own
 * @property {number} chosen the number of the chosen element, -1 for none
 * @property {number} wide the width that it was drawn for
 * @property {Map<number, SVGElement>} groups
 * @property {import("./sound.js").Musician} music
 * @typedef {import("../../ui/js/mount.js").View<TuneData, Own>} View
 */

const NARROWEST = 280;

export default mount({ root: ".tune", begin, listen, show, leave: (view) => view.music.stop() });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const music = musician({ root: view.root, lit: (element) => light(view, element), ended: () => buttons(view) });
  return { chosen: -1, wide: 0, groups: new Map(), music };
}

/**
 * @param {View} view
 * @param {TuneData | null} before
 */
function show(view, before) {
  const { data, find } = view;
  find(".tempo", HTMLInputElement).value = String(data.tempo);
  // Another tempo alone changes nothing on paper, and the music goes on.
  if (before && view.wide && JSON.stringify({ ...before, turn: 0, tempo: 0 }) === JSON.stringify({ ...data, turn: 0, tempo: 0 })) return buttons(view);
  view.music.stop();
  view.chosen = -1;
  view.wide = 0;
  legend(find(".legend"), [
    { name: t("surprise of what the network wrote, up to 6 nats"), colour: ORANGE },
    ...(data.elements.some(({ given }) => given) ? [{ name: t("of what was given"), colour: SLATE }] : []),
    ...(data.elements.some(({ shared }) => shared) ? [{ name: t("the longest run that is also in a training tune"), colour: VIOLET }] : []),
    { name: t("Click a note to see what else could have come, and to go on from there.") },
  ]);
  engrave(view);
  choose(view, -1);
}

/** @param {View} view */
function engrave(view) {
  const picture = view.find(".score", SVGSVGElement), width = Math.max(NARROWEST, view.root.clientWidth);
  if (!view.root.clientWidth || width === view.wide) return;
  view.wide = width;
  picture.setAttribute("aria-label", aloud(view.data.elements, view.data.meter));
  view.groups = draw(picture, view.data, width);
  mark(view);
  buttons(view);
}

/**
 * @param {View} view
 * @param {number} at
 */
function choose(view, at) {
  view.chosen = at;
  mark(view);
  buttons(view);
  const token = view.data.elements[at], doors = view.find(".doors");
  view.find(".what").textContent = token ? told(token) : "";
  if (!token) return doors.replaceChildren();
  const onward = make("button", "onward", t("Keep up to here, write the rest anew"));
  onward.addEventListener("click", () => view.trigger("onward", { at, rank: -1, turn: view.data.turn }));
  const rivals = token.rivals.flatMap(({ name, p }, rank) => {
    if (name === token.name) return [];
    const button = make("button", "rival", t("{name} instead, {p}", { name, p: chance(p) }));
    button.addEventListener("click", () => view.trigger("onward", { at, rank, turn: view.data.turn }));
    return [button];
  });
  for (const button of [onward, ...rivals]) button.type = "button";
  doors.replaceChildren(onward, ...rivals);
}

/** @param {View} view */
function mark(view) {
  for (const [at, group] of view.groups) group.classList.toggle("chosen", at === view.chosen);
}

/**
 * @param {View} view
 * @param {number} element
 */
function light(view, element) {
  for (const [at, group] of view.groups) group.classList.toggle("lit", at === element);
}

/** @param {View} view */
function buttons(view) {
  const { find, music } = view;
  find(".play-on").textContent = music.playing ? t("■ Stop") : t("▶ Play");
  find(".from-here").hidden = music.playing || firstFrom(view) < 0;
  find(".beats").textContent = t("{n} quarters a minute", { n: find(".tempo", HTMLInputElement).value });
}

/**
 * Which played note is the first at or after the chosen element; -1 if none is chosen.
 *
 * @param {View} view
 */
function firstFrom({ chosen, data }) {
  return chosen < 0 ? -1 : data.played.findIndex(([, , , element]) => element >= chosen);
}

/**
 * @param {View} view
 * @param {number} from
 */
function play(view, from) {
  const able = view.music.play(view.data.played, from, view.data.ticks, Number(view.find(".tempo", HTMLInputElement).value));
  buttons(view);
  if (!able) view.find(".what").textContent = t("This browser cannot play sounds (it has no Web Audio); the MIDI file below can be played elsewhere.");
}

/** @param {View} view */
function listen(view) {
  const { find } = view, picture = find(".score", SVGSVGElement);
  find(".play-on").addEventListener("click", () => {
    if (!view.music.playing) return play(view, 0);
    view.music.stop();
    buttons(view);
  });
  find(".from-here").addEventListener("click", () => play(view, Math.max(0, firstFrom(view))));
  find(".tempo").addEventListener("input", () => buttons(view));
  find(".tempo").addEventListener("change", () => {
    if (view.music.playing) play(view, view.music.now);
    view.trigger("onward", { tempo: Number(find(".tempo", HTMLInputElement).value), turn: view.data.turn });
  });
  picture.addEventListener("click", (event) => {
    const group = event.target instanceof Element ? event.target.closest("[data-at]") : null;
    choose(view, group instanceof SVGElement ? Number(group.dataset.at) : -1);
  });
  onKeys(/** @type {HTMLElement} */ (/** @type {unknown} */ (picture)), { ArrowLeft: -1, ArrowRight: 1, Enter: 0, " ": 0 }, (way) => {
    const order = [...view.groups.keys()].sort((a, b) => a - b);
    if (!way) {
      play(view, Math.max(0, firstFrom(view)));
      return;
    }
    const place = order.indexOf(view.chosen) + way;
    choose(view, order[Math.max(0, Math.min(order.length - 1, place))]);
  });
  new ResizeObserver(() => engrave(view)).observe(view.root);
}
