// The screen of the notebook's terminal: xterm.js, which this server has, within JupyterLab's page.
// Knows keys, colours and words; not what is typed.

import { Line, home } from "./terminal_line.js";

/**
 * @typedef {import("@xterm/xterm").Terminal} Terminal
 * @typedef {import("@xterm/addon-fit").FitAddon} FitAddon
 * @typedef {import("./terminal_line.js").State} State
 * @typedef {{ computer: string, folder: string, name: string, first: string }} Given
 * @typedef {import("@anywidget/types").AnyModel<Given>} Model
 * @typedef {{
 *   model: Model, reader: HTMLButtonElement, offer: HTMLButtonElement, screen: HTMLElement, says: (state: State) => void,
 *   removed: AbortController,
 * }} Around
 */

const TWICE = 500; // ms within which a second Escape counts
const HELP = "Esc를 두 번 누르면 터미널에서 나가고, Enter를 누르면 들어가요. 복사는 Ctrl+Shift+C, 붙여넣기는 Ctrl+Shift+V예요.";
/** @type {Record<State, string>} */
const SAYS = {
  opening: "터미널을 여는 중이에요.",
  on: "",
  restarted: "커널이 다시 시작됐어요. 터미널은 커널과 따로 움직여서, 하던 일이 그대로 이어져요.",
  lost: "서버와 연결이 끊겼어요. 다시 연결하는 중이에요.",
  gone: "서버가 대답하지 않아요. 실습실이 켜져 있는지 확인하고 다시 연결해 보세요.",
  renewed: "서버가 다시 시작되면서 먼저 있던 셸은 끝났어요. 새 셸을 열었어요.",
  ended: "셸이 끝났어요.",
  absent: "이 화면에서는 터미널을 보여 드릴 수 없어요. 실습실의 JupyterLab에서 이 칸을 다시 실행해 보세요.",
};
/** @type {Partial<Record<State, string>>} */
const OFFERS = { gone: "다시 연결", ended: "새 터미널 열기" };

/** JupyterLab's colours and letters of this moment. */
function looks() {
  const style = getComputedStyle(document.body);
  const of = (/** @type {string} */ name) => style.getPropertyValue(`--jp-${name}`).trim();
  return {
    fontFamily: of("code-font-family"),
    fontSize: parseFloat(of("code-font-size")) || 13,
    theme: {
      background: of("layout-color0"),
      foreground: of("ui-font-color0"),
      cursor: of("ui-font-color1"),
      cursorAccent: of("ui-inverse-font-color0"),
      selectionBackground: of("layout-color3"),
    },
  };
}

/**
 * What stands around the screen: a title, a button to JupyterLab's tab, what there is to say, how to get out.
 * @param {string} computer
 * @param {string} name
 */
function frame(computer, name) {
  const whole = document.createElement("section");
  const help = `lab-terminal-help-${Math.random()}`;
  const mine = 'data-lm-suppress-shortcuts="true"'; // where the keyboard is ours, JupyterLab's shortcuts rest
  whole.className = "lab-terminal";
  whole.lang = "ko";
  whole.ariaLabel = `터미널: ${computer}`;
  whole.innerHTML = `
    <header>
      <strong>터미널: ${computer}</strong>
      <button type="button" ${mine} title="화면 낭독기가 터미널의 글을 읽게 해요.">화면 낭독</button>
      <button type="button" ${mine}>JupyterLab 탭에서 열기</button>
    </header>
    <div class="lab-terminal-notice"><span role="status"></span><button type="button" ${mine} hidden></button></div>
    <div class="lab-terminal-screen" role="group" aria-label="${computer}의 터미널 화면" aria-describedby="${help}"
      tabindex="0" ${mine}></div>
    <p id="${help}">${HELP}</p>`;
  const [reader, tab, offer] = /** @type {[HTMLButtonElement, HTMLButtonElement, HTMLButtonElement]} */ ([
    ...whole.querySelectorAll("button"),
  ]);
  tab.hidden = !window.jupyterapp;
  tab.addEventListener("click", () => window.jupyterapp?.commands.execute("terminal:open", { name }));
  const said = /** @type {HTMLElement} */ (whole.querySelector("span"));
  const screen = /** @type {HTMLElement} */ (whole.querySelector(".lab-terminal-screen"));
  return { whole, reader, said, offer, screen };
}

/**
 * Resolves when `node` is seen with a size: only then can characters be measured.
 * @param {HTMLElement} node
 * @returns {Promise<void>}
 */
