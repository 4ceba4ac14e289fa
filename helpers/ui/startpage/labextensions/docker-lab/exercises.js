// Buttons beneath the exercises of a notebook: 시작하기 at an exercise's start cell, the others at its check cell.
// They run the notebook's own cells, so that pressing does what typing does and the notebook keeps the result. What has
// no cell (hints, the solution, a reset) is asked of the kernel and stands beneath the buttons. Nothing here needs a
// kernel until something is pressed.

/** @typedef {{ exercise: string, title: string, heading: number, start: number, work: number[], check: number }} Task */

const PART = /^(.+)-(start|solution|answer|check)$/;
const NAMED = /^\w+\(\s*["']([^"']+)["']/;
const CHECKS = /^[^#\n]*\bcheck\(/m;
const STUB = /^\s*# 여기에 쓰세요\s*$/;
const QUIZ = '고르는 문제'; // what the widget is as text
const IMPORT = 'from helpers import check, hint, reset, solution, start';
const LABELS = { start: '시작하기', check: '확인하기', hint: '힌트', restart: '처음부터', solution: '풀이', next: '다음 문제' };
const CHECKING = '확인하는 중…';
const RESTART = {
  title: '처음부터 다시 할까요?',
  body: '이 문제에서 만든 컨테이너, 이미지, 볼륨, 네트워크를 지우고 다시 시작해요. 여러분이 쓴 파일은 지우지 않고 옮겨 두어요. 이미 통과했다면 통과한 기록은 남아요.',
};

// ---- what a notebook holds

/**
 * The exercises of a notebook, in their order.
 * @param {Iterable<CellModel>} cells
 * @returns {Task[]}
 */
export function tasksIn(cells) {
  /** @type {Map<string, Task>} */
  const found = new Map();
  let heading = 0;
  let title = '';
  let index = -1;
  for (const cell of cells) {
    index += 1;
    const source = cell.sharedModel.getSource();
    const head = cell.type === 'markdown' ? /^#+ (.+)/m.exec(source)?.[1] : undefined;
    if (head) [heading, title] = [index, head.replace(/[`*]/g, '')];
    const [, name, part] = PART.exec(cell.getMetadata('nbgrader')?.grade_id ?? '') ?? [];
    if (!name || !part) continue;
    const task = found.get(name) ?? { exercise: '', title, heading, start: -1, work: [], check: -1 };
    found.set(name, task);
    if (part === 'start' && task.start < 0) task.start = index;
    else if (part === 'check' && task.check < 0) [task.check, task.exercise] = [index, NAMED.exec(source)?.[1] ?? ''];
    else if (part === 'solution' || part === 'answer') task.work.push(index);
  }
  return [...found.values()].filter((task) => task.exercise && task.start >= 0);
}

/**
 * The line of a cell where a learner is to write, from its first character to its last.
 * @param {string} source
 */
export function stubIn(source) {
  const lines = source.split('\n');
  const line = lines.findIndex((text) => STUB.test(text));
  return line < 0 ? undefined : { start: { line, column: 0 }, end: { line, column: (lines[line] ?? '').length } };
}

/**
 * Whether a cell holds something of the learner's that has not run.
 * @param {CellModel} cell
 */
export function waits(cell) {
  if (stubIn(cell.sharedModel.getSource())) return false;
  return cell.executionCount === null || Boolean(cell.isDirty);
}

/**
 * The chapter after that of an exercise.
 * @param {{ name: string, path: string }[]} chapters
 * @param {string} exercise
 */
export function chapterAfter(chapters, exercise) {
  const at = chapters.findIndex(({ name }) => exercise.startsWith(`${name}.`));
  return at < 0 ? undefined : chapters[at + 1];
}

/**
 * The files of an exercise that stand in an editor and are not saved; those of any exercise where none is named.
 * @param {Iterable<Panel>} panels
 * @param {string} exercise
 */
export function unsavedFiles(panels, exercise) {
  const folder = exercise ? `/${exercise.replace('.', '/')}/` : 'exercises/';
  return [...panels].flatMap(({ context }) => {
    const ours = context?.model?.dirty && !context.path.endsWith('.ipynb') && `/${context.path}`.includes(folder);
    return ours ? [context] : [];
  });
}

/**
 * Whether an output tells of a verdict or a note of this kind (`ui.feedback`, `text.message`).
 * @param {CellOutputs | undefined} outputs
 * @param {string} kind
 */
export function says(outputs, kind) {
  const box = new RegExp(`class=["'][^"']*\\blab-${kind}\\b`);
  return (outputs?.toJSON() ?? []).some(({ data }) => box.test([data?.['text/html'] ?? ''].flat().join('')));
}

/**
 * Whether an output asks with a quiz (`ui.widgets.exercise_panel`).
 * @param {CellOutputs | undefined} outputs
 */
export function asks(outputs) {
  return (outputs?.toJSON() ?? []).some(({ data }) => [data?.['text/plain'] ?? ''].flat().join('').endsWith(QUIZ));
}

// ---- what stands in the page

/**
 * Keeps `node` in view, whatever is still being drawn above it and wherever JupyterLab scrolls, until the learner acts.
 * @param {HTMLElement} node
 * @param {HTMLElement} above
 */
function keepInView(node, above) {
  const keep = () => node.scrollIntoView({ block: 'nearest' });
  const drawn = new ResizeObserver(keep); // called at once, too
  const acts = new AbortController();
  acts.signal.addEventListener('abort', () => drawn.disconnect());
  for (const act of ['keydown', 'pointerdown', 'wheel']) {
    document.addEventListener(act, () => acts.abort(), { capture: true, passive: true, signal: acts.signal });
  }
  document.addEventListener('scroll', keep, { capture: true, passive: true, signal: acts.signal });
  drawn.observe(above);
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * @param {string} text
 * @param {() => unknown} pressed
 */
function button(text, pressed) {
  const node = make('button', { type: 'button', class: 'lab-button' }, text);
  node.addEventListener('click', pressed);
  return node;
}

/** JupyterLab's keys would take Enter and Space away from a button that has the focus; with Shift and the like it may. */
function ownKeys() {
  const hold = (/** @type {KeyboardEvent} */ event) => {
    if (!(event.target instanceof Element) || !event.target.closest('.lab-button, .lab-files summary')) return;
    const ours = [' ', 'Enter'].includes(event.key) && !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
    event.target.toggleAttribute('data-lm-suppress-shortcuts', ours);
  };
  window.addEventListener('keydown', hold, true);
}

/** One notebook's buttons. */
class Book {
  /**
   * @param {Course} course
   * @param {NotebookPanel} panel
   */
  constructor(course, panel) {
    this.course = course;
    this.panel = panel;
    /** @type {WeakSet<CellWidget>} */
    this.dressed = new WeakSet();
    const dress = () => this.dress();
    panel.content.model?.cells.changed.connect(dress);
    dress();
  }

  /** @returns {Task[]} */
  get tasks() {
    return tasksIn(this.panel.content.model?.cells ?? []);
  }

  dress() {
    const cells = this.panel.content.widgets;
    this.tasks.forEach((task, number, { length }) => {
      for (const part of /** @type {const} */ (['start', 'check'])) {
        const cell = cells[task[part]];
        if (!cell || this.dressed.has(cell)) continue;
        this.dressed.add(cell);
        cell.ready.then(() => new Buttons(this, cell, task, part, number + 1 === length)).catch(console.warn);
      }
    });
  }

  /**
   * Runs the cells, one after another.
   * @param {(CellWidget | undefined)[]} cells
   */
  async run(cells) {
    const { content, sessionContext } = this.panel;
    await this.kernel({ code: IMPORT, silent: true }); // the kernel takes what it is sent in order
    for (const cell of cells) {
      // One after another: a cell's failure must not keep the next from running.
      if (cell) await this.course.jupyter.NotebookActions.runCells(content, [cell], sessionContext);
    }
  }

  /**
   * Sends code to the kernel, which is started where there is none.
   * @param {{ code: string, silent?: boolean }} asked
   */
  async kernel(asked) {
    const { sessionContext } = this.panel;
    await sessionContext.ready;
    if (!sessionContext.session?.kernel) await sessionContext.startKernel();
    const kernel = sessionContext.session?.kernel;
    if (!kernel) throw new Error('The notebook has no kernel');
    return kernel.requestExecute({ store_history: false, stop_on_error: false, ...asked });
  }

  /**
   * Shows a cell at the top and lets the keys go on from there.
   * @param {number} index
   */
  async reveal(index) {
    const { content } = this.panel;
    content.deselectAll();
    content.activeCellIndex = index;
    await content.scrollToItem(index, 'start');
    content.activate();
  }

  /**
   * Shows an exercise from its heading on; one more key starts it.
   * @param {Task} task
   */
  async go(task) {
    await this.reveal(task.heading);
    const start = this.panel.content.widgets[task.start];
    if (start) this.course.placed.get(start)?.made.start?.focus({ preventScroll: true });
  }

  /**
   * Puts the cursor where an exercise is written: what is typed takes the stub's place. A quiz is answered above.
   * @param {Task} task
   */
  async write(task) {
    const { content } = this.panel;
    const index = task.work.find((at) => stubIn(content.widgets[at]?.model.sharedModel.getSource() ?? ''));
    const cell = index === undefined ? undefined : content.widgets[index];
    if (index === undefined || !cell || asks(content.widgets[task.start]?.model.outputs)) return;
    await cell.ready;
    content.deselectAll();
    content.activeCellIndex = index;
    content.mode = 'edit';
    const stub = stubIn(cell.model.sharedModel.getSource());
    if (stub) cell.editor?.setSelection(stub);
    keepInView(cell.node, content.widgets[task.start]?.node ?? cell.node);
  }

  /**
   * To the exercise after this one; from the last to the next chapter, and from there to the course's first page.
   * @param {string} exercise
   * @returns {Promise<unknown>}
   */
  next(exercise) {
    const { app, chapters } = this.course;
    const tasks = this.tasks;
    const coming = tasks[tasks.findIndex((task) => task.exercise === exercise) + 1];
    if (coming) return this.go(coming);
    const chapter = chapterAfter(chapters, exercise);
    if (chapter) return app.commands.execute('docmanager:open', { path: chapter.path });
    return app.commands.execute('docker-lab:course');
  }
}

/** The buttons at one cell, and what was told beneath them. */
class Buttons {
  /**
   * @param {Book} book
   * @param {CellWidget} cell
   * @param {Task} task
   * @param {'start' | 'check'} part
   * @param {boolean} last
   */
  constructor(book, cell, task, part, last) {
    this.book = book;
    this.cell = cell;
    this.exercise = task.exercise;
    /** @type {Set<string>} */
    this.busy = new Set();
    this.made = this.buttons(part, last);
    const group = { class: 'lab-buttons', role: 'group', lang: 'ko', 'aria-label': `연습 문제: ${task.title}` };
    this.node = make('div', group, ...Object.values(this.made));
    this.told = { hints: this.area(), other: this.area() };
    this.place(part);
    book.course.placed.set(cell, this);
    this.passed(says(cell.model.outputs, 'passed'));
  }

  /** A place for what the course says; hints have one of their own, for they stay in sight. */
  area() {
    const { SimplifiedOutputArea, OutputAreaModel } = this.book.course.jupyter;
    const { rendermime } = this.book.panel.content;
    const area = new SimplifiedOutputArea({ model: new OutputAreaModel({ trusted: true }), rendermime });
    area.node.classList.add('lab-told');
    area.node.setAttribute('aria-live', 'polite');
    return area;
  }

  /**
   * Between what the cell holds and what it says, so that the buttons stay where they are.
   * @param {'start' | 'check'} part
   */
  place(part) {
    const { layout } = this.cell;
    const input = layout.widgets.findIndex(({ node }) => node.classList.contains('jp-Cell-inputWrapper'));
    layout.insertWidget(input + 1, new this.book.course.jupyter.Widget({ node: this.node }));
    if (part === 'start') layout.insertWidget(input + 2, this.told.other);
    else for (const area of Object.values(this.told)) layout.addWidget(area);
  }

  /**
   * @param {'start' | 'check'} part
   * @param {boolean} last
   * @returns {Partial<Record<keyof typeof LABELS, HTMLButtonElement>>}
   */
  buttons(part, last) {
    const one = (/** @type {keyof typeof LABELS} */ name, /** @type {() => Promise<unknown>} */ work) =>
      button(LABELS[name], () => this.once(name, work));
    if (part === 'start') return { start: one('start', () => this.begin()) };
    const next = one('next', () => this.book.next(this.exercise));
    if (last) next.textContent = chapterAfter(this.book.course.chapters, this.exercise) ? '다음 장으로' : '강의 첫 화면으로';
    return {
      check: one('check', () => this.check()),
      hint: one('hint', () => this.tell(`hint("${this.exercise}")`, this.told.hints)),
      restart: one('restart', () => this.restart()),
      solution: one('solution', () => this.solution()),
      next,
    };
  }

  /**
   * Does what a button is for: pressed again meanwhile, it does nothing more.
   * @param {string} name
   * @param {() => Promise<unknown>} work
   */
  async once(name, work) {
    if (this.busy.has(name)) return;
    this.busy.add(name);
    this.node.setAttribute('aria-busy', 'true');
    try {
      await work();
    } finally {
      this.busy.delete(name);
      this.node.setAttribute('aria-busy', String(this.busy.size > 0));
    }
  }

  get task() {
    return this.book.tasks.find(({ exercise }) => exercise === this.exercise);
  }

  /** Whoever has not gone elsewhere meanwhile can type at once. */
  async begin() {
    const { start } = this.made;
    start?.focus({ preventScroll: true }); // not every browser does so at a click
    await this.book.run([this.cell]);
    if (this.task && document.activeElement === start) await this.book.write(this.task);
  }

  /** What was written and has not run yet runs first: it is what the learner wants to have checked. */
  async check() {
    const cells = this.book.panel.content.widgets;
    const work = (this.task?.work ?? []).map((index) => cells[index]).filter((cell) => cell && waits(cell.model));
    const { check } = this.made;
    if (check) check.textContent = CHECKING;
    try {
      await this.book.run([...work, this.cell]);
    } finally {
      if (check) check.textContent = LABELS.check;
    }
  }

  /**
   * Runs a call of the course's and shows what it says.
   * @param {string} call
   * @param {OutputArea} [area]
   */
  async tell(call, area = this.told.other) {
    const future = await this.book.kernel({ code: `__import__("helpers").${call}` });
    area.future = future;
    await future.done;
  }

  /** As typed: it is shown once it is asked for in earnest, by a button that comes with the first answer. */
  async solution() {
    await this.tell(`solution("${this.exercise}")`);
    if (!says(this.told.other.model, 'refused')) return;
    const earnest = button('풀이 보기', () => this.tell(`solution("${this.exercise}", show=True)`));
    const { Widget } = this.book.course.jupyter;
    this.told.other.layout.addWidget(new Widget({ node: make('div', { class: 'lab-buttons', lang: 'ko' }, earnest) }));
    earnest.focus();
  }

  /** Asks first, for what was made goes. */
  async restart() {
    const { showDialog, Dialog } = this.book.course.jupyter;
    const buttons = [Dialog.cancelButton({ label: '그대로 두기' }), Dialog.warnButton({ label: LABELS.restart })];
    const { button: chosen } = await showDialog({ ...RESTART, buttons, defaultButton: 0 });
    const { task } = this;
    const start = task && this.book.panel.content.widgets[task.start];
    if (!chosen.accept || !start) {
      this.made.restart?.focus();
      return;
    }
    const above = this.book.course.placed.get(start) ?? this;
    await above.tell(`reset("${this.exercise}")`);
    this.cell.model.clearExecution();
    for (const { model } of Object.values(this.told)) model.clear();
    this.passed(false);
    await this.book.go(task);
    if (!says(above.told.other.model, 'broken')) await this.book.run([start]);
  }

  /**
   * @param {boolean} yes
   */
  passed(yes) {
    this.made.start?.classList.add('lab-main');
    this.made.check?.classList.toggle('lab-main', !yes);
    this.made.next?.classList.toggle('lab-main', yes);
  }

  /** What a check has said; after the pass the next exercise is one key away. */
  checked() {
    const yes = says(this.cell.model.outputs, 'passed');
    this.passed(yes);
    const { content } = this.book.panel;
    const [here, at] = [content.widgets.indexOf(this.cell), content.activeCellIndex];
    const made = content.widgets[at]?.model.sharedModel.getSource() === ''; // behind a notebook's last cell
    const behind = at === here + 1 && (made || content.mode === 'command'); // where Shift+Enter leads
    if (yes && (at === here || behind)) this.made.next?.focus();
  }
}

// ---- files that are not saved

/** Says at a check which files stand in an editor and are not saved: the check, and builds, saw the older ones. */
class Unsaved {
  /** @param {Course} course */
  constructor(course) {
    this.course = course;
    /** @type {WeakMap<CellWidget, { dispose(): void }>} */
    this.shown = new WeakMap();
  }

  /** @param {CellWidget} cell */
  look(cell) {
    this.shown.get(cell)?.dispose();
    const exercise = NAMED.exec(cell.model.sharedModel.getSource().trim())?.[1] ?? '';
    const files = unsavedFiles(this.course.app.shell.widgets('main'), exercise);
    if (!files.length) return;
    const names = files.flatMap(({ path }, number) => [number ? ', ' : '', make('code', {}, path.split('/').pop() ?? '')]);
    const text = make('p', {}, '편집기에 열려 있는 ', ...names, ' 파일이 저장되지 않았습니다. 도커와 채점은 저장된 파일만 봅니다. ');
    const save = button('저장하기', async () => {
      await Promise.all(files.map((context) => context.save()));
      text.replaceChildren('저장했습니다. 이 파일로 빌드하거나 실행한 것이 있으면 다시 하고 확인하세요.');
      save.remove();
    });
    const node = make('div', { class: 'lab-told lab-unsaved', role: 'status', lang: 'ko' }, text, save);
    const widget = new this.course.jupyter.Widget({ node });
    const output = cell.layout.widgets.findIndex((part) => part.node.classList.contains('jp-Cell-outputWrapper'));
    cell.layout.insertWidget(output, widget); // above the verdict, where it is seen
    this.shown.set(cell, widget);
  }
}

/**
 * What all notebooks share.
 * @typedef {{
 *   app: JupyterLab, jupyter: JupyterParts, chapters: { name: string, path: string }[],
 *   placed: WeakMap<CellWidget, Buttons>,
 * }} Course
 */

/**
 * Adds the buttons to every notebook that opens.
 * @param {JupyterLab} app
 * @param {NotebookTracker} tracker
 * @param {JupyterParts} jupyter
 * @param {{ name: string, path: string }[]} chapters
 */
export function activate(app, tracker, jupyter, chapters) {
  /** @type {Course} */
  const course = { app, jupyter, chapters, placed: new WeakMap() };
  const unsaved = new Unsaved(course);
  /** @type {WeakMap<NotebookPanel, Book>} */
  const books = new WeakMap();
  const add = async (/** @type {NotebookPanel} */ panel) => {
    await panel.context.ready;
    books.set(panel, new Book(course, panel));
  };
  tracker.forEach((panel) => add(panel).catch(console.warn));
  tracker.widgetAdded.connect((_, panel) => void add(panel).catch(console.warn));
  jupyter.NotebookActions.executed.connect((_, { cell }) => {
    if (cell.model.type !== 'code' || !CHECKS.test(cell.model.sharedModel.getSource())) return;
    course.placed.get(cell)?.checked();
    unsaved.look(cell);
  });
  app.commands.addCommand('docker-lab:next', {
    label: LABELS.next,
    execute: ({ exercise }) => {
      const panel = tracker.currentWidget;
      return panel && exercise ? books.get(panel)?.next(exercise) : undefined;
    },
  });
  ownKeys();
}
