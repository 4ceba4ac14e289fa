// The board in the browser: keyed rows, so that a row that did not change is not touched.
// Knows how to draw what `panorama` says; decides nothing about Docker.

const PLACES = ["hub", "mine", "usb", "other"];
const MARKS = { new: "새로 생김", changed: "바뀜", gone: "없어짐" };
const PATIENCE = 4000; // milliseconds until a kernel that does not answer counts as gone
const HINT = "무엇이든 누르면 그것이 무엇인지, 어느 명령으로 볼 수 있는지 알려 줘요.";
const STILL = "이 상태판은 지금 움직이지 않아요. 이 칸을 다시 실행하면 다시 움직여요.";
const GONE = "이제 여기에 없어요.";

function make(tag, cls, text) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text) node.textContent = text;
  return node;
}

/** Text with `names` in backticks as code. */
function prose(tag, text) {
  const node = make(tag);
  text.split("`").forEach((part, at) => node.append(at % 2 ? make("code", "", part) : part));
  return node;
}

function fill(button, item) {
  button.dataset.key = item.key;
  if (item.mark) button.dataset.mark = item.mark;
  else delete button.dataset.mark;
  const parts = [make("span", "lab-board-name", item.name)];
  if (item.mark) {
    const note = item.note ? `${MARKS[item.mark]}: ${item.note}` : MARKS[item.mark];
    parts.push(" ", make("span", "lab-board-mark", note));
  }
  if (item.layers) {
    const row = make("span", "lab-board-layers");
    row.ariaHidden = "true"; // said in words beside it
    row.append(...item.layers.map((shared) => make("i", shared ? "shared" : "")));
    parts.push(row);
  }
  const rest = make("span", "lab-board-more-of");
  if (item.state) {
    const state = make("span", "lab-board-state", item.state);
    state.dataset.tone = item.tone;
    rest.append(state);
  }
  const facts = [...(item.facts ?? []), ...(item.asides ?? [])].join(" · ");
  if (facts) rest.append(item.state ? " · " : "", facts);
  if (rest.textContent) parts.push(make("br"), rest);
  button.replaceChildren(...parts);
  button.dataset.words = [item.name, item.state, ...(item.facts ?? []), MARKS[item.mark]].join(" ").toLowerCase();
}

/** One kind of things in one place. `open` is whether it is unfolded. */
class Group {
  constructor(board, kind) {
    this.board = board;
    this.open = false;
    this.rows = new Map();
    this.node = make("section", "lab-board-group");
    this.head = make("h4");
    this.list = make("ul");
    this.more = make("button", "lab-board-more");
    this.more.type = "button";
    this.more.addEventListener("click", () => {
      this.open = !this.open;
      this.sift();
    });
    this.list.addEventListener("keydown", (event) => this.move(event));
    this.node.append(this.head, this.list, this.more);
    this.node.dataset.kind = kind;
  }

  update(group) {
    this.head.replaceChildren(`${group.title} `, make("span", "", group.count || "없음"));
    this.list.ariaLabel = group.title;
    const keys = new Set(group.items.map((item) => item.key));
    for (const [key, row] of this.rows) {
      if (keys.has(key)) continue;
      row.node.remove();
      this.rows.delete(key);
    }
    const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
    let next = this.list.firstElementChild;
    for (const item of group.items) {
      const row = this.rows.get(item.key) ?? this.row(item.key);
      const said = JSON.stringify(item);
      if (row.said !== said) fill(row.button, item);
      Object.assign(row, { said, first: Boolean(item.first), usual: Boolean(item.usual) });
      if (row.node === next) next = next.nextElementSibling;
      else this.list.insertBefore(row.node, next);
    }
    this.sift();
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  row(key) {
    const node = make("li");
    const button = make("button", "lab-board-item");
    button.type = "button";
    button.ariaPressed = "false";
    button.addEventListener("click", () => this.board.ask(button));
    node.append(button);
    const row = { node, button };
    this.rows.set(key, row);
    return row;
  }

  /** Show what the filter and the fold let through. */
  sift() {
    const wanted = this.board.wanted;
    let folded = 0;
    let usual = 0;
    for (const row of this.rows.values()) {
      const found = !wanted || row.button.dataset.words.includes(wanted);
      row.node.hidden = !found || (!wanted && !this.open && !row.first);
      if (!wanted && !row.first) {
        folded += 1;
        usual += row.usual ? 1 : 0;
      }
    }
    this.more.hidden = folded === 0;
    const what = folded === usual ? `처음부터 있는 ${folded}개` : `${folded}개 더`;
    this.more.textContent = this.open ? "접기" : `${what} 보기`;
    this.more.ariaExpanded = String(this.open);
    this.node.hidden = Boolean(wanted) && this.shown().length === 0;
    this.rove();
  }

  shown() {
    return [...this.list.children].filter((node) => !node.hidden).map((node) => node.firstElementChild);
  }

  /** One row of a group is on the Tab key's way; the arrow keys reach the others. */
  rove(to) {
    const shown = this.shown();
    const at = to ?? shown.find((button) => button.tabIndex === 0) ?? shown[0];
    for (const row of this.rows.values()) row.button.tabIndex = row.button === at ? 0 : -1;
  }

  move(event) {
    const shown = this.shown();
    const at = shown.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const button = shown[Math.max(0, Math.min(to, shown.length - 1))];
    this.rove(button);
    button.focus();
  }
}

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
    this.said = make("div", "lab-board-said");
    this.said.setAttribute("role", "status");
    this.still = make("div", "lab-board-still", STILL);
    this.still.setAttribute("role", "status");
    this.still.hidden = true;
    this.grid = make("div", "lab-board-places");
    this.story = make("div", "lab-board-story");
    this.story.ariaLive = "polite";
    this.story.append(make("p", "", HINT));
    root.append(this.head(), this.said, this.still, this.grid, this.story);
    // JupyterLab's own keys (Enter to edit a cell, arrows to leave it) are not meant for what is pressed in here.
    root.dataset.lmSuppressShortcuts = "true";
    for (const id of PLACES) this.update(id);
    this.say();
  }

  head() {
    const head = make("div", "lab-board-head");
    const filter = make("input");
    filter.type = "search";
    filter.placeholder = "이름이나 상태로 찾기";
    filter.ariaLabel = "상태판에서 찾기";
    filter.addEventListener("input", () => {
      this.wanted = filter.value.trim().toLowerCase();
      for (const place of this.places.values()) for (const group of place.groups.values()) group.sift();
      this.grid.scrollTop = 0;
    });
    const refresh = make("button", "", "새로 고침");
    refresh.type = "button";
    refresh.addEventListener("click", () => this.send({ ask: "refresh" }));
    head.append(make("strong", "", "상태판"), filter, refresh);
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
    const node = make("section", "lab-board-place");
    node.dataset.place = id;
    const place = { node, head: make("h3"), trouble: make("p", "lab-board-trouble"), groups: new Map() };
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
      this.story.replaceChildren(make("p", "", GONE));
      return;
    }
    const title = make("p");
    title.append(make("strong", "", message.story.title));
    this.story.replaceChildren(title, prose("p", message.story.sentences.join(" ")));
    if (message.story.commands.length) {
      const commands = make("p", "lab-board-commands", "볼 수 있는 명령:");
      commands.append(...message.story.commands.flatMap((command) => [" ", make("code", "", command)]));
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
