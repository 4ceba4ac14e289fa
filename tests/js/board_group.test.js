import assert from "node:assert/strict";
import { test } from "node:test";

import { led, noted, offered, searched } from "../../helpers/ui/widgets/board_group.js";

const WEB = { key: "container:web", name: "Web" };

test("a change is named, with its note where there is one", () => {
  assert.equal(noted(WEB), "");
  assert.equal(noted({ ...WEB, mark: "gone" }), "없어짐");
  assert.equal(noted({ ...WEB, mark: "changed", note: "멈춤" }), "바뀜: 멈춤");
});

test("the filter finds a thing by name, state, facts and mark, in small letters", () => {
  const words = searched({ ...WEB, state: "실행 중", facts: ["NGINX"], mark: "new" });
  for (const word of ["web", "실행 중", "nginx", "새로 생김"]) assert.ok(words.includes(word), word);
  assert.ok(!searched(WEB).includes("undefined"));
});

test("the button of a fold counts, and says where all of it was there from the beginning", () => {
  assert.equal(offered(true, 3, 3), "접기");
  assert.equal(offered(false, 3, 3), "처음부터 있는 3개 보기");
  assert.equal(offered(false, 3, 1), "3개 더 보기");
});

test("the arrow keys stay within the rows", () => {
  assert.equal(led("ArrowDown", 0, 3), 1);
  assert.equal(led("ArrowDown", 2, 3), 2);
  assert.equal(led("ArrowUp", 0, 3), 0);
  assert.equal(led("Home", 2, 3), 0);
  assert.equal(led("End", 0, 3), 2);
});

test("other keys, and keys pressed outside of the rows, lead nowhere", () => {
  assert.equal(led("Enter", 0, 3), undefined);
  assert.equal(led("ArrowDown", -1, 3), undefined);
});
