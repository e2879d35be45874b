import assert from "node:assert/strict";
import { test } from "node:test";

import { draw, HEIGHT } from "../../rnn_demo/exhibits/tunes/drawing.js";
import { barsOf, beamsOf, flagsOf, valuesOf } from "../../rnn_demo/exhibits/tunes/durations.js";
import { GAP, linesOf, yOf } from "../../rnn_demo/exhibits/tunes/layout.js";
import { frequencyOf, musician, pluck, secondsOf } from "../../rnn_demo/exhibits/tunes/sound.js";
import { chance, told } from "../../rnn_demo/exhibits/tunes/words.js";
import { Element, clock, page } from "./elements.js";

page();
Element.prototype.prepend = function prepend(...parts) { this.children.unshift(...parts); };

const note = (length, step = 4, more = {}) => ({ step, length, sign: "", name: "n", nats: 1, given: false, shared: false, rivals: [], ...more });
const mark = (sign) => ({ mark: sign, name: sign, nats: 0.5, given: false, shared: false, rivals: [] });
const eighths = (count) => Array.from({ length: count }, () => note(24));

test("every length becomes note values that last as long", () => {
  assert.deepEqual(valuesOf(24), [{ base: 24, dots: 0 }]);
  assert.deepEqual(valuesOf(36), [{ base: 24, dots: 1 }]);
  assert.deepEqual(valuesOf(42), [{ base: 24, dots: 2 }]);
  assert.deepEqual(valuesOf(120), [{ base: 96, dots: 0 }, { base: 24, dots: 0 }]);
  for (let ticks = 3; ticks <= 400; ticks += 3) {
    const lasts = valuesOf(ticks).reduce((sum, { base, dots }) => sum + base * (2 - 0.5 ** dots), 0);
    assert.equal(lasts, ticks);
  }
  assert.deepEqual([192, 96, 48, 24, 12, 6].map((base) => flagsOf({ base, dots: 0 })), [0, 0, 0, 1, 2, 3]);
});

test("bars have their signs before and after, and the numbers of their elements", () => {
  const bars = barsOf([mark("|:"), note(24), mark("|"), ...eighths(6), mark("|1"), note(144), mark(":|2"), note(144), mark("||"), note(144), mark("|]"), mark("end")]);
  assert.deepEqual(bars.map(({ before, after }) => [before, after]), [["|:", "|"], ["", "|"], ["|1", ":|"], [":|2", "||"], ["", "|]"]]);
  assert.deepEqual(bars.map(({ opening, closing }) => [opening, closing]), [[0, 2], [-1, 9], [9, 11], [11, 13], [-1, 15]]);
  assert.deepEqual(bars[1].items.map(({ at, begin }) => [at, begin]), [[3, 0], [4, 24], [5, 48], [6, 72], [7, 96], [8, 120]]);
});

test("triplets last two thirds, ties lead on", () => {
  const [bar] = barsOf([mark("(3"), ...eighths(3), note(48), mark("-"), note(24)]);
  assert.deepEqual(bar.items.map(({ begin, ticks, triplet }) => [begin, ticks, triplet]), [[0, 16, 0], [16, 16, 0], [32, 16, 0], [48, 48, -1], [96, 24, -1]]);
  assert.deepEqual(bar.items.map(({ tied }) => tied), [false, false, false, true, false]);
});

test("beams join what is in one beat, and an upbeat ends one", () => {
  const groups = (elements, beat, full, upbeat = false) => beamsOf(barsOf(elements)[0], beat, full, upbeat).map((group) => group.map(({ at }) => at));
  assert.deepEqual(groups(eighths(6), 72, 144), [[0, 1, 2], [3, 4, 5]]);
  assert.deepEqual(groups([note(48), note(24), note(24), note(24), note(24)], 72, 144), [[2, 3, 4]]);
  assert.deepEqual(groups([note(24), note(24), note(24, null), note(24)], 96, 192), [[0, 1]]);
  assert.deepEqual(groups(eighths(2), 72, 144, true), [[0, 1]]);
  assert.deepEqual(groups(eighths(4), 72, 144, true), [[1, 2, 3]]);
});

