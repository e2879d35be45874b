// The unfolded net: the forward pass lights copy after copy, the backward pass goes back over them.

import { badge, inked, legend } from "../../ui/js/captions.js";
import { add } from "../../ui/js/vectors.js";

const COLOUR = { W: "#1b998b", U: "#e08a1e", V: "#b0528f", b: "#6a6fc4", c: "#6a6fc4", back: "#d1495b" };
const LEFT = 104, START = 55, WIDE = 115, BOX = 60, LINE = 16; // pixels: the column of h₀ and its middle, a copy, a box, a line
const SMALLEST = 0.8; // of the picture's own size: smaller than that its numbers cannot be read
const OUTPUT = 32, SMALL = 26, GAP = 50, BARS = 92, PAUSE = 700;
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const mounted = new WeakMap(); // what each mounted view shows

export default function ({ parentElement, data }) {
  const find = (selector) => parentElement.querySelector(selector);
  let view = mounted.get(parentElement);
  if (!view || view.root !== find(".unfolding")) {
    view = { root: find(".unfolding"), data: null, at: 0, entry: 0, timer: 0 };
    mounted.set(parentElement, view);
    listen(view, find);
  }
  if (view.data && data.turn < view.data.turn) return; // a call that was overtaken
  const before = view.data;
  view.data = data;
  if (!before || before.steps !== data.steps) {
    clearInterval(view.timer);
    view.at = 2 * data.steps;
  }
  const names = data.entries.map(({ name }) => name);
  if (!before || before.shown !== data.shown) view.entry = Math.max(0, names.indexOf(data.shown));
  else view.entry = Math.max(0, names.indexOf(before.entries[view.entry].name));
  find(".entry").replaceChildren(...names.map((name, i) => new Option(name, i)));
  badge(find(".exact"), data.checks.exact);
  badge(find(".sum"), data.checks.sum);
  find(".weights").replaceChildren(...data.weights.map(({ name, value }) => {
    const part = document.createElement("span"), bold = document.createElement("b");
    bold.textContent = name;
    bold.style.color = COLOUR[name] ? inked(COLOUR[name]) : "inherit";
    part.append(bold, " = " + value);
    return part;
  }));
  legend(find(".legend"), [
    { name: "U reads x", colour: COLOUR.U },
    { name: "W carries h on", colour: COLOUR.W },
    { name: "V makes y", colour: COLOUR.V },
    { name: "backward: e = y − d, and δ = ∂E/∂a on the edge into its copy", colour: COLOUR.back },
  ]);
  draw(view, find);
}

// A number short enough for an edge: 0, 0.059, −1.8·10⁻⁴.
function short(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  let text = value.toFixed(3);
  if (size < 0.001 || size >= 10000) {
    const [digits, exponent] = value.toExponential(1).split("e");
    text = digits + "·10" + [...exponent.replace("+", "")].map((sign) => RAISED[sign]).join("");
  }
  return text.replace("-", "−");
}

