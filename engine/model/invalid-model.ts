import { type Reason, sentenceOf } from './defects.ts';

/** One thing in a resource that cannot be executed, and where it is. */
export type ElementDefect = Reason & { readonly elementId: string; readonly elementType: string };

/** The same, for whoever reads several resources; `sentence` is the reason in English. */
export type Defect = ElementDefect & { readonly file: string; readonly sentence: string };

/** Defects listed in a refusal; whoever mends these sees the others at the next try. */
const MAX_LISTED = 100;

/** A resource that is refused: broken, or with elements that this engine does not execute. */
export class InvalidModel extends Error {
  readonly defects: readonly Defect[];

  constructor(resourceName: string, found: readonly ElementDefect[]) {
    const defects = found.map((one) => ({ ...one, file: resourceName, sentence: sentenceOf(one) }));
    const lines = defects
      .slice(0, MAX_LISTED)
      .map(
        ({ elementId, elementType, sentence }) => `- Element: ${elementId} > ${elementType}\n    - ERROR: ${sentence}`,
      );
    if (defects.length > MAX_LISTED) lines.push(`- and ${defects.length - MAX_LISTED} more`);
    super(`'${resourceName}': ${lines.join('\n')}`);
    this.name = 'InvalidModel';
    this.defects = defects;
  }

  /** Why a deployment with this resource is refused. */
  get refusal(): string {
    return `Expected to deploy new resources, but encountered the following errors:\n${this.message}`;
  }
}
