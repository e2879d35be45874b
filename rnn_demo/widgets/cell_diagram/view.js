// One unit on its conveyor belt: wires and formula terms light each other, character by character.

import { legend } from "../../ui/js/captions.js";
import { COLOURS, floats, lines } from "../../ui/js/charts.js";

// The slides' formulas, a line a slide; what stands in braces is a term with a number.
const SLIDES = {
  lstm: [
    "{C_t−1|C_before}  runs along the belt",
    "{f_t|forget_gate} = σ(W_f [h_t−1, x_t] + b_f)   keeps  {f_t C_t−1|kept}",
    "{i_t|input_gate} = σ(W_i [h_t−1, x_t] + b_i)   of  {C̃_t|cell_candidate} = tanh(W_C [h_t−1, x_t] + b_C)   writes  {i_t C̃_t|written}",
    "{C_t|C} = {f_t|forget_gate} {C_t−1|C_before} + {i_t|input_gate} {C̃_t|cell_candidate}",
    "{o_t|output_gate} = σ(W_o [h_t−1, x_t] + b_o)   shows  {h_t|h} = {o_t|output_gate} {tanh C_t|tanh_C}",
  ],
  gru: [
    "{h_t−1|h_before}  runs along the belt",
    "{r_t|reset_gate} = σ(W_r [h_t−1, x_t] + b_r)   lets through  {r_t h_t−1|reset_h}",
    "{z_t|update_gate} = σ(W_z [h_t−1, x_t] + b_z)   keeps  {(1−z_t) h_t−1|kept}",
    "{h̃_t|candidate} = tanh(W [r_t h_t−1, x_t] + b)   of it is written  {z_t h̃_t|written}",
    "{h_t|h} = {1−z_t|one_minus_z} {h_t−1|h_before} + {z_t|update_gate} {h̃_t|candidate}",
  ],
};
const PHASES = SLIDES.lstm.length;
const SHORT_MS = 180, SLOW_MS = 900;

const mounted = new WeakMap(); // what each mounted view shows

export default function ({ parentElement, data }) {
  const find = (selector) => parentElement.querySelector(selector);
  let view = mounted.get(parentElement);
  if (!view || view.root !== find(".belt")) {
    view = { root: find(".belt"), data: null, run: "free", t: 0, phase: PHASES, timer: 0 };
    mounted.set(parentElement, view);
    listen(view, find);
  }
  if (view.data && data.turn < view.data.turn) return; // a call that was overtaken
  if (view.data && view.data.turn === data.turn) return;
  clearInterval(view.timer);
  view.data = data;
  view.runs = {};
  for (const name of ["free", "forced"]) {
    const run = data[name];
    if (!run) continue;
    const terms = Object.fromEntries(Object.entries(run.terms).map(([key, y]) => [key, floats(y)]));
    view.runs[name] = { start: run.start, characters: Array.from(run.text), terms };
  }
  view.run = view.runs.forced ? "forced" : "free";
  view.t = Math.min(data.cursor, view.runs.free.characters.length - 1);
  view.phase = PHASES;
  for (const svg of pictures(view)) svg.classList.toggle("shown", svg.classList.contains(data.cell));
  choices(view, find);
  formulas(view, find);
  texts(view, find);
  draw(view, find);
}

// Two for each cell: where there is room, and on a phone.
const pictures = (view) => view.root.querySelectorAll("svg");

function choices(view, find) {
  const buttons = Object.keys(view.runs).map((name) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.run = name;
    button.textContent = name === "free" ? "as it is" : view.data.heldName;
    button.addEventListener("click", () => {
      view.run = name;
      draw(view, find);
    });
    return button;
  });
  find(".runs").replaceChildren(...(buttons.length > 1 ? buttons : []));
}

// f_t with its index set lower; what follows a space is not part of the index.
function symbol(element, text) {
  text.split("_").forEach((part, i) => {
    if (!i) return element.append(part);
    const [, index, rest] = part.match(/^([^\s\]),]*)(.*)$/s);
    const sub = document.createElement("sub");
    sub.textContent = index;
    element.append(sub, rest);
  });
}

function formulas(view, find) {
  const lines = SLIDES[view.data.cell].map((text) => {
    const line = document.createElement("div");
    line.className = "line";
    for (const part of text.split(/(\{[^}]*\})/)) {
      const span = document.createElement("span");
      if (part.startsWith("{")) {
        const [shown, term] = part.slice(1, -1).split("|");
        span.className = "term";
        span.dataset.term = term;
        symbol(span, shown);
        span.append(document.createElement("small"));
      } else symbol(span, part);
      line.append(span);
    }
    return line;
  });
  find(".formulas").replaceChildren(...lines);
}

// Each character as a span, its background the unit's memory: green above zero, red below.
function texts(view, find) {
  const most = Math.max(...Object.values(view.runs).flatMap(({ terms }) => Array.from(memory(view, terms), Math.abs)), 1e-9);
  find(".texts").replaceChildren(...Object.entries(view.runs).map(([name, run]) => {
    const part = document.createElement("div");
    part.className = "text";
    part.dataset.run = name;
    const title = document.createElement("h4");
    title.textContent = name === "free" ? "What it writes" : "What it writes with " + view.data.heldName;
    const paragraph = document.createElement("p");
    const values = memory(view, run.terms);
    run.characters.forEach((character, t) => {
      const span = document.createElement("span");
      span.textContent = character === "\n" ? "↵\n" : character;
      const share = values[t] / most;
      const colour = share < 0 ? "209, 73, 91" : "27, 153, 139";
      span.style.background = `rgba(${colour}, ${(0.6 * Math.abs(share)).toFixed(2)})`;
      span.dataset.t = t;
      span.classList.toggle("first", t === run.start);
      span.classList.toggle("apart", view.data.parted === t);
      paragraph.append(span);
    });
    part.append(title, paragraph);
    return part;
  }));
}

