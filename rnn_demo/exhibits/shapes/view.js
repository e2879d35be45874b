// The five diagrams, the one of the chosen task drawn large, and the table of tasks below.

import { legend, make } from "../../ui/js/captions.js";
import { mount } from "../../ui/js/mount.js";
import { player } from "../../ui/js/player.js";
import { t } from "../../ui/js/words.js";
import { COLOUR, drawDiagram } from "./diagrams.js";
import { told } from "./words.js";

const PAUSE_MS = 650;
const SMALL = { wide: 37, tall: 21, between: 15, gap: 20 }; // pixels
const LARGE = { tall: 28, between: 26, gap: 34 }, WIDEST = 112, NARROWEST = 56, TIGHT = 80;

/**
 * The data that the view receives; see view_data in view.py.
 *
 * @typedef {import("./diagrams.js").Diagram} Diagram
 * @typedef {object} Task
 * @property {string} name
 * @property {string} title
 * @property {string} slide
 * @property {string} diagram
 * @property {string} x
 * @property {string} y
 * @property {string[]} read
 * @property {string[]} written
 * @property {{ title: string, href: string }[]} links
 * @property {string} note
 *
 * @typedef {{ turn: number, diagrams: Diagram[], tasks: Task[], chosen: string, last: number }} Data
 * @typedef {object} Own
 * @property {string} chosen a task
 * @property {boolean} stepping whether the visitor moves the film, so that words follow it
 * @property {import("../../ui/js/player.js").Player} film tick by tick
 * @typedef {import("../../ui/js/mount.js").View<Data, Own>} View
 */

export default mount({ root: ".shapes", begin, listen, show, again: true });

/**
 * @param {View} view
 * @returns {Own}
 */
function begin(view) {
  const film = player({ root: view.root, last: () => view.data.last, draw: () => draw(view) });
  return { chosen: view.data.chosen, stepping: false, film };
}

/**
 * @param {View} view
 * @param {Data | null} before
 */
function show(view, before) {
  const { data, film } = view;
  if (!before || before.chosen !== data.chosen) view.chosen = data.chosen;
  if (!before) {
    build(view);
    film.set(Infinity);
    // What moves by itself once says nothing, so that nobody is interrupted.
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
      film.set(0);
      film.play({ pause: PAUSE_MS });
    }
  }
  draw(view);
}

/** @param {View} view */
const chosenTask = ({ data, chosen }) => data.tasks.find(({ name }) => name === chosen) ?? data.tasks[0];

/**
 * The buttons and the table, which only the choice changes afterwards.
 *
 * @param {View} view
 */
function build(view) {
  const { data, find } = view;
  find(".five").replaceChildren(...data.diagrams.map((diagram) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("role", "img");
    const button = make("button", "", svg, make("span", "", diagram.title));
    button.type = "button";
    button.dataset.name = diagram.name;
    button.addEventListener("click", () => {
      const own = data.tasks.filter((task) => task.diagram === diagram.name);
      choose(view, (own.find(({ links }) => links.length) ?? own[0]).name);
    });
    return button;
  }));
  find("tbody", HTMLTableSectionElement).replaceChildren(...data.tasks.map((task) => row(view, task)));
  legend(find(".legend"), [
    { name: t("x is read"), colour: COLOUR.read },
    { name: t("h is carried on"), colour: COLOUR.carry },
    { name: t("y is written"), colour: COLOUR.write },
    { name: t("dashed: what was written is read next") },
  ]);
}

/**
 * @param {View} view
 * @param {Task} task
 */
