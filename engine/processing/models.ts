import type { DecisionModel } from '../expressions/dmn-model.ts';
import type { ExecutableElement, ExecutableProcess } from '../model/executable.ts';
import type { ElementInstance, Key } from './protocol.ts';

/** Executable graphs of what is deployed, by key. Derived from the resources: rebuilt at start, never stored. */
export class Models {
  readonly processes = new Map<Key, ExecutableProcess>();
  /** By key of their decision requirements. */
  readonly decisions = new Map<Key, DecisionModel>();

  process(processDefinitionKey: Key): ExecutableProcess {
    const process = this.processes.get(processDefinitionKey);
    if (process === undefined) throw new Error(`No executable process for key ${processDefinitionKey}`);
    return process;
  }

  element(instance: Pick<ElementInstance, 'processDefinitionKey' | 'elementId'>): ExecutableElement {
    return this.elementOf(instance.processDefinitionKey, instance.elementId);
  }

  elementOf(processDefinitionKey: Key, elementId: string): ExecutableElement {
    const element = this.process(processDefinitionKey).elements.get(elementId);
    if (element === undefined) throw new Error(`No element '${elementId}' in process ${processDefinitionKey}`);
    return element;
  }
}
