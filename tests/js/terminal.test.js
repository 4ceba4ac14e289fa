import assert from "node:assert/strict";
import { before, test } from "node:test";

const PAGE = { baseUrl: "/user/kim/", token: "secret" };

/** @type {typeof import("../../helpers/ui/widgets/terminal.js")} */
let terminal;
/** @type {typeof import("../../helpers/ui/widgets/terminal_line.js")} */
let line;

before(async () => {
  const page = { getElementById: () => ({ textContent: JSON.stringify(PAGE) }) };
  Object.assign(globalThis, { document: page, location: { href: "https://lab.example/user/kim/lab" } });
  terminal = await import("../../helpers/ui/widgets/terminal.js");
  line = await import("../../helpers/ui/widgets/terminal_line.js");
});

test("a terminal's socket has the server's own address, with its token", () => {
  assert.equal(line.address("a1").href, "wss://lab.example/user/kim/terminals/websocket/a1?token=secret");
});

/**
 * A key of two meanings, and what it has done so far.
 * @param {import("node:test").TestContext} context
 */
function key(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const done = [];
  return { done, ...terminal.twice(() => done.push("once"), () => done.push("both")) };
}

test("a key pressed once is passed on after a moment", (context) => {
  const { done, press } = key(context);
  press();
  assert.deepEqual(done, []);
  context.mock.timers.tick(500);
  assert.deepEqual(done, ["once"]);
});

test("a key pressed twice at once does its other work alone", (context) => {
  const { done, press } = key(context);
  press();
  press();
  context.mock.timers.tick(1000);
  assert.deepEqual(done, ["both"]);
});

test("the next key does not overtake a key that is held back, and nothing is passed on twice", (context) => {
  const { done, press, release } = key(context);
  release();
  assert.deepEqual(done, []);
  press();
  release();
  context.mock.timers.tick(1000);
  assert.deepEqual(done, ["once"]);
});
