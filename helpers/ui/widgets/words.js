// What the course's widgets share: Korean sentences with `code` in backticks, as nodes, and elements in one line.

/**
 * The parts of a sentence, its `code` as elements.
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
export function words(text) {
  return text.split("`").map((part, place) => (place % 2 ? make("code", { text: part }) : part));
}

/**
 * An element with its text, class (`name`), other attributes and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{ text?: string, name?: string, [attribute: string]: string | number | undefined }} [given]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, { text, name, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

/**
 * A container's page, as the kernel sends it (helpers/ui/published.py).
 * @typedef {{ href: string, text: string, said: string }} PageLink
 */

/**
 * The link to a container's page: in a tab of its own, which gets no hold of JupyterLab's window.
 * @param {PageLink} page
 * @param {string} [text]
 */
export function pageLink({ href, said }, text = "브라우저로 보기") {
  const link = make("a", { text: `${text} ↗`, name: "lab-page", href, rel: "noopener", target: "_blank" });
  link.ariaLabel = said;
  return link;
}

/** @typedef {Panel & Pick<NotebookPanel, "sessionContext">} PanelWithKernel */

/**
 * Calls `found` with the notebook that shows a node, once it is in the page. JupyterLab hands itself out as jupyterapp.
 * @param {HTMLElement} node
 * @param {(panel: PanelWithKernel | undefined) => void} found
 */
export function inNotebook(node, found) {
  const look = () => {
    if (!node.isConnected) {
      requestAnimationFrame(look);
      return;
    }
    const panels = [...(window.jupyterapp?.shell.widgets("main") ?? [])];
    found(panels.filter(hasKernel).find((panel) => panel.node.contains(node)));
  };
  look();
}

/**
 * @param {Panel} panel
 * @returns {panel is PanelWithKernel}
 */
function hasKernel(panel) {
  return Boolean(panel.sessionContext);
}

/**
 * Marks `root` where the kernel that drew it goes: a restart leaves the page's widgets without one.
 * @param {HTMLElement} root
 */
export function awayWith(root) {
  let leave = () => {};
  inNotebook(root, (panel) => {
    if (!panel) return;
    const gone = ["restarting", "autorestarting", "terminating", "dead"];
    const changed = () => root.classList.add("lab-gone");
    const heard = (/** @type {unknown} */ _session, /** @type {string} */ status) => {
      if (gone.includes(status)) changed();
    };
    panel.sessionContext.statusChanged.connect(heard);
    panel.sessionContext.kernelChanged.connect(changed);
    leave = () => {
      panel.sessionContext.statusChanged.disconnect(heard);
      panel.sessionContext.kernelChanged.disconnect(changed);
    };
  });
  return () => leave();
}
