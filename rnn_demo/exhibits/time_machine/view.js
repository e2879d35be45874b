// A training as a film: one slider moves the text and all curves.

import { legend } from "../../ui/js/captions.js";
import { COLOURS, GREY, lines } from "../../ui/js/charts.js";

const mounted = new WeakMap(); // what each mounted view shows
const FRAME_MS = 700;

export default function ({ parentElement, data, setStateValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  let view = mounted.get(parentElement);
  if (!view || view.root !== find(".time")) {
    view = { root: find(".time"), data: null, at: 0, timer: 0 };
    mounted.set(parentElement, view);
    listen(view, find);
  }
  view.tell = (at) => setStateValue("moment", at);
  if (view.data && data.turn <= view.data.turn) return;
  view.data = data;
  view.at = data.at;
  find("input").max = data.moments.length - 1;
  draw(view, find);
}

const column = (view, of) => view.data.moments.map(of);

function draw(view, find) {
  const { moments, gates, tracked } = view.data, moment = moments[view.at];
  const x = moments.map((_, i) => i);
  find("input").value = view.at;
  find(".when").textContent = `after ${moment.step.toLocaleString("en")} steps: ` +
    `${moment.loss.toFixed(3)} nats per character`;
  find(".sample").textContent = moment.sample;
  const chart = (panel, series, options) => {
    const canvas = find(`.${panel} canvas`);
    view.areas[panel] = lines(canvas, x, series, { cursor: view.at, logarithmic: false, xTitle: "moment", ...options });
    canvas.setAttribute("aria-label", `${find(`.${panel} b`).textContent}, moment ${view.at + 1} of ${moments.length}`);
  };
  view.areas = {};
  chart("loss", [{ y: column(view, ({ loss }) => loss), colour: COLOURS[0], width: 2.2 }]);
  legend(find(".loss .legend"), [{ name: "moments are ever farther apart in steps" }]);
  const sides = gates.flatMap(({ key }, g) => [
    { y: column(view, ({ below }) => below[key]), colour: COLOURS[g], dash: [5, 3], width: 1.8 },
    { y: column(view, ({ above }) => above[key]), colour: COLOURS[g], width: 1.8 },
  ]);
  chart("gates", sides);
  legend(find(".gates .legend"), [
    ...gates.map(({ name }, g) => ({ name, colour: COLOURS[g] })),
    { name: "line: above 0.9; dashes: below 0.1" },
  ]);
  const lags = moment.reach.map((_, i) => i + 1);
  const log = (reach) => reach.map((length) => Math.log10(Math.max(length, 1e-12)));
  lines(
    find(".reach canvas"), lags,
    [
      { y: log(moments.at(-1).reach), colour: GREY, width: 1.5 },
      { y: log(moment.reach), colour: COLOURS[0], width: 2.2 },
    ],
    { xTitle: "characters back" },
  );
  find(".reach canvas").setAttribute("aria-label", `1 % of the first is reached ${moment.fades} characters back`);
  legend(find(".reach .legend"), [
    { name: moment.fades > lags.length ? `above 1 % for all ${lags.length} characters`
      : `below 1 % after ${moment.fades} characters`, colour: COLOURS[0] },
    { name: "at the end", colour: GREY },
  ]);
  chart("tracked", tracked.map((what, i) => ({ y: column(view, (m) => m.tracked[what][1]), colour: COLOURS[i], width: 2 })));
  legend(find(".tracked .legend"), tracked.map((what, i) => ({
    name: `${what}: now unit ${moment.tracked[what][0]}, ${moment.tracked[what][1].toFixed(2)}`, colour: COLOURS[i],
  })));
}

function listen(view, find) {
  const stop = () => clearInterval(view.timer);
  const go = (at) => {
    view.at = Math.max(0, Math.min(view.data.moments.length - 1, Math.round(at)));
    draw(view, find);
  };
  const settle = () => view.tell(view.at); // the address and the server hear of it once it stands
  find("input").addEventListener("input", (event) => { stop(); go(Number(event.target.value)); });
  find("input").addEventListener("change", settle);
  find(".run").addEventListener("click", () => {
    stop();
    if (view.at >= view.data.moments.length - 1) go(0);
    view.timer = setInterval(() => {
      if (!view.root.isConnected) return stop();
      go(view.at + 1);
      if (view.at < view.data.moments.length - 1) return;
      stop();
      settle();
    }, FRAME_MS);
  });
  for (const panel of ["loss", "gates", "tracked"]) {
    const canvas = find(`.${panel} canvas`);
    const point = (event) => {
      if (!view.areas?.[panel]) return;
      stop();
      go(view.areas[panel].back(event.clientX - canvas.getBoundingClientRect().left));
    };
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointermove", (event) => event.buttons && point(event));
    canvas.addEventListener("pointerup", settle);
    canvas.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      stop();
      go(view.at + step);
      settle();
      event.preventDefault();
    });
  }
  new ResizeObserver(() => view.data && draw(view, find)).observe(view.root);
}
