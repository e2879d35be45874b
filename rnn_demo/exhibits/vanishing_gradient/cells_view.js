// Three cells side by side. Its cursor is that of the simulator's other pictures, a lag.

import { badge, legend } from "../../ui/js/captions.js";
import { floats, lines } from "../../ui/js/charts.js";
import { askForCursor, followCursor, moveCursor } from "./cursor.js";

const mounted = new WeakMap(); // what each mounted view shows

export default function ({ parentElement, data }) {
  const find = (selector) => parentElement.querySelector(selector);
  let view = mounted.get(parentElement);
  if (!view || view.root !== find(".gradient")) {
    view = { root: find(".gradient"), data: null, lag: 1 };
    mounted.set(parentElement, view);
    listen(view, find);
  }
  if (view.data && data.turn < view.data.turn) return; // a call that was overtaken
  view.data = data;
  view.cells = data.cells.map((cell) => ({ name: cell.name, colour: cell.colour, x: floats(cell.lags), y: floats(cell.y) }));
  badge(find(".badge"), data.check);
  legend(find(".legend"), view.cells.map(({ name, colour }) => ({ name, colour })));
  find("canvas").setAttribute("aria-label", data.spoken);
  draw(view, find);
  askForCursor();
}

function draw(view, find) {
  view.area = lines(
    find("canvas"), view.cells[0].x,
    view.cells.map(({ y, colour }) => ({ y, colour, width: 2 })),
    { xTitle: "lag, steps back", cursor: view.lag, floor: view.data.floor },
  );
}

function listen(view, find) {
  const canvas = find("canvas");
  const point = (event) => {
    if (!view.area) return;
    moveCursor(Math.round(view.area.back(event.clientX - canvas.getBoundingClientRect().left)));
  };
  canvas.addEventListener("pointermove", point);
  canvas.addEventListener("pointerdown", point);
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    moveCursor(view.lag + step);
    event.preventDefault();
  });
  followCursor(view, (lag) => {
    view.lag = lag;
    if (view.data) draw(view, find);
  });
  new ResizeObserver(() => view.data && draw(view, find)).observe(view.root);
}
