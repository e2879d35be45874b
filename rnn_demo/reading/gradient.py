"""The gradient of a text's logit by its embedded pieces: backpropagation through time in numpy."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.progress import finished
from rnn_demo.reading.classifier import Array, Classifier, lstm_step

CELLS = 256  # steps times texts between two reports of progress


def logit_gradient(classifier: Classifier, embedded: Array) -> tuple[NDArray[np.float64], Array]:
    """Read whole texts of one length, and backpropagate.

    Args:
        classifier: the network.
        embedded: vectors of the pieces, (time, batch, embedding_dim).

    Returns:
        The logits (batch,) and their gradient by `embedded`, same shape.
    """
    return finished(gradient_in_steps(classifier, embedded))


def gradient_in_steps(
    classifier: Classifier, embedded: Array
) -> Generator[float, None, tuple[NDArray[np.float64], Array]]:
    """The same, step by step; it yields the share that is done."""
    time, batch, _ = embedded.shape
    often = max(1, CELLS // batch)
    size = classifier.hidden_size
    last, mean, largest = classifier.head_weight
    # One product of two matrices instead of one for each step.
    flat = embedded.reshape(time * batch, -1)
    projected: Array = (flat @ classifier.input_weight).reshape(time, batch, 4 * size)
    projected += classifier.bias
    hidden = np.zeros((batch, size), np.float32)
    outputs = np.empty((time, batch, size), np.float32)
    cells = np.zeros((time + 1, batch, size), np.float32)
    for t in range(time):
        gates = projected[t]  # become the gates in place
        gates += hidden @ classifier.hidden_weight
        cells[t + 1] = cells[t]
        hidden = lstm_step(gates, cells[t + 1], outputs[t])
        if t % often == often - 1:
            yield 0.3 * t / time
    where_largest = outputs.argmax(axis=0)
    logits = (
        outputs[-1] @ last
        + outputs.mean(axis=0, dtype=np.float64) @ mean
        + outputs.max(axis=0) @ largest
        + classifier.head_bias
    )

    back = np.ascontiguousarray(classifier.hidden_weight.T)
    d_hidden = np.broadcast_to(last, (batch, size)).astype(np.float32)
    d_cell = np.zeros((batch, size), np.float32)
    slope = np.empty((batch, 4 * size), np.float32)
    for t in range(time - 1, -1, -1):
        gates = projected[t]
        input_gate, forget_gate, candidate, output_gate = np.split(gates, 4, axis=1)
        d_hidden += mean / np.float32(time)
        d_hidden += np.where(where_largest == t, largest, np.float32(0))
        squashed = np.tanh(cells[t + 1])
        d_cell += d_hidden * output_gate * (1 - squashed * squashed)
        np.multiply(gates, 1 - gates, out=slope)
        d_input, d_forget, d_candidate, d_output = np.split(slope, 4, axis=1)
        d_candidate[:] = 1 - candidate * candidate
        d_input *= d_cell * candidate
        d_forget *= d_cell * cells[t]
        d_candidate *= d_cell * input_gate
        d_output *= d_hidden * squashed
        d_cell = d_cell * forget_gate
        projected[t] = slope
        d_hidden = slope @ back
        if t % often == often - 1:
            yield 1 - 0.7 * t / time
    yield 1.0
    flat = projected.reshape(time * batch, 4 * size)
    return logits, (flat @ classifier.input_weight.T).reshape(embedded.shape)
