import assert from "node:assert/strict";
import { test } from "node:test";

import { analysed } from "../../rnn_demo/exhibits/autoregression/analysis.js";
import { checks } from "../../rnn_demo/exhibits/autoregression/checks.js";
import { coefficientsFrom, coefficientsOf, movedPole, orderOf, placeOf, polesAt, polesFrom, polesOf, written } from "../../rnn_demo/exhibits/autoregression/poles.js";
import { formula, meaning } from "../../rnn_demo/exhibits/autoregression/telling.js";
import { solved } from "../../rnn_demo/exhibits/autoregression/theory.js";
import { page } from "./elements.js";

page();
const QUESTION = { poles: [[0.95, 36]], chosen: "own", given: [], length: 200, sigma: 1, horizon: 20, seed: 0 };

test("a pair that meets the real axis falls apart, and two real poles become a pair", () => {
  const apart = movedPole([[0.5, 60], [0.2, 0]], 0, { re: 0.4, im: 0.01 });
  assert.deepEqual(apart, { poles: [[0.2, 0], [0.4, 0], [0.4, 0]], at: 1 });
  const pair = movedPole([[0.2, 0], [0.4, 0], [-0.9, 0]], 0, { re: 0, im: -0.5 });
  assert.deepEqual(pair, { poles: [[-0.9, 0], [0.5, 90]], at: 1 });
  assert.deepEqual(movedPole([[0.2, 0]], 0, { re: 0.3, im: 0.5 }).poles, [[0.3, 0]]); // alone
  assert.deepEqual(movedPole([[0.2, 0], [0.4, 0]], 1, { re: 0.5, im: 0.05 }).poles, [[0.2, 0], [0.5, 0]]);
  assert.deepEqual(movedPole([[0.5, 60]], 0, { re: -3, im: 4 }).poles, [[1.2, 126.9]]);
  assert.deepEqual(movedPole([[0.5, 0]], 0, { re: -3, im: 0 }).poles, [[-1.2, 0]]);
});

test("a move never changes how many poles there are", () => {
  const sets = [[[0.5, 60]], [[0.5, 60], [0.5, 0]], [[0.5, 0]], [[0.1, 0], [0.2, 0], [0.3, 0], [0.4, 0]], [[0.5, 60], [0.9, 10]]];
  for (const poles of sets) {
    for (let at = 0; at < poles.length; at++) {
      for (const to of [{ re: 0, im: 0 }, { re: 0.5, im: 0.02 }, { re: 0.5, im: 0.5 }, { re: -2, im: -2 }, { re: 1e-9, im: 0.031 }]) {
        const moved = movedPole(poles, at, to);
        assert.equal(orderOf(moved.poles), orderOf(poles));
        assert.ok(moved.poles[moved.at]);
      }
    }
  }
});

test("a point of the triangle is two poles and back", () => {
  for (const phi of [[1.2, -0.5], [0.3, 0.4], [-1.5, -0.8], [0, 0]]) {
    coefficientsOf(polesAt(...phi)).forEach((one, i) => { assert.ok(Math.abs(one - phi[i]) < 5e-3, `${phi}`); });
  }
  assert.ok(polesAt(9, 9).every(([radius]) => Math.abs(radius) <= 1.2));
});

test("the roots of a polynomial are its poles", () => {
  for (const poles of [[[0.95, 36]], [[0.9, 0], [-0.7, 0]], [[0.9, 20], [1.1, 150]], [[0.5, 0]], [[0.9, 36], [0.3, 0], [-0.2, 0]]]) {
    const found = polesOf(coefficientsOf(poles));
    for (const pole of poles) {
      const { re, im } = placeOf(pole);
      assert.ok(found.some((z) => Math.hypot(z.re - re, z.im - im) < 1e-9), written(poles));
    }
    coefficientsFrom(found).forEach((one, i) => { assert.ok(Math.abs(one - coefficientsOf(poles)[i]) < 1e-9); });
  }
});

test("what least squares finds becomes poles that can be dragged", () => {
  assert.deepEqual(polesFrom(polesOf([1.39180525, -0.69028693])), [[0.831, 33.1]]);
  assert.deepEqual(polesFrom([{ re: -2, im: 0 }, { re: 0.3, im: -0.4 }, { re: 0.3, im: 0.4 }]), [[-1.2, 0], [0.5, 53.1]]);
});

test("equations are solved with pivots", () => {
  assert.deepEqual(solved([[0, 2], [1, 1]], [4, 5]), [3, 2]);
});

test("poles are written as the page reads them", () => {
  assert.equal(written([[0.95, 36], [-0.5, 0]]), "0.95@36 -0.5");
});

test("each check sees what it is for", () => {
  const found = analysed(QUESTION, QUESTION.poles);
  const python = {
    eigenvalues: [1, -1].map((side) => { const { re, im } = placeOf([0.95, 36]); return [re, side * im]; }),
    impulse: found.impulse, variances: found.variances, simulated: found.simulated.variances,
    autocorrelations: found.autocorrelations, forecast: found.forecast, estimate: found.estimate.phi, errors: found.estimate.errors,
  };
  const of = (other = {}, from = {}) => checks({ poles: QUESTION.poles, found: { ...found, ...other }, data: { ...QUESTION, python: { ...python, ...from } } });
  for (const [name, check] of Object.entries(of())) assert.ok(check.holds && check.text, name);
  assert.equal(of({}, { eigenvalues: [[0.77, 0.56], [0.77, -0.56]] }).circle.holds, false);
  assert.equal(of({ phi: [1.5, -0.9] }).circle.holds, false);
  assert.equal(of({ gradients: found.gradients.map((one) => one * 1.001) }).impulse.holds, false);
  assert.equal(of({ variance: found.variance * 1.01 }).spectrum.holds, false);
  assert.equal(of({ fanApart: 5.5 }).fan.holds, false);
  assert.equal(of({ distance: 5.5 }).errors.holds, false);
  assert.equal(of({}, { forecast: found.forecast.map((one) => one + 1e-3) }).same.holds, false);
  assert.equal(of({}, { estimate: [] }).same.holds, false);
  const near = analysed(QUESTION, [[0.9999, 36]]);
  assert.equal(checks({ poles: [[0.9999, 36]], found: near, data: { ...QUESTION, python } }).spectrum.text, "–");
  assert.equal(checks({ poles: [[0.9999, 36]], found: near, data: { ...QUESTION, python } }).same.text, ""); // while it is dragged
});

test("a model is said as a formula and in words", () => {
  const plain = (parts) => parts.map((part) => (typeof part === "string" ? part : part.children[0])).join("");
  assert.equal(plain(formula([1.53713, -0.9024999999999999], 0)), "xt = 1.537 xt−1 − 0.9025 xt−2 + εt");
  assert.equal(plain(formula([-0.5], 49.75)), "yt = −0.5 yt−1 + εt,  y = x − 49.8");
  const say = (poles) => meaning(analysed(QUESTION, poles));
  assert.match(say([[0.95, 36]]), /^Stationary: ρ = 0.95, a cycle of 10 steps; in the end a push is halved every 13.5 steps/);
  assert.match(say([[-0.5, 0]]), /alternating signs; in the end a push is halved every 1 steps/);
  assert.match(say([[0, 0]]), /a push is forgotten at once/);
  assert.match(say([[1, 0]]), /^Not stationary: a pole on the circle/);
  assert.match(say([[1.03, 36], [0.5, 0]]), /^Not stationary: ρ = 1.03, a cycle of 10 steps/);
});
