import assert from "node:assert/strict";
import { test } from "node:test";

import { lasted } from "../../helpers/ui/startpage/labextensions/docker-lab/running.js";

test("a time is said in seconds, from the first minute on in both", () => {
  assert.deepEqual([2.9, 59.99, 60, 61, 3725].map(lasted), ["2초", "59초", "1분 0초", "1분 1초", "62분 5초"]);
});
