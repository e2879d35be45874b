import assert from "node:assert/strict";
import { test } from "node:test";

const opened = [];
globalThis.document = globalThis.window = { addEventListener() {} };
globalThis.location = { href: "http://localhost/write" };
globalThis.WebSocket = class {
  constructor(url) {
    this.url = url;
    opened.push(this);
  }

  close() {
    this.closed = true;
  }

  tell(news) {
    this.onmessage({ data: JSON.stringify(news) });
  }
};
const { leaveStream, listenToStream } = await import("../../rnn_demo/widgets/written_text/stream.js");
const turn = () => new Promise((done) => setTimeout(done, 5));

function view(key, count = 0) {
  return {
    root: { isConnected: true }, data: { socket: "texts/x", key, running: true },
    number: 3, characters: Array(count).fill("a"), coming: [], setState() {},
  };
}

test("what comes before its view is drawn is kept for it, from its text's beginning on", async () => {
  const heard = [], one = view("one"), other = view("other");
  const hear = (into) => (_, told) => into.push(told.at);
  listenToStream(one, hear([]));
  await turn();
  const socket = opened.at(-1);
  assert.equal(socket.url.search, "?one=3.0");
  socket.tell({ other: { number: 3, at: 70, text: "old" } });
  socket.tell({ other: { number: 4, prompt: "", at: 0, text: "ab" } });
  socket.tell({ other: { number: 4, at: 2, text: "c" } });
  listenToStream(other, hear(heard));
  assert.deepEqual(heard, [0, 2]);
  socket.tell({ other: { number: 4, at: 3, text: "d" } });
  listenToStream(other, hear(heard)); // drawn again: nothing comes twice
  assert.deepEqual(heard, [0, 2, 3]);
  other.root.isConnected = false; // replaced, and its successor still to be drawn
  socket.tell({ other: { number: 4, at: 4, text: "e" } });
  listenToStream(view("other"), hear(heard));
  assert.deepEqual(heard, [0, 2, 3, 4]);
  leaveStream(one);
  assert.ok(!socket.closed);
});

test("where something is missing the server is told what is there", async () => {
  const before = opened.length, late = view("late", 5);
  listenToStream(late, (_, told) => told.at <= 5);
  opened.at(-1).tell({ late: { number: 3, at: 5, text: "b" } });
  assert.equal(opened.length, before);
  opened.at(-1).tell({ late: { number: 3, at: 9, text: "c" } });
  assert.equal(opened.length, before + 1);
  assert.match(opened.at(-1).url.search, /late=3\.5/);
  assert.ok(opened.at(-2).closed && !opened.at(-2).onclose);
});