const memory = (view, terms) => terms[view.data.cell === "lstm" ? "C" : "h"];
const number = (value) => (Number.isFinite(value) ? (Math.abs(value) < 5e-4 ? 0 : value).toFixed(3).replace("-", "−") : "–");
const visible = (character) => ({ "\n": "↵", " ": "␣" })[character] ?? character;

// Which slide first tells a term.
function told(view, term) {
  return SLIDES[view.data.cell].findIndex((line) => line.includes(`|${term}}`));
}

function draw(view, find) {
  const { data } = view, run = view.runs[view.run];
  view.t = Math.max(0, Math.min(view.t, run.characters.length - 1));
  for (const button of find(".runs").children) button.setAttribute("aria-pressed", button.dataset.run === view.run);
  const held = view.run === "forced" && data.heldHere && view.t >= run.start;
  const character = run.characters[view.t];
  const shown = Object.fromEntries(Object.entries(run.terms).map(([term, y]) => [term, number(y[view.t])]));
  for (const part of view.root.querySelectorAll("[data-term]")) {
    const { term } = part.dataset;
    const hidden = view.phase < PHASES && told(view, term) > view.phase;
    const place = part.querySelector(".number, small");
    if (place) place.textContent = term === "input" ? visible(character) : hidden ? "·" : shown[term] ?? "";
    part.classList.toggle("held", held && term === data.held);
    part.classList.toggle("lit", view.phase < PHASES ? told(view, term) === view.phase : term === view.lit);
  }
  Array.from(find(".formulas").children).forEach((line, i) => line.classList.toggle("now", i === view.phase));
  const spoken = `${data.unit} after ${visible(character)}: ` +
    Object.entries(shown).map(([term, value]) => `${term} ${value}`).join(", ");
  for (const svg of pictures(view)) svg.setAttribute("aria-label", spoken);
  for (const span of find(".texts").querySelectorAll(".cursor")) span.classList.remove("cursor");
  for (const name of Object.keys(view.runs)) {
    const span = find(`.text[data-run="${name}"] span[data-t="${view.t}"]`);
    if (name !== view.run || !span) continue;
    span.classList.add("cursor");
    const box = span.parentElement; // kept in sight without moving the page
    if (span.offsetTop < box.scrollTop || span.offsetTop > box.scrollTop + box.clientHeight - 30) {
      box.scrollTop = span.offsetTop - box.clientHeight / 2;
    }
  }
  find(".when").textContent = `${data.unit}, character ${view.t + 1} of ${run.characters.length}` +
    (view.t < run.start ? ", read" : ", written");
  trace(view, find);
}

function trace(view, find) {
  const names = Object.keys(view.runs);
  const colours = { free: COLOURS[0], forced: COLOURS[4] };
  const x = view.runs.free.characters.map((_, t) => t + 1);
  view.area = lines(
    find(".trace canvas"), x,
    names.map((name) => ({ y: memory(view, view.runs[name].terms), colour: colours[name], width: 2 })),
    { xTitle: "characters read", cursor: view.t + 1, logarithmic: false },
  );
  find(".trace figcaption").textContent = `${view.data.cell === "lstm" ? "C" : "h"} of ${view.data.unit}`;
  legend(find(".trace .legend"), names.map((name) => ({
    name: name === "free" ? "as it is" : view.data.heldName, colour: colours[name],
  })));
  find(".trace canvas").setAttribute("aria-label", view.data.spoken);
}

function listen(view, find) {
  const go = (t) => {
    [view.t, view.phase] = [t, PHASES];
    draw(view, find);
  };
  const stop = () => clearInterval(view.timer);
  const last = () => view.runs[view.run].characters.length - 1;
  const play = (advance, pause) => {
    stop();
    view.timer = setInterval(() => {
      if (!view.root.isConnected || !advance()) stop();
      else draw(view, find);
    }, pause);
  };
  const phase = () => {
    if (view.phase < PHASES - 1) view.phase += 1;
    else if (view.phase === PHASES - 1) view.phase = PHASES;
    else if (view.t < last()) [view.t, view.phase] = [view.t + 1, 0];
    else return false;
    return true;
  };
  find(".back").addEventListener("click", () => { stop(); go(view.t - 1); });
  find(".one").addEventListener("click", () => { stop(); if (phase()) draw(view, find); });
  find(".slow").addEventListener("click", () => play(phase, SLOW_MS));
  find(".play").addEventListener("click", () => {
    if (view.t >= last()) view.t = 0;
    view.phase = PHASES;
    play(() => view.t < last() && (view.t += 1), SHORT_MS);
  });
  view.root.addEventListener("click", ({ target }) => {
    if (target.dataset?.t === undefined) return;
    stop();
    view.run = target.closest(".text").dataset.run;
    go(Number(target.dataset.t));
  });
  // A wire lights its terms, a term its wires.
  view.root.addEventListener("pointerover", ({ target }) => {
    const term = target.closest("[data-term]")?.dataset.term;
    if (term === view.lit) return;
    view.lit = term;
    if (view.data && view.phase === PHASES) draw(view, find);
  });
  const canvas = find(".trace canvas");
  const point = (event) => {
    if (!view.area || !(event.buttons || event.type === "pointerdown")) return;
    stop();
    go(Math.round(view.area.back(event.clientX - canvas.getBoundingClientRect().left)) - 1);
  };
  canvas.addEventListener("pointerdown", point);
  canvas.addEventListener("pointermove", point);
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    stop();
    go(view.t + step);
    event.preventDefault();
  });
  new ResizeObserver(() => view.data && draw(view, find)).observe(view.root);
}
