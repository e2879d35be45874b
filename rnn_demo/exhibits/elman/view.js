// A Jordan and an Elman net beside each other while bits go through both.

import { badge, legend, make } from "../../ui/js/captions.js";
import { mount } from "../../ui/js/mount.js";
import { GREEN, ORANGE, VIOLET } from "../../ui/js/palette.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { drawNet } from "./nets.js";
import { isRight, short, told } from "./words.js";

const PAUSE_MS = 900;

/**
 * @typedef {import("./words.js").Film} Film
 * @typedef {object} Own
 * @property {import("../../ui/js/player.js").Player} film
 * @typedef {import("../../ui/js/mount.js").View<Film, Own>} View
 */

export default mount({ root: ".elman", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const last = () => view.data.bits.length - 1;
  return { film: player({ root: view.root, last, draw: () => draw(view) }) };
}

/**
 * @param {View} view
 * @param {Film | null} before
 */
function show(view, before) {
  const { data, find, film } = view;
  if (!before || before.bits.join() !== data.bits.join()) {
    film.stop();
    film.set(data.bits.length - 1);
  }
  badge(find(".gradients"), data.checks.gradients);
  badge(find(".half"), data.checks.half);
  find(".about").hidden = !data.checks.half.text;
  legend(find(".legend"), [
    { name: t("weight or value above 0 (of x, y and d: above ½)"), colour: GREEN },
    { name: t("below"), colour: ORANGE },
    { name: t("fed back"), colour: VIOLET },
  ]);
  data.nets.forEach((net, i) => {
    find(`.net${i} b`).textContent = net.name;
    find(`.net${i} .right`).textContent = net.right;
  });
  find(".scrub", HTMLInputElement).max = String(data.bits.length - 1);
  draw(view);
}

/** @param {View} view */
function draw(view) {
  const { data, find, film } = view, at = film.step;
  const words = told(data, at);
  data.nets.forEach((net, i) => {
    const spoken = t("{name}: hears {x}, says {y}, {d} is wanted.", {
      name: net.name, x: data.bits[at], y: short(net.outputs[at]), d: short(data.answers[at]),
    });
    drawNet(find(`.net${i} svg`, SVGSVGElement), data, net, at, spoken);
  });
  tape(view);
  find(".what").textContent = words;
  find(".when").textContent = t("step {step} of {count}", { step: at + 1, count: data.bits.length });
  find(".scrub", HTMLInputElement).value = String(at);
  find(".run").textContent = film.playing ? t("❚❚ Pause") : t("▶ Play");
}

/**
 * The bits up to this step, and both nets' answers.
 *
 * @param {View} view
 */
function tape({ data, find, film }) {
  /**
   * @param {string} name
   * @param {(at: number) => HTMLElement} cell
   */
  const row = (name, cell) => {
    const head = make("th", "", name);
    head.scope = "row";
    return make("tr", "", head, ...data.bits.map((_, at) => {
      const own = cell(at);
      if (at === film.step) own.classList.add("now");
      if (at > film.step) own.classList.add("later");
      own.dataset.at = String(at);
      return own;
    }));
  };
  find(".tape tbody").replaceChildren(
    row("x", (at) => make("td", "", String(data.bits[at]))),
    row(t("wanted"), (at) => make("td", "", at < data.lag ? "·" : String(data.answers[at]))),
    ...data.nets.map((net) => row(net.name, (at) => {
      const right = isRight(data, net, at), said = at > film.step ? "" : String(Number(net.outputs[at] > 0.5));
      const cell = make("td", right === false && at <= film.step ? "bad" : "", right === null ? "·" : said);
      if (right !== null && at <= film.step) cell.title = right ? t("right") : t("wrong");
      return cell;
    })),
  );
  const scroll = find(".tape"), now = scroll.querySelector(".now");
  if (now instanceof HTMLElement && scroll.scrollWidth > scroll.clientWidth) {
    scroll.scrollLeft = now.offsetLeft - scroll.clientWidth / 2;
  }
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view, scrub = find(".scrub", HTMLInputElement);
  const over = () => film.step === view.data.bits.length - 1;
  find(".run").addEventListener("click", () => {
    if (film.playing) return film.pause();
    if (over()) film.set(0);
    film.play({ pause: PAUSE_MS });
  });
  find(".one").addEventListener("click", () => (over() ? film.go(0) : film.onward()));
  find(".back").addEventListener("click", () => film.backward());
  scrub.addEventListener("input", () => film.go(Number(scrub.value)));
  find(".tape").addEventListener("click", (event) => {
    const cell = event.target instanceof Element ? event.target.closest("td") : null;
    if (cell?.dataset.at) film.go(Number(cell.dataset.at));
  });
}
