// A film of steps, moved by a clock, a button or a slider; in slow motion part by part.

/**
 * Where a film stands.
 *
 * @typedef {object} Place
 * @property {number} step
 * @property {number} part of the step
 */

/**
 * What a film consists of: steps 0 to `last`, of `parts` parts each.
 *
 * @typedef {object} Film
 * @property {number} last
 * @property {number} parts
 * @property {number} rest the part at which a step rests unless it is shown part by part
 */

/**
 * The place after (or before) a place: the next part in slow motion, else the next step at rest.
 *
 * @param {Place} place
 * @param {Film} film
 * @param {boolean} slow
 * @param {1 | -1} direction
 * @returns {Place} within the film
 */
export function beside({ step, part }, { last, parts, rest }, slow, direction) {
  const at = step * parts + part;
  const steps = (at - rest) / parts;
  const next = direction === 1 ? Math.floor(steps) + 1 : Math.ceil(steps) - 1;
  const asked = slow ? at + direction : next * parts + rest;
  const found = Math.max(rest, Math.min(last * parts + rest, asked));
  return { step: Math.floor(found / parts), part: found % parts };
}

/** @typedef {ReturnType<typeof player>} Player */

/**
 * The player of a film. Any move by hand stops the clock and draws.
 *
 * @param {object} film
 * @param {HTMLElement} film.root it plays as long as this is in the page
 * @param {() => number} film.last the last step, from 0 on
 * @param {() => void} film.draw
 * @param {() => void} [film.settled] called when it is paused or comes to its end
 * @param {number} [film.parts] of each step
 * @param {number} [film.rest] the part at which a step rests unless it is shown part by part
 */
export function player({ root, last, draw, settled = () => {}, parts = 1, rest = 0 }) {
  /** @type {Place} */
  let place = { step: 0, part: rest };
  /** @type {number | null} */
  let timer = null;
  /**
   * @param {1 | -1} direction
   * @param {boolean} slow
   * @param {number} end
   */
  const move = (direction, slow, end = last()) => {
    place = beside(place, { last: end, parts, rest }, slow, direction);
  };
  const stop = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  /** @param {number} step */
  const set = (step) => {
    place = { step: Math.max(0, Math.min(last(), Math.round(step))), part: rest };
  };
  return {
    get step() { return place.step; },
    get part() { return place.part; },
    get playing() { return timer !== null; },
    stop,
    /**
     * Move to a step without drawing; the caller draws next.
     *
     * @param {number} step
     */
    set,
    /** @param {number} step */
    go(step) {
      stop();
      set(step);
      draw();
    },
    onward(slow = false) {
      stop();
      move(1, slow);
      draw();
    },
    backward(slow = false) {
      stop();
      move(-1, slow);
      draw();
    },
    pause() {
      stop();
      draw();
      settled();
    },
    /**
     * Let the clock move it, up to the last step or another one.
     *
     * @param {object} how
     * @param {number} how.pause milliseconds from one place to the next
     * @param {number} [how.until]
     * @param {boolean} [how.slow]
     */
    play({ pause, until, slow = false }) {
      stop();
      timer = setInterval(() => {
        if (!root.isConnected) return stop();
        const end = until ?? last();
        move(1, slow, end);
        const over = place.step * parts + place.part >= end * parts + rest;
        if (over) stop();
        draw();
        if (over) settled();
      }, pause);
      draw();
    },
  };
}
