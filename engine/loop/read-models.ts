import { parseResource } from '../model/parsed-resource.ts';
import type { Models } from '../processing/models.ts';
import type { Key } from '../processing/protocol.ts';
import type { State } from '../state/state.ts';

/** Reads the file that a definition stands in, for all that are defined in it. */
export async function readModels(state: State, models: Models, definitionKey: Key): Promise<void> {
  const definition = state.processes.get(definitionKey) ?? state.decisionRequirements.must(definitionKey);
  const { resourceKey } = definition;
  const parsed = await parseResource(state.resources.must(resourceKey));
  if (parsed.kind === 'bpmn') {
    for (const process of state.processes.values()) {
      const executable = parsed.processes.find((one) => one.bpmnProcessId === process.bpmnProcessId);
      if (process.resourceKey === resourceKey && executable !== undefined)
        models.processes.set(process.processDefinitionKey, executable);
    }
  } else if (parsed.kind === 'dmn') {
    models.decisions.set(definitionKey, parsed.decisions);
  }
  // it would be asked for again, for ever
  if (!models.processes.has(definitionKey) && !models.decisions.has(definitionKey))
    throw new Error(`The file of definition ${definitionKey} holds it no more`);
}
