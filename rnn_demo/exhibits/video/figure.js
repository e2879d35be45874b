// A person as lines on a canvas: the skeleton of MediaPipe Holistic and both hands.

import { BLUE, ORANGE } from "../../ui/js/palette.js";

export const LEFT_COLOUR = BLUE;
export const RIGHT_COLOUR = ORANGE;
export const ASPECT = 4 / 3;
const POSE_POINTS = 33, HAND_POINTS = 21, POINTS = POSE_POINTS + 2 * HAND_POINTS;
const LEAST = -2, SPAN = 5; // of what is packed into 16 bits, see packed_points in view.py
const LARGEST = 65535;
const BODY = [[11, 12], [11, 13], [13, 15], [12, 14], [14, 16]];
// Not read by the network, and so drawn faintly.
const TORSO = [[11, 23], [12, 24], [23, 24]], EYES = [2, 5];
const FINGERS = [
  [0, 1, 2, 3, 4], [0, 5, 6, 7, 8], [5, 9, 10, 11, 12], [9, 13, 14, 15, 16], [13, 17, 18, 19, 20], [0, 17],
];
const EARS = [7, 8], MOUTH = [9, 10];

/**
 * A frame's points, x and y in turn, and which hands are there.
 *
 * @typedef {object} Frame
 * @property {Float64Array} points
 * @property {boolean} somebody
 * @property {boolean} left
 * @property {boolean} right
 */

/**
 * Unpacks frames.
 *
 * @param {number[]} packed numbers from 0 to 65,535
 * @param {number[]} seen a number a frame: 1 somebody, 2 their left hand, 4 their right hand, added up
 * @returns {Frame[]}
 */
export function framesOf(packed, seen) {
  return seen.map((bits, frame) => ({
    points: Float64Array.from({ length: 2 * POINTS }, (_, at) => LEAST + (SPAN * packed[frame * 2 * POINTS + at]) / LARGEST),
    somebody: (bits & 1) > 0, left: (bits & 2) > 0, right: (bits & 4) > 0,
  }));
}

/**
 * Draws a person.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Frame} frame
 * @param {object} place
 * @param {number} place.x left edge of the picture, pixels
 * @param {number} place.y
 * @param {number} place.width of the picture
 * @param {number} place.height
 * @param {string} place.ink
 * @param {number} [place.thick] of the lines
 */
export function person(pen, frame, { x, y, width, height, ink, thick = 3 }) {
  /** @param {number} point */
  const at = (point) => /** @type {[number, number]} */ ([x + width * frame.points[2 * point], y + height * frame.points[2 * point + 1]]);
  /** @param {number[]} points */
  const path = (points) => {
    pen.beginPath();
    for (const point of points) pen.lineTo(...at(point));
    pen.stroke();
  };
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.lineCap = pen.lineJoin = "round";
  if (frame.somebody) {
    pen.strokeStyle = pen.fillStyle = ink;
    const alpha = pen.globalAlpha;
    pen.globalAlpha = alpha * 0.3;
    pen.lineWidth = thick;
    for (const bone of TORSO) path(bone);
    for (const eye of EYES) {
      pen.beginPath();
      pen.arc(...at(eye), thick * 0.7, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.globalAlpha = alpha * 0.8;
    for (const bone of BODY) path(bone);
    const [left, right] = EARS.map(at), across = Math.hypot(left[0] - right[0], left[1] - right[1]);
    pen.beginPath();
    pen.ellipse((left[0] + right[0]) / 2, (left[1] + right[1]) / 2, across * 0.56, across * 0.75, Math.atan2(left[1] - right[1], left[0] - right[0]), 0, 2 * Math.PI);
    pen.stroke();
    pen.lineWidth = thick * 0.7;
    path(MOUTH);
    pen.globalAlpha = alpha;
  }
  pen.lineWidth = thick * 0.75;
  for (const [there, first, colour] of /** @type {[boolean, number, string][]} */ ([
    [frame.left, POSE_POINTS, LEFT_COLOUR], [frame.right, POSE_POINTS + HAND_POINTS, RIGHT_COLOUR],
  ])) {
    if (!there) continue;
    pen.strokeStyle = colour;
    for (const finger of FINGERS) path(finger.map((point) => first + point));
  }
  pen.restore();
}
