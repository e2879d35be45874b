// Which word of one sentence goes with which of the other, from the attention of the pieces.

/**
 * A word of a sentence.
 *
 * @typedef {object} Word
 * @property {string} text
 * @property {number} first its first piece
 * @property {number} last its last piece
 *
 * A piece of a translation.
 *
 * @typedef {object} Piece
 * @property {number} id
 * @property {string} text as it is read; empty for the end
 * @property {number} chance
 * @property {number[]} attention over the pieces of the source; empty without attention
 * @property {{ id: number, text: string, chance: number }[]} rivals
 * @property {boolean} forced
 *
 * One translation of a sentence.
 *
 * @typedef {object} Attempt
 * @property {string} way greedy, beam or plain
 * @property {string} title
 * @property {string} text
 * @property {string} told its score
 * @property {Piece[]} pieces the last one is the end, unless it was cut
 * @property {Word[]} words
 * @property {{ ids: number[], text: string, told: string }[]} others
 */

/**
 * How much of its attention a word of the translation gave to each word of the source: the mean over
 * its pieces, added up over theirs.
 *
 * @param {Word} word of the translation
 * @param {Piece[]} pieces of the translation
 * @param {Word[]} source
 * @returns {number[]} for each word of the source; zeros without attention
 */
export function lookedAt(word, pieces, source) {
  const own = pieces.slice(word.first, word.last + 1).filter((piece) => piece.attention.length);
  return source.map(({ first, last }) => {
    let sum = 0;
    for (const { attention } of own) for (let at = first; at <= last; at++) sum += attention[at] ?? 0;
    return own.length ? sum / own.length : 0;
  });
}

/**
 * The words with the largest shares: the first, and those after it that have at least a tenth.
 *
 * @param {number[]} shares
 * @param {number} [most]
 * @returns {{ at: number, share: number }[]} the largest first
 */
export function strongest(shares, most = 3) {
  return shares
    .map((share, at) => ({ at, share }))
    .sort((one, other) => other.share - one.share)
    .filter(({ share }, rank) => share > 0 && (rank === 0 || share >= 0.1))
    .slice(0, most);
}

/**
 * How many pieces two translations begin with alike.
 *
 * @param {Piece[]} one
 * @param {Piece[]} other
 */
export function sameStart(one, other) {
  let at = 0;
  while (at < one.length && at < other.length && one[at].id === other[at].id) at += 1;
  return at;
}
