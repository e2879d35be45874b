// One cursor for pictures in two components: each is a separate module, but they share the window.

const CURSOR = "rnn-demo-gradient-cursor"; // the pictures announce where it is
const MOVED = "rnn-demo-gradient-moved"; // somebody wants to move it, or (null) to know where it is

/** @param {number} lag */
export const tellCursor = (lag) => window.dispatchEvent(new CustomEvent(CURSOR, { detail: lag }));
/** @param {number | null} lag */
export const moveCursor = (lag) => window.dispatchEvent(new CustomEvent(MOVED, { detail: lag }));
export const askForCursor = () => moveCursor(null);

/**
 * Call `then` with the lag at which the cursor is, until the view is gone.
 *
 * @param {{ root: HTMLElement }} view
 * @param {(lag: number) => void} then
 */
export const followCursor = (view, then) => hear(CURSOR, view, then);

/**
 * Call `then` with the lag to which somebody wants to move the cursor, or null if they ask where it
 * is, until the view is gone.
 *
 * @param {{ root: HTMLElement }} view
 * @param {(lag: number | null) => void} then
 */
export const onCursorMoved = (view, then) => hear(MOVED, view, then);

/**
 * @param {string} name
 * @param {{ root: HTMLElement }} view
 * @param {(lag: any) => void} then
 */
function hear(name, view, then) {
  /** @param {Event} event */
  const heard = (event) => {
    if (view.root.isConnected) then(/** @type {CustomEvent} */ (event).detail);
    else window.removeEventListener(name, heard);
  };
  window.addEventListener(name, heard);
}