function row(view, task) {
  const button = make("button", "", task.title), slide = make("small", "", task.slide);
  button.type = "button";
  slide.lang = "ru";
  button.addEventListener("click", () => choose(view, task.name));
  const title = view.data.diagrams.find(({ name }) => name === task.diagram)?.title ?? "";
  const links = task.links.map(({ title, href }) => {
    const link = make("a", "", "→ " + title);
    link.href = href;
    return link;
  });
  const tried = links.length ? links : [make("span", "none", t("not built yet"))];
  /** @param {string} name @param {(string | Node)[]} parts */
  const cell = (name, ...parts) => {
    const made = make("td", "", ...parts);
    made.dataset.name = name;
    return made;
  };
  const made = make("tr", "", make("td", "", button, slide), cell("x", task.x), cell("y", task.y),
    make("td", "", title), make("td", "", ...tried, ...(task.note && links.length ? [make("small", "", task.note)] : [])));
  made.dataset.name = task.name;
  return made;
}

/**
 * @param {View} view
 * @param {string} name of a task
 */
function choose(view, name) {
  view.chosen = name;
  view.stepping = false;
  view.film.set(0);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) view.film.go(Infinity);
  else view.film.play({ pause: PAUSE_MS });
  view.trigger("task", name);
}

/** @param {View} view */
function draw(view) {
  const { data, find, film, root } = view, at = film.step, task = chosenTask(view);
  const moving = at > 0 && at < data.last;
  data.diagrams.forEach((diagram, i) => {
    const button = find(".five").children[i], svg = button.querySelector("svg");
    button.setAttribute("aria-pressed", String(diagram.name === task.diagram));
    if (svg) drawDiagram(svg, diagram, at, SMALL, { moving, spoken: spoken(diagram) });
    if (diagram.name !== task.diagram) return;
    const room = find(".lit").clientWidth - 8, wide = Math.floor(room / diagram.steps);
    const size = { ...LARGE, wide: Math.max(NARROWEST, Math.min(WIDEST, wide)) };
    if (size.wide < TIGHT) size.between = 13;
    drawDiagram(find(".large", SVGSVGElement), diagram, at, size, { example: task, moving, spoken: spoken(diagram, task) });
    find(".lit .title").textContent = t("{task}: {shape}", { task: task.title, shape: diagram.title });
    find(".lit .slide").textContent = diagram.slide;
    find(".what").textContent = view.stepping ? told(diagram, task, at) : diagram.depends;
    find(".when").textContent = view.stepping ? t("tick {at} of {last}", { at, last: data.last }) : "";
  });
  for (const row of root.querySelectorAll(".tasks tr")) {
    const own = row instanceof HTMLElement && row.dataset.name === task.name;
    row.toggleAttribute("aria-current", own);
    row.querySelector("button")?.setAttribute("aria-pressed", String(own));
  }
}

/**
 * A diagram for those who do not see it.
 *
 * @param {Diagram} diagram
 * @param {Task} [task]
 */
function spoken({ title, inputs, outputs, steps }, task) {
  /** @param {{ step: number, name: string }[]} units @param {string[] | undefined} words */
  const list = (units, words) => units.map(({ step, name }, i) => (
    words ? t("{name} = {word} in step {step}", { name, word: words[i], step }) : t("{name} in step {step}", { name, step })
  )).join(", ");
  return t("{title}, {steps} steps. Read: {read}. Written: {written}.", {
    title, steps, read: list(inputs, task?.read), written: list(outputs, task?.written),
  });
}

/** @param {View} view */
function listen(view) {
  const { find, film } = view;
  /** @param {() => void} move */
  const step = (move) => () => {
    view.stepping = true;
    move();
  };
  find(".run").addEventListener("click", step(() => {
    film.set(0);
    film.play({ pause: PAUSE_MS });
  }));
  find(".one").addEventListener("click", step(() => film.go(film.step >= view.data.last ? 1 : film.step + 1)));
  find(".back").addEventListener("click", step(() => film.backward()));
  find(".all").addEventListener("click", () => {
    view.stepping = false;
    film.go(Infinity);
  });
  let wide = 0;
  new ResizeObserver(() => {
    if (view.root.clientWidth !== wide) draw(view);
    wide = view.root.clientWidth;
  }).observe(view.root);
}
