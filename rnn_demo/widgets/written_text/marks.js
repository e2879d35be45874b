// What is said about the characters of a text: names, colours, notes, and what else was likely.

import { unpacked } from "./stream.js";

const BLANKS = { " ": "space", "\n": "line end", "\t": "tab", "\r": "CR", "\u00a0": "nbsp" };

export function nameOf(character) {
  if (character in BLANKS) return BLANKS[character];
  const code = character.codePointAt(0);
  const hidden = /\p{C}|\p{Z}|\p{M}/u.test(character);
  return hidden ? "U+" + code.toString(16).toUpperCase().padStart(4, "0") : character;
}

export function heat(bits) {
  return bits < 1 ? 0 : bits < 2 ? 1 : bits < 3 ? 2 : bits < 4.5 ? 3 : bits < 6.5 ? 4 : 5;
}

// A note stands before the word in which its character is: it cuts none in two.
const LETTER = /[\p{L}\p{M}\p{N}_'’-]/u;

function wordStart(view, index) {
  let start = index;
  if (!LETTER.test(view.characters[index])) return start;
  while (start > 0 && LETTER.test(view.characters[start - 1])) start -= 1;
  return start;
}

export function note(view, written) {
  for (const old of written.querySelectorAll("[data-note]")) {
    delete old.dataset.note;
    old.classList.remove("parts");
  }
  const notes = view.holds.map(([place, name]) => [place, name || "set free", false]);
  const parting = view.data.parting ?? null;
  if (parting !== null) notes.push([parting, "they part", true]);
  for (const [place, words, parts] of notes) {
    if (place >= view.characters.length) continue;
    const { dataset, classList } = written.childNodes[wordStart(view, place)];
    dataset.note = dataset.note ? `${dataset.note} · ${words}` : words;
    classList.toggle("parts", parts);
  }
}

// The rivals of a character, decoded once for each drawing.
function favourites(view) {
  if (view.favouritesOf !== view.data) {
    view.favouritesOf = view.data;
    view.favouriteList = Array.from(view.data.rivals);
    view.percents = unpacked(view.data.probabilities);
  }
  return view.favouriteList;
}

// A character's rivals as entries of a list; where they are doors, each but itself is a button.
export function rivalsAt(view, index) {
  const { width, doors } = view.data;
  const start = index * width;
  return favourites(view).slice(start, start + width).map((character, rank) => {
    const percent = view.percents[start + rank] / 100;
    const own = character === view.characters[index];
    const door = doors && !own;
    const item = document.createElement("li");
    const label = document.createElement(door ? "button" : "span");
    const name = document.createElement("b");
    name.textContent = nameOf(character);
    label.append(name, ` ${percent.toFixed(percent < 9.95 ? 1 : 0)} %`);
    label.style.setProperty("--share", percent + "%");
    label.classList.toggle("chosen", own);
    if (door) {
      label.type = "button";
      label.setAttribute("aria-label", `Write on with ${label.textContent}`);
      label.addEventListener("click", () => view.press(index, rank));
    }
    item.append(label);
    return item;
  });
}
