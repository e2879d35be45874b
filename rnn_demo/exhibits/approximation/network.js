// A feedforward net as one vector of numbers, as in compute/network.py; a test holds the two
// together.

import { WEIGHTS, words } from "../../ui/js/chance.js";

/**
 * @typedef {object} Architecture
 * @property {number} inputs 1 for a curve, 2 for the plane
 * @property {number} width units of each hidden layer
 * @property {number} depth hidden layers
 * @property {string} activation of the hidden units
 *
 * One layer's part of θ: its weights begin at `weights`, row by row, its biases at `biases`.
 *
 * @typedef {{ before: number, units: number, weights: number, biases: number }} Layer
 */

/** @type {Record<string, number>} */
const STEEPNESS = { tanh: 4, sigmoid: 8, relu: 1, square: 1, linear: 1 };

/**
 * @param {Architecture} net
 * @returns {Layer[]}
 */
export function layersOf({ inputs, width, depth }) {
  const found = [];
  let at = 0, before = inputs;
  for (let layer = 0; layer <= depth; layer++) {
    const units = layer < depth ? width : 1;
    found.push({ before, units, weights: at, biases: at + before * units });
    at += (before + 1) * units;
    before = units;
  }
  return found;
}

/**
 * How many numbers θ has.
 *
 * @param {Architecture} net
 */
export function parametersOf(net) {
  return layersOf(net).reduce((sum, { before, units }) => sum + (before + 1) * units, 0);
}

/**
 * θ by chance.
 *
 * @param {Architecture} net
 * @param {number} seed
 */
export function firstWeights(net, seed) {
  const luck = words(seed, WEIGHTS), coin = () => (2 * luck()) / 2 ** 32 - 1;
  const theta = new Float64Array(parametersOf(net)), [first, ...rest] = layersOf(net), steep = STEEPNESS[net.activation];
  for (let unit = 0; unit < net.width; unit++) {
    const at = first.weights + unit * net.inputs, bias = first.biases + unit;
    if (net.inputs === 1) {
      const centre = (2 * unit + 1 + coin()) / net.width - 1, weight = steep * (0.75 + 0.25 * coin());
      theta[at] = coin() > 0 ? weight : -weight;
      theta[bias] = -theta[at] * centre;
    } else {
      theta[at] = steep * coin();
      theta[at + 1] = steep * coin();
      theta[bias] = -(theta[at] * coin() + theta[at + 1] * coin());
    }
  }
  for (const { before, units, weights } of rest) {
    const reach = Math.sqrt(6 / (before + units));
    for (let i = 0; i < before * units; i++) theta[weights + i] = reach * coin();
  }
  return theta;
}

/**
 * θ of a ReLU net of one input that folds [−1, 1] once in each layer.
 *
 * @param {Architecture} net
 */
export function foldingWeights(net) {
  const theta = new Float64Array(parametersOf(net)), layers = layersOf(net), last = layers[layers.length - 1];
  layers.slice(0, -1).forEach(({ before, weights, biases }, layer) => {
    for (let unit = 0; unit < 2; unit++) {
      if (layer === 0) theta[weights + unit] = 0.5;
      else theta.set([2, -4], weights + unit * before);
    }
    if (layer === 0) theta[biases] = 0.5;
    else theta[biases + 1] = -0.5;
  });
  theta.set([4, -8], last.weights);
  theta[last.biases] = -1;
  return theta;
}

/**
 * φ(z).
 *
 * @param {string} activation
 * @param {number} z
 */
export function activated(activation, z) {
  if (activation === "tanh") return Math.tanh(z);
  if (activation === "sigmoid") return (1 + Math.tanh(z / 2)) / 2;
  if (activation === "relu") return Math.max(z, 0);
  return activation === "square" ? z * z : z;
}

/**
 * φ′(z), where h = φ(z).
 *
 * @param {string} activation
 * @param {number} z
 * @param {number} h
 */
export function slopeAt(activation, z, h) {
  if (activation === "tanh") return 1 - h * h;
  if (activation === "sigmoid") return h * (1 - h);
  if (activation === "relu") return z > 0 ? 1 : 0;
  return activation === "square" ? 2 * z : 1;
}

/**
 * A net with room for its numbers at some points: forward, and back again.
 *
 * @typedef {ReturnType<typeof workspace>} Workspace
 * @param {Architecture} net
 * @param {Float64Array} x the inputs, point by point
 */
export function workspace(net, x) {
  const layers = layersOf(net), points = x.length / net.inputs, { activation } = net;
  const zs = layers.map(({ units }) => new Float64Array(points * units));
  const hs = [x, ...layers.slice(0, -1).map(({ units }) => new Float64Array(points * units))];
  const backs = layers.map(({ units }) => new Float64Array(points * units));
  const gradient = new Float64Array(parametersOf(net));

  /**
   * The output at each point; the array is used again.
   *
   * @param {Float64Array} theta
   */
  const forward = (theta) => {
    layers.forEach(({ before, units, weights, biases }, layer) => {
      const h = hs[layer], z = zs[layer], last = layer === layers.length - 1;
      for (let point = 0; point < points; point++) {
        for (let unit = 0; unit < units; unit++) {
          let sum = 0;
          const row = weights + unit * before, from = point * before;
          for (let i = 0; i < before; i++) sum += h[from + i] * theta[row + i];
          sum += theta[biases + unit];
          z[point * units + unit] = sum;
          if (!last) hs[layer + 1][point * units + unit] = activated(activation, sum);
        }
      }
    });
    return zs[layers.length - 1];
  };

  /**
   * The loss and its gradient.
   *
   * @param {Float64Array} theta
   * @param {Float64Array} y what is wanted: values, or classes 0 and 1
   * @param {"squares" | "classes"} loss
   */
  const lossAndGradient = (theta, y, loss) => {
    const z = forward(theta), back = backs[layers.length - 1];
    let value = 0;
    for (let point = 0; point < points; point++) {
      if (loss === "squares") {
        value += (z[point] - y[point]) ** 2;
        back[point] = (2 * (z[point] - y[point])) / points;
      } else {
        value += Math.max(z[point], 0) + Math.log1p(Math.exp(-Math.abs(z[point]))) - y[point] * z[point];
        back[point] = (activated("sigmoid", z[point]) - y[point]) / points;
      }
    }
    gradient.fill(0);
    for (let layer = layers.length - 1; layer >= 0; layer--) backward(theta, layer);
    return { loss: value / points, gradient: gradient.slice() };
  };

  /**
   * One layer's part of the gradient, and what goes back to the layer before.
   *
   * @param {Float64Array} theta
   * @param {number} layer
   */
  const backward = (theta, layer) => {
    const { before, units, weights, biases } = layers[layer], own = backs[layer], h = hs[layer];
    const down = layer ? backs[layer - 1] : null;
    down?.fill(0);
    for (let point = 0; point < points; point++) {
      for (let unit = 0; unit < units; unit++) {
        const delta = own[point * units + unit], row = weights + unit * before, from = point * before;
        if (delta === 0) continue;
        gradient[biases + unit] += delta;
        for (let i = 0; i < before; i++) gradient[row + i] += delta * h[from + i];
        if (down) for (let i = 0; i < before; i++) down[from + i] += delta * theta[row + i];
      }
    }
    if (down) {
      const z = zs[layer - 1];
      for (let i = 0; i < down.length; i++) down[i] *= slopeAt(activation, z[i], h[i]);
    }
  };
  return { forward, lossAndGradient, layers, hs, zs };
}
