import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const FILE = new URL("../../helpers/ui/startpage/labextensions/docker-lab/lab.js", import.meta.url);

/**
 * The extension's plugins by id, as JupyterLab gets them on a page that was opened at `hash`.
 * @param {string} hash
 * @returns {Promise<Record<string, LabPlugin>>}
 */
async function plugins(hash = "") {
  const config = JSON.stringify({ baseUrl: "/user/kim/", treePath: "a.ipynb" });
  const window = /** @type {Window} */ ({});
  const document = { getElementById: () => ({ textContent: config }) };
  runInContext(readFileSync(FILE, "utf8"), createContext({ window, document, location: { hash }, console }));
  const shared = { Widget: class {}, IRenderMimeRegistry: "registry", INotebookTracker: "tracker", IDocumentManager: "manager" };
  const module = { "1.0": { get: () => Promise.resolve(() => /** @type {never} */ (shared)) } };
  const extension = window._JUPYTERLAB?.["docker-lab"];
  assert.ok(extension);
  const names = ["application", "apputils", "docmanager", "notebook", "rendermime"].map((name) => `@jupyterlab/${name}`);
  await extension.init(Object.fromEntries(["@lumino/widgets", ...names].map((name) => [name, module])));
  const found = /** @type {{ default: LabPlugin[] }} */ ((await extension.get("./extension"))());
  return Object.fromEntries(found.default.map((plugin) => [plugin.id, plugin]));
}

/**
 * JupyterLab with one notebook of these cells open, and the cells that it was scrolled to.
 * @param {...{ type: string, source: string }} cells
 */
function lab(...cells) {
  /** @type {number[]} */
  const shown = [];
  const content = {
    activeCellIndex: 0,
    widgets: cells.map(({ type, source }) => ({ model: { type, sharedModel: { source } }, node: { isConnected: true } })),
    scrollToItem: (/** @type {number} */ index) => Promise.resolve(shown.push(index)),
    activate: () => {},
  };
  const signal = { connect: () => true, disconnect: () => true };
  const panel = { context: { path: "a.ipynb" }, revealed: Promise.resolve(), content };
  const app = {
    restored: Promise.resolve(),
    shell: { currentWidget: panel, currentChanged: signal },
    commands: { commandExecuted: signal },
  };
  return { app: /** @type {JupyterLab} */ (/** @type {unknown} */ (app)), shown };
}

const CELLS = [
  { type: "markdown", source: "# 시작하기\ntext" },
  { type: "code", source: "# 두 번째 제목" },
  { type: "markdown", source: "text\n## 두 번째 **제목**: `docker run`\nmore" },
];

for (const [asked, at] of /** @type {const} */ ([
  ["#시작하기", [0]],
  ["#두-번째-제목:-docker-run", [2]],
  [`#${encodeURIComponent("두-번째-제목:-docker-run")}`, [2]],
  ["#두-번째-제목", []],
  ["", []],
])) {
  test(`the address ${asked || "without a heading"} leads to ${at.length ? `cell ${at}` : "no cell"}`, async () => {
    const { app, shown } = lab(...CELLS);
    const { "docker-lab:heading": heading } = await plugins(asked);
    heading?.activate(app, /** @type {never} */ (undefined));
    await new Promise((done) => {
      setImmediate(done);
    });
    assert.deepEqual(shown, at);
  });
}
