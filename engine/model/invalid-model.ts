/** One thing in a resource that cannot be executed. */
export interface Defect {
  elementId: string;
  elementType: string;
  reason: string;
}

/** A resource that is refused: broken, or with elements that this engine does not execute. */
export class InvalidModel extends Error {
  readonly defects: readonly Defect[];

  constructor(resourceName: string, defects: readonly Defect[]) {
    const lines = defects.map(
      (defect) => `- Element: ${defect.elementId} > ${defect.elementType}\n    ERROR: ${defect.reason}`,
    );
    super(`'${resourceName}': ${lines.join('\n')}`);
    this.name = 'InvalidModel';
    this.defects = defects;
  }
}
