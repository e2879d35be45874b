// The vanishing-gradient simulator's pictures: one cursor for all, played forward and backward.

import { badge, inked, legend } from "../../ui/js/captions.js";
import { activity, bars, COLOURS, floats, fromLog, GREY, heatMap, lines } from "../../ui/js/charts.js";
import { onCursorMoved, tellCursor } from "./cursor.js";

const mounted = new WeakMap(); // what each mounted view shows

export default function ({ parentElement, data }) {
  const find = (selector) => parentElement.querySelector(selector);
  let view = mounted.get(parentElement);
  if (!view || view.root !== find(".gradient")) {
    view = { root: find(".gradient"), data: null, t: 0, k: 0, forward: 0, backward: 0, timer: 0 };
    mounted.set(parentElement, view);
    listen(view, find);
  }
  if (view.data && data.turn < view.data.turn) return; // a call that was overtaken
  const fresh = !view.data || view.data.steps !== data.steps;
  view.data = data;
  view.lags = floats(data.lags);
  view.values = data.values.map(floats);
  view.limits = data.limits.map((limit) => ({ ...limit, y: floats(limit.y) }));
  view.heat = floats(data.heat);
  view.shares = floats(data.shares);
  view.norms = floats(data.norms);
  view.immediate = floats(data.immediate);
  view.states = floats(data.states);
  view.twin = floats(data.twin);
  view.promised = floats(data.promised);
  view.exponents = floats(data.exponents);
  if (fresh) {
    clearInterval(view.timer);
    view.t = data.steps;
    view.k = Math.max(1, Math.round(data.steps / 2));
    view.forward = view.backward = data.steps;
  }
  words(view, find);
  draw(view, find);
}

function words(view, find) {
  const { data } = view;
  find(".stats").replaceChildren(
    ...data.stats.map(({ name, value, over }) => {
      const part = document.createElement("span");
      const number = document.createElement("b");
      number.textContent = value;
      number.classList.toggle("over", over);
      part.append(name + " ", number);
      return part;
    }),
  );
  find(".thresholds").replaceChildren(...data.thresholds.map(({ name, at, now }) => {
    const mark = document.createElement("span");
    mark.textContent = name;
    mark.style.left = 100 * at + "%";
    mark.classList.toggle("now", now);
    return mark;
  }));
  find(".notice").textContent = data.notice;
  for (const panel of ["fan", "heat", "row", "parts", "rates", "twin"]) {
    badge(find(`.${panel} .badge`), data.checks[panel]);
  }
  legend(find(".fan .legend"), [
    { name: "singular values of the product", colour: GREY },
    { name: data.mine + ": the largest", colour: COLOURS[0] },
    ...data.limits.map(({ name }, i) => ({ name, colour: COLOURS[1 + i] })),
  ]);
  legend(find(".heat .legend"), [
    { name: "10⁻⁸", colour: "rgb(42, 120, 184)" },
    { name: "1", colour: GREY },
    { name: "10⁸", colour: "rgb(209, 73, 91)" },
    { name: "point at it to move the cursor" },
  ]);
  legend(find(".parts .legend"), [
    { name: `parts of ‖∂L/∂W‖ = ${data.length}, they add up to it`, colour: COLOURS[0] },
    { name: "there, but lost when float32 adds it", colour: COLOURS[1] },
    { name: "0 in float32", colour: COLOURS[4] },
    ...(data.clipped ? [{ name: data.clipped }] : []),
  ]);
  legend(find(".rates .legend"), [
    { name: data.rates, colour: COLOURS[0] },
  ]);
  legend(find(".twin .legend"), [
    { name: "how far it is away", colour: COLOURS[0] },
    { name: "what the Jacobians promise", colour: COLOURS[1] },
  ]);
  for (const [panel, text] of Object.entries(data.spoken)) {
    find(`.${panel} canvas`).setAttribute("aria-label", text);
  }
}

// Row t of the heat map stands for a step of `stride` when there are more steps than pixels.
function place(view, step) {
  return Math.min(view.data.size - 1, Math.floor((step - 1) / view.data.stride));
}

