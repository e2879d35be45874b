// What is presented begins at its question, wherever the button was that asked for it.
let last = 0;

export default function ({ data }) {
  if (data.turn === last) return;
  last = data.turn;
  document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
}