const several = (values) => (values.length > 1 ? `(${values.map(short).join(", ")})` : short(values[0]));
const index = (number) => [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");

function arrow(parent, x0, y0, x1, y1, colour, kind = "") {
  const long = Math.hypot(x1 - x0, y1 - y0), dx = (x1 - x0) / long, dy = (y1 - y0) / long;
  const side = (turn) => `${x1 - 6 * dx + turn * 4 * dy} ${y1 - 6 * dy - turn * 4 * dx}`;
  const path = `M${x0} ${y0}L${x1} ${y1}M${side(1)}L${x1} ${y1}L${side(-1)}`;
  add(parent, "path", { d: path, class: "edge " + kind, ...(kind ? {} : { stroke: colour }) });
}

function box(parent, x, y, tall, lines) {
  add(parent, "rect", { x: x - BOX / 2, y, width: BOX, height: tall, rx: 5, class: "box" });
  const first = y + tall / 2 - ((lines.length - 1) * LINE) / 2 + 4.5;
  lines.forEach((line, i) => add(parent, "text", { x, y: first + i * LINE }, line));
}

function draw(view, find) {
  const { data } = view, { steps, n } = data;
  const forward = Math.min(view.at, steps), back = steps - Math.max(0, view.at - steps);
  const hidden = OUTPUT + SMALL + GAP, tall = n * LINE + 12, middle = hidden + tall / 2;
  const input = hidden + tall + GAP, bars = input + SMALL + 44;
  const width = LEFT + WIDE * steps, height = bars + BARS + 40;
  const centre = (t) => LEFT + WIDE * (t - 0.5);
  const svg = find(".copies");
  svg.replaceChildren();
  view.scale = Math.min(1, Math.max(SMALLEST, find(".scroll").clientWidth / width));
  const size = { width: view.scale * width, height: view.scale * height };
  for (const [key, value] of Object.entries({ ...size, viewBox: `0 0 ${width} ${height}` })) {
    svg.setAttribute(key, value);
  }
  svg.setAttribute("aria-label", data.spoken);
  const rows = { "½ e²": 18, y: OUTPUT + 18, x: input + 18 };
  for (const [name, y] of Object.entries(rows)) add(svg, "text", { x: 2, y, class: "row" }, name);
  add(svg, "text", { x: 2, y: middle + 4, class: "row" }, "h");
  box(svg, START, hidden, tall, data.states[0].map(short));
  const now = current(view);
  for (let t = 1; t <= steps; t++) {
    const copy = add(svg, "g", { class: (t <= forward ? "copy" : "copy dark") + (t === now ? " now" : "") });
    const x = centre(t), lit = t <= forward, i = t - 1;
    const from = (t > 1 ? centre(t - 1) : START) + BOX / 2, to = x - BOX / 2;
    box(copy, x, input, SMALL, [short(data.inputs[i])]);
    box(copy, x, hidden, tall, lit ? data.states[t].map(short) : []);
    box(copy, x, OUTPUT, SMALL, lit ? [short(data.outputs[i])] : []);
    arrow(copy, x, input, x, hidden + tall, COLOUR.U);
    arrow(copy, x, hidden, x, OUTPUT + SMALL, COLOUR.V);
    arrow(copy, from, middle - 4, to, middle - 4, COLOUR.W);
    add(copy, "text", { x: x - 10, y: input - 20, style: `fill: ${inked(COLOUR.U)}` }, "U");
    add(copy, "text", { x: x - 10, y: hidden - 20, style: `fill: ${inked(COLOUR.V)}` }, "V");
    add(copy, "text", { x: (from + to) / 2, y: middle - 11, style: `fill: ${inked(COLOUR.W)}` }, "W");
    if (lit && data.counted[i]) add(copy, "text", { x, y: 20 }, short(data.losses[i]));
    add(copy, "text", { x, y: input + SMALL + 18, class: "faint" }, `t = ${t}`);
    if (t > back) way(svg, data, t, { x, from, to, middle, hidden });
  }
  chart(svg, view, { bars, back, centre, width });
  find(".scrub").max = 2 * steps;
  find(".scrub").value = view.at;
  find(".entry").value = view.entry;
  find(".backward").disabled = view.at < steps;
  find(".when").textContent =
    view.at < steps ? `forward: step ${view.at} of ${steps}`
      : view.at < 2 * steps ? `backward: ${view.at - steps} of ${steps} steps back` : "";
  find(".what").textContent = told(view);
  follow(view, find, now);
  cue(find);
}

// Say that the picture goes on where it is wider than the window, and lead there.
function cue(find) {
  const { scrollWidth, clientWidth, scrollLeft } = find(".scroll");
  find(".more").hidden = scrollWidth - clientWidth - scrollLeft < 4;
}

// What goes back through one copy: its own error down V, and δ along W to the copy before.
function way(svg, data, t, { x, from, to, middle, hidden }) {
  const i = t - 1, group = add(svg, "g", { class: "way" });
  const red = { style: `fill: ${inked(COLOUR.back)}` };
  if (data.counted[i]) {
    arrow(group, x + 8, OUTPUT + SMALL, x + 8, hidden, COLOUR.back);
    add(group, "text", { x: x + 36, y: hidden - 20, ...red }, short(data.errors[i]));
  }
  const cut = data.reached[i] === 0;
  arrow(group, to, middle + 5, from, middle + 5, COLOUR.back, cut ? "gone" : "");
  const lines = cut ? ["cut"] : data.deltas[i].map(short);
  lines.forEach((line, row) => {
    const at = { x: (from + to) / 2, y: middle + 21 + row * (LINE - 1) };
    add(group, "text", { ...at, ...(cut ? { class: "faint" } : red) }, line);
  });
}

// The parts of one entry of the gradient below their copies, and their sum so far at the left, where it is seen first.
function chart(svg, view, { bars, back, centre, width }) {
  const { data } = view, { steps, entries } = data, entry = entries[view.entry];
  const colour = COLOUR[entry.of];
  const sum = back === 0 ? entry.total : entry.parts.slice(back).reduce((a, b) => a + b, 0);
  const all = [...entry.parts, ...entry.whole, entry.total, 0];
  const low = Math.min(...all), high = Math.max(...all), span = high - low || 1;
  const y = (value) => bars + ((high - value) / span) * BARS;
  add(svg, "text", { x: 2, y: bars - 26, class: "row" }, `∂⁺E/∂${entry.name}`);
  add(svg, "line", { x1: 20, x2: width - 8, y1: y(0), y2: y(0), class: "zero" });
  const bar = (at, value, look) => add(svg, "rect", {
    x: at - 20, width: 40, y: y(Math.max(0, value)),
    height: Math.max(1, Math.abs(y(value) - y(0))), ...look,
  });
  const filled = { style: `fill: ${colour}`, class: "part" };
  const under = bars + BARS + 16;
  for (let t = steps; t > back; t--) {
    const whole = entry.whole[t - 1], part = entry.parts[t - 1];
    const lost = data.reached[t - 1] < data.asked[t - 1] && whole !== part;
    if (lost) bar(centre(t), whole, { class: "lost" });
    bar(centre(t), part, filled);
    add(svg, "text", { x: centre(t), y: under }, short(part));
    if (lost) add(svg, "text", { x: centre(t), y: under + 16, class: "faint" }, "of " + short(whole));
  }
  add(svg, "text", { x: START, y: bars - 7 }, "Σ, tied");
  bar(START, sum, filled);
  add(svg, "text", { x: START, y: under, class: "sum", "font-weight": 700 }, short(sum));
  if (back === 0 && shortened(data, entry)) {
    add(svg, "text", { x: START, y: under + 16, class: "faint" }, "of " + short(entry.wholeTotal));
  }
}

// Whether truncation changed the gradient: another order of adding is no change.
function shortened({ asked, reached }, { parts, whole }) {
  return parts.some((part, i) => reached[i] < asked[i] && part !== whole[i]);
}

function current({ at, data: { steps } }) {
  if (at === 0 || at === 2 * steps) return 0;
  return at <= steps ? at : 2 * steps - at + 1;
}

// The formulas of the current copy, with its numbers.
function told(view) {
  const { data, at } = view, t = current(view), i = t - 1, entry = data.entries[view.entry];
  if (at === 0) return "Before the first step: h₀ = 0.";
  if (!t) {
    return `E = ${short(data.loss)}. ∂E/∂${entry.name} = ${short(entry.total)}, the sum of ` +
      `${data.steps} parts` +
      (shortened(data, entry) ? `; without truncation ${short(entry.wholeTotal)}.` : ".");
  }
  const at_t = index(t), before = index(t - 1);
  if (at <= data.steps) {
    return `Forward, step ${t}: a${at_t} = W h${before} + U x${at_t} + b = ${several(data.sums[i])}; ` +
      `h${at_t} = φ(a${at_t}) = ${several(data.states[t])}; y${at_t} = V h${at_t} + c = ${short(data.outputs[i])}` +
      (data.counted[i] ? `; d = ${short(data.target)}, loss ½ (y − d)² = ${short(data.losses[i])}.` : "; no loss here.");
  }
  const later = t < data.steps ? ` + Wᵀ δ${index(t + 1)}` : "";
  // Truncated losses go back one by one: what is left of δ does not follow from the next δ.
  const from = data.reached[i] < data.asked[i]
    ? `, from ${data.reached[i]} of ${data.asked[i]} losses (truncated),`
    : ` = φ′(a${at_t}) ⊙ (Vᵀ e${at_t}${later})`;
  return `Backward, step ${t}: e${at_t} = ${short(data.errors[i])}; φ′(a${at_t}) = ${several(data.slopes[i])}; ` +
    `δ${at_t}${from} = ${several(data.deltas[i])}; ` +
    `this use adds ${short(entry.parts[i])} to ∂E/∂${entry.name}.`;
}

// Keep the current copy in sight where the picture is wider than the screen.
function follow(view, find, now) {
  if (!now) return;
  const scroll = find(".scroll");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const left = view.scale * (LEFT + WIDE * (now - 0.75)) - scroll.clientWidth / 2;
  scroll.scrollTo({ left, behavior: still ? "auto" : "smooth" });
}

function listen(view, find) {
  const go = (at) => {
    view.at = Math.max(0, Math.min(2 * view.data.steps, at));
    draw(view, find);
  };
  const play = (from, until) => {
    clearInterval(view.timer);
    go(from);
    view.timer = setInterval(() => {
      if (view.at >= until || !view.root.isConnected) clearInterval(view.timer);
      else go(view.at + 1);
    }, PAUSE);
  };
  const stop = (at) => {
    clearInterval(view.timer);
    go(at);
  };
  find(".forward").addEventListener("click", () => play(0, view.data.steps));
  find(".backward").addEventListener("click", () => play(view.data.steps, 2 * view.data.steps));
  find(".one").addEventListener("click", () => stop(view.at >= 2 * view.data.steps ? 1 : view.at + 1));
  find(".all").addEventListener("click", () => stop(2 * view.data.steps));
  find(".scrub").addEventListener("input", (event) => stop(Number(event.currentTarget.value)));
  find(".scroll").addEventListener("scroll", () => cue(find));
  find(".more").addEventListener("click", () => {
    const scroll = find(".scroll");
    scroll.scrollTo({ left: scroll.scrollLeft + scroll.clientWidth * 0.8 });
  });
  // Only its width matters: a picture drawn again changes the height.
  let wide = 0;
  new ResizeObserver(() => {
    const { clientWidth } = find(".scroll");
    if (view.data && clientWidth !== wide) draw(view, find);
    wide = clientWidth;
  }).observe(find(".scroll"));
  find(".entry").addEventListener("change", (event) => {
    view.entry = Number(event.currentTarget.value);
    draw(view, find);
  });
}
