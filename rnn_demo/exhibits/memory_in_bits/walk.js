// A string walks through the grammar, symbol by symbol, and two readers pay for it: one remembers.

import { badge, legend } from "../../ui/js/captions.js";
import { add } from "../../ui/js/vectors.js";

const ROW = 49, LANE = 35, SIDE = 84, TOP = 22, MIDDLE = 170, RADIUS = 12; // pixels
const WIDTH = 2 * MIDDLE, HEIGHT = 2 * TOP + 9 * ROW;
// The inner grammar's nodes 0 … 7: in which row, and left or right in their branch.
const INNER = [[2, 0], [3, 0], [4, -1], [4, 1], [5, -1], [5, 1], [6, 0], [7, 0]];
const OUTER = { start: 0, kind: 1, last: 8, end: 9 };
const STEP_MS = 800, SLOW_MS = 1300, QUIET_MS = 250;
// In slow motion a step has three parts: what is expected, what comes, what it costs.
const EXPECTED = 0, CAME = 1, PAID = 2;
const mounted = new WeakMap(); // what each mounted view shows

export default function ({ parentElement, data, setStateValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  let view = mounted.get(parentElement);
  if (!view || view.root !== find(".walk")) {
    view = { root: find(".walk"), data: null, at: 0, part: EXPECTED, slow: false, timer: 0, told: 0 };
    mounted.set(parentElement, view);
    listen(view, find);
  }
  view.tell = (opened, at) => setStateValue("stopped", { opened, at });
  if (view.data && data.turn <= view.data.turn) return; // the same call, or one that was overtaken
  if (view.data?.opened !== data.opened) {
    stop(view);
    clearTimeout(view.told);
    [view.at, view.part] = [data.step, EXPECTED];
  }
  view.data = data;
  if (data.check) badge(find(".badge"), data.check);
  else badge(find(".badge"), { text: "", holds: true, title: "" });
  legend(find(".legend"), [
    { name: "walked", colour: "var(--knows)" },
    { name: "dashed ring: the twin, the same to whoever forgot the second symbol", colour: "var(--forgets)" },
  ]);
  draw(view, find);
}

const stop = (view) => { clearInterval(view.timer); view.timer = 0; };

function make(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

// Where a node stands; those of the inner grammar twice, side by side.
function place(node, kinds) {
  if (node in OUTER) return { x: MIDDLE, y: TOP + OUTER[node] * ROW };
  const branch = kinds.indexOf(node[0]) ? 1 : -1, [row, lane] = INNER[Number(node.slice(1))];
  return { x: MIDDLE + branch * SIDE + lane * LANE, y: TOP + row * ROW, lane };
}

const inner = (node) => !(node in OUTER);
const twin = (node, kinds) => (node[0] === kinds[0] ? kinds[1] : kinds[0]) + node.slice(1);

function edge(group, from, to, symbol) {
  if (from.x === to.x && from.y === to.y) { // a loop, away from the middle of its branch
    const { x, y, lane } = from, s = lane < 0 ? -1 : 1, x0 = x + s * 9, out = x + s * 34;
    add(group, "path", { class: "edge line", pathLength: 1, d: `M${x0} ${y - 8}C${out} ${y - 22} ${out} ${y + 22} ${x0} ${y + 8}` });
    head(group, x0, y + 8, -s * 0.86, -0.5);
    add(group, "text", { x: x + s * 36, y: y + 4.5 }, symbol);
    return;
  }
  const long = Math.hypot(to.x - from.x, to.y - from.y), dx = (to.x - from.x) / long, dy = (to.y - from.y) / long;
  const start = { x: from.x + dx * RADIUS, y: from.y + dy * RADIUS };
  const end = { x: to.x - dx * (RADIUS + 1), y: to.y - dy * (RADIUS + 1) };
  add(group, "path", { class: "edge line", pathLength: 1, d: `M${start.x} ${start.y}L${end.x} ${end.y}` });
  head(group, end.x, end.y, dx, dy);
  // Beside the line, on the side that is up.
  const side = dx > 0 ? 10 : -10;
  const x = (from.x + to.x) / 2 + side * dy, y = (from.y + to.y) / 2 - side * dx;
  add(group, "text", { x, y: y + 4.5 }, symbol);
}

function head(group, x, y, dx, dy) {
  const side = (turn) => `${x - 6 * dx + turn * 3.5 * dy} ${y - 6 * dy - turn * 3.5 * dx}`;
  add(group, "path", { class: "edge", d: `M${side(1)}L${x} ${y}L${side(-1)}` });
}

function draw(view, find) {
  const { data, at, part } = view, { path, kinds } = data;
  const walked = at + (part === EXPECTED ? 0 : 1); // the symbol that came lights its way at once
  const here = path[part === PAID ? at + 1 : at];
  picture(find(".grammar svg"), data, walked, here);
  find(".symbols").replaceChildren(...Array.from(data.text, (symbol, i) => {
    const span = make("span", (i < walked ? "read" : "") + (i === at ? " next" : ""), symbol);
    span.dataset.i = i;
    return span;
  }));
  const box = find(".symbols"), next = box.children[Math.min(at, data.text.length - 1)];
  if (next) box.scrollTop = next.offsetTop - box.offsetTop - 40;
  readers(view, find(".readers"));
  find(".what").textContent = told(view);
  const empty = !data.text, ended = at >= data.text.length;
  find(".one").disabled = empty || ended;
  find(".back").disabled = empty || (at === 0 && part === EXPECTED);
  find(".run").disabled = empty;
  find(".first").disabled = empty;
  find(".scrub").disabled = empty;
  find(".scrub").max = Math.max(1, data.text.length);
  find(".scrub").value = at;
  find(".scrub").setAttribute("aria-valuetext", `${at} of ${data.text.length} symbols read`);
  find(".run").textContent = view.timer ? "❚❚ Pause" : "▶ Play";
}

function picture(svg, data, walked, here) {
  const { path, kinds, text } = data;
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("aria-label", `The grammar: B, then T or P into one of two branches that are alike, the same symbol again, E. ` +
    (text ? `Walked: ${text.slice(0, walked) || "nothing yet"}, now at ${spoken(here)}.` : "No string walks."));
  const been = path.slice(0, walked + 1);
  const taken = new Set(been.slice(1).map((to, i) => `${been[i]} ${to}`));
  const latest = walked ? `${path[walked - 1]} ${path[walked]}` : "";
  const groups = data.ways.map(([from, symbol, to]) => {
    const way = `${from} ${to}`;
    const group = add(svg, "g", { class: "way" + (taken.has(way) ? " taken" : "") + (way === latest ? " latest" : "") });
    edge(group, place(from, kinds), place(to, kinds), symbol);
    return group;
  });
  svg.append(...groups.filter((group) => group.classList.contains("taken"))); // above the others
  for (const node of data.nodes) {
    const { x, y } = place(node, kinds);
    const group = add(svg, "g", { class: "node" + (node === here ? " here" : been.includes(node) ? " been" : "") });
    add(group, "circle", { cx: x, cy: y, r: RADIUS });
    if (inner(node)) add(group, "text", { x, y: y + 4.5 }, node.slice(1));
    else if (node === "end") add(group, "circle", { cx: x, cy: y, r: RADIUS - 4 });
  }
  if (inner(here)) {
    const { x, y } = place(twin(here, kinds), kinds);
    add(svg, "circle", { cx: x, cy: y, r: RADIUS + 4, class: "ring" });
  }
  const label = (x, y, words, anchor) => add(svg, "text", { x, y, class: "faint", style: `text-anchor: ${anchor}` }, words);
  label(MIDDLE + 20, TOP + 4, "start", "start");
  label(MIDDLE + 20, HEIGHT - TOP + 4, "end", "start");
  label(4, TOP + ROW + 8, `second symbol ${kinds[0]}`, "start");
  label(WIDTH - 4, TOP + ROW + 8, `second symbol ${kinds[1]}`, "end");
  label(MIDDLE + 20, TOP + 8 * ROW + 4, "last", "start");
}

const spoken = (node) => (inner(node) ? `node ${node.slice(1)} of the branch ${node[0]}` : node);

// A probability as a fraction where it is a simple one, else in per cent.
function share(p) {
  return { 1: "1", 0.5: "½", 0.25: "¼" }[p] ?? `${Math.round(100 * p)} %`;
}

// Bits with two digits at most: 4, 3.32.
const short = (bits) => String(Number(bits.toFixed(2)));
const several = (bits) => `${short(bits)} ${short(bits) === "1" ? "bit" : "bits"}`;

// Each reader: what it has paid, and what it expects; what came stands out in it.
function readers(view, element) {
  const { data, at, part } = view, symbol = data.text[at];
  element.replaceChildren(...data.readers.map((reader, i) => {
    const row = make("div", "reader" + (i > 1 ? " minor" : ""));
    row.style.setProperty("--own", reader.colour);
    const paid = part === PAID ? at + 1 : at;
    const total = reader.bits.slice(0, paid).reduce((a, b) => a + b, 0);
    const name = make("div", "name"), sum = make("span", "total", data.text ? several(total) : "");
    const latest = paid ? reader.bits[paid - 1] : 0;
    if (latest && (part !== CAME)) sum.append(make("span", "paid", `+${short(latest)}`));
    name.append(make("span", "", reader.name), sum);
    const expected = Object.entries(reader.foreseen[at] ?? {});
    const bar = make("div", "bar");
    bar.setAttribute("role", "img");
    bar.setAttribute("aria-label", expected.map(([one, p]) => `${one} ${share(p)}`).join(", ") || "nothing more");
    bar.replaceChildren(...expected.map(([one, p]) => {
      const piece = make("span", part !== EXPECTED && one === symbol ? "came" : "", p < 0.13 ? one : `${one} ${share(p)}`);
      piece.style.flexGrow = p;
      piece.title = `${one}: ${(100 * p).toFixed(1)} %`;
      return piece;
    }));
    if (!expected.length) bar.append(make("span", "end", data.text ? "nothing more" : ""));
    row.append(name, bar);
    return row;
  }));
}

// What happens at this step, in words.
function told({ data, at, part }) {
  const { text, readers: [knows, forgets] } = data;
  if (!text) return "No string of the grammar to walk: this is where it would.";
  if (at === text.length) {
    const [one, other] = [knows, forgets].map(({ bits }) => several(bits.reduce((a, b) => a + b, 0)));
    return `Spelled: ${one} with memory, ${other} without. The one that differs was paid for ${text[at - 2]}, the second-last symbol.`;
  }
  const symbol = text[at], before = `Symbol ${at + 1} of ${text.length}`;
  if (part !== EXPECTED) {
    const [p, q] = [knows, forgets].map(({ foreseen }) => share(foreseen[at][symbol]));
    if (part === CAME) {
      return `${before} is ${symbol}. ` + (p === q ? `Both readers that know the grammar gave it ${p}.`
        : `The reader that remembers gave it ${p}, the one that forgot ${q}.`);
    }
    return `Paid for ${symbol}: −log₂ ${p} = ${several(knows.bits[at])} with memory, −log₂ ${q} = ${several(forgets.bits[at])} without.`;
  }
  const ways = Object.keys(knows.foreseen[at]);
  if (at === text.length - 2) {
    return `${before}, where memory is needed: the second symbol comes again. Whoever remembers ${text[1]} knows it, and pays nothing. ` +
      `Whoever forgot it may be at either of the twins: T or P, 1 bit.`;
  }
  if (ways.length > 1) {
    return `${before}: ${ways.join(" or ")}, each as likely. That is 1 bit to whoever knows the grammar` +
      (at === 1 ? "; it leads into one of two branches that look alike." : at > 1 ? ", in either branch." : ".");
  }
  return `${before} can only be ${ways[0]}: it costs nothing to whoever knows the grammar.`;
}

function listen(view, find) {
  const last = () => view.data.text.length;
  const go = (at, part = EXPECTED) => {
    [view.at, view.part] = [Math.max(0, Math.min(last(), at)), part];
    draw(view, find);
  };
  // The address hears of it once it stands still for a moment.
  const settle = () => {
    const { opened } = view.data;
    clearTimeout(view.told);
    view.told = setTimeout(() => view.root.isConnected && view.tell(opened, view.at), QUIET_MS);
  };
  const onward = () => {
    if (view.at >= last()) return;
    if (view.slow && view.part < PAID) go(view.at, view.part + 1);
    else go(view.at + 1);
  };
  const backward = () => {
    if (view.part > EXPECTED) go(view.at, view.slow ? view.part - 1 : EXPECTED);
    else if (view.at > 0) go(view.at - 1, view.slow ? PAID : EXPECTED);
  };
  const pause = () => {
    stop(view);
    draw(view, find);
    settle();
  };
  const play = () => {
    stop(view);
    view.timer = setInterval(() => {
      if (!view.root.isConnected) return stop(view);
      onward();
      if (view.at >= last()) pause();
    }, view.slow ? SLOW_MS : STEP_MS);
    draw(view, find);
  };
  const stopped = (then) => () => {
    stop(view);
    then();
    settle();
  };
  find(".one").addEventListener("click", stopped(onward));
  find(".back").addEventListener("click", stopped(backward));
  find(".first").addEventListener("click", stopped(() => go(0)));
  find(".run").addEventListener("click", () => {
    if (view.timer) return pause();
    if (view.at >= last()) go(0);
    play();
  });
  find(".slow").addEventListener("change", ({ target }) => {
    view.slow = target.checked;
    if (view.timer) play();
  });
  find(".scrub").addEventListener("input", ({ target }) => {
    const at = Number(target.value);
    stopped(() => go(at))();
  });
  find(".symbols").addEventListener("click", ({ target }) => {
    if (target.dataset.i !== undefined) stopped(() => go(Number(target.dataset.i)))();
  });
}
