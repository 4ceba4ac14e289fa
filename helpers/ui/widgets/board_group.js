// One kind of things on the board: keyed rows, so that a row that did not change is not touched; the fold and the keys.

import { make, pageLink } from "./words.js";

/**
 * One thing, as the kernel sends it (helpers/ui/board/model.py); what is empty is left out.
 * @typedef {{
 *   key: string, name: string, first?: boolean, usual?: boolean, mark?: keyof typeof MARKS, note?: string, state?: string,
 *   tone?: string, facts?: string[], asides?: string[], layers?: boolean[], pages?: import("./words.js").PageLink[],
 * }} Item
 * @typedef {{ kind: string, title: string, count: string, items: Item[] }} GroupState
 * @typedef {{ wanted: string, ask: (button: HTMLButtonElement) => void }} Owner
 * @typedef {{ node: HTMLLIElement, button: HTMLButtonElement, said: string, first: boolean, usual: boolean }} Row
 */

const MARKS = { new: "새로 생김", changed: "바뀜", gone: "없어짐" };

/**
 * What is said of a thing that is not as it was; empty where it is.
 * @param {Item} item
 */
export function noted({ mark, note }) {
  if (!mark) return "";
  return note ? `${MARKS[mark]}: ${note}` : MARKS[mark];
}

/**
 * What the filter looks for in a thing, in small letters.
 * @param {Item} item
 */
export function searched({ name, state, facts, mark }) {
  return [name, state, ...(facts ?? []), mark && MARKS[mark]].join(" ").toLowerCase();
}

/**
 * What the button says that unfolds a group of `folded` things; `usual` of them have been there from the beginning.
 * @param {boolean} open
 * @param {number} folded
 * @param {number} usual
 */
export function offered(open, folded, usual) {
  if (open) return "접기";
  return folded === usual ? `처음부터 있는 ${folded}개 보기` : `${folded}개 더 보기`;
}

/**
 * The row that a key leads to from row `at` of `count`; undefined where the key leads nowhere.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 */
export function led(key, at, count) {
  /** @type {Record<string, number>} */
  const ways = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 };
  const to = ways[key];
  return to === undefined || at < 0 ? undefined : Math.max(0, Math.min(to, count - 1));
}

/**
 * Draw a thing anew.
 * @param {HTMLButtonElement} button
 * @param {Item} item
 */
function fill(button, item) {
  button.dataset.key = item.key;
  if (item.mark) button.dataset.mark = item.mark;
  else delete button.dataset.mark;
  /** @type {(string | HTMLElement)[]} */
  const parts = [make("span", { name: "lab-board-name", text: item.name })];
  if (item.mark) parts.push(" ", make("span", { name: "lab-board-mark", text: noted(item) }));
  if (item.layers) {
    const row = make("span", { name: "lab-board-layers" });
    row.ariaHidden = "true"; // said in words beside it
    row.append(...item.layers.map((shared) => make("i", { name: shared ? "shared" : "" })));
    parts.push(row);
  }
  const rest = make("span", { name: "lab-board-more-of" });
  if (item.state) {
    const state = make("span", { name: "lab-board-state", text: item.state });
    state.dataset.tone = String(item.tone);
    rest.append(state);
  }
  const facts = [...(item.facts ?? []), ...(item.asides ?? [])].join(" · ");
  if (facts) rest.append(item.state ? " · " : "", facts);
  if (rest.textContent) parts.push(make("br"), rest);
  button.replaceChildren(...parts);
  button.dataset.words = searched(item);
}

/**
 * Put a thing's links beneath its button; the one that has the focus keeps it.
 * @param {HTMLLIElement} node
 * @param {Item} item
 */
function offer(node, { pages = [] }) {
  const old = [...node.querySelectorAll("a")];
  if (old.map((link) => link.getAttribute("href")).join() === pages.map((page) => page.href).join()) return;
  for (const link of old) link.remove();
  const many = pages.length > 1;
  node.append(...pages.map((page) => pageLink(page, many ? `브라우저로 보기: ${page.text}` : undefined)));
}

