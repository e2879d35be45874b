import assert from "node:assert/strict";
import { test } from "node:test";

import { mount } from "../../rnn_demo/ui/js/mount.js";
import { Element, page } from "./elements.js";

page();

// A component in a place of its own, and what became of its calls.
function component(parts = {}) {
  const place = new Element(), seen = [];
  place.append(new Element("picture"));
  const call = mount({
    root: "picture",
    begin: () => ({ count: 0 }),
    listen: () => seen.push("set up"),
    show: (view, before) => {
      view.count += 1;
      seen.push(`${before?.turn ?? "nothing"} → ${view.data.turn}`);
    },
    ...parts,
  });
  return { place, seen, turn: (turn, more = {}) => call({ parentElement: place, data: { turn }, setStateValue() {}, ...more }) };
}

test("a view is set up once and shown the latest turn, whatever comes last", () => {
  const { seen, turn } = component();
  for (const one of [7, 9, 8, 9, 10]) turn(one);
  assert.deepEqual(seen, ["set up", "nothing → 7", "7 → 9", "9 → 10"]);
});

test("the turn that is shown is shown again where that is asked for", () => {
  const { seen, turn } = component({ again: true });
  for (const one of [7, 7, 6]) turn(one);
  assert.deepEqual(seen, ["set up", "nothing → 7", "7 → 7"]);
});

test("HTML that was replaced begins with a new view, and the old one is left", () => {
  const left = [];
  const { place, seen, turn } = component({ leave: (view) => left.push(view.count) });
  turn(7);
  turn(8);
  place.replaceChildren(new Element("picture"));
  turn(5);
  assert.deepEqual(seen, ["set up", "nothing → 7", "7 → 8", "set up", "nothing → 5"]);
  assert.deepEqual(left, [2]);
});

test("two places have a view each", () => {
  const one = new Element(), other = new Element(), shown = [];
  for (const place of [one, other]) place.append(new Element("picture"));
  const call = mount({ root: "picture", begin: () => ({}), show: ({ root }) => shown.push(root) });
  call({ parentElement: one, data: { turn: 7 } });
  call({ parentElement: other, data: { turn: 5 } });
  assert.deepEqual(shown, [one.children[0], other.children[0]]);
});

test("a late call's end leaves a view alone that is in the page", () => {
  const left = [];
  const { place, turn } = component({ leave: () => left.push("left") });
  const end = turn(7);
  const late = turn(6);
  late();
  assert.deepEqual(left, []);
  place.children[0].isConnected = false;
  end();
  assert.deepEqual(left, ["left"]);
});

test("what is sent goes by the latest call, also where its data was shown before", () => {
  const sent = [];
  let kept;
  const { turn } = component({ listen: (view) => { kept = view; } });
  turn(7, { setStateValue: () => sent.push("first") });
  turn(7, { setStateValue: (name, value) => sent.push(name, value) });
  kept.setState("moment", 3);
  assert.deepEqual(sent, ["moment", 3]);
});

test("what the HTML lacks is named", () => {
  const { turn } = component({ show: ({ find }) => find("canvas") });
  assert.throws(() => turn(1), /no Element canvas/);
});
