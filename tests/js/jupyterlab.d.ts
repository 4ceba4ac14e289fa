// What of JupyterLab our own JavaScript uses. JupyterLab hands it out while it runs, so there is nothing to import.

interface Signal<Sender, Args> {
  connect(slot: (sender: Sender, args: Args) => void): boolean;
  disconnect(slot: (sender: Sender, args: Args) => void): boolean;
}

interface SharedModel {
  readonly source: string;
  getSource(): string;
  setSource(text: string): void;
}

interface CellOutputs {
  toJSON(): readonly { readonly data?: Record<string, string | string[]> }[];
  clear(): void;
}

/** A cell; only one of code has what stands at the end. */
interface CellModel {
  readonly type: string;
  readonly sharedModel: SharedModel;
  getMetadata(name: string): { grade_id?: string } | undefined;
  readonly executionCount?: number | null;
  readonly isDirty?: boolean;
  readonly outputs?: CellOutputs;
  clearExecution(): void;
}

interface Layout {
  readonly widgets: readonly Widget[];
  insertWidget(index: number, widget: Widget): void;
  addWidget(widget: Widget): void;
}

interface CellWidget {
  readonly model: CellModel;
  readonly isDisposed: boolean;
  /** Of code; without a future until it has been run in this page. */
  readonly outputArea?: { readonly future?: CellFuture };
  readonly node: HTMLElement;
  readonly ready: Promise<void>;
  readonly layout: Layout;
  readonly editor?: { setSelection(range: { start: Position; end: Position }): void } | null;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Notebook {
  readonly model: { readonly cells: Iterable<CellModel> & { readonly changed: Signal<unknown, unknown> } } | null;
  /** Of a text: when it is drawn. */
  readonly ready?: Promise<void>;
  /** None in a document that is no notebook. */
  readonly widgets: readonly CellWidget[];
  readonly rendermime: unknown;
  activeCellIndex: number;
  mode: 'command' | 'edit';
  deselectAll(): void;
  scrollToItem(index: number, align: 'start'): Promise<void>;
  activate(): void;
}

interface KernelFuture {
  readonly done: Promise<unknown>;
}

/** What a cell asked of the kernel. */
interface CellFuture extends KernelFuture {
  readonly msg: { readonly header: { readonly msg_id: string } };
}

/** What a kernel tells all its pages. */
interface KernelMessage {
  readonly header: { readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
}

interface Context {
  readonly path: string;
  readonly ready: Promise<void>;
  readonly model?: { readonly dirty: boolean };
  save(): Promise<void>;
}

interface NotebookPanel {
  readonly node: HTMLElement;
  readonly revealed: Promise<void>;
  readonly content: Notebook;
  readonly context: Context;
  readonly sessionContext: {
    readonly ready: Promise<void>;
    readonly session: { readonly kernel: { readonly id: string; requestExecute(content: object): KernelFuture } | null } | null;
    shutdown(): Promise<void>;
    startKernel(): Promise<unknown>;
    readonly statusChanged: Signal<unknown, string>;
    readonly kernelChanged: Signal<unknown, unknown>;
    readonly iopubMessage: Signal<unknown, KernelMessage>;
  };
}

/** A panel of JupyterLab's main area: what every one has, and what only a file's or a notebook's has. */
type Panel = Pick<NotebookPanel, 'node'> & Partial<Pick<NotebookPanel, 'context' | 'sessionContext' | 'content'>>;

interface Command {
  readonly id: string;
  readonly args: { readonly path: string; readonly id?: string };
}

interface NotebookTracker {
  readonly currentWidget: NotebookPanel | null;
  readonly widgetAdded: Signal<unknown, NotebookPanel>;
  forEach(visit: (panel: NotebookPanel) => void): void;
}

interface OutputArea extends Widget {
  readonly layout: Layout;
  readonly model: CellOutputs;
  future: KernelFuture;
}

interface JupyterDialog extends Record<'okButton' | 'cancelButton' | 'warnButton', (options: { label: string }) => DialogButton> {
  new (options: { title: string; body: Widget; buttons: DialogButton[] }): {
    readonly isDisposed: boolean;
    launch(): Promise<unknown>;
    reject(): void;
  };
}

interface DialogButton {
  readonly accept: boolean;
}

/** What the buttons of the exercises take from JupyterLab's modules. */
interface JupyterParts {
  readonly Widget: WidgetConstructor;
  readonly NotebookActions: {
    readonly executed: Signal<unknown, { readonly cell: CellWidget }>;
    runCells(notebook: Notebook, cells: CellWidget[], session: NotebookPanel['sessionContext']): Promise<boolean>;
  };
  readonly SimplifiedOutputArea: new (options: { model: CellOutputs; rendermime: unknown }) => OutputArea;
  readonly OutputAreaModel: new (options: { trusted: boolean }) => CellOutputs;
  readonly showDialog: (options: object) => Promise<{ readonly button: DialogButton }>;
  readonly Dialog: JupyterDialog;
}

interface JupyterLab {
  readonly restored: Promise<void>;
  readonly commands: {
    readonly commandExecuted: Signal<unknown, Command>;
    addCommand(id: string, options: { label: string; execute: (args: { exercise?: string; address?: string }) => unknown }): void;
    execute(id: string, args?: object): Promise<unknown>;
    hasCommand(id: string): boolean;
  };
  readonly shell: {
    readonly node: HTMLElement;
    readonly currentWidget: Panel | null;
    readonly currentChanged: Signal<unknown, unknown>;
    readonly restored: Promise<{ readonly fresh?: boolean }>;
    add(widget: Widget, area: 'top' | 'main', options?: { rank: number }): void;
    activateById(id: string): void;
    widgets(area: 'main'): Iterable<Panel>;
    readonly leftCollapsed: boolean;
    collapseLeft(): void;
    expandLeft(): void;
  };
}

interface Widget {
  id: string;
  readonly node: HTMLElement;
  dispose(): void;
  readonly isDisposed: boolean;
  readonly title: { label: string; closable: boolean };
}

interface WidgetConstructor {
  new (options: { node: HTMLElement }): Widget;
}

/** What draws one output. */
interface Renderer {
  toggleClass(name: string, force: boolean): void;
  renderModel(output: { readonly data: object }): Promise<void>;
}

interface RenderMimeRegistry {
  getFactory(type: string): { createRenderer(options: unknown): Renderer } | undefined;
}

interface WidgetOutput {
  readonly data: Record<string, { readonly model_id?: string }>;
}

/** JupyterLab's renderer of ipywidgets' outputs. */
interface WidgetRenderer {
  readonly mimeType: string;
  readonly isDisposed: boolean;
  readonly _manager: { readonly promise: Promise<{ has_model(id: string): boolean; readonly restoredStatus: boolean }> };
  toggleClass(name: string, force: boolean): void;
  removeClass(name: string): void;
  renderModel(output: WidgetOutput): Promise<void>;
}

interface CommandPalette {
  addItem(item: { command: string; category: string }): void;
}

interface LayoutRestorer {
  restore(tracker: WidgetTracker, options: { command: string; name: () => string }): void;
}

interface WidgetTracker {
  add(widget: Widget): void;
}

interface DocumentManager {
  openOrReveal(path: string, ...rest: unknown[]): unknown;
  readonly services: { readonly contents: { get(path: string, ...rest: unknown[]): Promise<unknown> } };
}

interface NotebookActions {
  readonly executed: Signal<unknown, unknown>;
}

/** What the server says of the course at `<base>course/state`. */
interface CourseState {
  readonly former: Record<string, string>;
  readonly states: Record<string, Record<string, string>>;
}

/** What our extension takes of the modules that JupyterLab shares. */
interface SharedModules {
  readonly Widget: WidgetConstructor;
  readonly WidgetTracker: new (options: { namespace: string }) => WidgetTracker;
  readonly NotebookActions: NotebookActions;
  readonly INotebookTracker: unknown;
  readonly ICommandPalette: unknown;
  readonly ILayoutRestorer: unknown;
  readonly IDocumentManager: unknown;
  readonly IConnectionLost: unknown;
  readonly IRenderMimeRegistry: unknown;
  readonly Dialog: JupyterDialog;
}

/** A plugin's parts of JupyterLab: each is a token, and comes as what the token stands for. */
interface LabPlugin {
  id: string;
  autoStart: true;
  requires?: unknown[];
  provides?: unknown;
  optional?: unknown[];
  activate: (app: JupyterLab, ...given: never[]) => unknown;
}

/** The modules that JupyterLab shares with its extensions, by name and version. */
type Scope = Record<string, Record<string, { get(): Promise<() => never> }>>;

interface Window {
  jupyterapp?: JupyterLab;
  _JUPYTERLAB?: Record<string, { init(scope: Scope): Promise<void>; get(name: string): Promise<() => object> }>;
}
