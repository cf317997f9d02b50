/** The package ships types for the elements it reads, not for the reader itself. */
declare module 'bpmn-moddle' {
  export interface ReadDiagram {
    readonly rootElement: object;
    readonly elementsById: Readonly<Record<string, object>>;
    /** A reference to nothing is told with the element and the property that hold it, and its text. */
    readonly warnings: readonly {
      readonly message: string;
      readonly element?: object;
      readonly property?: string;
      readonly value?: string;
    }[];
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string): Promise<ReadDiagram>;
    toXML(element: object, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
