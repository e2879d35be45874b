// The words around the pictures: the model as a formula, what it means, and the checks.

import { badge, legend, make } from "../../ui/js/captions.js";
import { withMinus } from "../../ui/js/numbers.js";
import { GREEN, GREY, ORANGE, PURPLE } from "../../ui/js/palette.js";
import { t } from "../../ui/js/words.js";
import { PATHS } from "./analysis.js";
import { checks } from "./checks.js";
import { short } from "./fan.js";
import { placeOf } from "./poles.js";

/** @param {import("./view.js").View} view */
export function tell(view) {
  const { found, find, data } = view;
  find(".formula").replaceChildren(...formula(found.phi, data.chosen === "own" ? 0 : found.mean));
  find(".what").textContent = meaning(found);
  find(".one-step").replaceChildren(...oneStep(found, data.chosen));
  find(".circle canvas").setAttribute("aria-label", t("Poles in the unit circle: {poles}. {meaning}", {
    poles: found.poles.map(([radius, angle]) => (angle ? t("{radius} at ±{angle}°", { radius, angle }) : withMinus(String(radius)))).join("; "),
    meaning: meaning(found),
  }));
  find(".triangle canvas").setAttribute("aria-label", t("φ₁ = {first}, φ₂ = {second} in the triangle where an AR(2) is stationary", {
    first: number(found.phi[0]), second: number(found.phi[1] ?? 0),
  }));
  legends(view);
  for (const [name, check] of Object.entries(checks(view))) badge(find(`.${name} .badge`), check);
}

/**
 * x_t = 1.54 x_{t−1} − 0.90 x_{t−2} + ε_t, about the mean if there is one.
 *
 * @param {number[]} phi
 * @param {number} mean
 */
export function formula(phi, mean) {
  const name = mean ? "y" : "x", at = (/** @type {string} */ letter, /** @type {string} */ time) => [letter, make("sub", "", time)];
  const sum = phi.flatMap((one, i) => {
    const sign = one < 0 ? (i ? " − " : "−") : i ? " + " : "";
    return [`${sign}${number(Math.abs(one))} `, ...at(name, `t−${i + 1}`)];
  });
  return [...at(name, "t"), " = ", ...sum, " + ", ...at("ε", "t"), ...(mean ? [`,  y = x − ${short(mean)}`] : [])];
}

/** @param {import("./analysis.js").Analysis} found */
export function meaning({ poles, stationary, radius, variance, sigma }) {
  const [far] = [...poles].sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]));
  const turn = far[1] ? t("a cycle of {period} steps", { period: short(360 / far[1]) })
    : placeOf(far).re < 0 ? t("alternating signs") : t("no cycle");
  if (!stationary) {
    return Math.abs(radius - 1) < 1e-12
      ? t("Not stationary: a pole on the circle, ρ = 1, {turn}. No push is ever forgotten.", { turn })
      : t("Not stationary: ρ = {radius}, {turn}. Every push is multiplied by {radius} a step, in the end.", { radius: short(radius), turn });
  }
  const kept = radius ? t("a push is halved every {half} steps", { half: short(Math.log(0.5) / Math.log(radius)) }) : t("a push is forgotten at once");
  return t("Stationary: ρ = {radius}, {turn}; in the end {kept}. Standard deviation {deviation} from noise of {sigma}.", {
    radius: short(radius), turn, kept, deviation: short(Math.sqrt(variance ?? NaN)), sigma: short(sigma),
  });
}

/**
 * Root mean square errors one step ahead, as they stand beside each other.
 *
 * @param {import("./analysis.js").Analysis} found
 * @param {string} chosen the series
 */
function oneStep({ oneStep: own }, chosen) {
  const named = [
    [chosen === "own" ? t("this model, which drew it") : t("this model"), own.model],
    [t("least squares"), own.leastSquares],
    [t("as the last value"), own.last],
    [t("the mean"), own.mean],
  ];
  return [
    `${t("One step ahead, root mean square error:")} `,
    ...named.filter(([, value]) => Number.isFinite(value)).map(([name, value]) => make("span", "rival", `${name} `, make("b", "", short(Number(value))))),
  ];
}

/** @param {import("./view.js").View} view */
function legends({ find, data, found }) {
  const own = data.chosen === "own", pair = found.poles.length < found.phi.length;
  legend(find(".circle .legend"), [
    { name: pair ? t("poles, each with its conjugate") : t("poles"), colour: GREEN },
    { name: t("what least squares finds in the series, and its 95 % ellipse"), colour: ORANGE },
  ]);
  legend(find(".fan .legend"), [
    { name: own ? t("the end of a sample path") : t("the end of the series"), colour: "currentColor" },
    { name: t("forecast, 50 % and 95 %"), colour: GREEN },
    { name: t("simulated futures; dots: 1.96 standard deviations of {paths} of them", { paths: PATHS }), colour: PURPLE },
  ]);
  legend(find(".autocorrelation .legend"), [
    { name: t("of the series"), colour: ORANGE },
    ...(found.promised ? [{ name: t("of the model"), colour: GREEN }] : []),
    { name: t("19 of 20 are within, for pure noise"), colour: GREY },
  ]);
  legend(find(".triangle .legend"), [
    { name: t("φ, drag it"), colour: GREEN },
    { name: t("least squares"), colour: ORANGE },
  ]);
  legend(find(".errors .legend"), [
    { name: t("‖φ̂ − φ‖ of the first n values"), colour: ORANGE },
    ...(found.expected ? [{ name: t("to be expected: √(σ² tr Γ⁻¹ / n)"), colour: GREEN }] : []),
  ]);
  legend(find(".next .legend"), [{ name: t("the best straight line, slope r₁ = {slope}", { slope: short(found.autocorrelations[0]) }), colour: ORANGE }]);
}

/** @param {number} value */
const number = (value) => (Math.abs(value) < 1e-12 ? "0" : withMinus(String(Number(value.toPrecision(4)))));
