// What the course's widgets share: Korean sentences with `code` in backticks, as nodes, and elements in one line.
function words(text) {
  return text.split("`").map((part, place) => (place % 2 ? make("code", { text: part }) : part));
}

function make(tag, { text, name, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

// Calls `found` with the notebook that shows a node, once it is in the page. JupyterLab hands itself out as jupyterapp.
function inNotebook(node, found) {
  const look = () => {
    if (!node.isConnected) return requestAnimationFrame(look);
    for (const panel of window.jupyterapp?.shell.widgets("main") ?? []) {
      if (panel.node.contains(node) && panel.sessionContext) return found(panel);
    }
    return found(undefined);
  };
  look();
}

// Marks `root` where the kernel that drew it goes: a restart leaves the page's widgets without one.
function awayWith(root) {
  let leave = () => {};
  inNotebook(root, (panel) => {
    if (!panel) return;
    const gone = ["restarting", "autorestarting", "terminating", "dead"];
    const heard = (_session, status) => gone.includes(status) && root.classList.add("lab-gone");
    const changed = () => root.classList.add("lab-gone");
    panel.sessionContext.statusChanged.connect(heard);
    panel.sessionContext.kernelChanged.connect(changed);
    leave = () => {
      panel.sessionContext.statusChanged.disconnect(heard);
      panel.sessionContext.kernelChanged.disconnect(changed);
    };
  });
  return () => leave();
}
