// Each predictor has one colour in all pictures.

import { BLUE, COLOURS } from "../../ui/js/palette.js";

/** @param {number} i the place of a predictor */
export const colours = (i) => [...COLOURS, BLUE][i];

/** @param {{ predictors: { name: string }[], chosen: string }} data */
export const colourOf = (data) => colours(data.predictors.findIndex((one) => one.name === data.chosen));
