// What happens in a diagram at a tick, in words.

import { t } from "../../ui/js/words.js";

/**
 * @typedef {import("./diagrams.js").Diagram} Diagram
 * @typedef {import("./diagrams.js").Example} Example
 */

/**
 * @param {Diagram} diagram
 * @param {Example} example
 * @param {number} at the tick
 */
export function told(diagram, example, at) {
  const { steps, inputs, outputs } = diagram, step = Math.ceil(at / 2);
  if (at === 0) return t("Before the first step: h is 0, and nothing has been read.");
  if (step > steps) return t("All that this diagram has to do is done.");
  const read = inputs.findIndex((one) => one.step === step), written = outputs.findIndex((one) => one.step === step);
  if (at % 2) {
    if (read < 0) return t("Step {step}: nothing new is read, h is carried on.", { step });
    const values = { step, x: inputs[read].name, value: example.read[read] };
    return step === 1
      ? t("Step {step}: {x} = “{value}” is read into h.", values)
      : t("Step {step}: h is carried on, and {x} = “{value}” is read into it.", values);
  }
  if (written < 0) return t("Step {step}: nothing is written yet.", { step });
  return t("Step {step}: {y} = “{value}” is written.", { step, y: outputs[written].name, value: example.written[written] });
}