function draw(view, find) {
  const { data, lags } = view;
  const lag = data.steps - view.k;
  const back = data.steps - view.backward; // states before it have not been reached yet
  const reached = Array.from(lags, (at) => data.steps - at >= back);
  const hide = (y) => Array.from(y, (value, i) => (reached[i] ? value : NaN));
  const alpha = view.values.length > 8 ? 0.3 : 0.6;
  view.areas = {};
  view.areas.fan = lines(
    find(".fan canvas"), lags,
    [
      ...view.values.map((y) => ({ y: hide(y), colour: GREY, width: 1, alpha: alpha + 0.25 })),
      ...view.limits.map(({ y, dash }, i) => ({ y, colour: COLOURS[1 + i], dash, width: 1.7 })),
      { y: hide(view.values[0]), colour: COLOURS[0], width: 2.6 },
    ],
    { xTitle: "lag, steps back", cursor: Math.max(1, lag), floor: data.floor },
  );
  const cell = { t: place(view, view.t) + 1, k: place(view, view.k) + 1 };
  const gone = Math.ceil(view.forward / data.stride);
  view.areas.heat = heatMap(find(".heat canvas"), data.size, view.heat, {
    cursor: cell,
    shown: (t, k) => t < gone && k >= place(view, Math.max(1, back)),
  });
  const row = view.heat.subarray((cell.t - 1) * data.size, cell.t * data.size);
  const ks = Array.from({ length: data.size }, (_, i) => i * data.stride + 1);
  view.areas.row = lines(find(".row canvas"), ks, [{ y: row, colour: COLOURS[0], width: 2 }], {
    xTitle: "k, the state", cursor: ks[cell.k - 1],
  });
  legend(find(".row .legend"), [{ name: `‖∂L_t/∂s_k‖ at t = ${view.t}, over k`, colour: COLOURS[0] }]);
  view.areas.parts = bars(find(".parts canvas"), view.shares, {
    colours: (i) => (data.underflow[i] ? COLOURS[4] : data.swallowed[i] ? COLOURS[1] : COLOURS[0]),
    cursor: Math.max(1, view.k),
    xTitle: "k, the step at which W was used",
    shown: (i) => i + 1 > back,
  });
  bars(find(".rates canvas"), view.exponents, {
    colours: (i) => COLOURS[view.exponents[i] > 0 ? 4 : 0],
    cursor: null,
    xTitle: "direction, the fastest first",
    shown: () => true,
  });
  const times = Array.from(view.twin, (_, i) => i);
  view.areas.twin = lines(
    find(".twin canvas"), times,
    [
      { y: view.promised, colour: COLOURS[1], dash: [5, 3] },
      { y: view.twin.map((value, i) => (i <= view.forward ? value : NaN)), colour: COLOURS[0], width: 2 },
    ],
    { xTitle: "t, steps after the start", cursor: view.k },
  );
  activity(find(".states canvas"), data.units, data.steps, view.states, view.forward);
  find(".when").textContent =
    view.forward < data.steps
      ? `forward: step ${view.forward} of ${data.steps}`
      : view.backward < data.steps
        ? `backward: ${view.backward} steps back`
        : "";
  find(".backward").disabled = view.forward < data.steps;
  tell(view, find);
  tellCursor(Math.max(1, lag));
}

// Every second part of a symbol is an index.
function term(symbol, number, colour) {
  const span = document.createElement("span");
  span.className = "term";
  symbol.split("_").forEach((part, i) => {
    const [index, rest] = i ? part.match(/^(\S*?)((?:[/ ].*)?)$/).slice(1) : ["", part];
    if (i) {
      const sub = document.createElement("sub");
      sub.textContent = index;
      span.append(sub);
    }
    span.append(rest);
  });
  const small = document.createElement("small");
  small.textContent = number;
  if (colour) span.style.color = inked(colour);
  span.append(small);
  return span;
}

