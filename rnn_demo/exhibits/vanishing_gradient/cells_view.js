// Three cells side by side. The cursor, a lag, is shared with the simulator's other pictures.

import { badge, legend } from "../../ui/js/captions.js";
import { lines, pointed } from "../../ui/js/charts.js";
import { onKeys, SIDEWAYS } from "../../ui/js/keys.js";
import { mount } from "../../ui/js/mount.js";
import { floats } from "../../ui/js/packing.js";
import { t } from "../../ui/js/words.js";
import { askForCursor, followCursor, moveCursor } from "./cursor.js";

/**
 * The data that the view receives; see cells_data in cells_view.py.
 *
 * @typedef {object} Cells
 * @property {number} turn
 * @property {{ name: string, colour: string, lags: string, y: string }[]} cells
 * @property {number} floor
 * @property {import("../../ui/js/captions.js").Check} check
 * @property {string} spoken
 *
 * @typedef {object} Own
 * @property {number} lag of the cursor
 * @property {{ name: string, colour: string, x: Float32Array, y: Float32Array }[]} cells
 * @property {import("../../ui/js/charts.js").Area | null} area
 * @typedef {import("../../ui/js/mount.js").View<Cells, Own>} View
 */

export default mount({ root: ".gradient", begin, listen, show, again: true });

/** @returns {Own} */
function begin() {
  return { lag: 1, cells: [], area: null };
}

/** @param {View} view */
function show(view) {
  const { data, find } = view;
  view.cells = data.cells.map(({ name, colour, lags, y }) => ({ name, colour, x: floats(lags), y: floats(y) }));
  badge(find(".badge"), data.check);
  legend(find(".legend"), view.cells.map(({ name, colour }) => ({ name, colour })));
  find("canvas").setAttribute("aria-label", data.spoken);
  draw(view);
  askForCursor();
}

/** @param {View} view */
function draw(view) {
  view.area = lines(
    view.find("canvas", HTMLCanvasElement), view.cells[0].x,
    view.cells.map(({ y, colour }) => ({ y, colour, width: 2 })),
    { xTitle: t("lag, steps back"), cursor: view.lag, floor: view.data.floor },
  );
}

/** @param {View} view */
function listen(view) {
  const canvas = view.find("canvas");
  /** @param {PointerEvent} event */
  const point = (event) => {
    if (view.area) moveCursor(Math.round(pointed(view.area, event).x));
  };
  canvas.addEventListener("pointermove", point);
  canvas.addEventListener("pointerdown", point);
  onKeys(canvas, SIDEWAYS, (step) => { moveCursor(view.lag + step); });
  followCursor(view, (lag) => {
    view.lag = lag;
    if (view.area) draw(view);
  });
  new ResizeObserver(() => draw(view)).observe(view.root);
}
