/** The packages ship no types: what we use of them. */
declare module 'dmn-js/lib/Modeler' {
  export interface DmnView {
    readonly id: string;
    readonly type: string;
    readonly element: { readonly id: string; readonly name?: string; readonly $type: string };
  }
  export default class DmnModeler {
    constructor(options: Record<string, unknown>);
    importXML(xml: string): Promise<{ warnings: unknown[] }>;
    saveXML(options?: { format?: boolean }): Promise<{ xml: string }>;
    getViews(): DmnView[];
    getActiveView(): DmnView | undefined;
    open(view: DmnView): Promise<unknown>;
    getActiveViewer():
      | {
          on(event: string, callback: () => void): void;
          off(event: string, callback: () => void): void;
          get<T>(service: string): T;
        }
      | undefined;
    on(event: string, callback: (event: Record<string, unknown>) => void): void;
    destroy(): void;
  }
}
declare module 'dmn-js/lib/NavigatedViewer' {
  export { default } from 'dmn-js/lib/Modeler';
}
