// The matrix of attention: a row for each piece that was written, a column for each that was read.

import { make } from "../../ui/js/captions.js";
import { onKeys } from "../../ui/js/keys.js";
import { percent } from "../../ui/js/shares.js";
import { t } from "../../ui/js/words.js";
import { named } from "./telling.js";

/** @typedef {[down: number, across: number]} Cell */
/** @type {Record<string, Cell>} */
const WAYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * Fill a table; its rows are seen once they are written.
 *
 * @param {HTMLElement} table
 * @param {string[]} columns the pieces that were read
 * @param {import("./aligned.js").Piece[]} rows the pieces that were written
 */
export function fillMatrix(table, columns, rows) {
  const head = make("tr", "", make("th"), ...columns.map((text) => make("th", "", make("span", "", named({ text })))));
  table.replaceChildren(make("thead", "", head), make("tbody", "", ...rows.map((piece) => rowOf(piece))));
}

/** @param {import("./aligned.js").Piece} piece */
function rowOf(piece) {
  const cells = piece.attention.map((share) => {
    const cell = make("td");
    cell.style.setProperty("--share", `${Math.round(100 * share)}%`);
    return cell;
  });
  return make("tr", piece.forced ? "forced" : "", make("th", "", named(piece)), ...cells);
}

/**
 * Show the rows up to one, and mark a word's rows and a cell.
 *
 * @param {HTMLElement} table
 * @param {number} reached the last row that is seen
 * @param {[first: number, last: number] | null} word
 * @param {Cell | null} cell
 */
export function markMatrix(table, reached, word, cell) {
  [...table.querySelectorAll("tbody tr")].forEach((row, i) => {
    row.classList.toggle("later", i > reached);
    row.classList.toggle("now", Boolean(word && i >= word[0] && i <= word[1]));
    [...row.querySelectorAll("td")].forEach((one, j) => {
      one.classList.toggle("aimed", Boolean(cell && cell[0] === i && cell[1] === j));
    });
  });
}

/**
 * Call `aim` with the cell that is pointed at, by mouse, touch or the arrow keys.
 *
 * @param {HTMLElement} table
 * @param {() => Cell | null} where the cell that is aimed at
 * @param {(cell: Cell) => void} aim
 */
export function onCells(table, where, aim) {
  /** @param {Event} event */
  const under = (event) => {
    const found = event.target instanceof Element ? event.target.closest("td") : null;
    const row = found?.parentElement;
    if (!found || !row?.parentElement || row.classList.contains("later")) return;
    aim([[...row.parentElement.children].indexOf(row), [...row.children].indexOf(found) - 1]);
  };
  table.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") under(event); });
  table.addEventListener("click", under);
  onKeys(table, WAYS, ([down, across]) => {
    const rows = [...table.querySelectorAll("tbody tr:not(.later)")];
    const columns = rows[0]?.querySelectorAll("td").length ?? 0;
    if (!columns) return false;
    const [row, column] = where() ?? [rows.length - 1, -across];
    aim([
      Math.max(0, Math.min(rows.length - 1, row + down)),
      Math.max(0, Math.min(columns - 1, column + across)),
    ]);
  });
}

/**
 * A cell in words.
 *
 * @param {import("./aligned.js").Piece} piece that was written
 * @param {string} read the piece that was read
 * @param {number} share
 */
export function cellTold(piece, read, share) {
  return t("For “{piece}” it gave “{read}” {share} of its attention.", {
    piece: named(piece), read: named({ text: read }), share: percent(share),
  });
}