test("lines fill the width and hold every bar once, in order", () => {
  const bars = barsOf(Array.from({ length: 20 }, () => [...eighths(6), mark("|")]).flat());
  for (const width of [280, 390, 900, 1600]) {
    const lines = linesOf(bars, width, 60, 20);
    assert.deepEqual(lines.flatMap((line) => line.bars.map(({ bar }) => bar)), bars);
    for (const line of lines) {
      const last = line.bars[line.bars.length - 1];
      assert.ok(last.x + last.width <= width);
      if (line !== lines[lines.length - 1]) assert.ok(last.x + last.width > width - 4);
      for (const { xs } of line.bars) assert.deepEqual(xs, [...xs].sort((a, b) => a - b));
    }
  }
  assert.equal(yOf(10), 0); // f is on the top line
  assert.equal(yOf(2), 4 * GAP); // E is on the lowest one
});

test("a score has a group for each note and each bar line", () => {
  const elements = [mark("|:"), note(24, 1, { sign: "^" }), mark("|"), ...eighths(6), mark("|"), note(144, null), mark(":|"), mark("end")];
  const picture = new Element("svg");
  const groups = draw(picture, { meter: "6/8", sharps: 2, full: 144, beat: 72, elements }, 500);
  assert.deepEqual([...groups.keys()].sort((a, b) => a - b), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  assert.equal(picture.attributes.height, String(HEIGHT));
});

test("a plucked string is in tune and dies away", () => {
  const rate = 22_050;
  for (const pitch of [55, 62, 69, 81, 88]) {
    const frequency = frequencyOf(pitch), samples = pluck(frequency, 0.6, rate);
    assert.ok(Math.abs(cents(samples, rate, frequency)) < 1, `pitch ${pitch}`);
    const loud = (from, to) => Math.hypot(...samples.slice(from, to));
    assert.ok(loud(10_000, 11_000) < 0.8 * loud(500, 1_500));
    assert.ok(samples.every((value) => Math.abs(value) <= 1));
  }
  assert.equal(frequencyOf(69), 440);
});

// How far the samples are from a frequency, in hundredths of a semitone: by how much their phase
// against it drifts from one window to a later one.
function cents(samples, rate, frequency) {
  const length = 3_000, phase = (from) => {
    let re = 0, im = 0;
    for (let i = 0; i < length; i += 1) {
      const angle = (2 * Math.PI * frequency * (from + i)) / rate, weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length);
      re += weight * samples[from + i] * Math.cos(angle);
      im -= weight * samples[from + i] * Math.sin(angle);
    }
    return Math.atan2(im, re);
  };
  let drift = phase(4_000) - phase(1_000);
  drift -= 2 * Math.PI * Math.round(drift / (2 * Math.PI));
  return 1200 * Math.log2(1 + ((drift / (2 * Math.PI)) * rate) / 3_000 / frequency);
}

test("notes are handed over before they sound, and each is lit when it does", () => {
  const time = clock(), started = [], heard = [];
  let now = 0, over = 0;
  const gain = () => ({ gain: { value: 0, setTargetAtTime() {}, setValueAtTime() {} }, connect: (to) => to });
  globalThis.AudioContext = class {
    get currentTime() { return now; }
    resume() { return Promise.resolve(); }
    createGain() { return gain(); }
    createBuffer(_, length) { return { getChannelData: () => new Float32Array(length) }; }
    createBufferSource() { return { connect: (to) => to, start: (at) => started.push(at), stop() {} }; }
  };
  const music = musician({ root: new Element(), lit: (element) => heard.push(element), ended: () => { over += 1; } });
  assert.equal(music.play([[0, 48, 60, 3], [48, 48, null, 4], [96, 48, 62, 5]], 0, 48, 60), true);
  for (let i = 0; i < 60; i += 1) {
    now += 0.06;
    time.tick(60);
  }
  assert.deepEqual(heard, [-1, 3, 4, 5, -1]);
  assert.equal(started.length, 2);
  assert.ok(Math.abs(started[1] - started[0] - 2) < 0.1);
  assert.equal(over, 1);
  assert.equal(music.playing, false);
  delete globalThis.AudioContext;
  assert.equal(music.play([[0, 48, 60, 3]], 0, 48, 60), false);
  assert.equal(secondsOf(96, 48, 120), 1);
});

test("a note is told with its surprise", () => {
  assert.equal(told({ name: "^f2", nats: Math.LN2, given: false, shared: true, follows: false }), "“^f2”, surprise 0.69 nats (p = 0.50). It belongs to the longest run that is also in a training tune.");
  assert.deepEqual([1, 0.5, 0.05, 0.0005].map(chance), ["1.00", "0.50", "0.050", "5e-4"]);
});
