// The arrow keys, used to move through a picture.

export const SIDEWAYS = { ArrowLeft: -1, ArrowRight: 1 };
export const ALONG = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }; // a text

/**
 * Call `then` with what a key stands for, and keep the page from scrolling.
 *
 * @template Move
 * @param {HTMLElement} element
 * @param {Record<string, Move>} moves
 * @param {(move: Move, event: KeyboardEvent) => void | false} then returns false for a key it leaves alone
 */
export function onKeys(element, moves, then) {
  element.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(moves, event.key)) return;
    if (then(moves[event.key], event) !== false) event.preventDefault();
  });
}