// The slide's formula with the numbers under the cursor.
function tell(view, find) {
  const { data } = view;
  const cell = place(view, view.t) * data.size + place(view, view.k);
  const log = view.heat[cell];
  const immediate = view.immediate[view.k - 1];
  find(".formula").replaceChildren(
    term("∂L_t/∂W", `k = ${view.k} of 1 … ${view.t}`),
    " = Σ",
    term("∂L_t/∂h_t", "1", COLOURS[3]),
    " · ",
    term("∏ ∂h_i/∂h_i−1", `${view.t - view.k} factors`, COLOURS[1]),
    " · ",
    term("∂⁺h_k/∂W", fromLog(Math.log10(immediate)), COLOURS[2]),
    " ;  ",
    term("‖∂L_t/∂h_k ‖", fromLog(log), COLOURS[0]),
  );
  const lagAt = view.lags.indexOf(data.steps - view.k);
  const norm = lagAt >= 0 ? view.values[0][lagAt] : NaN;
  const limits = view.limits
    .filter(({ y }) => lagAt >= 0 && y.length === view.lags.length)
    .map(({ name, y }) => `${name}: ${fromLog(y[lagAt])}`);
  find(".what").textContent =
    (lagAt >= 0
      ? `From the last step back to state ${view.k}, lag ${data.steps - view.k}: ‖product‖ = ${fromLog(norm)}; ${limits.join("; ")}. `
      : "") +
    `The loss of step ${view.t} depends on state ${view.k} with ${fromLog(log)}; ` +
    `W as used in step ${view.k} has a gradient of length ${fromLog(Math.log10(view.norms[view.k - 1]))}` +
    (data.underflow[view.k - 1]
      ? ", which is 0 in float32."
      : data.swallowed[view.k - 1]
        ? ", which float32 loses when it adds it to the rest."
        : ".");
}

function listen(view, find) {
  const clamp = (value) => Math.max(1, Math.min(view.data.steps, Math.round(value)));
  const move = (panel, event) => {
    const area = view.areas?.[panel];
    if (!area) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = area.back(event.clientX - box.left), y = area.backY(event.clientY - box.top);
    const { stride, steps } = view.data;
    if (panel === "fan") [view.t, view.k] = [steps, clamp(steps - x)];
    else if (panel === "heat") {
      view.t = clamp((y - 1) * stride + 1);
      view.k = Math.min(view.t, clamp((x - 1) * stride + 1));
    } else view.k = panel === "row" ? Math.min(view.t, clamp(x)) : clamp(x);
    draw(view, find);
  };
  for (const panel of ["fan", "heat", "row", "parts", "twin"]) {
    const canvas = find(`.${panel} canvas`);
    canvas.addEventListener("pointermove", (event) => move(panel, event));
    canvas.addEventListener("pointerdown", (event) => move(panel, event));
    canvas.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!step) return;
      const sign = panel === "fan" ? -1 : 1;
      if (panel === "heat") view.t = clamp(view.t + step[1]);
      view.k = Math.min(view.t, clamp(view.k + sign * step[0]));
      draw(view, find);
      event.preventDefault();
    });
  }
  onCursorMoved(view, (asked) => {
    if (!view.data) return;
    if (asked !== null) [view.t, view.k] = [view.data.steps, clamp(view.data.steps - asked)];
    draw(view, find);
  });
  const advance = () => {
    const { steps } = view.data;
    if (view.forward < steps) view.forward += 1;
    else if (view.backward < steps) view.backward += 1;
    draw(view, find);
    return view.forward < steps || (view.backward > 0 && view.backward < steps);
  };
  const play = () => {
    clearInterval(view.timer);
    const pause = Math.max(16, Math.min(120, 4000 / view.data.steps));
    view.timer = setInterval(() => {
      const phase = view.forward < view.data.steps ? "forward" : "backward";
      advance();
      if (view[phase] >= view.data.steps || !view.root.isConnected) clearInterval(view.timer);
    }, pause);
  };
  find(".forward").addEventListener("click", () => {
    view.forward = view.backward = 0;
    play();
  });
  find(".backward").addEventListener("click", () => {
    view.forward = view.data.steps;
    view.backward = 0;
    play();
  });
  find(".one").addEventListener("click", () => {
    clearInterval(view.timer);
    if (view.forward >= view.data.steps && view.backward >= view.data.steps) {
      view.forward = view.backward = 0;
    }
    advance();
  });
  find(".all").addEventListener("click", () => {
    clearInterval(view.timer);
    view.forward = view.backward = view.data.steps;
    draw(view, find);
  });
  new ResizeObserver(() => view.data && draw(view, find)).observe(view.root);
}
