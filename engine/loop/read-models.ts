import { parseResource } from '../model/parsed-resource.ts';
import type { Models } from '../processing/models.ts';
import type { Key } from '../processing/protocol.ts';
import type { State } from '../state/state.ts';

/** Reads the file that a definition stands in, for all that are defined in it, and in files of the same text. */
export async function readModels(state: State, models: Models, definitionKey: Key): Promise<void> {
  const definition = state.processes.get(definitionKey) ?? state.decisionRequirements.must(definitionKey);
  const file = state.resources.must(definition.resourceKey);
  const parsed = await parseResource(file);
  const twins = state.resourcesByChecksum.of(file.checksum);
  if (parsed.kind === 'bpmn') {
    for (const process of state.processes.values()) {
      const executable = parsed.processes.find((one) => one.bpmnProcessId === process.bpmnProcessId);
      if (twins.has(process.resourceKey) && executable !== undefined)
        models.processes.set(process.processDefinitionKey, executable);
    }
  } else if (parsed.kind === 'dmn') {
    for (const { decisionRequirementsKey, resourceKey } of state.decisionRequirements.values())
      if (twins.has(resourceKey)) models.decisions.set(decisionRequirementsKey, parsed.decisions);
  }
  // it would be asked for again, for ever
  if (!models.processes.has(definitionKey) && !models.decisions.has(definitionKey))
    throw new Error(`The file of definition ${definitionKey} holds it no more`);
}
