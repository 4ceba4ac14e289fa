import assert from "node:assert/strict";
import { test } from "node:test";

import { asks, chapterAfter, says, stubIn, tasksIn, unsavedFiles, waits } from "../../helpers/ui/startpage/labextensions/docker-lab/exercises.js";

/**
 * A cell of a notebook.
 * @param {string} source
 * @param {{ id?: string, type?: string, count?: number | null, dirty?: boolean }} [given]
 */
function cell(source, { id, type = "code", count = null, dirty = false } = {}) {
  const made = {
    type,
    sharedModel: { source, getSource: () => source },
    getMetadata: () => (id ? { grade_id: id } : undefined),
    executionCount: count,
    isDirty: dirty,
  };
  return /** @type {CellModel} */ (/** @type {unknown} */ (made));
}

const BOOK = [
  cell("# 이미지: 연습 문제", { type: "markdown" }),
  cell("from helpers import check", { id: "images-import" }),
  cell("## `COPY`로 **담기**\n\n글", { type: "markdown" }),
  cell('start("images.copy")', { id: "images-copy-start" }),
  cell("%%bash", { id: "images-copy-solution" }),
  cell("%%answer images.copy", { id: "images-copy-answer" }),
  cell("내 칸"),
  cell('check("images.copy")', { id: "images-copy-check" }),
  cell("## 둘째", { type: "markdown" }),
  cell('start("images.two")', { id: "images-two-start" }),
  cell('check("images.two")', { id: "images-two-check" }),
  cell('check("images.two")', { id: "images-two-check" }),
];

test("a notebook's exercises are found with their headings and cells, a copied cell counts once", () => {
  assert.deepEqual(tasksIn(BOOK), [
    { exercise: "images.copy", title: "COPY로 담기", heading: 2, start: 3, work: [4, 5], check: 7 },
    { exercise: "images.two", title: "둘째", heading: 8, start: 9, work: [], check: 10 },
  ]);
});

test("an exercise that lost its start or its check, and a notebook without exercises, have no buttons", () => {
  assert.deepEqual(tasksIn([]), []);
  assert.deepEqual(tasksIn([cell('check("a.one")', { id: "a-one-check" })]), []);
  assert.deepEqual(tasksIn([cell('start("a.one")', { id: "a-one-start" })]), []);
});

test("what was written and has not run waits; the stub never does", () => {
  assert.equal(waits(cell("%%bash\ncd copy\n# 여기에 쓰세요")), false);
  assert.equal(waits(cell("%%bash\ndocker ps")), true);
  assert.equal(waits(cell("%%bash\ndocker ps", { count: 3 })), false);
  assert.equal(waits(cell("%%bash\ndocker ps -a", { count: 3, dirty: true })), true);
});

test("where a learner is to write is a line of its own, from its first character to its last", () => {
  const stub = stubIn("%%bash\ncd copy\n  # 여기에 쓰세요\n");
  assert.deepEqual(stub, { start: { line: 2, column: 0 }, end: { line: 2, column: 11 } });
  assert.equal(stubIn("%%bash\ndocker ps # 여기에 쓰세요"), undefined);
});

test("a quiz among what a start wrote is known by its words", () => {
  const outputs = (/** @type {string} */ text) => ({ toJSON: () => [{}, { data: { "text/plain": text } }], clear: () => {} });
  assert.equal(asks(outputs("[그림의 빈자리 채우기] 고르는 문제")), true);
  assert.equal(asks(outputs("[그림의 빈자리 채우기] 확인 목록")), false);
  assert.equal(asks(undefined), false);
});

test("the chapter after an exercise's own is the next of the course", () => {
  const chapters = [{ name: "start", path: "a.ipynb" }, { name: "images", path: "b.ipynb" }];
  assert.equal(chapterAfter(chapters, "start.first-run")?.path, "b.ipynb");
  assert.equal(chapterAfter(chapters, "images.copy"), undefined);
  assert.equal(chapterAfter(chapters, "gone.exercise"), undefined);
});

test("files that are not saved are those of the exercise; notebooks and saved files are none", () => {
  const panel = (/** @type {string} */ path, dirty = true) =>
    /** @type {Panel} */ (/** @type {unknown} */ ({ context: { path, model: { dirty } } }));
  const panels = [
    panel("exercises/images/copy/Dockerfile"),
    panel("exercises/images/copy/weather.sh", false),
    panel("exercises/images/images.ipynb"),
    panel("exercises/images/cmd/Dockerfile"),
    panel("memo.txt"),
    /** @type {Panel} */ (/** @type {unknown} */ ({})),
  ];
  const names = (/** @type {string} */ exercise) => unsavedFiles(panels, exercise).map(({ path }) => path);
  assert.deepEqual(names("images.copy"), ["exercises/images/copy/Dockerfile"]);
  assert.deepEqual(names(""), ["exercises/images/copy/Dockerfile", "exercises/images/cmd/Dockerfile"]);
});

test("a verdict is read from an output's box", () => {
  const outputs = (/** @type {string} */ html) => ({ toJSON: () => [{ data: { "text/html": html } }, {}], clear: () => {} });
  assert.equal(says(outputs('<div class="lab-feedback lab-passed" role="status">'), "passed"), true);
  assert.equal(says(outputs('<div class="lab-feedback lab-failed">lab-passed</div>'), "passed"), false);
  assert.equal(says(undefined, "passed"), false);
});
