// The words around the pictures: what came of the training, and the checks.

import { badge, make } from "../../../ui/js/captions.js";
import { t, tn } from "../../../ui/js/words.js";
import { short } from "../lines.js";
import { workspace } from "../network.js";
import { jumpOf, valueAt } from "../targets.js";
import { agreement, when } from "../telling.js";

/** @param {import("./view.js").View} view */
export function tell(view) {
  const { find, film, certain, runs, data, now: worst } = view;
  when(find, film);
  agreement(find(".error .badge"), view.losses, data.first, view.target === data.target);
  badge(find(".picture .badge"), certain > 0 && worst ? {
    text: `${worst.most >= certain - 1e-9 ? "✓" : "✗"} ${short(worst.most)} ≥ ${short(certain)}`,
    holds: worst.most >= certain - 1e-9,
    title: why(view),
  } : { text: "", holds: true, title: "" });
  if (film.running || !worst) return; // spoken once it has come to rest
  const said = [
    tn(
      "After 1 update the largest error on [−1, 1] is {error}, at x = {x}; the root mean square is {rms}.",
      "After {n} updates the largest error on [−1, 1] is {error}, at x = {x}; the root mean square is {rms}.",
      film.update, { error: short(worst.most), x: short(worst.x), rms: short(worst.rms) },
    ),
    ...(film.over && film.update < film.updates ? [t("No step along the way that L-BFGS suggests leads lower: the training ends here.")] : []),
    outside(view),
    ...(certain > 0 && runs !== null && worst.most >= certain ? [t("No weights of this net can bring it below {certain}.", { certain: short(certain) })] : []),
  ];
  const text = said.filter(Boolean).join(" "), told = find(".told");
  if (told.textContent !== text) told.replaceChildren(make("p", "", text));
}

/**
 * How wrong it is where it has learned nothing.
 *
 * @param {import("./view.js").View} view
 */
function outside({ data: { reach, net }, target, film }) {
  if (reach <= 1) return "";
  const g = workspace(net, Float64Array.of(-reach, reach)).forward(film.place.theta);
  const off = [-reach, reach].map((x, i) => Math.abs(valueAt(target, x) - g[i]));
  if (off.some(Number.isNaN)) return t("Beyond the interval nobody has drawn, and the net goes on all the same.");
  return t("Outside, at x = −{reach} and x = {reach}, it is off by {left} and {right}.", {
    reach, left: short(off[0]), right: short(off[1]),
  });
}

/** @param {import("./view.js").View} view */
function why({ runs, certain, target }) {
  if (runs === null || (jumpOf(target) && certain === jumpOf(target) / 2)) {
    return t("Every net is continuous and the function jumps by 1: on one side of the jump any continuous function is off by at least {certain}. The error is measured on both sides.", { certain: short(certain) });
  }
  return t("Such a net rises and falls at most {runs} times in turn, whatever its weights; the function does so more often, by twice {certain}. So every such net is off by at least {certain} somewhere. The error that was measured must not be smaller.", {
    runs, certain: short(certain),
  });
}
