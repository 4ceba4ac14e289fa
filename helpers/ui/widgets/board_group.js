// One kind of things on the board: keyed rows, so that a row that did not change is not touched; the fold and the keys.
// Stands behind words.js and before board.js, in one module with them.

const MARKS = { new: "새로 생김", changed: "바뀜", gone: "없어짐" };

function fill(button, item) {
  button.dataset.key = item.key;
  if (item.mark) button.dataset.mark = item.mark;
  else delete button.dataset.mark;
  const parts = [make("span", { name: "lab-board-name", text: item.name })];
  if (item.mark) {
    const note = item.note ? `${MARKS[item.mark]}: ${item.note}` : MARKS[item.mark];
    parts.push(" ", make("span", { name: "lab-board-mark", text: note }));
  }
  if (item.layers) {
    const row = make("span", { name: "lab-board-layers" });
    row.ariaHidden = "true"; // said in words beside it
    row.append(...item.layers.map((shared) => make("i", { name: shared ? "shared" : "" })));
    parts.push(row);
  }
  const rest = make("span", { name: "lab-board-more-of" });
  if (item.state) {
    const state = make("span", { name: "lab-board-state", text: item.state });
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

  update(group) {
    this.head.replaceChildren(`${group.title} `, make("span", { text: group.count || "없음" }));
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
    const button = make("button", { name: "lab-board-item" });
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
