// Says beneath a cell that takes long that it goes on, and for how long already: builds, pulls and virtual machines are
// silent for many seconds, and a beginner takes that for the end. Knows cells and the kernel's messages; not what runs.

/** Milliseconds that a cell may take without a word. */
const PATIENCE = 2000;

/**
 * How long a cell has been at work, as one says it.
 * @param {number} seconds
 */
export function lasted(seconds) {
  const whole = Math.floor(seconds);
  return whole < 60 ? `${whole}초` : `${Math.floor(whole / 60)}분 ${whole % 60}초`;
}

/**
 * The line beneath one cell, from the moment when the kernel has begun it. It is heard once, not each second.
 * @param {WidgetConstructor} Widget
 * @param {CellWidget} cell
 */
function line(Widget, cell) {
  const began = Date.now();
  const node = document.createElement('div');
  node.className = 'lab-running';
  node.lang = 'ko';
  const word = node.appendChild(document.createElement('span'));
  word.setAttribute('role', 'status');
  const time = node.appendChild(document.createElement('span'));
  time.setAttribute('aria-hidden', 'true');
  const tell = () => {
    time.textContent = ` ${lasted((Date.now() - began) / 1000)}`;
  };
  const widget = new Widget({ node });
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let clock;
  const wait = setTimeout(() => {
    if (cell.isDisposed) return;
    const output = cell.layout.widgets.findIndex((part) => part.node.classList.contains('jp-Cell-outputWrapper'));
    cell.layout.insertWidget(output, widget);
    word.textContent = '실행 중…';
    tell();
    clock = setInterval(tell, 1000);
  }, PATIENCE);
  return () => {
    clearTimeout(wait);
    clearInterval(clock);
    widget.dispose();
  };
}

/**
 * Watches the cells of a notebook: the one that the kernel has begun, not those that wait behind it.
 * @param {NotebookPanel} panel
 * @param {WidgetConstructor} Widget
 */
function watch(panel, Widget) {
  panel.sessionContext.iopubMessage.connect((_, { header, parent_header: parent }) => {
    if (header.msg_type !== 'execute_input') return;
    const cell = panel.content.widgets.find(({ outputArea }) => outputArea?.future?.msg.header.msg_id === parent.msg_id);
    if (!cell) return;
    const end = line(Widget, cell);
    cell.outputArea?.future?.done.then(end, end);
  });
}

/**
 * Watches every notebook that opens.
 * @param {NotebookTracker} tracker
 * @param {WidgetConstructor} Widget
 */
export function activate(tracker, Widget) {
  tracker.forEach((panel) => watch(panel, Widget));
  tracker.widgetAdded.connect((_, panel) => watch(panel, Widget));
}
