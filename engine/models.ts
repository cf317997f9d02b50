import { type Defect, InvalidModel } from './model/invalid-model.ts';

export { DEFECTS, type DefectCode, type DefectParams, type NamedTrigger } from './model/defects.ts';
export type { Defect } from './model/invalid-model.ts';

/**
 * What the embedded gateway would refuse of a file at deployment; empty when it would take it. Zeebe's protocol has no
 * dry run: this is the very reader that a deployment goes through, without an engine.
 */
export async function modelDefects(name: string, text: string): Promise<readonly Defect[]> {
  try {
    // Read when asked only: whoever merely words the refusals loads no model.
    if (name.endsWith('.bpmn')) await (await import('./model/read-process.ts')).readProcesses(name, text, true);
    else if (name.endsWith('.dmn'))
      await (await import('./model/decisions/read-decisions.ts')).readDecisions(name, text, true);
    return [];
  } catch (error) {
    if (error instanceof InvalidModel) return error.defects;
    throw error;
  }
}