/** One kind of things in one place. `open` is whether it is unfolded. */
export class Group {
  /**
   * @param {Owner} board
   * @param {string} kind
   */
  constructor(board, kind) {
    this.board = board;
    this.open = false;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    this.node = make("section", { name: "lab-board-group" });
    this.head = make("h4");
    this.list = make("ul");
    this.more = make("button", { name: "lab-board-more" });
    this.more.type = "button";
    this.more.addEventListener("click", () => {
      this.open = !this.open;
      this.sift();
    });
    this.list.addEventListener("keydown", (event) => this.move(event));
    this.node.append(this.head, this.list, this.more);
    this.node.dataset.kind = kind;
  }

  /** @param {GroupState} group */
  update(group) {
    this.head.replaceChildren(`${group.title} `, make("span", { text: group.count || "없음" }));
    this.list.ariaLabel = group.title;
    const keys = new Set(group.items.map((item) => item.key));
    for (const [key, row] of this.rows) {
      if (keys.has(key)) continue;
      row.node.remove();
      this.rows.delete(key);
    }
    const active = document.activeElement;
    const focused = active instanceof HTMLElement && this.list.contains(active) ? active : null;
    let next = this.list.firstElementChild;
    for (const item of group.items) {
      const row = this.rows.get(item.key) ?? this.row(item.key);
      const said = JSON.stringify(item);
      if (row.said !== said) {
        fill(row.button, item);
        offer(row.node, item);
      }
      Object.assign(row, { said, first: Boolean(item.first), usual: Boolean(item.usual) });
      if (row.node === next) next = next.nextElementSibling;
      else this.list.insertBefore(row.node, next);
    }
    this.sift();
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  /**
   * A new row, in which nothing stands yet.
   * @param {string} key
   */
  row(key) {
    const node = make("li");
    const button = make("button", { name: "lab-board-item" });
    button.type = "button";
    button.ariaPressed = "false";
    button.addEventListener("click", () => this.board.ask(button));
    node.append(button);
    const row = { node, button, said: "", first: false, usual: false };
    this.rows.set(key, row);
    return row;
  }

  /** Show what the filter and the fold let through. */
  sift() {
    const wanted = this.board.wanted;
    let folded = 0;
    let usual = 0;
    for (const row of this.rows.values()) {
      const found = !wanted || row.button.dataset.words?.includes(wanted);
      row.node.hidden = !found || (!wanted && !this.open && !row.first);
      if (!wanted && !row.first) {
        folded += 1;
        usual += row.usual ? 1 : 0;
      }
    }
    this.more.hidden = folded === 0;
    this.more.textContent = offered(this.open, folded, usual);
    this.more.ariaExpanded = String(this.open);
    this.node.hidden = Boolean(wanted) && this.shown().length === 0;
    this.rove();
  }

  /** The buttons that are seen, in the list's order. */
  shown() {
    const shown = [...this.list.children].filter((node) => node instanceof HTMLLIElement && !node.hidden);
    return shown.map((node) => node.firstElementChild).filter((node) => node instanceof HTMLButtonElement);
  }

  /**
   * One row of a group is on the Tab key's way; the arrow keys reach the others.
   * @param {HTMLButtonElement} [to]
   */
  rove(to) {
    const shown = this.shown();
    const at = to ?? shown.find((button) => button.tabIndex === 0) ?? shown[0];
    for (const row of this.rows.values()) row.button.tabIndex = row.button === at ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const shown = this.shown();
    const to = led(event.key, shown.findIndex((button) => button === event.target), shown.length);
    const button = to === undefined ? undefined : shown[to];
    if (!button) return;
    event.preventDefault();
    this.rove(button);
    button.focus();
  }
}
