// The board in the browser: its places, what is said above and below them, and the line to the kernel. Stands behind
// board_group.js. Knows how to draw what `panorama` says; decides nothing about Docker.

const PLACES = ["hub", "mine", "usb", "other"];
const PATIENCE = 4000; // milliseconds until a kernel that does not answer counts as gone
const HINT = "무엇이든 누르면 그것이 무엇인지, 어느 명령으로 볼 수 있는지 알려 줘요.";
const STILL = "이 상태판은 지금 움직이지 않아요. 이 칸을 다시 실행하면 다시 움직여요.";
const GONE = "이제 여기에 없어요.";

class Board {
  constructor(model, root) {
    this.model = model;
    this.view = Math.random().toString(36).slice(2);
    this.wanted = "";
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
  }

  place(id) {
    const node = make("section", { name: "lab-board-place" });
    node.dataset.place = id;
    const place = { node, head: make("h3"), trouble: make("p", { name: "lab-board-trouble" }), groups: new Map() };
    node.append(place.head, place.trouble);
    this.places.set(id, place);
    const after = PLACES.slice(PLACES.indexOf(id) + 1).find((other) => this.places.has(other));
    this.grid.insertBefore(node, after ? this.places.get(after).node : null);
    return place;
  }

  say() {
    const said = this.model.get("said");
    this.said.textContent = said ? `가장 최근에 바뀐 것: ${said}` : "바뀐 것이 없어요. 도커 명령을 실행하면 달라진 것을 여기에 알려 줘요.";
  }

  ask(button) {
    for (const other of this.grid.querySelectorAll('[aria-pressed="true"]')) other.ariaPressed = "false";
    button.ariaPressed = "true";
    this.send({ ask: "story", key: button.dataset.key });
  }

  send(message) {
    this.model.send({ ...message, view: this.view });
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => (this.still.hidden = false), PATIENCE);
  }

  answered(message) {
    if (message.view !== this.view) return;
    clearTimeout(this.waiting);
    this.still.hidden = true;
    if (!("story" in message)) return;
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

function render({ model, el }) {
  const board = new Board(model, el);
  const heard = [
    ...PLACES.map((id) => [`change:${id}`, () => board.update(id)]),
    ["change:said", () => board.say()],
    ["msg:custom", (message) => board.answered(message)],
    ["comm_live_status_update", () => board.send({ ask: "hello" })],
  ];
  for (const [name, hear] of heard) model.on(name, hear);
  board.send({ ask: "hello" });
  return () => {
    clearTimeout(board.waiting);
    for (const [name, hear] of heard) model.off(name, hear);
  };
}

export default { render };