function seen(node) {
  return new Promise((resolve) => {
    const watch = new ResizeObserver(() => {
      if (!node.clientWidth) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(node);
  });
}

/**
 * xterm.js within `screen`, in a shadow of its own: JupyterLab's page has the styles of another xterm.js.
 * @param {HTMLElement} screen
 */
async function drawn(screen) {
  const files = new URL("static/xterm/", home);
  /** @type {[typeof import("@xterm/xterm"), typeof import("@xterm/addon-fit")]} */
  const [{ Terminal }, { FitAddon }] = await Promise.all([
    import(new URL("xterm.mjs", files).href),
    import(new URL("addon-fit.mjs", files).href),
  ]);
  const shadow = screen.attachShadow({ mode: "open" });
  shadow.innerHTML = `<link rel="stylesheet" href="${new URL("xterm.css", files)}"><div style="height: 100%"></div>`;
  const [style, place] = /** @type {[HTMLElement, HTMLElement]} */ ([...shadow.children]);
  const styled = new Promise((resolve) => style.addEventListener("load", resolve));
  await Promise.all([styled, seen(screen)]);
  Terminal.strings.promptLabel = "터미널 입력";
  Terminal.strings.tooMuchOutput = "한꺼번에 읽기에는 출력이 너무 많아요.";
  const term = new Terminal({ ...looks(), minimumContrastRatio: 4.5, scrollback: 5000 });
  const fit = new FitAddon();
  term.loadAddon(fit);
  term.open(place);
  if (term.textarea) term.textarea.tabIndex = -1; // Enter leads in
  fit.fit();
  return { term, fit };
}

/**
 * Keys that do not go to the shell: out, copy, paste, save. Everything else, Ctrl+C too, is the shell's.
 * @param {Terminal} term
 * @param {HTMLElement} screen
 */
function keys(term, screen) {
  const escape = twice(() => term.input("\x1b"), () => screen.focus());
  term.attachCustomKeyEventHandler((event) => {
    if (event.type !== "keydown" || event.isComposing) return true;
    if (event.key === "Escape" && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      escape.press();
      return false;
    }
    if (!["Shift", "Control", "Alt", "Meta"].includes(event.key)) escape.release();
    return !event.ctrlKey || event.altKey || event.metaKey || isTheShells(event);
  });
  screen.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== screen || screen.shadowRoot?.activeElement) return;
    event.preventDefault();
    term.focus();
  });
}

/**
 * A key pressed once does `once`, after a moment or before the next one; pressed twice at once it does `both` alone.
 * @param {() => void} once
 * @param {() => void} both
 */
export function twice(once, both) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let held = undefined;
  const drop = () => {
    clearTimeout(held);
    held = undefined;
  };
  const release = () => {
    const was = held !== undefined;
    drop();
    if (was) once();
  };
  const press = () => {
    if (held === undefined) {
      held = setTimeout(release, TWICE);
      return;
    }
    drop();
    both();
  };
  return { press, release };
}

/**
 * Whether a key with Ctrl goes to the shell; the others are done here.
 * @param {KeyboardEvent} event
 */
function isTheShells(event) {
  if (event.code === "KeyC" && event.shiftKey) {
    event.preventDefault();
    document.execCommand("copy"); // xterm.js answers with its selection; no permission, no https needed
    return false;
  }
  if (event.code === "KeyS" && !event.shiftKey) {
    event.preventDefault(); // would freeze the terminal; here people mean the notebook
    window.jupyterapp?.commands.execute("docmanager:save");
    return false;
  }
  return event.code !== "KeyV"; // the browser's own paste
}

/** @type {import("@anywidget/types").Render<Given>} */
function render({ model, el }) {
  el.classList.add("lab-terminal-view");
  const { whole, reader, said, offer, screen } = frame(model.get("computer"), model.get("name"));
  el.append(whole);
  const says = (/** @type {State} */ state) => {
    whole.dataset.state = state;
    said.textContent = SAYS[state];
    offer.textContent = OFFERS[state] ?? "";
    offer.hidden = !OFFERS[state];
  };
  const removed = new AbortController();
  says("opening");
  const around = { model, reader, offer, screen, says, removed };
  drawn(screen).then((xterm) => live(xterm, around), () => says("absent"));
  return () => removed.abort();
}

/**
 * Lets the button switch what screen readers get. Not always on: xterm.js then takes no text from picture keyboards.
 * @param {Terminal} term
 * @param {HTMLButtonElement} reader
 */
function read(term, reader) {
  const set = (/** @type {boolean} */ on) => {
    term.options.screenReaderMode = on;
    reader.ariaPressed = String(on);
    localStorage.setItem("lab-terminal-reader", String(on));
  };
  set(localStorage.getItem("lab-terminal-reader") === "true");
  reader.addEventListener("click", () => set(!term.options.screenReaderMode));
}

/**
 * Joins screen and server, and keeps pace with the page until the view is removed.
 * @param {{ term: Terminal, fit: FitAddon }} xterm
 * @param {Around} around
 */
function live({ term, fit }, { model, reader, offer, screen, says, removed }) {
  if (removed.signal.aborted) {
    term.dispose();
    return;
  }
  const given = { name: model.get("name"), folder: model.get("folder"), first: model.get("first") };
  const line = new Line(term, given, says);
  const sizes = new ResizeObserver(() => {
    if (screen.clientWidth) fit.fit();
  });
  const themes = new MutationObserver(() => {
    term.options = looks();
  });
  keys(term, screen);
  read(term, reader);
  sizes.observe(screen);
  themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-name", "data-jp-theme-light"] });
  offer.addEventListener("click", () => line.again());
  model.on("comm_live_update", () => {
    if (offer.hidden) says("restarted");
  });
  removed.signal.addEventListener("abort", () => {
    for (const part of [sizes, themes]) part.disconnect();
    line.closed = true;
    line.socket?.close();
    term.dispose();
  });
  line.open().catch(() => says("gone"));
}

export default { render };
