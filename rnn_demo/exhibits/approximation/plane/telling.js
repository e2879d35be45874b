// The words around the plane: how many points are on the right side, and the checks.

import { badge, make } from "../../../ui/js/captions.js";
import { t, tn } from "../../../ui/js/words.js";
import { agreement, when } from "../telling.js";
import { GRID } from "./pictures.js";

const STRAIGHT = 1e-9;

/** @param {import("./view.js").View} view */
export function tell(view) {
  const { find, film, data, points, learning, testing } = view;
  when(find, film);
  agreement(find(".error .badge"), view.losses, data.first, true);
  const bent = data.net.activation === "linear" ? bend(view.chart.zs[view.chart.layers.length - 1]) : null;
  badge(find(".plane .badge"), {
    text: bent === null ? "" : `${bent <= STRAIGHT ? "✓" : "✗"} ${bent ? bent.toExponential(0) : 0}`,
    holds: bent === null || bent <= STRAIGHT,
    title: t("However many layers it has, a net without an activation is a x + b y + c: its second differences over the square are 0, and the border of its classes is a straight line. This is the largest of them, as a share of the output."),
  });
  if (film.running) return; // spoken once it has come to rest
  const right = rightOf(learning.forward(film.place.theta), points.learned.y);
  const unseen = rightOf(testing.forward(film.place.theta), points.tested.y);
  const text = [
    tn(
      "After 1 update {right} of {all} points that it learns from are on the right side, and {unseen} of {others} that it has never seen.",
      "After {n} updates {right} of {all} points that it learns from are on the right side, and {unseen} of {others} that it has never seen.",
      film.update, { right, all: points.learned.y.length, unseen, others: points.tested.y.length },
    ),
    ...(film.over && film.update < film.updates ? [t("No step along the way that L-BFGS suggests leads lower: the training ends here.")] : []),
  ].join(" ");
  const told = find(".told");
  if (told.textContent !== text) told.replaceChildren(make("p", "", text));
}

/**
 * @param {Float64Array} z
 * @param {Float64Array} y
 */
export function rightOf(z, y) {
  return z.reduce((sum, one, i) => sum + (one > 0 === (y[i] === 1) ? 1 : 0), 0);
}

/**
 * The largest second difference along rows and columns, as a share of the largest output.
 *
 * @param {Float64Array} z
 */
function bend(z) {
  let most = 0, size = 1e-12;
  for (let i = 0; i < z.length; i++) {
    size = Math.max(size, Math.abs(z[i]));
    const row = Math.floor(i / GRID), column = i % GRID;
    if (column > 0 && column < GRID - 1) most = Math.max(most, Math.abs(z[i - 1] - 2 * z[i] + z[i + 1]));
    if (row > 0 && row < GRID - 1) most = Math.max(most, Math.abs(z[i - GRID] - 2 * z[i] + z[i + GRID]));
  }
  return most / size;
}
