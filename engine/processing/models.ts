import type { DecisionModel } from '../expressions/dmn-model.ts';
import type { ExecutableElement, ExecutableProcess } from '../model/executable.ts';
import type { ElementInstance, Key } from './protocol.ts';

/** A model that no command needed since the start: the command is played again once the model is read. */
export class UnreadModel extends Error {
  readonly definitionKey: Key;

  constructor(definitionKey: Key) {
    super(`The model of definition ${definitionKey} is not read yet`);
    this.name = 'UnreadModel';
    this.definitionKey = definitionKey;
  }
}

/**
 * Executable graphs of what is deployed, by key. Derived from the resources and never stored: those of former
 * deployments are read when something first needs them, or a start would take the time of all that was ever deployed.
 */
export class Models {
  readonly processes = new Map<Key, ExecutableProcess>();
  /** By key of their decision requirements. */
  readonly decisions = new Map<Key, DecisionModel>();
  /** Why a model cannot be read. */
  readonly faults = new Map<Key, Error>();

  process(processDefinitionKey: Key): ExecutableProcess {
    return this.processes.get(processDefinitionKey) ?? this.#notRead(processDefinitionKey);
  }

  decision(decisionRequirementsKey: Key): DecisionModel {
    return this.decisions.get(decisionRequirementsKey) ?? this.#notRead(decisionRequirementsKey);
  }

  #notRead(definitionKey: Key): never {
    throw this.faults.get(definitionKey) ?? new UnreadModel(definitionKey);
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
