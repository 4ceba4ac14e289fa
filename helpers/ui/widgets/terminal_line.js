// The line between the notebook's terminal and the Jupyter server: one of the server's own terminals, found or made by
// its name. Knows the server's addresses and the messages of the terminal's socket; nothing of screens and keys.

const page = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
const home = new URL(page.baseUrl ?? "/", location.href);
const RETRIES = [0, 500, 1000, 2000, 4000]; // ms before each try to come back by itself

/** Asks the server as JupyterLab itself does. Throws where nobody answers, or not as hoped. */
async function ask(path, method = "GET", body = undefined) {
  const xsrf = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
  const headers = { "Content-Type": "application/json", "X-XSRFToken": xsrf };
  if (page.token) headers.Authorization = `token ${page.token}`;
  const answer = await fetch(new URL(path, home), { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer.json();
}

const making = new Map();

/** Makes the terminal `name` where it is not there yet; true for the one caller for whom it was made. */
function made(name, cwd) {
  if (making.has(name)) return making.get(name).then(() => false);
  const make = async () => {
    if ((await ask("api/terminals")).some((one) => one.name === name)) return false;
    await ask("api/terminals", "POST", { name, cwd });
    return true;
  };
  making.set(name, make().finally(() => making.delete(name)));
  return making.get(name);
}

function socket(name) {
  const url = new URL(`terminals/websocket/${name}`, home);
  url.protocol = url.protocol.replace("http", "ws");
  if (page.token) url.searchParams.set("token", page.token);
  return new WebSocket(url);
}

/** The line between screen and server: opens, comes back, says how it stands. */
class Line {
  constructor(term, model, says) {
    Object.assign(this, { term, says, closed: false, replaying: false, known: false });
    for (const fact of ["name", "folder", "first"]) this[fact] = model.get(fact);
    term.onData((data) => this.replaying || this.send("stdin", data));
    term.onResize(() => this.size());
  }

  send(...message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  size() {
    this.send("set_size", this.term.rows, this.term.cols, 0, 0);
  }

  async open() {
    const fresh = await made(this.name, this.folder);
    if (this.closed) return;
    Object.assign(this, { fresh, ended: false, toType: fresh ? this.first : "" });
    this.socket = socket(this.name);
    this.socket.addEventListener("message", (event) => this.got(...JSON.parse(event.data)));
    await new Promise((resolve, reject) => {
      this.socket.addEventListener("open", resolve);
      this.socket.addEventListener("close", reject);
    });
    this.socket.addEventListener("close", () => this.closed || (this.ended ? this.says("ended") : this.back()));
    this.says(fresh && this.known ? "renewed" : "on");
    this.known = true;
  }

  got(kind, content) {
    if (kind === "setup") {
      this.term.reset(); // what stood there comes once more
      this.replaying = !this.fresh; // and answers to what a program asked long ago are not for the shell
      this.size();
    } else if (kind === "stdout") {
      this.term.write(content, () => (this.replaying = false));
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
        return await this.open();
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
