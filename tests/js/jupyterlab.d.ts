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

interface CellModel {
  readonly type: string;
  readonly sharedModel: SharedModel;
  getMetadata(name: string): { grade_id?: string } | undefined;
}

interface Notebook {
  readonly model: { readonly cells: Iterable<CellModel> } | null;
  readonly widgets: readonly { readonly model: CellModel; readonly node: HTMLElement }[];
  activeCellIndex: number;
  scrollToItem(index: number, align: 'start'): Promise<void>;
  activate(): void;
}

interface NotebookPanel {
  readonly node: HTMLElement;
  readonly revealed: Promise<void>;
  readonly content: Notebook;
  readonly context: { readonly path: string };
  readonly sessionContext: {
    readonly statusChanged: Signal<unknown, string>;
    readonly kernelChanged: Signal<unknown, unknown>;
  };
}

/** A panel of JupyterLab's main area: what every one has, and what only a file's or a notebook's has. */
type Panel = Pick<NotebookPanel, 'node'> & Partial<Pick<NotebookPanel, 'context' | 'sessionContext' | 'content'>>;

interface Command {
  readonly id: string;
  readonly args: { readonly path: string; readonly id?: string };
}

interface JupyterLab {
  readonly restored: Promise<void>;
  readonly commands: {
    readonly commandExecuted: Signal<unknown, Command>;
    addCommand(id: string, options: { label: string; execute: () => unknown }): void;
    execute(id: string, args?: object): Promise<unknown>;
    hasCommand(id: string): boolean;
  };
  readonly shell: {
    readonly currentWidget: Panel | null;
    readonly currentChanged: Signal<unknown, unknown>;
    add(widget: Widget, area: 'top', options: { rank: number }): void;
    widgets(area: 'main'): Iterable<Panel>;
  };
}

interface Widget {
  id: string;
}

interface WidgetConstructor {
  new (options: { node: HTMLElement }): Widget;
}

interface RendererFactory {
  safe: boolean;
  readonly mimeTypes: readonly string[];
}

interface RenderMimeRegistry {
  readonly mimeTypes: readonly string[];
  getFactory(type: string): RendererFactory | undefined;
  addFactory(factory: RendererFactory, rank?: number): void;
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

/** A plugin's parts of JupyterLab: each is a token, and comes as what the token stands for. */
interface LabPlugin {
  id: string;
  autoStart: true;
  requires?: unknown[];
  optional?: unknown[];
  activate: (app: JupyterLab, given: never) => unknown;
}

/** The modules that JupyterLab shares with its extensions, by name and version. */
type Scope = Record<string, Record<string, { get(): Promise<() => never> }>>;

interface Window {
  jupyterapp?: JupyterLab;
  _JUPYTERLAB?: Record<string, { init(scope: Scope): Promise<void>; get(name: string): Promise<() => object> }>;
}
