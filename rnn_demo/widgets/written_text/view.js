// A text character by character. Whatever a visitor or a network wrote goes through textContent.

import { heat, nameOf, note, rivalsAt } from "./marks.js";
import { followText, leaveText, unpacked, watchConnection } from "./stream.js";

const views = new WeakMap(); // what each mounted view shows

// What is held at a place: [place, name] of the last change before it, if there was one.
function holdAt(view, index) {
  return view.holds.findLast(([place]) => place <= index);
}

function spanFor(view, character, surprise, index) {
  const span = document.createElement("span");
  span.textContent = character;
  span.dataset.index = index;
  span.className = "heat" + heat(surprise / 100) + (character === "\n" ? " break" : "");
  const hold = holdAt(view, index);
  if (hold?.[1]) span.classList.add("held");
  if (hold?.[0] === index) {
    span.classList.add("change");
    span.dataset.hold = hold[1] || "set free";
  }
  if (view.data.chosen?.includes(index)) span.classList.add("yours");
  return span;
}

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  let view = views.get(parentElement);
  if (!view || view.root !== find(".view")) {
    if (view) leaveText(view);
    view = { root: find(".view"), foot: find(".foot"), characters: [], surprise: [], coming: [] };
    Object.assign(view, { number: null, shown: null, active: null, waiting: null, holds: [] });
    Object.assign(view, { picked: null, panel: null });
    views.set(parentElement, view);
    listen(view, find);
  }
  // A call that was overtaken while this script was being loaded; see writing_view.py.
  if (view.data && data.turn < view.data.turn) return;
  view.data = data;
  view.send = (index) => {
    if (view.data.running) return;
    view.picked = index;
    setStateValue("selected", { number: view.data.number, index });
  };
  view.press = (index, rank) => {
    if (view.data.running) return;
    setTriggerValue("rival", { number: view.data.number, index, rank });
  };
  find(".head").textContent = data.title;
  find(".standing").textContent = data.standing;
  find(".made").textContent = data.made ?? "";
  find(".prompt").textContent = data.prompt;
  const text = find(".text");
  text.setAttribute("aria-label", data.label);
  view.root.dataset.number = data.number;
  view.root.classList.toggle("running", data.running);
  text.classList.toggle("coloured", data.colour);
  const written = find(".written");
  view.append = (coming) => {
    append(view, written, text, coming);
    if (view.active === null && !written.querySelector("[tabindex]")) mark(view, written);
  };
  showText(view, written, text);
  mark(view, written);
  view.show(view.shown ?? view.chosen());
  watchConnection(setStateValue);
  if (data.running && data.socket) followText(view, setStateValue);
  else leaveText(view);
  return () => leaveText(view);
}

function showText(view, written, text) {
  const { data } = view;
  const characters = Array.from(data.text);
  const surprise = unpacked(data.surprise);
  let same = 0;
  if (view.number === data.number && data.socket && view.characters.length >= characters.length) {
    return; // what came through the socket is further on than this drawing
  }
  const holds = data.holds ?? [];
  // What came through the socket may be further on in this, too.
  if (view.number !== data.number || holds.length > view.holds.length) view.holds = holds;
  view.foot.textContent = data.foot;
  if (view.number === data.number) {
    const bound = Math.min(characters.length, view.characters.length);
    while (same < bound && characters[same] === view.characters[same]) same += 1;
  } else {
    view.shown = view.active = view.waiting = view.picked = null;
  }
  const atEnd = text.scrollHeight - text.scrollTop - text.clientHeight < 40;
  // What this drawing brings may have come through the socket, too, and wait to flow in.
  view.coming.splice(0, Math.max(0, characters.length - view.characters.length));
  while (written.childNodes.length > same) written.lastChild.remove();
  view.characters = characters.slice(0, same);
  view.surprise = surprise.slice(0, same);
  view.number = data.number;
  append(view, written, text, characters.slice(same).map((c, i) => [c, surprise[same + i]]));
  if (data.running && atEnd) text.scrollTop = text.scrollHeight;
}

function append(view, written, text, coming) {
  const atEnd = text.scrollHeight - text.scrollTop - text.clientHeight < 40;
  const fresh = document.createDocumentFragment();
  for (const [character, surprise] of coming) {
    fresh.append(spanFor(view, character, surprise, view.characters.length));
    view.characters.push(character);
    view.surprise.push(surprise);
  }
  const last = view.characters.length;
  written.append(fresh);
  if (view.holds.some(([place]) => place >= last - coming.length && place < last)) {
    note(view, written);
  }
  if (view.data.running && atEnd) text.scrollTop = text.scrollHeight;
}

