// A presentation begins at its question, wherever the button that started it was.
let last = 0;

/** @param {{ data: { turn: number } }} call */
export default function ({ data }) {
  if (data.turn === last) return;
  last = data.turn;
  document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
}
