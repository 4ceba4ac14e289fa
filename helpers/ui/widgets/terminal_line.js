// The line between the notebook's terminal and the Jupyter server: one of the server's own terminals, found or made by
// its name. Knows the server's addresses and the messages of the terminal's socket; nothing of screens and keys.

/** @typedef {"opening" | "on" | "restarted" | "lost" | "gone" | "renewed" | "ended" | "absent"} State */

/** What JupyterLab's page says of the server. @type {{ baseUrl?: string, token?: string }} */
const page = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
export const home = new URL(page.baseUrl ?? "/", location.href);
const RETRIES = [0, 500, 1000, 2000, 4000]; // ms before each try to come back by itself

/**
 * Asks the server as JupyterLab itself does. Throws where nobody answers, or not as hoped.
 * @param {string} path
 * @param {string} [method]
 * @param {object} [body]
 */
async function ask(path, method = "GET", body = undefined) {
  const xsrf = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": "application/json", "X-XSRFToken": xsrf };
  if (page.token) headers.Authorization = `token ${page.token}`;
  const answer = await fetch(new URL(path, home), { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer.json();
}

/** @type {Map<string, Promise<boolean>>} */
const making = new Map();

/**
 * Makes the terminal `name` where it is not there yet; true for the one caller for whom it was made.
 * @param {string} name
 * @param {string} cwd
 */
function made(name, cwd) {
  const before = making.get(name);
  if (before) return before.then(() => false);
  const make = async () => {
    /** @type {{ name: string }[]} */
    const found = await ask("api/terminals");
    if (found.some((one) => one.name === name)) return false;
    await ask("api/terminals", "POST", { name, cwd });
    return true;
  };
  const now = make().finally(() => making.delete(name));
  making.set(name, now);
  return now;
}

/**
 * The address of a terminal's socket.
 * @param {string} name
 */
export function address(name) {
  const url = new URL(`terminals/websocket/${name}`, home);
  url.protocol = url.protocol.replace("http", "ws");
  if (page.token) url.searchParams.set("token", page.token);
  return url;
}

/** The line between screen and server: opens, comes back, says how it stands. */
export class Line {
  /**
   * @param {import("@xterm/xterm").Terminal} term
   * @param {{ name: string, folder: string, first: string }} given
   * @param {(state: State) => void} says
   */
  constructor(term, { name, folder, first }, says) {
    this.term = term;
    this.says = says;
    this.name = name;
    this.folder = folder;
    this.first = first;
    this.closed = false;
    this.replaying = false;
    this.known = false;
    this.fresh = false;
    this.ended = false;
    this.toType = "";
    /** @type {WebSocket | undefined} */
    this.socket = undefined;
    term.onData((data) => {
      if (!this.replaying) this.send("stdin", data);
    });
    term.onResize(() => this.size());
  }

  /** @param {...(string | number)} message */
  send(...message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  size() {
    this.send("set_size", this.term.rows, this.term.cols, 0, 0);
  }

  async open() {
    const fresh = await made(this.name, this.folder);
    if (this.closed) return;
    this.fresh = fresh;
    this.ended = false;
    this.toType = fresh ? this.first : "";
    const wire = new WebSocket(address(this.name));
    this.socket = wire;
    wire.addEventListener("message", (event) => {
      const [kind, content] = JSON.parse(event.data);
      this.got(kind, content);
    });
    await new Promise((resolve, reject) => {
      wire.addEventListener("open", resolve);
      wire.addEventListener("close", reject);
    });
    wire.addEventListener("close", () => this.left());
    this.says(fresh && this.known ? "renewed" : "on");
    this.known = true;
  }

  /** The server has closed the line. */
  left() {
    if (this.closed) return;
    if (this.ended) this.says("ended");
    else this.back();
  }

  /**
   * @param {string} kind
   * @param {string} content
   */
  got(kind, content) {
    if (kind === "setup") {
      this.term.reset(); // what stood there comes once more
      this.replaying = !this.fresh; // and answers to what a program asked long ago are not for the shell
      this.size();
    } else if (kind === "stdout") {
      this.term.write(content, () => {
        this.replaying = false;
      });
      if (this.toType) this.send("stdin", `${this.toType}\r`);
      this.toType = "";
    } else if (kind === "disconnect") this.ended = true;
  }

  async back() {
    this.says("lost");
    for (const pause of RETRIES) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (this.closed) return;
      try {
        await this.open();
        return;
      } catch {} // the next try, or the button
    }
    this.says("gone");
  }

  async again() {
    if (this.ended) this.known = false; // it is known that the new shell is another
    await this.open().catch(() => this.says("gone"));
    this.term.focus();
  }
}