function mark(view, written) {
  const { data } = view;
  for (const old of written.querySelectorAll(".parting, .selected")) {
    old.classList.remove("parting", "selected");
  }
  written.childNodes[data.parting ?? -1]?.classList.add("parting");
  note(view, written);
  written.childNodes[data.selected ?? -1]?.classList.add("selected");
  // One character takes part in the tab order; the arrow keys move on from it.
  enterAt(written, written.childNodes[view.active ?? data.selected ?? 0]);
}

function enterAt(written, entry) {
  entry?.setAttribute("tabindex", "0");
  for (const old of written.querySelectorAll("[tabindex]")) {
    if (old !== entry) old.removeAttribute("tabindex"); // a focused one would lose the focus
  }
}

function listen(view, find) {
  const written = find(".written");
  const what = find(".what");
  const rivals = find(".rivals");
  const indexOf = (event) => {
    const index = event.target.dataset?.index;
    return index === undefined ? null : Number(index);
  };
  const describe = (index) =>
    `${nameOf(view.characters[index])}: surprise ${(view.surprise[index] / 100).toFixed(2)} bits` +
    (view.data.chosen?.includes(index) ? ", chosen by you" : "");
  // The character that the panel is about while none is pointed at.
  view.chosen = () => view.picked ?? view.data.selected;
  view.show = (index) => {
    const { data } = view;
    if (index === null || index === undefined || index >= view.characters.length) {
      what.textContent = data.running
        ? ""
        : "Point at a character, tap it or move with the arrow keys to see what else was likely.";
      rivals.replaceChildren();
      view.panel = null;
      return;
    }
    const favourites = data.doors ? "favourites; press one to write on with it" : "favourites";
    what.textContent =
      describe(index) + (data.rivals ? `. The network's own five ${favourites}:` : "");
    // What stands there already stays: it may have the focus, or be just being pressed.
    const panel = data.rivals ? `${data.number} ${index} ${data.doors}` : null;
    if (panel === null) rivals.replaceChildren();
    else if (panel !== view.panel) rivals.replaceChildren(...rivalsAt(view, index));
    view.panel = panel;
  };
  view.settle = () => {
    clearTimeout(view.timer);
    const index = view.waiting;
    view.waiting = null;
    if (index !== null && index < view.characters.length) view.send(index);
  };
  const focus = (index) => {
    const span = written.childNodes[index];
    if (!span) return;
    span.setAttribute("tabindex", "0");
    span.setAttribute("role", "button");
    span.setAttribute("aria-label", describe(index));
    view.active = index;
    span.focus();
    enterAt(written, span);
  };
  const lineAway = (index, direction) => {
    // The nearest character on the line above or below.
    const here = written.childNodes[index].getBoundingClientRect();
    let best = null;
    let line = null;
    for (let i = index + direction; i >= 0 && i < written.childNodes.length; i += direction) {
      const box = written.childNodes[i].getBoundingClientRect();
      if (Math.abs(box.top - here.top) < 4) continue;
      if (line !== null && Math.abs(box.top - line) > 4) break;
      line = box.top;
      const distance = Math.abs(box.left - here.left);
      if (best === null || distance < best.distance) best = { i, distance };
    }
    return best ? best.i : index;
  };

  written.addEventListener("pointerover", (event) => {
    view.shown = indexOf(event);
    view.show(view.shown ?? view.active ?? view.chosen());
  });
  written.addEventListener("pointerleave", () => {
    view.shown = null;
    view.show(view.active ?? view.chosen());
  });
  written.addEventListener("click", (event) => {
    const index = indexOf(event);
    if (index === null) return;
    focus(index);
    view.waiting = index;
    view.settle();
  });
  written.addEventListener("focusin", (event) => {
    view.active = indexOf(event);
    view.show(view.active);
  });
  written.addEventListener("focusout", (event) => {
    if (!written.contains(event.relatedTarget)) view.settle();
    view.active = null;
    view.show(view.shown ?? view.chosen());
  });
  written.addEventListener("keydown", (event) => {
    const index = indexOf(event);
    if (index === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = view.characters.length - 1;
    const moves = {
      ArrowLeft: () => Math.max(0, index - 1),
      ArrowRight: () => Math.min(last, index + 1),
      ArrowUp: () => lineAway(index, -1),
      ArrowDown: () => lineAway(index, 1),
      Home: () => 0,
      End: () => last,
    };
    if (event.key in moves) {
      event.preventDefault();
      view.shown = null; // a resting pointer counts again once it moves
      const target = moves[event.key]();
      focus(target);
      // Python hears of it once the keys rest, or the focus leaves the text.
      view.waiting = target;
      clearTimeout(view.timer);
      view.timer = setTimeout(view.settle, 300);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      view.waiting = index;
      view.settle();
    }
  });
}
