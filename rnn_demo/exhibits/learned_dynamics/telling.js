// The words around the pictures: what came of this start, and the checks.

import { badge, legend } from "../../ui/js/captions.js";
import { t } from "../../ui/js/words.js";
import { colourOf } from "./colours.js";
import { told } from "./errors.js";

const CLOSE = 1e-9; // of browser and server: sums in another order

/** @param {import("./view.js").View} view */
export function caption(view) {
  const { data, run, find } = view;
  const chosen = data.predictors.find((one) => one.name === data.chosen);
  const unit = data.chaotic ? t("Lyapunov times") : t("units of time");
  find(".what").textContent = t("{title}, running free from here: right for {time} {unit} (error up to 0.4).", {
    title: chosen?.title ?? "", time: told(view, data.chosen), unit,
  });
  legend(find(".portrait .legend"), [
    { name: t("truth"), colour: "currentColor" },
    { name: chosen?.title ?? "", colour: colourOf(data) },
  ]);
  legend(find(".time .legend"), [
    { name: t("truth, as far as two solvers agree"), colour: "currentColor" },
    { name: chosen?.title ?? "", colour: colourOf(data) },
  ]);
  const end = ((run.agreed * data.step)).toFixed(1), whole = run.agreed >= data.steps;
  badge(find(".portrait .badge"), {
    text: whole ? t("✓ truth to the end") : t("✓ truth to t = {end}", { end }),
    holds: true,
    title: t("The equations are solved twice, with tolerances {fine} and {finer}. The orbit is drawn as far as both stay within {same} standard deviations of each other; beyond that nobody here knows the truth.", {
      fine: data.tolerances[0].toExponential(0), finer: data.tolerances[1].toExponential(0), same: data.same,
    }),
  });
  const residual = view.start === data.start ? apart(data, run) : null;
  badge(find(".time .badge"), {
    text: residual === null ? "" : `${residual <= CLOSE ? "✓" : "✗"} ${residual ? residual.toExponential(0) : 0}`,
    holds: residual !== null && residual <= CLOSE,
    title: t("Your browser computes all of this. The first {count} predictions are also computed in Python; this is the largest difference, in standard deviations; up to {bound} counts as the same.", {
      count: data.first.length, bound: CLOSE.toExponential(0),
    }),
  });
}

/**
 * @param {import("./view.js").Data} data
 * @param {import("./run.js").Run} run
 */
function apart(data, run) {
  const { path } = run.free[data.chosen];
  return Math.max(...data.first.flatMap((x, at) => x.map((value, i) => Math.abs(value - path[at][i]) / data.deviation[i])));
}
