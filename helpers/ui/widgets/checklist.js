// Draws the list beside an exercise as the kernel tells it. Nothing is asked of the page: there is nothing to press but
// the links to what the exercise's containers serve.

import { awayWith, make, pageLink, words } from "./words.js";

/**
 * One step, as the kernel sends it.
 * @typedef {{ id: string, mark: keyof typeof SIGNS, text: string, said: string }} Item
 * @typedef {{
 *   exercise: string, title: string, items: Item[], status: string, hindrance: string, news: string, whole: boolean,
 *   ended: string, pages: import("./words.js").PageLink[],
 * }} State
 */

const SIGNS = { open: "○", done: "✓", broken: "✗", waiting: "…", kept: "◆", answer: "?" };
const AWAY = "커널이 다시 시작되어 이 목록은 더 움직이지 않습니다. `checklist(\"ID\")`를 실행하면 다시 나옵니다.";

/**
 * The classes of a step's row: it moves where its mark is another than `before`.
 * @param {string} mark
 * @param {string} [before]
 */
export function classes(mark, before) {
  return `lab-step lab-${mark}${before !== undefined && before !== mark ? " lab-moved" : ""}`;
}

/**
 * @param {Item} item
 * @param {string} [before]
 */
function step(item, before) {
  const sign = make("span", { name: "lab-sign", text: SIGNS[item.mark], "aria-hidden": "true" });
  const said = make("span", { name: "lab-mark" }, ...words(item.said));
  return make("li", { name: classes(item.mark, before) }, sign, make("span", {}, ...words(item.text)), said);
}

/** @type {import("@anywidget/types").Render<State>} */
function render({ model, el }) {
  const head = make("p", { name: "lab-status" });
  const list = make("ul");
  const hindrance = make("p", { name: "lab-hindrance" });
  const pages = make("p", { name: "lab-pages" });
  const ended = make("p", { name: "lab-ended" });
  const away = make("p", { name: "lab-away" }, ...words(AWAY.replace("ID", model.get("exercise"))));
  const news = make("p", { name: "lab-news", "aria-live": "polite" });
  const named = { name: "lab-checklist", lang: "ko", "aria-label": `확인 목록: ${model.get("title")}` };
  const root = make("section", named, head, list, pages, hindrance, ended, away, news);
  el.append(root);
  const leave = awayWith(root);
  /** @type {Record<string, string>} */
  let marks = {};
  const draw = () => {
    const items = model.get("items");
    head.replaceChildren(make("strong", { text: "확인 목록" }), " ", ...words(model.get("status")));
    head.classList.toggle("lab-whole", model.get("whole"));
    list.replaceChildren(...items.map((item) => step(item, marks[item.id])));
    marks = Object.fromEntries(items.map((item) => [item.id, item.mark]));
    hindrance.replaceChildren(...words(model.get("hindrance")));
    ended.replaceChildren(...words(model.get("ended")));
  };
  const link = () => {
    const found = model.get("pages").flatMap((page) => [pageLink(page, page.text), " "]);
    pages.replaceChildren(...(found.length ? ["브라우저로 보기: ", ...found] : []));
  };
  const tell = () => news.replaceChildren(model.get("news"));
  const drawn = /** @type {const} */ (["items", "status", "whole", "hindrance", "ended"]);
  for (const name of drawn) model.on(`change:${name}`, draw);
  model.on("change:news", tell);
  model.on("change:pages", link);
  draw();
  link();
  return () => {
    leave();
    for (const name of drawn) model.off(`change:${name}`, draw);
    model.off("change:news", tell);
    model.off("change:pages", link);
  };
}

export default { render };
