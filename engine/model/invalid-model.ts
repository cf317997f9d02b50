/** One thing in a resource that cannot be executed. */
export interface Defect {
  elementId: string;
  elementType: string;
  reason: string;
}

/** Defects told; who mends these sees the others at the next try. */
const TOLD = 100;

/** A resource that is refused: broken, or with elements that this engine does not execute. */
export class InvalidModel extends Error {
  readonly defects: readonly Defect[];

  constructor(resourceName: string, defects: readonly Defect[]) {
    const lines = defects
      .slice(0, TOLD)
      .map((defect) => `- Element: ${defect.elementId} > ${defect.elementType}\n    ERROR: ${defect.reason}`);
    if (defects.length > TOLD) lines.push(`- and ${defects.length - TOLD} more`);
    super(`'${resourceName}': ${lines.join('\n')}`);
    this.name = 'InvalidModel';
    this.defects = defects;
  }

  /** Why a deployment with this resource is refused. */
  get refusal(): string {
    return `Expected to deploy new resources, but encountered the following errors:\n${this.message}`;
  }
}
