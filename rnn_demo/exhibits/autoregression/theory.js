// What the coefficients say by themselves, as in compute/theory.py and
// rnn_demo/forecasting/autoregression.py; a test holds them together.

/**
 * The impulse response ψ₀ … ψ_(steps − 1).
 *
 * @param {number[]} phi
 * @param {number} steps
 */
export function impulse(phi, steps) {
  const found = [1];
  while (found.length < steps) {
    const j = found.length;
    found.push(phi.reduce((sum, one, i) => (i < j ? sum + one * found[j - 1 - i] : sum), 0));
  }
  return found.slice(0, steps);
}

/**
 * ∂x_(t+j)/∂ε_t as a product of Jacobians: the corner of the companion matrix to the power of j.
 *
 * @param {number[]} phi
 * @param {number} steps
 */
export function companionGradients(phi, steps) {
  const found = [];
  let product = phi.map((_, i) => phi.map((_, j) => Number(i === j)));
  for (let step = 0; step < steps; step++) {
    found.push(product[0][0]);
    const before = product;
    product = before.map((row, i) => row.map((_, j) => (i ? before[i - 1][j] : phi.reduce((sum, one, k) => sum + one * before[k][j], 0))));
  }
  return found;
}

/**
 * Variances of the error 1 … steps steps ahead, σ² Σ ψ².
 *
 * @param {number[]} psi
 * @param {number} variance
 * @param {number} steps
 */
export function stepVariances(psi, variance, steps) {
  let sum = 0;
  return Array.from({ length: steps }, (_, j) => {
    sum += psi[j] * psi[j];
    return variance * sum;
  });
}

/**
 * γ₀ … of a stationary model, by the Yule–Walker equations.
 *
 * @param {number[]} phi
 * @param {number} variance
 * @param {number} count
 */
export function autocovariances(phi, variance, count) {
  const order = phi.length;
  const matrix = Array.from({ length: order + 1 }, (_, k) => {
    const row = Array.from({ length: order + 1 }, (_, j) => Number(j === k));
    phi.forEach((one, i) => { row[Math.abs(k - 1 - i)] -= one; });
    return row;
  });
  const found = solved(matrix, Array.from({ length: order + 1 }, (_, k) => (k ? 0 : variance)));
  while (found.length < count) {
    const k = found.length;
    found.push(phi.reduce((sum, one, i) => sum + one * found[k - 1 - i], 0));
  }
  return found.slice(0, count);
}

/**
 * Power at a frequency, σ² / |1 − Σ φ_k e^(−2πifk)|².
 *
 * @param {number[]} phi
 * @param {number} variance
 * @param {number} frequency cycles a step
 */
export function spectrumAt(phi, variance, frequency) {
  let re = 1, im = 0;
  for (let k = 0; k < phi.length; k++) {
    const angle = 2 * Math.PI * frequency * (k + 1);
    re -= phi[k] * Math.cos(angle);
    im += phi[k] * Math.sin(angle);
  }
  return variance / (re * re + im * im);
}

/**
 * How far φ̂ is from φ with n values, about: √(σ² tr Γ⁻¹ / n).
 *
 * @param {number[]} phi of a stationary model
 * @param {number[]} counts n
 */
export function expectedErrors(phi, counts) {
  const own = autocovariances(phi, 1, phi.length);
  const inverse = inverted(phi.map((_, i) => phi.map((_, j) => own[Math.abs(i - j)])));
  const trace = inverse.reduce((sum, row, i) => sum + row[i], 0);
  return counts.map((n) => Math.sqrt(trace / n));
}

/** @param {number[][]} matrix */
export function inverted(matrix) {
  const columns = matrix.map((_, j) => solved(matrix, matrix.map((_, i) => Number(i === j))));
  return matrix.map((_, i) => columns.map((column) => column[i]));
}

/**
 * Gauss's elimination with pivots.
 *
 * @param {number[][]} matrix
 * @param {number[]} right
 */
export function solved(matrix, right) {
  const rows = matrix.map((row, i) => [...row, right[i]]), n = rows.length;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[best][k])) best = i;
    [rows[k], rows[best]] = [rows[best], rows[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const found = Array(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    let sum = rows[k][n];
    for (let j = k + 1; j < n; j++) sum -= rows[k][j] * found[j];
    found[k] = sum / rows[k][k];
  }
  return found;
}
