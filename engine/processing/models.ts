import type { DecisionModel } from '../expressions/dmn-model.ts';
import type { ExecutableElement, ExecutableProcess } from '../model/executable.ts';
import type { ElementInstance, Key } from './protocol.ts';

/** Models that no command needed since the start: the command is played again once they are read. */
export class UnreadModels extends Error {
  readonly definitionKeys: readonly Key[];

  constructor(definitionKeys: readonly Key[]) {
    super(`The models of definitions ${definitionKeys.join(', ')} are not read yet`);
    this.name = 'UnreadModels';
    this.definitionKeys = definitionKeys;
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

  /** For what needs many: without, a command would be undone and played again for each. */
  requireAll(processDefinitionKeys: Iterable<Key>): void {
    const unread = [...new Set(processDefinitionKeys)].filter((key) => this.isUnread(key));
    if (unread.length > 0) throw new UnreadModels(unread);
  }

  isUnread(definitionKey: Key): boolean {
    return ![this.processes, this.decisions, this.faults].some((known) => known.has(definitionKey));
  }

  #notRead(definitionKey: Key): never {
    throw this.faults.get(definitionKey) ?? new UnreadModels([definitionKey]);
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
