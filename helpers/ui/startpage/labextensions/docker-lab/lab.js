// Small things in JupyterLab: a link to the course's first page; going to the heading that an address or a link names:
// JupyterLab drops it from the address, and looks for a link's before the cells are drawn; waiting for widgets; drawing
// charts only where they were made; and the buttons of the exercises, which are in exercises.js.
// Written as what a bundler would make of a prebuilt extension, so that there is nothing to build.
(() => {
  const LABEL = '강의 첫 화면';
  const asked = location.hash;
  const page = JSON.parse(document.getElementById('jupyter-config-data')?.textContent ?? '{}');
  const course = `${page.baseUrl}course`;

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

  /** @param {JupyterLab} app */
  async function back(app) {
    if (app.commands.hasCommand('docmanager:save-all')) {
      // A browser asks before it leaves what is not saved. Where saving fails, it shall ask.
      await app.commands.execute('docmanager:save-all').catch(() => {});
    }
    location.assign(course);
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
    anchor.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in a tab of its own
      event.preventDefault();
      back(app);
    });
    const widget = new Widget({ node });
    widget.id = 'docker-lab-course';
    app.shell.add(widget, 'top', { rank: 900 });
    app.commands.addCommand('docker-lab:course', { label: LABEL, execute: () => back(app) });
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
   * Selects the cell with the heading, so that the keys go on from there, and shows it.
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
    const index = book.widgets?.findIndex((cell) => names(cell.model).includes(heading)) ?? -1;
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
   * A chart may fetch its data from anywhere: like all that runs code, it is drawn where it was made.
   * @param {RenderMimeRegistry} registry
   */
  function distrust(registry) {
    const hold = (/** @type {RendererFactory | undefined} */ factory) => {
      if (factory?.mimeTypes.some((type) => type.startsWith('application/vnd.vega'))) factory.safe = false;
    };
    registry.mimeTypes.forEach((type) => hold(registry.getFactory(type)));
    const add = registry.addFactory.bind(registry);
    registry.addFactory = (factory, ...rest) => {
      hold(factory);
      add(factory, ...rest);
    };
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
   * @param {{ Widget: WidgetConstructor }} widgets
   * @param {{ ICommandPalette: unknown }} utilities
   * @param {{ IRenderMimeRegistry: unknown }} rendering
   * @param {{ INotebookTracker: unknown }} notebooks
   * @returns {LabPlugin[]}
   */
  function plugins({ Widget }, { ICommandPalette }, { IRenderMimeRegistry }, { INotebookTracker }) {
    return [
      {
        id: 'docker-lab:exercises',
        autoStart: true,
        requires: [INotebookTracker],
        activate: buttons,
      },
      {
        id: 'docker-lab:charts',
        autoStart: true,
        requires: [IRenderMimeRegistry],
        activate: (/** @type {JupyterLab} */ _, /** @type {RenderMimeRegistry} */ registry) => distrust(registry),
      },
      {
        id: 'docker-lab:course',
        autoStart: true,
        optional: [ICommandPalette],
        activate: (/** @type {JupyterLab} */ app, /** @type {CommandPalette | null} */ palette) => {
          link(app, Widget, palette);
        },
      },
      {
        id: 'docker-lab:widgets',
        autoStart: true,
        activate: async () => patient(await shared('@jupyter-widgets/jupyterlab-manager')),
      },
      {
        id: 'docker-lab:heading',
        autoStart: true,
        activate: (/** @type {JupyterLab} */ app) => {
          const warn = (/** @type {unknown} */ error) => console.warn(error);
          app.restored.then(() => go(app, page.treePath, asked)).catch(warn);
          app.commands.commandExecuted.connect((_, { id, args }) => {
            if (id === 'rendermime:handle-local-link') go(app, args.path, args.id ?? '').catch(warn);
          });
        },
      },
    ];
  }

  (window._JUPYTERLAB ??= {})['docker-lab'] = {
    init: (given) => {
      scope = given;
      return Promise.resolve();
    },
    get: async () => {
      const found = plugins(
        await shared('@lumino/widgets'),
        await shared('@jupyterlab/apputils'),
        await shared('@jupyterlab/rendermime'),
        await shared('@jupyterlab/notebook'),
      );
      return () => ({ __esModule: true, default: found });
    },
  };
})();
