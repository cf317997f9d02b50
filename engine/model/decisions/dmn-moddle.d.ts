declare module 'dmn-moddle' {
  export class DmnModdle {
    constructor(packages?: Record<string, unknown>);
    /** Moddle's own: what it knows of the elements of a file. */
    readonly registry: { registerType(type: object, of: object): void };
    getPackage(prefix: string): object;
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: { message: string }[] }>;
  }
}
