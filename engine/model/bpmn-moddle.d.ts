/** The package ships types for the elements it reads, not for the reader itself. */
declare module 'bpmn-moddle' {
  export interface ReadDiagram {
    readonly rootElement: object;
    readonly warnings: readonly { readonly message: string }[];
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string): Promise<ReadDiagram>;
    toXML(element: object, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
