import type { FieldPlace } from './field-property.ts';
import type { ElementTemplate } from './templates.ts';

// The faces of bpmn-js and its companions that the atelier uses: their own types are lost under Node's way of resolving
// modules, or there are none.

/** What an element of the drawing stands for in the BPMN. */
export interface BusinessObject {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
  readonly $parent?: BusinessObject;
  readonly sourceRef?: BusinessObject;
  readonly targetRef?: BusinessObject;
  readonly attachedToRef?: BusinessObject;
  readonly flowElements?: readonly BusinessObject[];
  readonly outgoing?: readonly BusinessObject[];
  readonly incoming?: readonly BusinessObject[];
  readonly default?: BusinessObject;
  readonly conditionExpression?: { readonly body?: string };
  readonly isExecutable?: boolean;
  readonly participants?: readonly { readonly processRef?: BusinessObject }[];
  readonly eventDefinitions?: readonly { readonly $type: string }[];
  readonly triggeredByEvent?: boolean;
  /** Id of the element template that it follows. */
  readonly modelerTemplate?: string;
  readonly extensionElements?: { readonly values?: readonly object[] };
}

/** An element as it is drawn. */
export interface DrawnElement {
  readonly id: string;
  readonly type: string;
  readonly businessObject: BusinessObject;
  readonly labelTarget?: DrawnElement;
  readonly parent?: DrawnElement;
  readonly children?: readonly DrawnElement[];
  /** What a border event sits on. */
  readonly host?: DrawnElement;
  readonly outgoing?: readonly DrawnElement[];
  readonly source?: DrawnElement;
  readonly target?: DrawnElement;
  readonly waypoints?: readonly { readonly x: number; readonly y: number }[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a linter has to say about an element. */
export interface LintReport {
  readonly id: string;
  readonly message: string;
  readonly category: 'error' | 'warn' | 'info' | 'rule-error';
  readonly rule: string;
  readonly path?: readonly (string | number)[] | null;
  readonly propertiesPanel?: { readonly entryIds: readonly string[] };
}

/** An entry of a menu of the drawing. */
export interface MenuEntry {
  readonly label?: string;
  readonly group?: string | { readonly id: string; readonly name?: string };
  readonly [other: string]: unknown;
}
export type MenuEntries = Readonly<Record<string, MenuEntry>>;

/** Says again what a menu holds, from what others put in it. */
export interface PopupMenuProvider {
  getPopupMenuEntries: (element: DrawnElement) => (entries: MenuEntries) => MenuEntries;
}
export interface PaletteProvider {
  getPaletteEntries: () => (entries: MenuEntries) => MenuEntries;
}

/** Our clipboard, which takes the place of the library's. */
export interface DiagramClipboard {
  /** Says what goes with what is copied. */
  beside: (tree: unknown) => unknown;
  getBeside: () => unknown;
}

/** The fields that the panel of properties leaves to us now. */
export interface PlacedFields {
  readonly subscribe: (listener: () => void) => () => void;
  readonly now: () => readonly FieldPlace[];
}

export interface Services {
  bpmnFactory: { create: (type: string, properties: object) => object };
  canvas: {
    zoom: (to?: number) => number;
    scrollToElement: (element: DrawnElement | string, padding?: number) => void;
    getRootElement: () => DrawnElement;
    findRoot: (element: DrawnElement) => DrawnElement | undefined;
    getContainer: () => HTMLElement;
    resized: () => void;
    viewbox: (box?: { x: number; y: number; width: number; height: number }) => {
      x: number;
      y: number;
      scale: number;
      inner: { x: number; y: number; width: number; height: number };
      outer: { width: number; height: number };
    };
  };
  clipboard: DiagramClipboard;
  commandStack: {
    undo: () => void;
    redo: () => void;
    canUndo: () => boolean;
    canRedo: () => boolean;
    registerHandler: (command: string, handler: new () => object) => void;
    execute: (command: string, context: object) => void;
  };
  contextPad: { _getPosition: (target: DrawnElement | DrawnElement[]) => { left: number; top: number } };
  editorActions: { trigger: (action: string, options?: object) => unknown; isRegistered: (action: string) => boolean };
  elementFactory: { createShape: (shape: { type: string; eventDefinitionType?: string }) => DrawnElement };
  elementRegistry: {
    get: (id: string) => DrawnElement | undefined;
    filter: (keep: (element: DrawnElement) => boolean) => DrawnElement[];
    getGraphics: (element: DrawnElement | string) => SVGElement | undefined;
  };
  elementTemplates: {
    setEngines: (engines: Record<string, string>) => void;
    /** Of an id, or those that an element may take. */
    getLatest: (of: string | DrawnElement) => ElementTemplate[];
    createElement: (template: object | undefined) => DrawnElement;
    /** The one that an element follows. */
    get: (element: DrawnElement) => ElementTemplate | null | undefined;
    applyTemplate: (element: DrawnElement, template: object) => DrawnElement;
  };
  elementTemplatesLoader: { setTemplates: (templates: readonly object[]) => void };
  eventBus: {
    on: {
      (event: string | string[], listener: (event: Record<string, unknown>) => void): void;
      (event: string, priority: number, listener: (event: Record<string, unknown>) => void): void;
    };
    off: (event: string, listener: (event: Record<string, unknown>) => void) => void;
    fire: (event: string, payload?: object) => unknown;
  };
  fieldPlaces: PlacedFields;
  linting: {
    setErrors: (reports: readonly LintReport[]) => void;
    showError: (report: LintReport) => void;
    activate: () => void;
  };
  minimap: { open: () => void; close: () => void };
  modeling: {
    createShape: (shape: DrawnElement, position: { x: number; y: number }, target: DrawnElement) => DrawnElement;
    connect: (source: DrawnElement, target: DrawnElement, connection: { type: string }) => DrawnElement;
    moveShape: (shape: DrawnElement, delta: { x: number; y: number }) => void;
    updateWaypoints: (flow: DrawnElement, waypoints: readonly { x: number; y: number }[]) => void;
    updateProperties: (element: DrawnElement, properties: object) => void;
    updateModdleProperties: (element: DrawnElement, moddleElement: object, properties: object) => void;
  };
  popupMenu: {
    registerProvider: (menu: string, priority: number, provider: PopupMenuProvider) => void;
    close: () => void;
  };
  palette: { registerProvider: (priority: number, provider: PaletteProvider) => void };
  propertiesPanel: { attachTo: (container: HTMLElement) => void };
  rules: { allowed: (action: string, context: object) => { readonly type?: string } | boolean | null | undefined };
  selection: { get: () => DrawnElement[]; select: (element?: DrawnElement) => void };
  spaceTool: {
    calculateAdjustments: (
      elements: DrawnElement[],
      axis: 'x' | 'y',
      delta: number,
      start: number,
    ) => { movingShapes: DrawnElement[]; resizingShapes: DrawnElement[] };
    makeSpace: (
      moving: DrawnElement[],
      resizing: DrawnElement[],
      delta: { x: number; y: number },
      direction: 'e' | 's',
      start: number,
    ) => void;
  };
  toggleMode: { toggleMode: (active?: boolean) => void };
}

/** Says words of the library in the language on screen. */
export type Translate = (template: string, replacements?: Record<string, unknown>) => string;

/** A bpmn-js modeler. */
export interface BpmnModeler {
  importXML: (xml: string) => Promise<{ warnings: readonly { message: string }[] }>;
  saveXML: (options: { format: boolean }) => Promise<{ xml: string }>;
  saveSVG: () => Promise<{ svg: string }>;
  getDefinitions: () => { $attrs: Record<string, string>; readonly rootElements: readonly BusinessObject[] };
  get: <Name extends keyof Services>(service: Name) => Services[Name];
  destroy: () => void;
}
