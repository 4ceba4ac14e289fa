// The board in the browser: its places, what is said above and below them, and the line to the kernel.
// Knows how to draw what helpers/ui/board says; decides nothing about Docker.

import { Group } from "./board_group.js";
import { make, words } from "./words.js";

/**
 * @typedef {import("./board_group.js").GroupState} GroupState
 * @typedef {(typeof PLACES)[number]} PlaceId
 * @typedef {{ title?: string, trouble: string, groups: GroupState[] }} PlaceState
 * @typedef {Record<PlaceId, PlaceState> & { said: string }} State
 * @typedef {{ title: string, sentences: string[], commands: string[] }} Story
 * @typedef {{ view: string, story?: Story | null }} Answer
 * @typedef {import("@anywidget/types").AnyModel<State>} Model
 */

const PLACES = /** @type {const} */ (["hub", "mine", "usb", "other"]);
const PATIENCE = 4000; // milliseconds until a kernel that does not answer counts as gone
const HINT = "무엇이든 누르면 그것이 무엇인지, 어느 명령으로 볼 수 있는지 알려 줘요.";
const STILL = "이 상태판은 지금 움직이지 않아요. 이 칸을 다시 실행하면 다시 움직여요.";
const GONE = "이제 여기에 없어요.";

class Board {
  /**
   * @param {Model} model
   * @param {HTMLElement} root
   */
  constructor(model, root) {
    this.model = model;
    this.view = Math.random().toString(36).slice(2);
    this.wanted = "";
    this.asked = ""; // the key of what the story is about
    this.told = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
    /** @type {Map<PlaceId, ReturnType<Board["place"]>>} */
    this.places = new Map();
    root.classList.add("lab-board");
    root.lang = "ko";
    root.setAttribute("role", "region");
    root.ariaLabel = "상태판";
    this.said = make("div", { name: "lab-board-said" });
    this.said.setAttribute("role", "status");
    this.still = make("div", { name: "lab-board-still", text: STILL });
    this.still.setAttribute("role", "status");
    this.still.hidden = true;
    this.grid = make("div", { name: "lab-board-places" });
    this.story = make("div", { name: "lab-board-story" });
    this.story.ariaLive = "polite";
    this.story.append(make("p", { text: HINT }));
    root.append(this.head(), this.said, this.still, this.grid, this.story);
    // JupyterLab's own keys (Enter to edit a cell, arrows to leave it) are not meant for what is pressed in here.
    root.dataset.lmSuppressShortcuts = "true";
    for (const id of PLACES) this.update(id);
    this.say();
  }

  head() {
    const head = make("div", { name: "lab-board-head" });
    const filter = make("input");
    filter.type = "search";
    filter.placeholder = "이름이나 상태로 찾기";
    filter.ariaLabel = "상태판에서 찾기";
    filter.addEventListener("input", () => {
      this.wanted = filter.value.trim().toLowerCase();
      for (const place of this.places.values()) for (const group of place.groups.values()) group.sift();
      this.grid.scrollTop = 0;
    });
    const refresh = make("button", { text: "새로 고침" });
    refresh.type = "button";
    refresh.addEventListener("click", () => this.send({ ask: "refresh" }));
    head.append(make("strong", { text: "상태판" }), filter, refresh);
    return head;
  }

  /** @param {PlaceId} id */
  update(id) {
    const state = this.model.get(id);
    if (!state?.title) return;
    const place = this.places.get(id) ?? this.place(id);
    place.head.textContent = state.title;
    place.trouble.textContent = state.trouble;
    place.trouble.hidden = !state.trouble;
    for (const group of place.groups.values()) group.node.hidden = Boolean(state.trouble);
    for (const found of state.groups) {
      let group = place.groups.get(found.kind);
      if (!group) {
        group = new Group(this, found.kind);
        place.groups.set(found.kind, group);
        place.node.append(group.node);
      }
      group.node.hidden = false;
      group.update(found);
    }
    if (this.asked) this.send({ ask: "story", key: this.asked }); // what it tells may be past by now
  }

  /**
   * A place in which nothing stands yet.
   * @param {PlaceId} id
   */
  place(id) {
    const node = make("section", { name: "lab-board-place" });
    node.dataset.place = id;
    /** @type {Map<string, Group>} */
    const groups = new Map();
    const place = { node, head: make("h3"), trouble: make("p", { name: "lab-board-trouble" }), groups };
    node.append(place.head, place.trouble);
    this.places.set(id, place);
    const later = PLACES.slice(PLACES.indexOf(id) + 1).map((other) => this.places.get(other));
    this.grid.insertBefore(node, later.find(Boolean)?.node ?? null);
    return place;
  }

  say() {
    const said = this.model.get("said");
    this.said.textContent = said ? `가장 최근에 바뀐 것: ${said}` : "바뀐 것이 없어요. 도커 명령을 실행하면 달라진 것을 여기에 알려 줘요.";
  }

  /** @param {HTMLButtonElement} button */
  ask(button) {
    for (const other of this.grid.querySelectorAll('[aria-pressed="true"]')) other.ariaPressed = "false";
    button.ariaPressed = "true";
    this.asked = button.dataset.key ?? "";
    this.send({ ask: "story", key: this.asked });
  }

  /** @param {{ ask: "hello" | "refresh" | "story", key?: string }} message */
  send(message) {
    this.model.send({ ...message, view: this.view });
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.still.hidden = false;
    }, PATIENCE);
  }

  /** @param {Answer} message */
  answered(message) {
    if (message.view !== this.view) return;
    clearTimeout(this.waiting);
    this.still.hidden = true;
    if (!("story" in message)) return;
    const told = JSON.stringify(message.story);
    if (told === this.told) return; // nothing new, and nothing to read aloud again
    this.told = told;
    if (!message.story) {
      this.story.replaceChildren(make("p", { text: GONE }));
      return;
    }
    const title = make("p");
    title.append(make("strong", { text: message.story.title }));
    this.story.replaceChildren(title, make("p", {}, ...words(message.story.sentences.join(" "))));
    if (message.story.commands.length) {
      const commands = make("p", { name: "lab-board-commands", text: "볼 수 있는 명령:" });
      commands.append(...message.story.commands.flatMap((command) => [" ", make("code", { text: command })]));
      this.story.append(commands);
    }
    this.story.scrollTop = 0;
  }
}

/** @type {import("@anywidget/types").Render<State>} */
function render({ model, el }) {
  const board = new Board(model, el);
  /** @type {Record<string, (message: Answer) => void>} */
  const heard = {
    "change:said": () => board.say(),
    "msg:custom": (message) => board.answered(message),
    comm_live_status_update: () => board.send({ ask: "hello" }),
  };
  for (const id of PLACES) heard[`change:${id}`] = () => board.update(id);
  for (const [name, hear] of Object.entries(heard)) model.on(name, hear);
  board.send({ ask: "hello" });
  return () => {
    clearTimeout(board.waiting);
    for (const [name, hear] of Object.entries(heard)) model.off(name, hear);
  };
}

export default { render };
