// A descent that is watched: some updates a frame of the screen, stopped, gone on with, or taken one
// by one. The net's numbers depend on how many updates there were and on nothing else.

const FRAMES = 120; // in which a whole training is shown
const DRAWING_MS = 12, QUIET_MS = 40; // of updates in a frame that is drawn, and in one that is not
const NOTED = 150; // places of the training that are kept for its curve

/** @typedef {import("./training.js").Descended} Descended */
/** @typedef {ReturnType<typeof film>} Film */

/**
 * @param {object} own
 * @param {HTMLElement} own.root it runs as long as this is in the page
 * @param {(update: number, place: Descended) => void} own.note called for some of the places
 * @param {() => void} own.draw called after each frame
 */
export function film({ root, note, draw }) {
  /** @type {Generator<Descended, void> | null} */
  let steps = null;
  let update = 0, updates = 0, over = true;
  /** @type {Descended} */
  let place = { theta: new Float64Array(), loss: NaN };
  /** @type {number | null} */
  let timer = null;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  const advance = () => {
    const next = steps?.next();
    if (!next || next.done) {
      over = true;
      note(update, place);
      return;
    }
    place = next.value;
    update += 1;
    over = update >= updates;
    if (over || update % Math.max(1, Math.ceil(updates / NOTED)) === 0) note(update, place);
  };
  const stop = () => {
    if (timer !== null) cancelAnimationFrame(timer);
    timer = null;
  };
  /** @param {boolean} quiet whether only the last frame is drawn */
  const run = (quiet) => {
    stop();
    const most = quiet ? Infinity : Math.ceil(updates / FRAMES);
    const go = () => {
      timer = null;
      if (!root.isConnected) return;
      const end = performance.now() + (quiet ? QUIET_MS : DRAWING_MS);
      for (let k = 0; k < most && !over; k++) {
        advance();
        if (performance.now() > end) break;
      }
      if (!over) timer = requestAnimationFrame(go);
      draw();
    };
    timer = requestAnimationFrame(go);
  };
  return {
    get update() { return update; },
    get updates() { return updates; },
    get place() { return place; },
    get over() { return over; },
    get running() { return timer !== null; },
    stop,
    /**
     * Put another descent in, at its beginning.
     *
     * @param {Generator<Descended, void>} descent
     * @param {number} most updates
     */
    put(descent, most) {
      stop();
      const first = descent.next();
      if (first.done) return;
      steps = descent;
      place = first.value;
      update = 0;
      updates = most;
      over = false;
      note(0, place);
    },
    /** Go on, in pictures unless the visitor wants no motion. */
    go: () => run(calm.matches),
    atOnce: () => run(true),
    pause() {
      stop();
      draw();
    },
    one() {
      stop();
      if (!over) advance();
      draw();
    },
  };
}

/**
 * The buttons of a film: train or stop, one update, all of them at once, and from the beginning.
 *
 * @param {import("../../ui/js/mount.js").Find} find
 * @param {Film} own
 * @param {() => void} restart puts the beginning in again
 */
export function buttons(find, own, restart) {
  const again = () => { if (own.over) restart(); };
  find(".run").addEventListener("click", () => {
    if (own.running) return own.pause();
    again();
    own.go();
  });
  find(".one").addEventListener("click", () => {
    again();
    own.one();
  });
  find(".all").addEventListener("click", () => {
    again();
    own.atOnce();
  });
  find(".anew").addEventListener("click", () => {
    restart();
    own.pause();
  });
}
