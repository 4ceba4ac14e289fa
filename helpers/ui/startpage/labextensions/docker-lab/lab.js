// Small things in JupyterLab: the course's first page as a tab, and all links to it and to notebooks opened here instead
// of in a second JupyterLab; going to the heading that an address or a link names: JupyterLab drops it from the address,
// and looks for a link's before the cells are drawn; how far one is in the contents panel; the sidebar of a narrow
// window; what brings back a server that is gone; errors among what is told; and waiting for widgets. The buttons of the exercises are in
// exercises.js, the clock of a cell that takes long in running.js.
// Written as what a bundler would make of a prebuilt extension, so that there is nothing to build.
(() => {
  const LABEL = '강의 첫 화면';
  const NARROW = '(max-width: 1100px)';
  const MODULES = [
    '@lumino/widgets',
    '@jupyterlab/application',
    '@jupyterlab/apputils',
    '@jupyterlab/docmanager',
    '@jupyterlab/notebook',
    '@jupyterlab/rendermime',
  ];
  /** @type {Record<string, string>} */
  const MARKS = { done: '✓ 풀었어요', tried: '… 푸는 중', open: '' };
  const asked = location.hash;
  const page = JSON.parse(document.getElementById('jupyter-config-data')?.textContent ?? '{}');
  const course = `${page.baseUrl}course`;
  const first = document.getElementById('course-first');
  /** @type {() => void} */
  let show = () => {};
  const inSight = new Promise((/** @type {(nothing: void) => void} */ done) => (show = done)); // no longer beneath the first page
  if (!first) show();

  const warn = (/** @type {unknown} */ error) => console.warn(error);
  /** @type {Set<() => void>} */
  const whenBack = new Set(); // what is to be done when a lab that was gone is back
  /** @type {WeakMap<HTMLElement, string>} */
  const laid = new WeakMap(); // what the server sent for an element
  /** @type {Scope} */
  let scope = {}; // the modules that JupyterLab shares with its extensions

  /**
   * A module of JupyterLab's, in the first of its versions.
   * @param {string} name
   */
  async function shared(name) {
    const [found] = Object.values(scope[name] ?? {});
    if (!found) throw new Error(`JupyterLab does not share ${name}`);
    return (await found.get())();
  }

  /**
   * Lays into `node` what the server sends as a page at `address`, unless it stands there already.
   * @param {HTMLElement} node
   * @param {string} address
   */
  async function lay(node, address) {
    node.dataset['address'] = address;
    const answer = await fetch(address.replace(/\/course\/?(?=$|\?)/, '/course/page'));
    if (answer.redirected) location.reload(); // to the login
    const text = await answer.text();
    if (!answer.ok || text === laid.get(node)) return;
    const sent = new DOMParser().parseFromString(text, 'text/html');
    const body = document.createElement('div');
    body.className = sent.body.className;
    body.append(...sent.body.childNodes);
    node.replaceChildren(...sent.querySelectorAll('style'), body);
    laid.set(node, text);
  }

  /**
   * A tab of JupyterLab for the course's pages, as the server sends them to everybody: the first one, what a search found,
   * and those to keep, one in the other's place. Whoever looks at it again sees how far they are by then.
   * @param {WidgetConstructor} Widget
   * @param {string} address
   */
  function coursePage(Widget, address) {
    const node = document.createElement('div');
    node.className = 'course';
    node.lang = 'ko';
    node.tabIndex = -1;
    node.style.cssText = 'overflow: auto; contain: strict;';
    let ready = inSight.then(() => lay(node, node.dataset['address'] ?? address)).catch(warn);
    const focus = () => /** @type {HTMLElement} */ (node.querySelector('[autofocus]') ?? node).focus();
    node.addEventListener('submit', (event) => {
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (event.target);
      const words = new URLSearchParams(/** @type {never} */ (new FormData(form)));
      lay(node, `${form.action}?${words}`).then(focus, warn);
    });
    const tab = new (class extends Widget {
      onAfterShow() {
        ready = ready.then(() => lay(node, node.dataset['address'] ?? course)).catch(warn);
      }

      onActivateRequest() {
        ready.then(focus);
      }
    })({ node });
    tab.id = 'docker-lab-page';
    tab.title.label = LABEL;
    tab.title.closable = true;
    return tab;
  }

  /**
   * The command that shows the first page: in the tab that it has already, or in a new one, which comes back when
   * JupyterLab is loaded anew.
   * @param {JupyterLab} app
   * @param {SharedModules} shared
   * @param {LayoutRestorer | null} restorer
   */
  function showsCourse(app, { Widget, WidgetTracker }, restorer) {
    const tracker = new WidgetTracker({ namespace: 'docker-lab' });
    /** @type {Widget | undefined} */
    let tab;
    const execute = async ({ address = course } = {}) => {
      if (!tab || tab.isDisposed) {
        tab = coursePage(Widget, address);
        app.shell.add(tab, 'main');
        tracker.add(tab);
      } else if (tab.node.dataset['address'] !== address) {
        await lay(tab.node, address).catch(warn);
        tab.node.scrollTop = 0;
      }
      app.shell.activateById(tab.id);
    };
    app.commands.addCommand('docker-lab:course', { label: LABEL, execute });
    restorer?.restore(tracker, { command: 'docker-lab:course', name: () => 'course' });
  }

  /**
   * Opens what an address of this server names, the first page or a file of the learner's, in this JupyterLab.
   * @param {JupyterLab} app
   * @param {string} address
   * @returns {boolean} whether it names such
   */
  function openHere(app, address) {
    const { origin, pathname, hash, search } = new URL(address, location.href);
    if (origin !== location.origin || !pathname.startsWith(page.baseUrl)) return false;
    const place = pathname.slice(page.baseUrl.length);
    if (/^course(\/\w+)?$/.test(place)) {
      app.commands.execute('docker-lab:course', { address: `${pathname}${search}` });
      return true;
    }
    const path = place.match(/^lab\/(?:workspaces\/[^/]+\/)?tree\/(.+)$/)?.[1];
    if (!path) return false;
    app.commands.execute('rendermime:handle-local-link', { path: decodeURIComponent(path), id: hash });
    return true;
  }

  /**
   * @param {JupyterLab} app
   * @param {HTMLAnchorElement} anchor
   * @returns {boolean} whether it led somewhere
   */
  function leads(app, anchor) {
    const heading = anchor.getAttribute('href')?.match(/^#(.+)/)?.[1];
    if (!heading) return !anchor.download && openHere(app, anchor.href);
    const target = anchor.closest('.course')?.querySelector(`[id="${heading}"]`);
    target?.scrollIntoView();
    return Boolean(target);
  }

  /**
   * A link that would load a second JupyterLab into another tab, or this one anew, opens here what it names.
   * @param {JupyterLab} app
   */
  function stay(app) {
    const listen = (/** @type {MouseEvent} */ event) => {
      const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
      if (!anchor || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      if (first?.contains(anchor) || !leads(app, anchor)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('click', listen, true);
  }

  /**
   * JupyterLab beneath the first page, which goes when something is pressed in it; or with nothing else to show.
   * @param {JupyterLab} app
   */
  async function begin(app) {
    if (first) app.shell.node.inert = true;
    const { fresh } = await app.restored.then(() => app.shell.restored);
    const lost = fresh && !page.treePath && page.workspace.startsWith('auto-'); // to a second window of the browser
    if (first || lost) await app.commands.execute('docker-lab:course');
    if (!first) return;
    const { pressed } = await import(`${page.fullLabextensionsUrl}/docker-lab/first.js`);
    const address = await pressed;
    app.shell.node.inert = false;
    first.remove();
    if (!openHere(app, address)) location.assign(address);
    show();
  }

  /** What the server knows of the course: each exercise's state, and the names that notebooks had before. */
  async function state() {
    const answer = await fetch(`${course}/state`);
    return /** @type {CourseState} */ (answer.ok ? await answer.json() : { former: {}, states: {} });
  }

  /**
   * A notebook that is asked for by the name that it had before opens under the one that it has.
   * @param {DocumentManager} manager
   */
  async function rename(manager) {
    const { contents } = manager.services;
    const open = manager.openOrReveal.bind(manager);
    const get = contents.get.bind(contents);
    const { former } = await state();
    manager.openOrReveal = (path, ...rest) => open(former[path] ?? path, ...rest);
    contents.get = (path, ...rest) => get(former[path] ?? path, ...rest); // a link asks first whether there is such a file
  }

  /**
   * Marks the exercises in the contents panel, which is open in a window that has room for it.
   * @param {JupyterLab} app
   * @param {NotebookActions} actions
   */
  async function mark(app, actions) {
    const { fresh } = await app.restored.then(() => app.shell.restored);
    if (fresh && !matchMedia(NARROW).matches) app.shell.activateById('table-of-contents');
    let known = await state();
    const plain = (/** @type {string} */ text) => text.replace(/[`*\s]/g, '');
    const draw = () => {
      const states = known.states[app.shell.currentWidget?.context?.path ?? ''] ?? {};
      const marks = new Map(Object.entries(states).map(([title, found]) => [plain(title), MARKS[found]]));
      document.querySelectorAll('#table-of-contents .jp-tocItem-content').forEach((item) => {
        const told = marks.get(plain(item.textContent ?? '')) ?? '';
        if (item.getAttribute('data-lab-state') !== told) item.setAttribute('data-lab-state', told);
      });
    };
    const ask = async () => {
      known = await state();
      draw();
    };
    const panel = document.getElementById('table-of-contents');
    if (panel) new MutationObserver(draw).observe(panel, { childList: true, subtree: true, characterData: true });
    actions.executed.connect(() => ask().catch(warn));
    app.shell.currentChanged.connect(() => ask().catch(warn));
    draw();
  }

  /**
   * @param {JupyterLab} app
   * @param {WidgetConstructor} Widget
   * @param {CommandPalette | null} palette
   */
  function link(app, Widget, palette) {
    const node = document.createElement('div');
    const anchor = node.appendChild(document.createElement('a'));
    anchor.href = course;
    anchor.lang = 'ko';
    anchor.textContent = LABEL;
    anchor.style.cssText = 'color: var(--jp-ui-font-color1); font-size: var(--jp-ui-font-size1); padding: 0 12px;';
    node.style.cssText = 'display: flex; align-items: center; contain: none;';
    const widget = new Widget({ node });
    widget.id = 'docker-lab-course';
    app.shell.add(widget, 'top', { rank: 900 });
    // With a Latin word: the palette's search begins at one, and would not find Korean alone.
    palette?.addItem({ command: 'docker-lab:course', category: 'Docker' });
  }

  /**
   * The file `path`, once JupyterLab itself has opened it.
   * @param {JupyterLab} app
   * @param {string} path
   * @returns {Promise<NotebookPanel>}
   */
  function opened(app, path) {
    return new Promise((resolve) => {
      const look = () => {
        const panel = app.shell.currentWidget;
        if (panel?.context?.path !== path) return;
        app.shell.currentChanged.disconnect(look);
        resolve(/** @type {NotebookPanel} */ (panel));
      };
      app.shell.currentChanged.connect(look);
      look();
    });
  }

  /**
   * Selects the cell with the heading, so that the keys go on from there, and shows it; of a text, shows the heading.
   * @param {JupyterLab} app
   * @param {string | undefined} path
   * @param {string} fragment
   */
  async function go(app, path, fragment) {
    const heading = decodeURIComponent(fragment.replace(/^#/, ''));
    if (!heading || !path) return;
    const panel = await opened(app, path);
    await panel.revealed;
    const book = panel.content;
    if (!book.widgets) {
      await book.ready;
      const titles = [...panel.node.querySelectorAll('h1, h2, h3')];
      titles.find((title) => title.textContent?.replace('¶', '').replaceAll(' ', '-') === heading)?.scrollIntoView();
      return;
    }
    const index = book.widgets.findIndex((cell) => names(cell.model).includes(heading));
    if (index < 0) return;
    book.activeCellIndex = index;
    await drawn(book); // cells that come later would push it away
    if (book.activeCellIndex !== index) return; // the learner has gone on meanwhile
    await book.scrollToItem(index, 'start');
    book.activate();
  }

  /**
   * JupyterLab draws the cells one after another.
   * @param {Notebook} book
   */
  async function drawn(book) {
    for (let left = 50; left > 0 && !book.widgets.every((cell) => cell.node.isConnected); left -= 1) {
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  /**
   * The headings of a cell as addresses name them (`anchor` in helpers/course/paths.py).
   * @param {CellModel} model
   */
  function names(model) {
    const lines = (model.type === 'markdown' && model.sharedModel.source.match(/^#+ .*/gm)) || [];
    return lines.map((line) => line.replace(/^#+ |[`*]/g, '').replaceAll(' ', '-'));
  }

  /**
   * JupyterLab's part of ipywidgets looks for a widget's model for two seconds and never again: on a slow computer an
   * output says for good that there is none. And it calls one that went with its kernel an error. Here an output goes on
   * looking, and until then says in Korean what brings the widget back (custom.css).
   * @param {{ WidgetRenderer: { prototype: WidgetRenderer } }} manager
   */
  function patient({ WidgetRenderer }) {
    const draw = WidgetRenderer.prototype.renderModel;
    WidgetRenderer.prototype.renderModel = async function renderModel(output) {
      const id = output.data[this.mimeType]?.model_id;
      const manager = await this._manager.promise;
      while (id && !manager.has_model(id)) {
        this.toggleClass('jupyter-widgets', manager.restoredStatus);
        await new Promise((done) => setTimeout(done, 200));
        if (this.isDisposed) return;
      }
      this.removeClass('jupyter-widgets');
      await draw.call(this, output);
    };
  }

  /**
   * An error is drawn as what a program tells by the standard error, and looks the same: here it has a class of its own,
   * so that the one is red only beside the other (custom.css).
   * @param {RenderMimeRegistry} registry
   */
  function tellErrors(registry) {
    const factory = registry.getFactory('application/vnd.jupyter.stderr');
    if (!factory) return;
    const create = factory.createRenderer.bind(factory);
    factory.createRenderer = (options) => {
      const renderer = create(options);
      const draw = renderer.renderModel.bind(renderer);
      renderer.renderModel = (output) => {
        renderer.toggleClass('lab-error', 'application/vnd.jupyter.error' in output.data);
        return draw(output);
      };
      return renderer;
    };
  }

  /**
   * Folds the sidebar away where it would leave a notebook too little room, and brings it back when there is room again.
   * @param {JupyterLab} app
   */
  async function fold({ restored, shell }) {
    await restored.then(() => shell.restored);
    const narrow = matchMedia(NARROW);
    let folded = false;
    const look = () => {
      if (narrow.matches) {
        folded = !shell.leftCollapsed;
        shell.collapseLeft();
      } else if (folded) shell.expandLeft();
    };
    narrow.addEventListener('change', look);
    if (narrow.matches) look();
  }

  /**
   * What JupyterLab calls whenever a request has failed: where the server really does not answer, says once in Korean
   * what brings the lab back. The words go by themselves when it answers again.
   * @param {SharedModules} modules
   */
  function gone({ Dialog, Widget }) {
    let away = false;
    return async () => {
      if (away) return;
      away = true;
      if (!(await answers())) {
        const close = Dialog.okButton({ label: '닫기' });
        const dialog = new Dialog({ title: '실습실이 꺼져 있어요', body: new Widget({ node: comeBack() }), buttons: [close] });
        dialog.launch().catch(warn);
        while (!(await answers())) await new Promise((done) => setTimeout(done, 1000));
        if (!dialog.isDisposed) dialog.reject();
        for (const act of whenBack) act();
      }
      away = false;
    };
  }

  /**
   * The kernels went with the lab: the notebooks get new ones when it is back, so that cells run again.
   * @param {NotebookTracker} tracker
   */
  function renew(tracker) {
    const renewed = async (/** @type {NotebookPanel} */ { sessionContext }) => {
      const kernel = sessionContext.session?.kernel;
      if (kernel && (await fetch(`${page.baseUrl}api/kernels/${kernel.id}`)).status !== 404) return;
      await sessionContext.shutdown(); // JupyterLab would ask for one that is gone for a long while
      await sessionContext.startKernel();
    };
    whenBack.add(() => tracker.forEach((panel) => void renewed(panel).catch(warn)));
  }

  /** What brings the lab back. */
  function comeBack() {
    const node = document.createElement('div');
    node.lang = 'ko';
    node.innerHTML = `<p>터미널에서 실습실 폴더로 가서 <code></code>를 실행하세요. 켜지면 이 창은 저절로 닫혀요.</p>
      <p>이 탭은 닫지 마세요. 쓰던 글이 남아 있어요. 창이 닫히면 하던 일을 이어서 할 수 있어요. 파이썬이 기억하던 것은 사라지니, 맨 위의 칸부터 다시 실행하세요.</p>`;
    const [command] = node.getElementsByTagName('code');
    if (command) command.textContent = page.courseStart;
    return node;
  }

  /** Whether the server answers, whatever it says. */
  function answers() {
    return fetch(`${page.baseUrl}api`, { cache: 'no-store' }).then(
      () => true,
      () => false,
    );
  }

  /**
   * Brings the buttons of the exercises.
   * @param {JupyterLab} app
   * @param {NotebookTracker} tracker
   */
  async function buttons(app, tracker) {
    const folder = `${page.fullLabextensionsUrl}/docker-lab`;
    const style = document.head.appendChild(document.createElement('link'));
    style.rel = 'stylesheet';
    style.href = `${folder}/exercises.css`;
    const modules = ['@lumino/widgets', '@jupyterlab/apputils', '@jupyterlab/notebook', '@jupyterlab/outputarea'];
    const parts = await Promise.all(modules.map(shared));
    const { activate } = await import(`${folder}/exercises.js`);
    activate(app, tracker, Object.assign({}, ...parts), page.courseChapters ?? []);
  }

  /**
   * The plugins that lead through the course.
   * @param {SharedModules} modules
   * @returns {LabPlugin[]}
   */
  function ways(modules) {
    return [
      {
        id: 'docker-lab:course',
        autoStart: true,
        optional: [modules.ICommandPalette, modules.ILayoutRestorer],
        activate: (
          /** @type {JupyterLab} */ app,
          /** @type {CommandPalette | null} */ palette,
          /** @type {LayoutRestorer | null} */ restorer,
        ) => {
          showsCourse(app, modules, restorer);
          link(app, modules.Widget, palette);
          stay(app);
          begin(app).catch(warn);
        },
      },
      {
        id: 'docker-lab:contents',
        autoStart: true,
        activate: (/** @type {JupyterLab} */ app) => {
          mark(app, modules.NotebookActions).catch(warn);
        },
      },
      {
        id: 'docker-lab:heading',
        autoStart: true,
        activate: (/** @type {JupyterLab} */ app) => {
          app.restored.then(() => go(app, page.treePath, asked)).catch(warn);
          app.commands.commandExecuted.connect((_, { id, args }) => {
            if (id === 'rendermime:handle-local-link') go(app, args.path, args.id ?? '').catch(warn);
          });
        },
      },
    ];
  }

  /**
   * The plugins of the window itself.
   * @param {SharedModules} modules
   * @returns {LabPlugin[]}
   */
  function frame(modules) {
    return [
      {
        id: 'docker-lab:gone',
        autoStart: true,
        provides: modules.IConnectionLost,
        activate: () => gone(modules),
      },
      {
        id: 'docker-lab:kernels', // of its own: what tells that the server is gone must need no notebooks
        autoStart: true,
        requires: [modules.INotebookTracker],
        activate: (/** @type {JupyterLab} */ _, /** @type {NotebookTracker} */ tracker) => renew(tracker),
      },
      {
        id: 'docker-lab:errors',
        autoStart: true,
        requires: [modules.IRenderMimeRegistry],
        activate: (/** @type {JupyterLab} */ _, /** @type {RenderMimeRegistry} */ registry) => tellErrors(registry),
      },
      {
        id: 'docker-lab:sidebar',
        autoStart: true,
        activate: (/** @type {JupyterLab} */ app) => {
          fold(app).catch(warn);
        },
      },
    ];
  }

  /**
   * @param {SharedModules} modules
   * @returns {LabPlugin[]}
   */
  function plugins(modules) {
    return [
      ...ways(modules),
      ...frame(modules),
      {
        id: 'docker-lab:exercises',
        autoStart: true,
        requires: [modules.INotebookTracker],
        activate: buttons,
      },
      {
        id: 'docker-lab:running',
        autoStart: true,
        requires: [modules.INotebookTracker],
        activate: async (/** @type {JupyterLab} */ _, /** @type {NotebookTracker} */ tracker) => {
          const { activate } = await import(`${page.fullLabextensionsUrl}/docker-lab/running.js`);
          activate(tracker, modules.Widget);
        },
      },
      {
        id: 'docker-lab:names',
        autoStart: true,
        requires: [modules.IDocumentManager],
        activate: (/** @type {JupyterLab} */ _, /** @type {DocumentManager} */ manager) => rename(manager),
      },
      {
        id: 'docker-lab:widgets',
        autoStart: true,
        activate: async () => patient(await shared('@jupyter-widgets/jupyterlab-manager')),
      },
    ];
  }

  (window._JUPYTERLAB ??= {})['docker-lab'] = {
    init: (given) => {
      scope = given;
      return Promise.resolve();
    },
    get: async () => {
      const modules = await Promise.all(MODULES.map(shared));
      const found = plugins(/** @type {SharedModules} */ (Object.assign({}, ...modules)));
      return () => ({ __esModule: true, default: found });
    },
  };
})();
