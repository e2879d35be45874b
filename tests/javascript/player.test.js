import assert from "node:assert/strict";
import { test } from "node:test";

import { beside, player } from "../../rnn_demo/ui/js/player.js";
import { clock, Element } from "./elements.js";

const time = clock();

// All places from a first one on, until it stays where it is.
function way(from, film, slow, direction) {
  const found = [`${from.step}.${from.part}`];
  for (let place = from; ;) {
    const next = beside(place, film, slow, direction);
    if (next.step === place.step && next.part === place.part) return found;
    found.push(`${next.step}.${next.part}`);
    place = next;
  }
}

test("whole steps go from rest to rest, slow motion part by part, both to the ends", () => {
  const first = { last: 2, parts: 3, rest: 0 }, last = { last: 2, parts: 3, rest: 2 };
  assert.deepEqual(way({ step: 0, part: 0 }, first, false, 1), ["0.0", "1.0", "2.0"]);
  assert.deepEqual(way({ step: 0, part: 0 }, first, true, 1), ["0.0", "0.1", "0.2", "1.0", "1.1", "1.2", "2.0"]);
  assert.deepEqual(way({ step: 1, part: 1 }, first, false, 1), ["1.1", "2.0"]);
  assert.deepEqual(way({ step: 1, part: 1 }, first, false, -1), ["1.1", "1.0", "0.0"]);
  assert.deepEqual(way({ step: 1, part: 1 }, first, true, -1), ["1.1", "1.0", "0.2", "0.1", "0.0"]);
  assert.deepEqual(way({ step: 0, part: 2 }, last, true, 1), ["0.2", "1.0", "1.1", "1.2", "2.0", "2.1", "2.2"]);
  assert.deepEqual(way({ step: 1, part: 0 }, last, false, 1), ["1.0", "1.2", "2.2"]);
  assert.deepEqual(way({ step: 2, part: 1 }, last, false, -1), ["2.1", "1.2", "0.2"]);
  assert.deepEqual(way({ step: 0, part: 0 }, { last: 0, parts: 1, rest: 0 }, false, 1), ["0.0"]);
});

function film(parts = {}) {
  const told = [], root = new Element();
  const played = player({
    root,
    last: () => 3,
    draw: () => told.push(`${played.step}.${played.part}${played.playing ? " …" : ""}`),
    settled: () => told.push("settled"),
    ...parts,
  });
  return { told, root, played };
}

test("the clock moves it to its end, which is drawn and told once", () => {
  const { told, played } = film();
  played.play({ pause: 100 });
  time.tick(99);
  assert.deepEqual(told, ["0.0 …"]);
  time.tick(1000);
  assert.deepEqual(told, ["0.0 …", "1.0 …", "2.0 …", "3.0", "settled"]);
});

test("it plays up to a step, in slow motion, one clock at a time", () => {
  const { told, played } = film({ parts: 2 });
  played.play({ pause: 10 });
  played.play({ pause: 10, until: 1, slow: true });
  time.tick(100);
  assert.deepEqual(told, ["0.0 …", "0.0 …", "0.1 …", "1.0", "settled"]);
});

test("a hand stops the clock; steps are whole and within the film", () => {
  const { told, played } = film({ parts: 2, rest: 1 });
  for (const act of [() => played.go(1.6), () => played.onward(), () => played.backward(true), () => played.go(-5), () => played.go(99)]) {
    played.play({ pause: 10 });
    told.length = 0;
    act();
    time.tick(100);
    assert.equal(told.length, 1);
    assert.equal(played.playing, false);
  }
  assert.deepEqual([played.step, played.part], [3, 1]);
  played.go(1.6);
  assert.deepEqual([played.step, played.part], [2, 1]);
  played.backward(true);
  assert.deepEqual([played.step, played.part], [2, 0]);
});

test("a pause draws and is told; what left the page plays no longer", () => {
  const { told, root, played } = film();
  played.play({ pause: 10 });
  played.pause();
  assert.deepEqual(told, ["0.0 …", "0.0", "settled"]);
  played.play({ pause: 10 });
  told.length = 0;
  root.isConnected = false;
  time.tick(100);
  assert.deepEqual(told, []);
  assert.equal(played.playing, false);
});
