import assert from "node:assert/strict";
import { test } from "node:test";

import { answerIn, cellNamed, lineOf, valuesOf, withLine } from "../../helpers/ui/widgets/quiz.js";

const STUB = "# 답을 쓰세요";
const COLOURS = { text: "?", choices: [{ text: "빨강", value: "red" }, { text: "아무것도", value: "" }] };
const WRITTEN = { text: "?", choices: [] };

test("an answer is read back as it was written", () => {
  for (const answer of ["a b", 'say "hi"', "$HOME", "back\\slash", "`date`", '\\"$`', ""]) {
    assert.equal(answerIn(`%%bash\n${lineOf(answer)}\n`), answer);
  }
});

test("what Bash would read as its own is quoted", () => {
  assert.match(lineOf('$HOME `date` "'), /^echo "\\\$HOME \\`date\\` \\"" #/);
});

test("a source without the line, or with another one that ends alike, holds no answer", () => {
  assert.equal(answerIn("%%bash\necho hello"), undefined);
  assert.equal(answerIn(lineOf("x").replace("echo", "printf")), undefined);
});

test("the line stands in place of the stub, of the line before, or at the end", () => {
  const line = lineOf("x");
  assert.equal(withLine(`%%bash\n  ${STUB}\nls`, line, STUB), `%%bash\n${line}\nls`);
  assert.equal(withLine(`%%bash\n${lineOf("old")}\n${STUB}`, line, STUB), `%%bash\n${line}\n${STUB}`);
  assert.equal(withLine("%%bash\nmine", line, STUB), `%%bash\nmine\n${line}`);
});

test("an answer falls apart into the questions' values", () => {
  assert.deepEqual(valuesOf("red seven", [COLOURS, WRITTEN], " "), ["red", "seven"]);
  assert.deepEqual(valuesOf("seven", [COLOURS, WRITTEN], " "), ["", "seven"]);
  assert.deepEqual(valuesOf("", [COLOURS], " "), [""]);
});

test("an answer that these questions cannot have made has no values", () => {
  assert.equal(valuesOf("red", [COLOURS, WRITTEN], " "), undefined);
  assert.equal(valuesOf("red red", [COLOURS], " "), undefined);
  assert.equal(valuesOf("blue", [{ text: "?", choices: [{ text: "빨강", value: "red" }] }], " "), undefined);
});

/**
 * A notebook's panel with one cell.
 * @param {string} id
 * @param {string} source
 */
function panel(id, source) {
  const sharedModel = { source, getSource: () => source, setSource: () => {} };
  const cell = { type: "code", sharedModel, getMetadata: () => ({ grade_id: id }) };
  return /** @type {Panel} */ (/** @type {unknown} */ ({ content: { model: { cells: [cell] } } }));
}

test("the answer cell is found by its id, and only where it still is one", () => {
  assert.equal(cellNamed(panel("one", "%%answer a.one\nls"), "one")?.getSource(), "%%answer a.one\nls");
  assert.equal(cellNamed(panel("one", "%%bash\nls"), "one"), undefined);
  assert.equal(cellNamed(panel("one", "%%answer a.one"), "two"), undefined);
  assert.equal(cellNamed(undefined, "one"), undefined);
});
