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

  /** What an instance is an instance of. The instances of a multi-instance activity bear the id of their body. */
  element(instance: Pick<ElementInstance, 'processDefinitionKey' | 'elementId' | 'elementType'>): ExecutableElement {
    const element = this.elementOf(instance.processDefinitionKey, instance.elementId);
    const isBody = element.type === 'MULTI_INSTANCE_BODY' && instance.elementType !== 'MULTI_INSTANCE_BODY';
    return isBody && element.inner !== undefined ? element.inner : element;
  }

  elementOf(processDefinitionKey: Key, elementId: string): ExecutableElement {
    const element = this.process(processDefinitionKey).elements.get(elementId);
    if (element === undefined) throw new Error(`No element '${elementId}' in process ${processDefinitionKey}`);
    return element;
  }
}
