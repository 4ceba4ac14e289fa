import assert from "node:assert/strict";
import { test } from "node:test";

import { classes } from "../../helpers/ui/widgets/checklist.js";

test("a step moves only where its mark is another than before", () => {
  assert.equal(classes("open"), "lab-step lab-open");
  assert.equal(classes("done", "done"), "lab-step lab-done");
  assert.equal(classes("done", "open"), "lab-step lab-done lab-moved");
});
